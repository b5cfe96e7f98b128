"""Nothing left over: of workers, whenever they are killed; of a judge that is killed; of a zygote that is."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from shousi import catalogue
from shousi.errors import JudgeError
from shousi.grading import mistakes, submission
from shousi.grading.grading import grade
from shousi.grading.results import Options
from shousi.report import Verdict
from shousi.sandbox.judge import start
from shousi.sandbox.judge.client import WorkerGone
from shousi.sandbox.judge.forking import Zygote
from shousi.sandbox.judge.launch import launcher
from shousi.sandbox.messages import Limits
from test_sandbox import alive, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and a zygote")

WORKS = """
import os, tempfile
import numpy as np
def f(x):
    if os.getcwd() != "/":
        tempfile.NamedTemporaryFile(delete=False).write(bytes(1000))
        os.mkdir("left")
    return float(np.linalg.norm(x @ x.T))
"""
ARGUMENT = np.ones((40, 40))
KINDS = (Limits(), Limits(), Limits(threads=True), Limits(scratch=1 << 20))
GROWTH = 5 << 20  # bytes that a zygote may keep of thousands of workers


def children(pid):
    return {int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def resident(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmRSS"))


def names(place):
    return frozenset(path.name for path in Path(place).iterdir()) if Path(place).is_dir() else frozenset()


def traces(zygote):
    """What a worker could leave behind: descriptors here and there, files in the usual places, shared memory."""
    found = {"descriptors of the judge": len(names("/proc/self/fd"))}
    with contextlib.suppress(PermissionError):  # a zygote is not dumpable: only root may look
        found["descriptors of the zygote"] = len(names(f"/proc/{zygote.process.pid}/fd"))
    found["scratch folders"] = frozenset(Path(tempfile.gettempdir()).glob(f"shousi-scratch-{zygote.process.pid}-*"))
    for place in ("/dev/shm", "/dev/mqueue"):
        found[place] = names(place)
    for kind in ("shm", "sem", "msg"):
        found[f"System V {kind}"] = Path(f"/proc/sysvipc/{kind}").read_text().count("\n")
    return found


def is_as(after, before):
    """Whether nothing has come; of what lies in the usual places, other processes may have taken something away."""
    return after <= before if isinstance(after, frozenset) else after == before


def use(zygote, limits, doom):
    """Start a worker, load, call, close; somewhere on this way it may be killed from outside, by the clock `doom`."""
    with contextlib.suppress(WorkerGone, JudgeError):  # JudgeError: it was killed before it was ready
        worker = zygote.start_worker(limits)
        timer = threading.Timer(doom, kill, [worker.pid]) if doom is not None else None
        if timer:
            timer.start()
        worker.load(WORKS, "mine.py", ["f"])
        for _ in range(3):
            worker.call("f", (ARGUMENT,))
        worker.close()
        if timer:
            timer.join()


def kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.long)])
@pytest.mark.slow
def test_workers_in_a_row_leave_nothing_even_if_killed_at_random_moments(count):
    zygote = Zygote(start.start_zygote(["numpy"]))
    chance = random.Random(count)
    kinds = KINDS if zygote.tier() == "A" else KINDS[:1]
    for limits in (*kinds, Limits()):
        use(zygote, limits, None)
    before, size = traces(zygote), resident(zygote.process.pid)
    for number in range(count):
        if number % 20 == 10:  # the worker that waits for its turn
            for spare in children(zygote.process.pid):
                kill(spare)
        use(zygote, chance.choice(kinds), chance.uniform(0, 0.003) if number % 20 == 0 else None)
    use(zygote, Limits(), None)
    wait_until(lambda: len(children(zygote.process.pid)) <= 1)  # the one that waits
    wait_until(lambda: not [place for place, found in traces(zygote).items() if not is_as(found, before[place])])
    grown = resident(zygote.process.pid) - size
    print(f"{count} workers: the zygote has grown by {grown >> 10} KiB")
    zygote.close()
    assert grown < GROWTH


JUDGE = r"""
import sys, threading
from shousi.sandbox.judge import start
from shousi.sandbox.judge.forking import Zygote
zygote = Zygote(start.start_zygote(["numpy"]))
source = "import time\ndef spin():\n while True: pass\ndef sleep(): time.sleep(60)\ndef idle(): pass\n"
workers = []
for function in ("spin", "sleep", "idle"):
    worker = zygote.start_worker()
    worker.load(source, "mine.py", [function])
    workers.append(worker)
    threading.Thread(target=worker.call, args=(function, ()), daemon=True).start()
print(zygote.process.pid, *(worker.pid for worker in workers), flush=True)
threading.Event().wait()
"""


@pytest.mark.parametrize("count", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_judge_that_is_killed_takes_every_worker_along(count):
    seconds = []
    for _ in range(count):
        judge = subprocess.Popen([sys.executable, "-c", JUDGE], stdout=subprocess.PIPE, text=True)
        zygote, *workers = map(int, judge.stdout.readline().split())
        every = [zygote, *workers, *children(zygote)]  # with the one that waits
        assert all(map(alive, every))
        begin = time.monotonic()
        judge.kill()
        wait_until(lambda: not any(map(alive, every)))  # noqa: B023 - called at once
        seconds.append(time.monotonic() - begin)
        judge.communicate()
    middle = sorted(seconds)[len(seconds) // 2]
    print(f"{count} judges killed: all workers gone after {1e3 * middle:.1f} ms, {1e3 * max(seconds):.1f} ms at most")


# ---------------------------------------------------------------------------------------------------------------------
# a zygote that ends is started again, once


@pytest.fixture
def examine(toy):
    """Grade the toy's solution, with something that happens whenever a check begins."""
    exercise = catalogue.load(toy)["double"]
    source = submission.read(exercise, exercise.solution)

    def examine(zygote, happens):
        known = mistakes.load(exercise)
        options = Options(progress=lambda _, number, __: happens(number))
        return grade(zygote, exercise, source, 7, known, options).report

    return examine


def end(zygote):
    zygote.process.kill()
    zygote.process.wait()


@pytest.mark.parametrize("check", [1, 3, 5])
def test_a_zygote_that_ends_before_a_check_costs_nobody_anything(examine, check):
    zygote = launcher()
    report = examine(zygote, lambda number: end(zygote) if number == check else None)
    zygote.close()
    assert [check.failure for check in report.checks if check.failure] == []
    assert (report.verdict, report.points) == (Verdict.ACCEPTED, report.max_points)


@pytest.mark.parametrize("delay", [0.02, 0.3])
def test_a_zygote_that_ends_in_the_race_costs_nobody_anything(examine, delay):
    zygote = launcher()
    process = zygote.process
    timers = []

    def happens(number):
        if number == 5:  # the check of speed
            timers.append(threading.Timer(delay, process.kill))
            timers[0].start()

    report = examine(zygote, happens)
    timers[0].join()
    process.wait()
    zygote.close()
    assert [check.failure for check in report.checks if check.failure] == []
    assert report.verdict is Verdict.ACCEPTED


def test_a_zygote_that_ends_in_the_middle_of_a_call_has_the_call_repeated():
    from shousi.grading.runners import Runner, Source

    zygote = launcher()
    process = zygote.process
    runner = Runner(
        zygote, Source(text="import time\ndef f(): time.sleep(0.3); return 5", filename="f.py", functions=("f",))
    )
    runner.load()
    threading.Timer(0.1, process.kill).start()
    assert runner.call("f", (), {}).value == 5
    assert zygote.process is not process
    zygote.close()


def test_a_zygote_that_ends_twice_is_the_judges_fault_and_never_the_submissions(examine):
    zygote = launcher()
    report = examine(zygote, lambda number: end(zygote) if number in {2, 3} else None)
    zygote.close()
    assert report.verdict is Verdict.JUDGE_ERROR
    failures = [check.failure.summary for check in report.checks if check.failure]
    assert "starts workers" in failures[0]


def test_a_zygote_that_is_killed_leaves_no_scratch_folder():
    zygote = launcher()
    if zygote.tier() != "A":
        zygote.close()
        pytest.skip("this kernel has no Landlock, and so no folder to give")
    worker = zygote.start_worker(Limits(scratch=1 << 20))
    worker.load("import os\ndef f(): return os.getcwd()", "mine.py", ["f"])
    folder = Path(worker.call("f", ()).value)
    assert folder.is_dir()
    end(zygote)
    worker.close()
    zygote.close()
    assert not folder.exists()
