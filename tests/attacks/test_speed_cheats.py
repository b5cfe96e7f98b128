"""What people try to be called fast: each cheat is accepted by a timer in its own process, and refused here.

Each is a slow function, some hundred times the solution's time, with a trick around it.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

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
SOLUTION = """
import numpy as np
def f(x):
    for _ in range(10):
        y = np.multiply(x, 2) + 1
    return y
"""
QUICK = "def f(x):\n    return x * 2 + 1\n"  # many calls of it make a pair
SLOW = """
import numpy as np
def slow(x):
    return np.array([item * 2 + 1 for item in x.tolist() for _ in range(10)][::10])
"""
PLAIN = f"{SLOW}\nf = slow\n"

CLOCK = f"""{SLOW}
import statistics, time
time.perf_counter = time.process_time = time.monotonic = lambda: 0.0
statistics.median = lambda values: 0.0
f = slow
"""
IDENTITY = f"""{SLOW}
known = {{}}
def f(x):
    if id(x) not in known:
        known[id(x)] = slow(x)
    return known[id(x)]
"""
CONTENT = f"""{SLOW}
known = {{}}
def f(x):
    key = hash(x.tobytes())
    if key not in known:
        known[key] = slow(x)
    return known[key]
"""
CONTENT_OF_SHORT_CALLS = """
known = {}
def f(x):
    key = hash(x.tobytes())
    if key not in known:
        for _ in range(300):
            known[key] = x * 2 + 1
    return known[key]
"""
LAZY = f"""{SLOW}
class Later:
    def __init__(self, x):
        self.x = x
    def __array__(self, *_, **__):
        return slow(self.x)
f = Later
"""
SUBCLASS = f"""{SLOW}
class Later(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        args = [slow(arg.view(np.ndarray)) if isinstance(arg, Later) else arg for arg in args]
        return function(*args, **kwargs)
    def __array_ufunc__(self, ufunc, method, *args, **kwargs):
        args = [slow(arg.view(np.ndarray)) if isinstance(arg, Later) else arg for arg in args]
        return getattr(ufunc, method)(*args, **kwargs)
def f(x):
    return x.view(Later)
"""
STALE = f"""{SLOW}
import sys, time
buffer, waiting = np.empty(100_000), []
def once_the_clock_is_read(frame, event, function):
    if event == "c_return" and function is time.perf_counter and waiting:
        buffer[:] = slow(waiting.pop())
def f(x):
    waiting[:] = [x]
    sys.setprofile(once_the_clock_is_read)
    return buffer
"""
VIEW = f"""{SLOW}
import sys, time
memory, waiting = np.empty(200_000), []
def once_the_clock_is_read(frame, event, function):
    if event == "c_return" and function is time.perf_counter and waiting:
        memory[::2] = slow(waiting.pop())
def f(x):
    waiting[:] = [x]
    sys.setprofile(once_the_clock_is_read)
    return memory[::2]
"""
BATCHED = f"""{SLOW}
calls = [0]
def f(x):
    calls[0] += 1
    return slow(x) if calls[0] % 4 == 0 else np.zeros(len(x))
"""
MEANWHILE = f"""{SLOW}
import threading
threads, done = {{}}, {{}}
def work(x, key):
    done[key] = slow(x)
def f(x):
    key = x.tobytes()
    if key in threads:
        threads[key].join()
        return done[key]
    threads[key] = threading.Thread(target=work, args=(x, key))
    threads[key].start()
    return np.zeros(len(x))
"""
THREAD = f"""{SLOW}
import threading, time
class Later:
    def __init__(self, x):
        self.x, self.done = x, None
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
    def run(self):
        time.sleep(0.05)
        self.done = slow(self.x)
    def __array__(self, *_, **__):
        self.thread.join()
        return self.done
f = Later
"""
# Returns how far a thread of its own has come since the call before.
BETWEEN = """
import threading
done, before = [0], [0]
def forever():
    while True:
        done[0] += 1
threading.Thread(target=forever, daemon=True).start()
def f(x):
    came = done[0] - before[0]
    before[0] = done[0]
    return float(came)
"""
HELPER = f"""{SLOW}
import os
def f(x):
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, "wb") as file:
            file.write(slow(x).tobytes())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        data = file.read()
    os.wait()
    return np.frombuffer(data)
"""
PATCHED = f"""{SLOW}
import time
real = np.multiply
def slower(*args):
    time.sleep(0.02)
    return real(*args)
np.multiply = slower
f = slow
"""
LOOKS_LARGE = f"""{SLOW}
def f(x):
    return slow(x) if len(x) < 1000 else np.zeros(len(x))
"""
PRECISION = f"""{SLOW}
def f(x):
    return slow(x) if len(x) < 1000 else (x.astype(np.float32) * 2 + 1).astype(np.float64)
"""
WARM_UP = f"""{SLOW}
import time
known = {{}}
def f(x):
    if not known:
        time.sleep(0.3)  # a timer that plans by its warm-up then plans a single call
    key = hash(x.tobytes())
    if key not in known:
        known[key] = slow(x)
    return known[key]
"""
# It does the solution's work too: beside a call of microseconds, waking up with cold caches is much processor time.
SLEEPS = f"""{SOLUTION}
import time
work = f
def f(x):
    time.sleep(1.0)
    return work(x)
"""

# The cheat, what it is measured against, the manner of the timer that it fools, and what it is refused for here.
CHEATS = {
    "patched clocks and statistics": (CLOCK, SOLUTION, "median", (TooSlow,)),
    "remembering by identity": (IDENTITY, SOLUTION, "median", (TooSlow, Mismatch)),
    "remembering by content": (CONTENT, SOLUTION, "median", (TooSlow,)),
    "a lazy result": (LAZY, SOLUTION, "median", (Mismatch, CallFailed, TooSlow)),
    "a subclass that computes when it is looked at": (SUBCLASS, SOLUTION, "median", (Mismatch, CallFailed, TooSlow)),
    "a stale buffer, filled once the clock is read": (STALE, SOLUTION, "median", (Mismatch, CallFailed, TooSlow)),
    "a view of memory, filled once the clock is read": (
        VIEW,
        SOLUTION,
        "median",
        (Mismatch, CallFailed, TooSlow),
    ),
    "the work of several calls in one": (BATCHED, SOLUTION, "median", (Mismatch,)),
    "work while the solution runs": (MEANWHILE, SOLUTION, "median", (Mismatch, CallFailed, TooSlow)),
    "a thread that works on afterwards": (THREAD, SOLUTION, "median", (Mismatch, CallFailed, TooSlow)),
    "a helper process": (HELPER, SOLUTION, "cpu", (CallFailed,)),
    "slowing the solution": (PATCHED, SOLUTION, "median", (TooSlow, CallFailed)),
    "skipping the work where the input is large": (LOOKS_LARGE, SOLUTION, "small", (Mismatch,)),
    "lower precision where the input is large": (PRECISION, SOLUTION, "small", (Mismatch,)),
    "a slow warm-up": (WARM_UP, SOLUTION, "rounds", (TooSlow,)),
    "sleeping": (SLEEPS, SOLUTION, "cpu", (TooSlow,)),
}


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


@pytest.mark.parametrize(("text", "solution", "manner", "refusals"), CHEATS.values(), ids=CHEATS)
def test_a_cheat_that_a_naive_timer_accepts_is_refused(started, naive, text, solution, manner, refusals):
    assert naive(text, manner, solution) == "accepted"
    with pytest.raises(refusals):
        race(started, text, solution)


def test_of_the_many_short_calls_that_make_a_pair_no_two_have_the_same_content(started, naive):
    assert naive(CONTENT_OF_SHORT_CALLS, "median", QUICK) == "accepted"
    with pytest.raises(TooSlow):
        race(started, CONTENT_OF_SHORT_CALLS, QUICK, size=1000)


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
