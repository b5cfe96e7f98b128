"""Practice at a real terminal: keys typed, screen read, window resized, interrupted, killed, and gone on with."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import pytest

from conftest import HAS_TORCH, gradings, run
from shousi import clock
from shousi.clock import Moment
from shousi.history import History
from shousi.history.rows import End, Task
from shousi.report import Verdict
from test_grade import RIGHT
from test_reset import git, kept, own  # noqa: F401 - a fixture
from test_variants import SOLUTION, often  # noqa: F401 - a fixture

pexpect = pytest.importorskip("pexpect")
termios = pytest.importorskip("termios")

WRONG = "def double(x):\n    return x + 2\n"
LOCAL_FLAGS = 3  # of what tcgetattr returns
DOUBLE = Task("double")


@pytest.fixture
def terminal(own, toy):  # noqa: F811
    """Start practice at a terminal of its own; what is still running afterwards is ended."""
    started = []

    def start(*words, size=(40, 80), env=None, under=()):
        program, *command = [*under, sys.executable, "-P", "-m", "shousi", "practice", *words]
        child = pexpect.spawn(
            program, command, cwd=str(toy), env=os.environ | {"TERM": "xterm", "NO_COLOR": "1"} | (env or {}),
            dimensions=size, timeout=30, encoding="utf-8",
        )  # fmt: skip
        child.found = termios.tcgetattr(child.child_fd)[LOCAL_FLAGS]
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def ended(child):
    """Wait for the end and return its status as a shell tells it; the terminal is then as it was."""
    child.expect(pexpect.EOF)
    now = termios.tcgetattr(child.child_fd)[LOCAL_FLAGS]
    child.wait()  # closing would end what has closed its terminal and is not gone yet
    child.close()
    assert now == child.found, "the terminal was left in another mode"
    return 128 + child.signalstatus if child.exitstatus is None else child.exitstatus


def waits(child):
    """Wait until practice waits for the learner, and return the seconds that it says are left."""
    child.expect(r" (\d+):(\d\d) left [^\r]*q leave")
    return 60 * int(child.match[1]) + int(child.match[2])


def begin_earlier(toy, allowed, seconds, planned=(DOUBLE,)):
    """Begin a sitting some seconds ago, as a practice that was killed would have left it."""
    now = clock.now()
    start = Moment(now.wall - seconds, now.steady - seconds, now.era, now.sleeps)
    with History(toy, pytest.fail) as history:
        history.begin_attempt(history.begin_sitting(planned, start, allowed), planned[0], 0.0)


def give_up(toy, seconds):
    """End the sitting that is open."""
    with History(toy, pytest.fail) as history:
        history.end_sitting(history.open_sitting(), End.GIVEN_UP, seconds)


def attempts(toy):
    with History(toy, pytest.fail) as history:
        return history.attempts()


def open_sitting(toy):
    with History(toy, pytest.fail) as history:
        return history.open_sitting()


def is_whole(toy):
    database = sqlite3.connect(toy / ".shousi" / "history.sqlite")
    try:
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        database.close()


def test_practice_from_a_fresh_stub_to_the_debrief(terminal, own, toy):  # noqa: F811
    own.write_text("old = 'work'\n")
    child = terminal("double", "--minutes", "3", env={"NO_COLOR": ""})
    child.expect("is kept in")
    child.expect("exercises/double/README.md")
    assert 170 < waits(child) <= 180
    assert [path.read_text() for path in kept(toy)] == ["old = 'work'\n"]
    own.write_text(WRONG)
    child.expect("wrong answer")
    child.setwinsize(30, 40)
    waits_narrow = child.expect(r"left [^\r]{0,20}")
    assert waits_narrow == 0
    child.setwinsize(40, 80)
    waits(child)
    child.send("f")
    child.expect("Random numbers are doubled")
    own.write_text(RIGHT)
    child.expect("accepted")
    child.expect("mistakes met: adds two")
    child.expect("`shousi compare double`")
    child.expect("It comes again on")
    assert ended(child) == 0
    (attempt,) = attempts(toy)
    assert (attempt.task, attempt.outcome, attempt.allowed) == (DOUBLE, End.ACCEPTED, 180.0)
    rows = gradings(toy)
    assert [row.verdict for row in rows] == [Verdict.WRONG_ANSWER, Verdict.ACCEPTED]
    assert all(row.attempt == attempt.id and 0 < row.elapsed <= attempt.ended for row in rows)
    assert open_sitting(toy) is None


def test_the_deadline_ends_it_and_the_debrief_compares_with_earlier_attempts(terminal, own, toy):  # noqa: F811
    begin_earlier(toy, 60.0, 5.0)
    give_up(toy, 30.0)
    begin_earlier(toy, 60.0, 56.0)
    own.write_text(WRONG)
    child = terminal()
    child.expect("going on with double")
    child.expect("wrong answer")
    child.expect("out of time after 1:00")
    child.expect("given up")
    child.expect("`shousi compare double --reveal`")
    assert ended(child) == 1
    assert [attempt.outcome for attempt in attempts(toy)] == [End.GIVEN_UP, End.OUT_OF_TIME]
    assert attempts(toy)[-1].ended == 60.0


def test_what_is_saved_in_time_while_a_grading_goes_on_past_the_deadline_counts(terminal, own, toy):  # noqa: F811
    begin_earlier(toy, 60.0, 48.0)
    own.write_text("import time\ndef double(x):\n    time.sleep(2)\n    return x * 2\n")  # and takes NaN
    child = terminal()
    child.expect("check 1 of")
    own.write_text(RIGHT)
    saved = open_sitting(toy)
    saved = clock.passed(saved.start, saved.last, clock.now())
    assert saved < 60
    child.expect("wrong answer")
    child.expect("accepted after")
    assert ended(child) == 0
    (attempt,) = attempts(toy)
    assert attempt.outcome is End.ACCEPTED
    assert attempt.ended == pytest.approx(saved, abs=1)
    assert gradings(toy)[0].seconds > 60 - saved  # else nothing was tested


@pytest.mark.skipif(sys.platform != "linux", reason="moves a clock of the kernel's")
def test_ten_minutes_of_sleep_are_gone_whatever_the_system_clock_says(terminal, toy):
    asleep = ["unshare", "--user", "--map-root-user", "--time", "--boottime", "600", "--fork"]
    if not shutil.which("unshare") or subprocess.run([*asleep, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no clock of its own for this user")
    begin_earlier(toy, 900.0, 1.0)
    child = terminal(under=asleep)
    child.expect("going on with double")
    assert waits(child) < 300
    child.send("q")
    assert ended(child) == 1


def test_a_sitting_whose_time_ran_out_meanwhile_is_ended_and_the_next_begins(terminal, own, toy):  # noqa: F811
    begin_earlier(toy, 60.0, 600.0)
    own.write_text(WRONG)
    child = terminal("double")
    child.expect("has run out of time")
    waits(child)
    assert "raise NotImplementedError" in own.read_text()
    assert [attempt.outcome for attempt in attempts(toy)] == [End.OUT_OF_TIME, None]


def test_killed_and_started_again_it_goes_on_with_clock_and_file(terminal, own, toy):  # noqa: F811
    child = terminal("double", "--minutes", "2")
    before = waits(child)
    own.write_text(WRONG)
    child.expect("wrong answer")
    child.kill(9)
    child.expect(pexpect.EOF)
    assert is_whole(toy)
    child = terminal("--minutes", "9")
    child.expect("going on with double")
    child.expect("--minutes: for a practice that begins; this one keeps its own")
    assert waits(child) <= before
    assert own.read_text() == WRONG
    child.send("g")
    child.expect("again gives up")
    child.send("x")
    waits(child)
    child.send("gg")
    child.expect("given up after")
    assert ended(child) == 1
    (attempt,) = attempts(toy)
    assert attempt.outcome is End.GIVEN_UP


SLEEPY = "import time\ndef double(x):\n    time.sleep(1.5)\n    return x * 2\n"
LONG = "- And then?\n" * 50_000  # more than a terminal takes while nobody reads it


def interrupted(child, toy, times=1):
    """Press ctrl-C and hold the command to its promises."""
    for _ in range(times):
        child.sendintr()
    assert ended(child) == 130
    assert is_whole(toy)
    assert not [path for path in (toy / ".shousi").iterdir() if path.suffix == ".sqlite" and "-" in path.stem]


def ask_much_afterwards(toy):
    """Make the debrief so long that it still goes on when ctrl-C is pressed."""
    page = toy / "exercises" / "double" / "README.md"
    page.write_text(f"{page.read_text()}\n## What interviewers ask next\n\n{LONG}")


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        ("starting again", "going on with"),
        ("statement shown", "Each save is graded"),
        ("clock running", "q leave"),
        ("grading", "check 1 of"),  # what a long grading is at
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_leaves_the_terminal_sane_and_the_history_whole(terminal, own, toy, stage, shown, times):  # noqa: F811
    begin_earlier(toy, 600.0, 1.0)
    child = terminal()
    if stage == "grading":
        waits(child)
        own.write_text(SLEEPY)
    child.expect(shown)
    interrupted(child, toy, times)
    found = open_sitting(toy)
    assert clock.passed(found.start, found.last, clock.now()) >= 1.0
    if times == 1 and stage != "starting again":
        assert "the clock runs on" in child.before
        assert found.last.seconds >= 1.0


def test_ctrl_c_once_it_is_chosen_begins_no_clock_or_keeps_it(terminal, toy):
    child = terminal()
    child.expect("new to you")
    interrupted(child, toy)
    assert [attempt.outcome for attempt in attempts(toy)] in ([], [None])


def test_ctrl_c_during_the_debrief_finds_everything_kept(terminal, own, toy):  # noqa: F811
    ask_much_afterwards(toy)
    child = terminal("double", "--minutes", "3")
    waits(child)
    own.write_text(RIGHT)
    child.expect("accepted after")
    interrupted(child, toy)
    assert "the clock runs on" not in child.before
    assert [attempt.outcome for attempt in attempts(toy)] == [End.ACCEPTED]
    assert open_sitting(toy) is None


def test_ctrl_c_between_two_exercises_of_a_mock_interview_goes_on_with_the_second(terminal, often, own, toy):  # noqa: F811
    ask_much_afterwards(toy)
    git(toy, "add", ".")
    git(toy, "commit", "-qm", "Often")
    child = terminal("double", "double/often", "--minutes", "3")
    waits(child)
    own.write_text(RIGHT)
    child.expect("accepted after")
    interrupted(child, toy)
    assert "the clock runs on" in child.before
    found = open_sitting(toy)
    assert found.last.seconds >= attempts(toy)[0].ended
    child = terminal()
    child.expect("Number 2 of 2")
    waits(child)
    assert [attempt.outcome for attempt in attempts(toy)] == [End.ACCEPTED, None]


def test_q_leaves_and_the_clock_runs_on(terminal, toy):
    child = terminal("double", "--minutes", "2")
    before = waits(child)
    child.send("q")
    child.expect("the clock runs on")
    assert ended(child) == 1
    time.sleep(1.1)  # of the clock that is under test
    child = terminal("double")
    assert waits(child) < before


def test_only_one_practice_runs_at_a_time(terminal, toy):
    waits(terminal("double"))
    ran = run("practice", "double", cwd=toy)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "another terminal" in ran.err


def test_a_hint_in_another_terminal_counts_for_the_attempt(terminal, own, toy):  # noqa: F811
    (toy / "exercises" / "double" / "hints.md").write_text("## Hint 1\n\nTwice.\n")
    child = terminal("double")
    waits(child)
    assert "Twice" in run("hint", "double", cwd=toy).out
    own.write_text(RIGHT)
    child.expect("How is it done in place")
    assert ended(child) == 0
    assert attempts(toy)[0].hints == 1


def test_a_hint_is_shown_once_h_was_pressed_twice_and_then_counts(terminal, own, toy):  # noqa: F811
    (toy / "exercises" / "double" / "hints.md").write_text("## Hint 1\n\nTwice.\n")
    child = terminal("double")
    waits(child)
    child.send("h")
    child.expect("A hint counts. h again shows the next one")
    child.send("xh")
    child.expect("A hint counts")
    assert "Twice" not in child.before
    child.send("h")
    child.expect("Twice")
    waits(child)
    child.send("gg")
    child.expect("given up after")
    assert ended(child) == 1
    assert attempts(toy)[0].hints == 1


def test_a_mock_interview_asks_one_after_the_other_against_one_deadline(terminal, often, own, toy):  # noqa: F811
    git(toy, "add", ".")
    git(toy, "commit", "-qm", "Often")
    child = terminal("double", "double/often", "--minutes", "2")
    child.expect("Number 1 of 2")
    waits(child)
    own.write_text(RIGHT)
    child.expect("accepted")
    child.expect("Number 2 of 2")
    waits(child)
    (toy / "exercises" / "double" / "variants" / "often" / "double.py").write_text(SOLUTION)
    child.expect("double/often accepted")
    child.expect("Mock interview: 2 of 2 accepted in 0:\\d\\d of 2:00")
    child.expect(r" double +accepted +0:\d\d +1:00 +0:\d\d +1 +0")
    child.expect(r" double/often +accepted +0:\d\d +1:00 +0:\d\d +1 +0")
    assert ended(child) == 0
    one, two = attempts(toy)
    assert (one.sitting, str(two.task)) == (two.sitting, "double/often")
    assert 0 < one.ended <= two.began < two.ended < 120


def test_the_summary_of_a_mock_interview_tells_what_was_not_reached_and_the_mistakes_met(terminal, often, own, toy):  # noqa: F811
    often_task = Task("double", "often")
    begin_earlier(toy, 60.0, 50.0, [DOUBLE, often_task])
    own.write_text(WRONG)
    child = terminal()
    child.expect("out of time after")
    child.expect("Mock interview: 0 of 2 accepted in 1:00 of 1:00")
    child.expect(r" double +out of time +1:00 +1:00 +– +1 +0")
    child.expect(r" double/often +not reached +– +1:00")
    child.expect(" mistake met in double: adds two")
    assert ended(child) == 1


def test_a_plain_terminal_and_a_pipe_get_a_line_a_minute(own, toy):  # noqa: F811
    begin_earlier(toy, 67.0, 60.5)  # long enough for a busy machine to start the judge
    ran = run("practice", cwd=toy)
    assert ran.status == 1
    assert "double: 1 min left." in ran.out
    assert not re.search(r"[\x1b\r]", ran.out + ran.err)


def test_without_a_history_practice_goes_on(terminal, own, toy):  # noqa: F811
    (toy / ".shousi").write_text("in the way")
    child = terminal("double", "--minutes", "2")
    child.expect("cannot be used now")
    waits(child)
    own.write_text(RIGHT)
    child.expect("accepted after")
    assert ended(child) == 0


def test_a_history_that_is_damaged_meanwhile_is_set_aside_and_practice_goes_on(terminal, own, toy):  # noqa: F811
    child = terminal("double", "--minutes", "2")
    waits(child)
    for path in (toy / ".shousi").glob("history.sqlite*"):
        path.unlink()
    (toy / ".shousi" / "history.sqlite").write_bytes(b"damaged " * 1000)
    own.write_text(WRONG)
    child.expect("was damaged: kept as")
    child.expect("wrong answer")
    own.write_text(RIGHT)
    child.expect(r"this one +accepted +0:\d\d +0:\d\d +0:\d\d +2 +0")
    child.expect("It comes again on")
    assert ended(child) == 0
    assert attempts(toy) == []
    rows = gradings(toy)
    assert [(row.verdict, row.attempt) for row in rows] == [(Verdict.WRONG_ANSWER, None), (Verdict.ACCEPTED, None)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["dubble"], 'Did you mean "double"?'),
        (["--minutes", "0"], "a whole number from 1"),
        (["--topic", "toy"], "There are toys."),
        (["double", "--count", "2"], "leave them out"),
        (["double", "exercises/double"], "name each exercise once"),
        (["--variant", "often"], "name it"),
        (["double", "--variant", "often"], 'no variant "often"'),
    ],
)
def test_a_slip_in_the_command_is_told_and_starts_no_clock(toy, words, told):
    ran = run("practice", *words, cwd=toy)
    assert (ran.status, told in ran.err) == (2, True)
    assert open_sitting(toy) is None


@pytest.mark.skipif(HAS_TORCH, reason="nothing is missing here")
def test_a_topic_whose_environment_is_not_set_up_says_how_to_set_it_up(toy):
    path = toy / "exercises" / "double" / "exercise.toml"
    path.write_text(path.read_text().replace("minutes = 1", 'minutes = 1\nneeds = "torch"'))
    ran = run("practice", "--topic", "toys", cwd=toy)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "needs torch" in ran.err
    assert "python3 noxfile.py -s grade -- double" in ran.err


def test_another_exercise_is_refused_while_one_is_going_on(toy):
    begin_earlier(toy, 600.0, 1.0, [Task("double", "gone"), DOUBLE])
    give_up(toy, 2.0)
    begin_earlier(toy, 600.0, 1.0, [DOUBLE, DOUBLE])
    ran = run("practice", "double", cwd=toy)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "still going on, 10 min left" in ran.err
