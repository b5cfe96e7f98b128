"""What is handed in besides code gets nowhere either, where it does with what everybody writes first.

Nor does a submission on a system that refuses a step of the lock.
"""

import sys

import pytest

from attacks.half_locks import HALF_LOCKS
from attacks.there import missing
from attacks.trusted import HANDED

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes files of kinds that only Unix has")


@pytest.mark.parametrize("handed", [*HANDED, *HALF_LOCKS], ids=lambda handed: handed.name)
def test_gets_nowhere(handed, tmp_path, results):
    if reason := missing(handed, unlocked=False):
        pytest.skip(reason)
    made = handed.make(tmp_path)
    naive, through = handed.naive(made), handed.through(made)
    results.note(handed.name, "unlocked", naive)
    for tier in ("A", "B"):
        results.note(handed.name, tier, through)
    assert naive
    assert not through
