"""Cheats that want to be called fast: each is a slow function, some hundred times the solution's time, with a trick.

What each must get through is a timer in its own process, naive_timer.py.
"""

from __future__ import annotations

import msgspec

from shousi.grading.failures import CallFailed, Mismatch, TooSlow

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

# What a naive timer does, by its manner.
AGAINST = {
    "median": "times three calls on one input",
    "small": "looks at a small answer alone",
    "cpu": "times its own process",
    "rounds": "plans by the first call",
}


class SpeedCheat(msgspec.Struct, frozen=True, kw_only=True):
    """One way to be called fast.

    Attributes:
        name: what it tries, in words.
        text: its source.
        manner: of the naive timer that it fools.
        refusals: what it may be refused for here.
        solution: what it is measured against.
        size: of the arrays.
        line: of what hostile submissions try.
    """

    name: str
    text: str
    manner: str
    refusals: tuple[type[Exception], ...]
    solution: str = SOLUTION
    size: int = 100_000
    line: str = "Cheating"

    @property
    def against(self) -> str:
        """What the judge does that it gets through."""
        return AGAINST[self.manner]


def _cheat(name: str, text: str, manner: str, *refusals: type[Exception]) -> SpeedCheat:
    return SpeedCheat(name=name, text=text, manner=manner, refusals=refusals)


SPEED_CHEATS = (
    _cheat("patched clocks and statistics", CLOCK, "median", TooSlow),
    _cheat("remembering by identity", IDENTITY, "median", TooSlow, Mismatch),
    _cheat("remembering by content", CONTENT, "median", TooSlow),
    _cheat("a lazy result", LAZY, "median", Mismatch, CallFailed, TooSlow),
    _cheat("a subclass that computes when it is looked at", SUBCLASS, "median", Mismatch, CallFailed, TooSlow),
    _cheat("a stale buffer, filled once the clock is read", STALE, "median", Mismatch, CallFailed, TooSlow),
    _cheat("a view of memory, filled once the clock is read", VIEW, "median", Mismatch, CallFailed, TooSlow),
    _cheat("the work of several calls in one", BATCHED, "median", Mismatch),
    _cheat("work while the solution runs", MEANWHILE, "median", Mismatch, CallFailed, TooSlow),
    _cheat("a thread that works on afterwards", THREAD, "median", Mismatch, CallFailed, TooSlow),
    _cheat("a helper process", HELPER, "cpu", CallFailed),
    _cheat("slowing the solution", PATCHED, "median", TooSlow, CallFailed),
    _cheat("skipping the work where the input is large", LOOKS_LARGE, "small", Mismatch),
    _cheat("lower precision where the input is large", PRECISION, "small", Mismatch),
    _cheat("a slow warm-up", WARM_UP, "rounds", TooSlow),
    _cheat("sleeping", SLEEPS, "cpu", TooSlow),
    SpeedCheat(
        name="remembering by content, among many short calls", text=CONTENT_OF_SHORT_CALLS, manner="median",
        refusals=(TooSlow,), solution=QUICK, size=1000,
    ),
)  # fmt: skip
