"""The error rate of speed verdicts, by the real grading path: how often is a submission of known speed judged wrongly?

Each cell of the table is a kind of work, a true ratio in multiples of the limit, and what else the machine does. Every
decision is appended to a file as it is made, so a long run can be stopped and taken up again; --report prints the table
of what there is. Beside each decision stands what the rule that everybody uses says of the same pairs: the median of
five runs, in seconds, against the limit times what the solution took when nothing else ran.
"""

import argparse
import contextlib
import datetime as dt
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from shousi.grading.checks import assert_close
from shousi.grading.failures import SpeedUnknown, TooSlow
from shousi.grading.functions import CheckRecord, Function
from shousi.grading.race import Race
from shousi.grading.runners import Runner, Source
from shousi.grading.speed import Speed
from shousi.sandbox.judge.launch import launcher
from shousi.timing import Rule

RESULTS = Path(__file__).with_name("verdicts.jsonl")
LIMIT = 4.0
MULTIPLES = (0.5, 0.8, 1.25, 2.0)  # of the limit
LONG = 340  # of each cell: ten thousand at half and twice the limit
CALIBRATION = 31  # pairs, before anything is decided, on a machine that is left alone
KINDS = {  # a unit of work; one call of the solution takes 3 to 6 ms, so that the call itself adds a twentieth at most
    "NumPy": "def unit(x):\n    return float(np.sort(np.sin(x)).sum())\n",
    "interpreter": "def unit(x):\n    t = 0.0\n    for v in x.tolist():\n        t += v * v\n    return t\n",
    "memory": "A = np.ones(1 << 16)\ndef unit(x):\n    return float((A + x[0]).sum())\n",
}
UNITS = {"NumPy": 20, "interpreter": 20, "memory": 120}  # in one call of the solution; a submission does more
SIZES = {"NumPy": 5_000, "interpreter": 4_000, "memory": 8}  # numbers in x
BURSTS = """
import random, time
while True:
    end = time.monotonic() + random.uniform(0.02, 0.3)
    while time.monotonic() < end:
        pass
    time.sleep(random.uniform(0.02, 0.3))
"""
# Nobody writes into the pipe that is its standard input: it ends when we do.
ENDS_WITH_US = (
    "import os, threading\nthreading.Thread(target=lambda: os.read(0, 1) or os._exit(0), daemon=True).start()\n"
)
LOADS = {  # what else runs: programs, each in a process of its own
    "idle": [],
    "one busy loop": ["while True: pass"],
    "two busy loops": ["while True: pass"] * 2,
    "bursts": [BURSTS] * 2,
    "memory hog": ["import numpy as np\na = np.ones(1 << 25)\nwhile True: a += 1"],
}


def source(kind, multiple, handing_over=0.0):
    """Return a function that takes `multiple` times as long as the solution, a part of which is spent before any work.

    Taking over the input, with caches gone cold while the other process ran, is billed to both alike.
    """
    times = round(UNITS[kind] * (multiple * (1 + handing_over) - handing_over))
    call = f"def f(x):\n    for _ in range({times}):\n        y = unit(x)\n    return np.array([y])\n"
    text = f"import numpy as np\n{KINDS[kind]}\n{call}"
    return Source(text=text, filename="bench.py", functions=("f",))


RULE = Rule(limit=LIMIT)


def race_of(launched, kind, submission, rule=RULE, compare=assert_close):
    return Race(launched, submission, source(kind, 1), "f", rule, compare)


def drawn(kind):
    return lambda rng: (rng.normal(size=SIZES[kind]),)


def calibrated(launched, kind):
    """Return a call of the solution in seconds on the clock, as authors write it down, and its share of handing over.

    The share follows from the ratio of LIMIT times the work, which would be LIMIT without it.
    """
    measured = race_of(launched, kind, source(kind, LIMIT))
    try:
        sample = measured.sample(drawn(kind), np.random.default_rng(), CALIBRATION)
    finally:
        measured.close()
    ratio = statistics.median(pair.ratio for pair in sample.pairs)
    seconds = statistics.median(pair.solution_wall for pair in sample.pairs) / sample.repeat
    return seconds, max(0.0, (LIMIT - ratio) / (ratio - 1))


def decide(launched, kind, multiple, calibration):
    """Make one decision as a grading does, and return what is kept of it."""
    reference, handing_over = calibration
    submission = source(kind, LIMIT * multiple, handing_over)
    record = CheckRecord()
    speed = Speed(
        lambda _, rule, compare: race_of(launched, kind, submission, rule, compare), np.random.default_rng(), record
    )
    function = Function(Runner(launched, submission), "f", record)
    verdict, begin = "accepted", time.monotonic()
    try:
        speed.at_most(LIMIT, function, drawn(kind))
    except TooSlow:
        verdict = "too slow"
    except SpeedUnknown:
        verdict = "undecided"
    seconds = time.monotonic() - begin
    five = statistics.median([pair.submission_wall for pair in record.pairs][:5])
    everybody = "too slow" if five > LIMIT * reference else "accepted"
    kept = {"verdict": verdict, "everybody": everybody, "seconds": seconds, "ratio": record.speeds[-1].ratio}
    return kept | {"pairs": len(record.pairs), "busy": record.speeds[-1].busy}


@contextlib.contextmanager
def load(programs):
    """Run programs beside what is measured; they end with it, however it ends."""
    running = [
        subprocess.Popen([sys.executable, "-c", ENDS_WITH_US + program], stdin=subprocess.PIPE) for program in programs
    ]
    try:
        time.sleep(0.5 if running else 0)  # they have to begin
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()
            process.stdin.close()


def known(path):
    """Return the decisions that a file holds; a last line that was cut short is left out."""
    decisions = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                decisions.append(json.loads(line))
    return decisions


def cell(decision):
    return decision["load"], decision["kind"], decision["multiple"]


def measure(path, wanted, loads):
    """Make decisions until each cell has as many as are wanted."""
    counts = Counter(cell(decision) for decision in known(path))
    launched = launcher()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    try:
        calibrations = {kind: calibrated(launched, kind) for kind in KINDS}
        for kind, (seconds, share) in calibrations.items():
            print(f"{kind}: a call takes {1e3 * seconds:.1f} ms, {share:.0%} of it to hand over", file=sys.stderr)
        with path.open("a", encoding="utf-8") as file:
            for name in loads:
                with load(LOADS[name]):
                    for _, kind, multiple in itertools.product(range(wanted), KINDS, MULTIPLES):
                        if counts[name, kind, multiple] >= wanted:
                            continue
                        kept = decide(launched, kind, multiple, calibrations[kind])
                        where = {"load": name, "kind": kind, "multiple": multiple, "machine": machine}
                        day = dt.datetime.now(dt.UTC).date().isoformat()
                        print(json.dumps(where | kept | {"day": day}), file=file, flush=True)
                        counts[name, kind, multiple] += 1
                print(f"{name}: done", file=sys.stderr, flush=True)
    finally:
        launched.close()


def is_wrong(decision, rule):
    """Say whether a rule's word on a submission is the opposite of the truth; "undecided" is not."""
    truth = "accepted" if decision["multiple"] < 1 else "too slow"
    return decision[rule] not in (truth, "undecided")


def percentile(values, percent):
    return float(np.percentile(values, percent))


def row(label, decisions):
    """Return a line of the table about some decisions."""
    wrong, theirs = (sum(is_wrong(one, rule) for one in decisions) for rule in ("verdict", "everybody"))
    undecided = sum(one["verdict"] == "undecided" for one in decisions)
    seconds = [one["seconds"] for one in decisions]
    spread = [one["ratio"] / (LIMIT * one["multiple"]) for one in decisions]
    return (
        f"| {label} | {len(decisions)} | {wrong} | {undecided} | {statistics.median(seconds):.2f} | "
        f"{percentile(seconds, 99):.2f} | {percentile(spread, 5):.2f} to {percentile(spread, 95):.2f} | "
        f"{100 * theirs / len(decisions):.0f} % |"
    )


def report(decisions):
    """Print the table: a line for each load and multiple, then all of each load, then all."""
    print("| load, true ratio over the limit | decisions | wrong | undecided | median s | 99th percentile s | ratio, "
          "measured over true | wrong by seconds |\n|---|---|---|---|---|---|---|---|")  # fmt: skip
    cells = defaultdict(list)
    for decision in decisions:
        cells[decision["load"], decision["multiple"]].append(decision)
    for name, multiple in itertools.product(LOADS, MULTIPLES):
        if (name, multiple) in cells:
            print(row(f"{name}, {multiple:g}", cells[name, multiple]))
    for kind in KINDS:
        if of_kind := [one for one in decisions if one["kind"] == kind]:
            print(row(f"all loads, {kind}-bound", of_kind))
    for near, name in (((0.5, 2.0), "half and twice"), ((0.8, 1.25), "0.8 and 1.25 times")):
        if some := [one for one in decisions if one["multiple"] in near]:
            print(row(f"all at {name} the limit", some))
    machines = ", ".join(sorted({f"{one['machine']}" for one in decisions}))
    print(f"\n{machines}; {min(one['day'] for one in decisions)} to {max(one['day'] for one in decisions)}.")


def main():
    parser = argparse.ArgumentParser(prog="nox -s bench -- verdicts", description=__doc__.partition("\n")[0])
    parser.add_argument("--decisions", type=int, default=20, metavar="N", help="of each cell (20)")
    parser.add_argument("--long", action="store_true", help=f"{LONG} of each cell: over an hour")
    parser.add_argument("--load", action="append", choices=LOADS, help="only this one; may be given again")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE", help=f"({RESULTS.name} beside this)")
    parser.add_argument("--report", action="store_true", help="only print the table of what there is")
    options = parser.parse_args()
    if not options.report:
        measure(options.results, LONG if options.long else options.decisions, options.load or list(LOADS))
    decisions = known(options.results)
    if not decisions:
        sys.exit(f"{options.results}: no decisions yet. Leave out --report to make some.")
    report(decisions)


if __name__ == "__main__":
    main()
