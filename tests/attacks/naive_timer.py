"""What everybody does: time the submission in one's own process, and check one answer.

Arguments: submission, solution, manner. Prints "accepted" or why not. The manners are those of real timers:
median: the median of three calls on one input, after a warm-up; its answer is checked afterwards.
small: the same, but the answer that is checked is one to a small input.
cpu: the same with the process's processor time.
rounds: as many calls on fresh inputs as fit into the time that the warm-up promises, the first on the input of that.
"""

import importlib.util
import statistics
import sys
import time

import numpy as np

LIMIT = 10


def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.f


def timed(function, inputs, clock):
    seconds = []
    for x in inputs:
        begin = clock()
        got = function(x)
        seconds.append(clock() - begin)
    return statistics.median(seconds), got


def main(submission, solution, manner):
    theirs, mine = load(solution, "solution"), load(submission, "submission")
    rng = np.random.default_rng(1)
    x = rng.normal(size=100_000)
    clock = time.process_time if manner == "cpu" else time.perf_counter
    begin = time.perf_counter()
    mine(x)
    warm = time.perf_counter() - begin
    theirs(x)
    rounds = min(20, max(1, int(0.25 / max(warm, 1e-9)))) if manner == "rounds" else 0
    inputs = [x, *(rng.normal(size=100_000) for _ in range(rounds - 1))] if rounds else [x] * 3
    expected_seconds, expected = timed(theirs, inputs, clock)
    seconds, got = timed(mine, inputs, clock)
    if manner == "small":
        got, expected = mine(x[:10].copy()), theirs(x[:10].copy())
    if not np.allclose(got, expected, rtol=1e-9, atol=0):
        return "wrong answer"
    if seconds > LIMIT * expected_seconds:
        return f"too slow: {seconds / expected_seconds:.0f} times"
    return "accepted"


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
