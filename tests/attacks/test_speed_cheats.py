"""What people try to be called fast: each cheat is accepted by a timer in its own process, and refused here."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from attacks.speed import BETWEEN, PLAIN, SOLUTION, SPEED_CHEATS
from attacks.there import locks
from shousi.grading.checks import assert_precise
from shousi.grading.failures import CallFailed, Mismatch, TooSlow
from shousi.grading.functions import CheckRecord, Function
from shousi.grading.race import Race
from shousi.grading.runners import Runner, Source
from shousi.grading.speed import Speed
from shousi.sandbox.judge import start
from shousi.sandbox.judge.forking import Zygote
from shousi.timing import Rule

NAIVE = Path(__file__).with_name("naive_timer.py")


def source(text):
    return Source(text=text, filename="mine.py", functions=("f",))


def race(launcher, text, solution=SOLUTION, size=100_000):
    """Hold a function to ten times the solution's time, as the `speed` fixture does."""

    def start_race(function, rule, compare):
        return Race(launcher, source(text), source(solution), function, rule, compare)

    record = CheckRecord()
    speed = Speed(start_race, np.random.default_rng(1), record)
    function = Function(Runner(launcher, source(text)), "f", record)
    speed.at_most(10, function, lambda rng: (rng.normal(size=size),), compare=assert_precise)
    return record.speeds[-1]


@pytest.fixture
def naive(tmp_path):
    def naive(text, manner, solution=SOLUTION):
        paths = [tmp_path / "submission.py", tmp_path / "solution.py"]
        for path, content in zip(paths, (text, solution), strict=True):
            path.write_text(content, encoding="utf-8")
        command = [sys.executable, NAIVE, *paths, manner]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()

    return naive


@pytest.mark.parametrize("cheat", SPEED_CHEATS, ids=lambda cheat: cheat.name)
def test_a_cheat_that_a_naive_timer_accepts_is_refused(zygotes, naive, results, cheat, pytestconfig):
    # On a busy machine the naive timer itself may be held back.
    fooled = any(naive(cheat.text, cheat.manner, cheat.solution) == "accepted" for _ in range(3))
    results.note(cheat.name, "unlocked", fooled)
    assert fooled
    for setting in locks(pytestconfig):
        ended = None
        try:
            race(zygotes.under(setting), cheat.text, cheat.solution, cheat.size)
        except (CallFailed, Mismatch, TooSlow) as refusal:
            ended = refusal
        results.note(cheat.name, setting.tier, ended is None)
        assert isinstance(ended, cheat.refusals)


@pytest.mark.parametrize("manner", ["median", "cpu", "small", "rounds"])
def test_the_naive_timer_refuses_the_slow_function_without_a_trick(naive, manner):
    assert naive(PLAIN, manner).startswith("too slow")


def test_the_honest_function_is_accepted_here(started):
    assert not race(started, SOLUTION).repeated


def test_a_thread_gets_nothing_done_while_the_solution_runs_or_is_billed_for_it():
    unlocked = Zygote(start.start_zygote(["numpy"], tier="D"))  # a lock does not let it start
    try:
        race = Race(unlocked, source(BETWEEN), source(SOLUTION), "f", Rule(limit=10), assert_precise)
        x = np.zeros(100_000)

        def meanwhile(*, stopped):
            """Let the solution run between two calls of the submission; return the second."""
            race._timed(race.submission, [(x,)])
            if not stopped:
                race.submission.worker().resume()
            for _ in range(200):  # far longer than it takes to stop
                race._timed(race.solution, [(x,)])
            return race._timed(race.submission, [(x,)])

        meanwhile(stopped=True)
        stopped, running = meanwhile(stopped=True), meanwhile(stopped=False)
        assert running.value > 3 * stopped.value
        assert running.cpu > 3 * stopped.cpu
        race.close()
    finally:
        unlocked.close()


def test_what_is_too_fast_to_be_true_is_measured_again_and_told(started, naive):
    assert naive(SOLUTION, "median", PLAIN) == "accepted"  # and not a word about it
    assert race(started, SOLUTION, PLAIN).repeated
