"""All attacks, in the order of what hostile submissions try."""

from __future__ import annotations

from attacks import reading

ATTACKS = (*reading.ATTACKS,)
