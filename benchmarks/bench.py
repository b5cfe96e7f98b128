"""The figures of the README: how long a grading takes, and where the time goes. Medians and ratios, never a verdict."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import locks
import numpy as np

from shousi.sandbox.judge.launch import launcher

ROOT = Path(__file__).resolve().parent.parent
PLAIN = Path(__file__).parent / "plain" / "conftest.py"
GRADE = [sys.executable, "-P", "-m", "shousi", "grade", "nms", "--submission", "solutions/nms/nms.py"]
ECHO = "def echo(x): return x\ndef nothing(): return None\n"
STAMP = """
import time as _time
from pathlib import Path as _Path
@level("basic")
def test_stamp():
    "The time at which the first check runs."
    _Path({path!r}).write_text(str(_time.monotonic()))
"""


def median(seconds):
    return statistics.median(seconds)


def row(what, seconds, unit=1e3, name="ms", goal=""):
    """Print a median with its spread."""
    values = sorted(second * unit for second in seconds)
    spread = f"{values[len(values) // 10]:.2f} to {values[-1 - len(values) // 10]:.2f}"
    print(f"{what:<62} {median(values):>8.2f} {name:<3} ({spread}; {len(values)} runs){goal}", flush=True)


def timed(command, folder, env=None):
    env = {name: value for name, value in (env or os.environ).items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"bench: {' '.join(map(str, command))} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return time.monotonic() - begin


def scratch_repository(folder, stamp):
    """Copy what a grading reads, with a first check that notes when it ran."""
    for part in ("exercises", "solutions", "graders"):
        shutil.copytree(ROOT / part, folder / part)
    grader = folder / "graders" / "nms" / "test_nms.py"
    text = grader.read_text(encoding="utf-8")
    head, mark, rest = text.partition("\n@level(")
    grader.write_text(head + STAMP.format(path=str(stamp)) + mark + rest, encoding="utf-8")


def gradings(folder, runs):
    """Measure whole gradings, plain pytest and nox in turn, so that the weather is the same for all."""
    stamp = folder / "stamp"
    scratch_repository(folder, stamp)
    plain = folder / "plain"
    plain.mkdir()
    shutil.copy(PLAIN, plain / "conftest.py")
    shutil.copy(ROOT / "graders" / "nms" / "test_nms.py", plain / "test_nms.py")
    env = os.environ | {"SHOUSI_BENCH_SOLUTION": str(ROOT / "solutions" / "nms" / "nms.py")}
    pytest = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(plain), str(plain)]
    nox = [sys.executable, str(ROOT / "noxfile.py"), "-s", "grade", "--", *GRADE[5:]]
    kinds = {"grade": [], "first check": [], "pytest": [], "nox": []}
    for attempt in range(runs + 1):
        kinds["grade"].append(timed(GRADE, ROOT))
        begin = time.monotonic()
        timed(GRADE, folder)
        kinds["first check"].append(float(stamp.read_text()) - begin)
        kinds["pytest"].append(timed(pytest, plain, env))
        kinds["nox"].append(timed(nox, ROOT))
        if not attempt:  # the first round fills caches
            kinds = {kind: [] for kind in kinds}
    return kinds


def workers(runs):
    """Measure a worker's start and the way to it and back."""
    launched = launcher()
    starts, empty, mebibyte = [], [], []
    launched.start_worker().close()
    for _ in range(runs * 5):
        begin = time.perf_counter()
        worker = launched.start_worker()
        starts.append(time.perf_counter() - begin)
        worker.close()
    worker = launched.start_worker()
    worker.load(ECHO, "echo.py", ["echo", "nothing"])
    data = np.zeros(1 << 17)
    for _ in range(runs * 100):  # by themselves: a call after one with a MiB waits until the worker has let go of that
        begin = time.perf_counter()
        worker.call("nothing", ())
        empty.append(time.perf_counter() - begin)
    for _ in range(runs * 20):
        begin = time.perf_counter()
        worker.call("echo", (data,))
        mebibyte.append(time.perf_counter() - begin)
    launched.close()
    return starts, empty, mebibyte


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="rounds of whole gradings (15)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        kinds = gradings(Path(folder), runs)
        saved = []
        if os.name == "posix":
            import watching

            saved = watching.saves(Path(folder), runs)
    row("shousi grade nms on the solution, start to exit status", kinds["grade"], goal="  goal 1000")
    row("  of which before the first check runs", kinds["first check"], goal="  goal 350")
    row("the same checks by plain pytest, in the submission's process", kinds["pytest"])
    ratio = median([ours / theirs for ours, theirs in zip(kinds["grade"], kinds["pytest"], strict=True)])
    print(f"{'  ours over plain pytest, median of the rounds':<62} {ratio:>8.2f} x    goal 1.5")
    row("the same through python noxfile.py -s grade", kinds["nox"])
    added = [nox - ours for nox, ours in zip(kinds["nox"], kinds["grade"], strict=True)]
    row("  added by nox", added, goal="  goal 300")
    if saved:
        row("from a save to its verdict under --watch, a wrong answer", saved, goal="  goal 500")
    starts, empty, mebibyte = workers(runs)
    row("a worker, fork to ready", starts, goal="  goal 10")
    row("an empty call", empty, unit=1e6, name="us", goal="  goal 100")
    row("1 MiB there and back", mebibyte, goal="  goal 2")
    if sys.platform == "linux":
        locks.report(row, runs)


if __name__ == "__main__":
    main()
