"""All attacks, in the order of what hostile submissions try."""

from __future__ import annotations

from attacks import exhausting, forging, harming, reaching, reading, unlocking
from attacks.trusted import HANDED

ATTACKS = (
    *reading.ATTACKS,
    *forging.ATTACKS,
    *harming.ATTACKS,
    *exhausting.ATTACKS,
    *reaching.ATTACKS,
    *unlocking.ATTACKS,
)
ROWS = (*ATTACKS, *HANDED)  # of the table
