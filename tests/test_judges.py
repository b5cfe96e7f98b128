"""Judges in processes of their own: reports in the order of the jobs, and no process left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import TOY
from shousi import catalogue
from shousi.authoring.judges import Job, Judge, Pool
from shousi.errors import JudgeError
from shousi.grading import submission
from shousi.report import Verdict

EXERCISE = catalogue.load(TOY)["double"]
RIGHT = EXERCISE.solution.read_text(encoding="utf-8")
HANGS = "def double(x):\n    while True:\n        pass\n"


def job(text, **options):
    return Job(exercise=EXERCISE, source=submission.source_of(EXERCISE, text, "double.py"), **options)


def reports(judges, *jobs, **options):
    return list(judges.reports(jobs, lambda _: None, **options))


@pytest.fixture(scope="module")
def pool():
    """Two judges that the tests of this module share."""
    with Pool(["numpy"], str(EXERCISE.grader), 2) as pool:
        yield pool


def test_reports_come_in_the_order_of_the_jobs_whichever_ends_first(pool):
    texts = [RIGHT, "def double(x):\n    return x\n", RIGHT.replace("x * 2", "x + 2"), "import no_such_module\n"]
    told = [report.summary for report in reports(pool, *map(job, texts))]
    assert told == [report.summary for text in texts for report in reports(pool, job(text), alone=True)]
    assert len(set(told)) == 4


def test_the_pool_judges_as_one_judge_does(pool, started):
    jobs = [
        job(RIGHT, limits=True),
        job(RIGHT.replace("x * 2", "x + 2"), diagnosed=True, seed=3),
        job("def double(x):\n    return x\n", expected=(Verdict.ACCEPTED,)),
        job("def double(x):\n    return x\n", until_failure=True),
    ]
    for one, other in zip(reports(pool, *jobs), reports(Judge(started), *jobs), strict=True):
        assert (one.verdict, one.summary, one.diagnosis) == (other.verdict, other.summary, other.diagnosis)
        assert [check.outcome for check in one.checks] == [check.outcome for check in other.checks]


def test_what_is_not_expected_is_told_as_a_learner_reads_it(pool):
    wrong = RIGHT.replace("x * 2", "x + 2")
    plain, told = reports(pool, job(wrong), job(wrong, expected=(Verdict.ACCEPTED,)))
    assert (plain.diagnosis, told.diagnosis.mistake) == (None, "adds-two")
    assert told.summary == "Two is added. Double means times two."


def test_a_job_may_end_with_the_first_check_that_fails(pool):
    (report,) = reports(pool, job("def double(x):\n    return x\n", until_failure=True))
    assert [check.verdict for check in report.checks] == [Verdict.WRONG_ANSWER]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_judge_that_dies_is_told_and_the_others_end():
    before = processes_below(os.getpid())
    with Pool(["numpy"], str(EXERCISE.grader), 2) as pool:
        assert len(reports(pool, job(RIGHT), job(RIGHT))) == 2
        below = processes_below(os.getpid()) - before
        assert len(below) >= 4
        begun = []

        def begin(job):
            begun.append(job)
            wait_until(lambda: len(begun) == 2)
            os.kill(next(pid for pid in below if b"authoring.judges" in command_of(pid)), signal.SIGKILL)

        with pytest.raises(JudgeError, match="a judge process ended early"):
            list(pool.reports([job(HANGS), job(HANGS)], begin))
    wait_until(lambda: not any(map(command_of, below)))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.slow
def test_an_interrupt_ends_at_once_and_leaves_no_process(toy, number):
    sample = toy / "graders" / "double" / "accepted" / "adds.py"
    sample.write_text(f"# bonus: none\n{HANGS}", encoding="utf-8")
    command = [sys.executable, "-P", "-m", "shousi", "check", "double"]
    process = subprocess.Popen(command, cwd=toy, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until(lambda: any(seconds_of(pid) > 1 for pid in processes_below(process.pid)))  # the sample hangs
    below = processes_below(process.pid)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert out == b""
    if number == signal.SIGINT:
        assert (process.returncode, err) == (130, b"shousi: interrupted.\n")
    wait_until(lambda: not any(map(command_of, below)))


def processes_below(pid):
    parents = {int(path.name): parent_of(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def parent_of(path):
    return stat_of(path)[1]


def seconds_of(pid):
    """Processor time of a process."""
    return sum(map(int, stat_of(Path("/proc", str(pid)))[11:13])) / os.sysconf("SC_CLK_TCK")


def stat_of(path):
    """The fields of a process after its name, numbers where they are: 1 is the parent, 11 and 12 the time."""
    try:
        fields = (path / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        fields = [0] * 20
    return [fields[0], *map(int, fields[1:20])]


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()  # empty for one that has ended and was not collected
    except (FileNotFoundError, ProcessLookupError):
        return b""


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
