"""Whether root judges or an ordinary user makes no difference to a submission."""

import re

import pytest

from attacks import ordinary


@pytest.mark.skipif(bool(ordinary.missing()), reason=ordinary.missing())
@pytest.mark.timeout(600)
@pytest.mark.slow
def test_no_attack_gets_through_either_where_an_ordinary_user_judges(results, pytestconfig):
    matrix = pytestconfig.getoption("--matrix", default="reduced")
    scope = ["--one-in", "12"] if matrix == "reduced" else ["--matrix", "tiers"]
    with ordinary.home() as home:
        written = home / "own" / "results.json"
        ran = ordinary.pytest_of(home, ["--results", str(written), *scope])
        passed = re.search(r"(\d+) passed", ran.stdout)
        assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-2000:]
        assert passed
        assert int(passed[1]) > 20
        results.add_json(written.read_text())
