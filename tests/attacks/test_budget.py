"""A grading has a budget: submissions that stay below each limit of a call, and would hold the judge for minutes.

What gets through a judge without one is in cheating.py; here is what is told of it. Another weak judge takes a hang in
a bonus check for a reason to look no further.
"""

import time

import numpy as np
import pytest

from shousi.grading import budget, plugin
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.judge.client import Worker
from shousi.sandbox.lock import landlock
from shousi.sandbox.messages import Limits

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="needs Linux with Landlock")

GRADER = """
import numpy as np
from shousi.grading import assert_close, level

@level("basic")
def test_first(double):
    for number in range(20):
        assert_close(double(np.full(2, float(number))), np.full(2, 2.0 * number))

@level("errors")
def test_second(double):
    assert_close(double(np.ones(3)), 2 * np.ones(3))

@level("speed")
def test_third(double):
    assert_close(double(np.ones(4)), 2 * np.ones(4))
"""
WASTES = {
    "sleeping in each call": "import time\ndef double(x):\n    time.sleep(0.5)\n    return x * 2\n",
    "looping in each call": "def double(x):\n    for _ in range(10**7):\n        pass\n    return x * 2\n",
    "a slow import, and an exit in each call": (
        "import os, time\ntime.sleep(0.5)\ndef double(x):\n    if x[0] > 0:\n        os._exit(0)\n    return x * 2\n"
    ),
}


@pytest.fixture
def small_budget(monkeypatch):
    """Give gradings of this process little time."""
    monkeypatch.setattr(budget, "SECONDS", 2.0)
    monkeypatch.setattr(budget, "slowdown", lambda: 1.0)


@pytest.fixture
def graded(toy, started):
    """Grade a source as the toy exercise in this process, which `small_budget` can change."""
    from shousi import catalogue
    from shousi.grading.grading import grade
    from shousi.grading.submission import source_of

    def graded(text, grader=GRADER):
        exercise = catalogue.load(toy)["double"]
        exercise.grader.write_text(grader, encoding="utf-8")
        return grade(started, exercise, source_of(exercise, text, "double.py"), 1).report

    return graded


def test_wasting_time_below_each_limit_is_timed_out_and_told(graded, small_budget):
    report = graded(WASTES["sleeping in each call"])
    assert report.verdict.value == "timed out"
    assert "in calls of the submission" in report.summary
    assert "s of processor time" in report.summary
    assert 0 < report.spent.in_calls < report.spent.seconds
    assert 0 < report.spent.cpu_in_workers < report.spent.cpu
    assert [check.verdict.value for check in report.checks] == ["timed out"] * 3  # none is left out as if it had passed


def test_a_slow_import_in_worker_after_worker_ends_too(graded, small_budget):
    many = GRADER + "".join(f'\n@level("basic")\ndef test_{n}(double):\n    double(np.ones(2))\n' for n in range(20))
    report = graded(WASTES["a slow import, and an exit in each call"], many)
    assert report.checks[-1].verdict.value == "timed out"
    assert "s in loading it, " in report.checks[-1].failure.summary


def test_the_report_tells_a_call_that_computes_from_one_that_waits(graded, small_budget):
    computed, waited = (graded(WASTES[f"{how} in each call"]).spent for how in ("looping", "sleeping"))
    assert computed.cpu_in_workers / computed.in_calls > 2 * waited.cpu_in_workers / waited.in_calls


def test_processor_time_is_limited_too_where_several_processes_use_it_at_once():
    used = iter([5.0, *[5.0 + budget.SECONDS] * 10])
    spent = budget.Budget(time.monotonic() - budget.SECONDS / 3, lambda: next(used))
    with pytest.raises(budget.OutOfTime, match=r"It used 24\.\d s of processor time, 24\.0 s of them in workers"):
        spent.check()
    budget.Budget(time.monotonic() - budget.SECONDS / 3, lambda: None).check()


HANGS = """
import numpy as np
def double(x):
    while len(x) == 3:
        pass
    return x * {factor}
"""
BONUS = """
import numpy as np
from shousi.grading import assert_close, level

@level("errors")
def test_a(double):
    assert_close(double(np.ones(3)), 2 * np.ones(3))

@level("errors")
def test_b(double):
    assert_close(double(np.ones(3)), 2 * np.ones(3))

@level("basic")
def test_c(double):
    assert_close(double(np.ones(2)), 2 * np.ones(2))

@level("speed")
def test_d(double):
    assert_close(double(np.ones(4)), 2 * np.ones(4))
"""


def test_hanging_in_bonus_checks_leaves_no_required_check_out(toy, graded):
    path = toy / "exercises" / "double" / "exercise.toml"
    path.write_text(_with_bonus(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert graded(HANGS.format(factor=2), BONUS).verdict.value == "accepted"
    assert graded(HANGS.format(factor=3), BONUS).verdict.value == "wrong answer"


def test_it_gets_through_a_judge_that_looks_no_further(toy, graded, monkeypatch):
    path = toy / "exercises" / "double" / "exercise.toml"
    path.write_text(_with_bonus(path.read_text(encoding="utf-8")), encoding="utf-8")

    def gives_up(self, item):
        self._grading.begin(plugin.check_of(item))
        if self._grading.submission.timeouts >= plugin.MAX_TIMEOUTS:
            pytest.skip("it timed out twice already")

    monkeypatch.setattr(plugin.Plugin, "pytest_runtest_setup", gives_up)
    assert graded(HANGS.format(factor=3), BONUS).verdict.value == "accepted"


def _with_bonus(text):
    """Return the toy's facts with the level `errors` as a bonus."""
    lines = text.splitlines()
    points = next(line for line in lines if line.startswith("errors"))
    lines.remove(points)
    at = next(n for n, line in enumerate(lines) if line.startswith("basic"))
    lines[at] = "basic = 8"
    return "\n".join([*lines, "", "[bonus]", "errors = 2", ""])


@pytest.mark.parametrize(("size", "ends"), [(5 << 20, Ended.UNREADABLE), (3 << 20, Ended.RETURNED)])
def test_a_reply_is_cut_at_its_limit(load, size, ends):
    worker: Worker = load(f"import numpy as np\ndef f():\n    return np.zeros({size}, dtype=np.int8)\n")
    worker.limits = Limits(reply=4 << 20)
    call = worker.call("f", ())
    assert call.ended is ends
    assert ends is Ended.RETURNED or "it has 5.0 MiB, and at most 4.0 MiB are read here" in call.detail


def test_a_reply_may_be_four_times_as_large_as_its_request(load):
    worker: Worker = load("import numpy as np\ndef f(x):\n    return np.tile(x, 3)\n")
    worker.limits = Limits(reply=1 << 20)
    assert worker.call("f", (np.zeros(1 << 18),)).value.size == 3 << 18
