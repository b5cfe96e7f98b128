"""What cannot be measured is not passed: submissions that get out of a measurement, and systems that allow none.

What gets through a judge that passes it is in cheating.py; here is what is told of it.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from conftest import run
from shousi.grading.checks import assert_close
from shousi.grading.failures import CallFailed, MemoryUnknown, TooMuchMemory, TooSlow
from shousi.grading.functions import CheckRecord, Function
from shousi.grading.memory import Memory
from shousi.grading.race import Race
from shousi.grading.runners import Runner, Source
from shousi.grading.speed import Speed
from shousi.sandbox.judge import procfs
from shousi.sandbox.lock import landlock, seccomp

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="needs Linux with Landlock")

DENYING = Path(__file__).parents[1] / "denying.py"
SOLUTION = "def f(x):\n    return x + 1\n"

# Ends its process once the whole answer has been written.
LEAVES = """
import os
import numpy as np
real, left = os.write, [0]
def write_and_leave(fd, data):
    view = memoryview(data).cast("B")
    written = 0
    while written < len(view):
        written += real(fd, view[written:])
    left[0] += written
    if left[0] > len_of_answer[0]:
        {how}
    return written
len_of_answer = [1 << 60]
def f(x):
    y = np.ones({mib} << 17)
    os.write, len_of_answer[0] = write_and_leave, x.nbytes
    return x + y[0]
"""
# Some hundred times the solution's work, with a clock of its own.
FORGES = """
import time
time.process_time = lambda: 0.0
def f(x):
    for _ in range(600):
        y = x + 1
    return y
"""


def source(text):
    return Source(text=text, filename="mine.py", functions=("f",))


def memory_of(started, text, record):
    return Memory(started, source(text), source(SOLUTION), np.random.default_rng(1), record)


def hold_memory(started, text):
    record = CheckRecord()
    function = Function(Runner(started, source(text)), "f", record)
    memory_of(started, text, record).at_most(60, function, lambda rng: (rng.normal(size=1 << 17),))
    return record.memory


def hold_time(started, text):
    def start_race(function, rule, compare):
        return Race(started, source(text), source(SOLUTION), function, rule, compare)

    record = CheckRecord()
    function = Function(Runner(started, source(text)), "f", record)
    speed = Speed(start_race, np.random.default_rng(1), record)
    speed.at_most(10, function, lambda rng: (rng.normal(size=100_000),), compare=assert_close)
    return record.speeds[-1]


def test_one_that_ends_a_little_later_has_been_measured_by_then(started):
    with pytest.raises((CallFailed, TooMuchMemory)):
        hold_memory(started, LEAVES.format(how="import time; time.sleep(0.02); os._exit(0)", mib=275))


def test_a_greedy_call_that_stays_is_told_as_too_much_and_a_small_one_passes(started):
    with pytest.raises(TooMuchMemory):
        hold_memory(started, LEAVES.format(how="pass", mib=275))
    assert hold_memory(started, LEAVES.format(how="pass", mib=2)).official


TAKES = """
import mmap
def f(x):
    with mmap.mmap(-1, 275 << 20, flags=mmap.{kind}) as taken:
        for page in range(0, len(taken), mmap.PAGESIZE):
            taken[page] = 1
    return x + 1
"""


def test_memory_that_is_given_back_counts_too(started):
    with pytest.raises(TooMuchMemory):
        hold_memory(started, TAKES.format(kind="MAP_PRIVATE"))


@pytest.mark.skipif(not seccomp.works(), reason="there is no filter on this system")
def test_memory_that_is_shared_cannot_be_had(started):
    with pytest.raises(CallFailed) as failed:
        hold_memory(started, TAKES.format(kind="MAP_SHARED"))
    assert failed.value.call.error.type_name == "PermissionError"


HIDES = """
import glob, mmap, os
import numpy as np
FILES = glob.glob(os.path.join(os.path.dirname(np.__file__), "..", "numpy.libs", "*openblas*"))
def f(x):
    with open(FILES[0], "rb") as file:
        maps = [mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ{prot}) for _ in range(12)]
    for one in maps:
        {write}
    return x + 1
"""


def test_a_copy_of_a_file_that_is_written_to_counts_as_memory(started):
    writes = "np.frombuffer(one, np.uint8)[::4096] = 1"
    with pytest.raises(TooMuchMemory):
        hold_memory(started, HIDES.format(prot=" | mmap.PROT_WRITE", write=writes))


def test_a_timed_answer_counts_only_from_a_worker_that_is_alive_after_it(started):
    with pytest.raises(CallFailed, match="ended the process"):
        hold_time(started, LEAVES.format(how="os._exit(0)", mib=1))


def test_memory_that_cannot_be_read_is_measured_again_in_a_fresh_worker(started, monkeypatch):
    real, figures = procfs.resident, []

    def first_unreadable(pid):
        figures.append(pid)
        return None if len(figures) <= 4 else real(pid)

    monkeypatch.setattr(procfs, "resident", first_unreadable)
    assert hold_memory(started, SOLUTION).official
    assert len(set(figures)) == 3  # the solution's, and two of the submission


def test_a_figure_that_is_too_large_is_measured_again_in_a_fresh_worker(started, monkeypatch):
    real, figures = procfs.resident, []

    def first_too_large(pid):
        figures.append(pid)
        found = real(pid)
        spike = 100 << 20 if len(figures) == 4 else 0  # after the submission's first call
        return procfs.Resident(found.now, found.peak + spike)

    monkeypatch.setattr(procfs, "resident", first_too_large)
    assert hold_memory(started, SOLUTION).mebibytes < 60
    assert len(set(figures)) == 3  # the solution's, and two of the submission


def test_memory_that_can_never_be_read_is_undecided(started, monkeypatch):
    monkeypatch.setattr(procfs, "resident", lambda _: None)
    with pytest.raises(MemoryUnknown, match="cannot be read on this system"):
        hold_memory(started, SOLUTION)


def test_it_is_too_slow_where_clocks_can_be_read(started):
    with pytest.raises(TooSlow):
        hold_time(started, FORGES)


NO_CLOCKS = json.dumps({"clock_gettime": {"error": "EINVAL", "bits": 0x80000000}})
RIGHT = """
import numpy as np
def double(x):
    if np.isnan(x).any():
        raise ValueError("x")
    return x * 2
"""


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86-64")
def test_a_required_tier_implies_official_clocks(toy, tmp_path):
    path, out = tmp_path / "double.py", tmp_path / "report.json"
    path.write_text(RIGHT, encoding="utf-8")
    command = ["grade", "double", "--submission", path]
    prefix = [sys.executable, DENYING, NO_CLOCKS]
    refused = run(*command, "--require-tier", "A", cwd=toy, prefix=prefix)
    assert refused.status == 2
    assert "does not let the judge read the time and memory of a worker" in refused.err
    undecided = run(*command, "--json", out, cwd=toy, prefix=prefix)
    assert undecided.status == 1
    assert json.loads(out.read_text(encoding="utf-8"))["verdict"] == "speed undecided"
    assert run(*command, "--require-tier", "A", cwd=toy).status == 0
