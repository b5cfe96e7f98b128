"""What everybody else does: the same checks with the submission in pytest's own process, to measure ours against."""

import os
import time
import tracemalloc
import zlib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest

from shousi import timing
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.messages import Raised

SOLUTION = Path(os.environ["SHOUSI_BENCH_SOLUTION"])


def load(path):
    """Import a file as a module of its own."""
    spec = spec_from_file_location("submission", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Direct:
    """A function of the submission, called without any process in between."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def outcome(self, *args, echo=False, **kwargs):
        question = {"args": args, "kwargs": kwargs, "function": "nms"}
        try:
            value = self.function(*args, **kwargs)
        except Exception as error:
            raised = Raised(type(error).__name__, str(error), (), (type(error).__name__,))
            return Call(ended=Ended.RAISED, error=raised, **question)
        return Call(ended=Ended.RETURNED, value=value, after=list(args) if echo else None, **question)

    def returned(self, *args, echo=False, **kwargs):
        return self.outcome(*args, echo=echo, **kwargs)


class DirectMemory:
    """The same call, with the peak that Python's allocators tell of."""

    def __init__(self, solution, rng):
        self.solution = solution
        self.rng = rng

    def at_most(self, mebibytes, function, draw, compare=None):
        args = draw(self.rng)
        tracemalloc.start()
        answer = function(*args)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak <= mebibytes << 20
        if compare:
            compare(answer, self.solution.nms(*args))


class DirectSpeed:
    """The same race, with a clock of its own process."""

    def __init__(self, solution, rng):
        self.solution = solution
        self.rng = rng

    def at_most(self, limit, function, draw, compare=None, *, sizes=None, **_):
        pairs = []
        drawn = draw if sizes is None else lambda rng: draw(rng, sizes[-1])
        while len(pairs) < 2 or not timing.decide(timing.Rule(limit=limit), pairs[2:]):
            args = drawn(self.rng)
            seconds, answers = [], []
            for run in (function, self.solution.nms):
                begin = time.process_time()
                answers.append(run(*args))
                seconds.append(time.process_time() - begin)
            if compare:
                compare(*answers)
            pairs.append(timing.Pair(*seconds, *seconds))


@pytest.fixture(scope="session")
def solution():
    return load(SOLUTION)


@pytest.fixture(scope="session")
def nms():
    return Direct(load(SOLUTION).nms)


@pytest.fixture
def rng(request):
    return np.random.default_rng([1, zlib.crc32(request.node.name.encode())])


@pytest.fixture
def speed(solution, rng):
    return DirectSpeed(solution, rng)


@pytest.fixture
def memory(solution, rng):
    return DirectMemory(solution, rng)
