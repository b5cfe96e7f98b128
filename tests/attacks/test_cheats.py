"""Every submission that cheats gets through a judge that lacks what stops it, and nowhere under the lock."""

import pytest

from attacks.cheating import CHEATS, graded
from attacks.frame import Setting
from attacks.there import locks
from conftest import HAS_TORCH
from shousi.sandbox.lock import landlock

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="needs Linux with Landlock")


def pytest_generate_tests(metafunc):
    if "setting" in metafunc.fixturenames:
        metafunc.parametrize("setting", locks(metafunc.config), ids=str)
    # `nox -s attacks` and `nox -s tests` run these in both environments.
    cheats = [cheat for cheat in CHEATS if ("torch" in cheat.needs) == HAS_TORCH]
    metafunc.parametrize("cheat", cheats, ids=lambda cheat: cheat.name)


def test_gets_nowhere(cheat, setting, zygotes, tmp_path, results):
    through = graded(cheat, zygotes.under(setting), tmp_path)
    results.note(cheat.name, setting.tier, through)
    assert not through


def test_gets_through_a_judge_that_lacks_what_stops_it(cheat, zygotes, tmp_path, results):
    through = graded(cheat, zygotes.under(Setting("A", landlock.abi())), tmp_path, weakened=True)
    results.note(cheat.name, "unlocked", through)
    assert through
