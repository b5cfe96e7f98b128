"""Every attack gets through where nothing stops it, and fails under every lock; afterwards the judge grades rightly."""

from pathlib import Path

import pytest

from attacks import weakened
from attacks.every import ATTACKS
from attacks.frame import Setting, carry_out, grades_rightly
from attacks.processes import descendants, wait_until
from attacks.there import missing
from shousi.sandbox.lock import landlock

ABI = landlock.abi()
UNLOCKED = Setting("D", 0)
STRONGEST = Setting("A", ABI)
DOCS = Path(__file__).parents[2] / "docs" / "security.md"

pytestmark = pytest.mark.skipif(not ABI, reason="needs Linux with Landlock")


def settings(attack, matrix):
    """Return the locks under which an attack is tried: by default the strongest, and others for samples."""
    number = ATTACKS.index(attack)
    older = range(1, ABI) if attack.files else range(0)
    if matrix == "reduced":
        older = [abi for abi in older if abi in {1, 3} and number % 16 == abi]
    tried = [STRONGEST]
    tried += [Setting("B", 0)] if matrix != "reduced" or number % 8 == 0 else []
    return tried + [Setting("A", abi) for abi in older if matrix != "tiers"]


def pytest_generate_tests(metafunc):
    matrix = metafunc.config.getoption("--matrix", default="reduced")
    attacks = ATTACKS[:: metafunc.config.getoption("--one-in", default=1)]
    if "setting" in metafunc.fixturenames:
        cases = [(attack, setting) for attack in attacks for setting in settings(attack, matrix)]
        # By lock, so that each zygote's spare worker fits the next test.
        cases.sort(key=lambda case: str(case[1]))
        metafunc.parametrize(("attack", "setting"), cases, ids=_name)
    elif "attack" in metafunc.fixturenames:
        metafunc.parametrize("attack", attacks, ids=_name)


def _name(part):
    return str(part) if isinstance(part, Setting) else f"{part.line}: {part.name}"


@pytest.fixture(autouse=True)
def possible(request):
    parameters = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    attack = parameters.get("attack")
    if attack and (reason := missing(attack, unlocked="setting" not in parameters)):
        pytest.skip(reason)


def nothing_left(zygote):
    """Say whether the zygote has no descendants but the spare worker."""
    return wait_until(lambda: len(descendants(zygote.process.pid)) <= 1)


def test_fails_under_the_lock(attack, setting, zygotes, scene, results):
    zygote = zygotes.under(setting)
    with weakened.little_memory():
        through = carry_out(attack, zygote, scene)
    results.note(attack.name, setting.tier, through)
    assert not through
    if attack.ends_zygote:
        zygote = zygotes.under(setting)
    assert zygote.process.poll() is None
    assert grades_rightly(zygote)
    assert nothing_left(zygote)


def test_gets_through_where_nothing_stops_it(attack, zygotes, scene, results):
    if attack.against == "D":
        through = carry_out(attack, zygotes.under(UNLOCKED), scene, loosened=True)
        assert nothing_left(zygotes.under(UNLOCKED))
    elif attack.lifted:
        zygotes.under(STRONGEST)
        with weakened.lacking(attack.lifted), weakened.little_memory():
            through = carry_out(attack, zygotes.under(STRONGEST), scene, loosened=True)
    else:
        through = weakened.gets_through(attack, scene)
    results.note(attack.name, "unlocked", through)
    assert through
