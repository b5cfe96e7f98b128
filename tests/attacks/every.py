"""All attacks, in the order of what hostile submissions try."""

from __future__ import annotations

from attacks import exhausting, forging, harming, reaching, reading, unlocking
from attacks.cheating import CHEATS
from attacks.half_locks import HALF_LOCKS
from attacks.speed import SPEED_CHEATS
from attacks.trusted import HANDED

ATTACKS = (
    *reading.ATTACKS,
    *forging.ATTACKS,
    *harming.ATTACKS,
    *exhausting.ATTACKS,
    *reaching.ATTACKS,
    *unlocking.ATTACKS,
)
ROWS = (*ATTACKS, *CHEATS, *SPEED_CHEATS, *HANDED, *HALF_LOCKS)  # of the table
