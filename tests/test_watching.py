"""`--watch` at a real terminal: the verdict after each save, the keys, and the terminal left as it was found."""

import os
import re
import sys
import time

import pytest

if os.name == "nt":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)
import termios

import pexpect

from conftest import gradings, run
from test_learning import HINTS, RIGHT
from test_pictures import picture_of

WRONG = "def double(x):\n    return 3 * x\n"
SLOW = RIGHT.replace("return x + x", "return np.array([2 * float(v) for v in x])")


class Learner:
    """Somebody who edits the stub of the toy exercise while it is watched."""

    def __init__(self, toy):
        self.toy, self.stub = toy, toy / "exercises" / "double" / "double.py"
        self.child = None

    def start(self, *options):
        self.run("grade", "double", "--watch", *options)

    def run(self, *options):
        command = ["-P", "-m", "shousi", *options]
        environment = os.environ | {"TERM": "xterm-256color"}
        self.child = pexpect.spawn(
            sys.executable,
            command,
            cwd=str(self.toy),
            env=environment,
            encoding="utf-8",
            timeout=30,
            dimensions=(24, 80),
        )

    def save(self, text):
        beside = self.stub.with_suffix(".tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.stub)

    def sees(self, text):
        """Wait for a text; everything before it was seen too."""
        self.child.expect_exact(text)
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.child.before)

    def told(self, verdict):
        """Wait for a verdict and the end of its screen, which is returned."""
        self.sees(verdict)
        return self.sees("graded in")

    def leave(self, how="q"):
        self.child.send(how)
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


@pytest.fixture
def learner(toy):
    (toy / "exercises" / "double" / "hints.md").write_text(HINTS, encoding="utf-8")
    learner = Learner(toy)
    yield learner
    if learner.child:
        learner.child.close(force=True)


def test_every_save_gets_its_verdict_and_speed_waits_for_right_answers(learner):
    learner.start()
    learner.told("not started")
    learner.save(WRONG)
    assert "times the reference" not in learner.told("wrong answer")
    learner.save(RIGHT)
    assert "speed" in learner.told("accepted")
    assert learner.leave() == 0
    verdicts = [row.verdict.value for row in gradings(learner.toy)]
    assert verdicts == ["not started", "wrong answer", "accepted"]


def test_keys_give_a_hint_every_failure_and_the_speed(learner):
    learner.save(SLOW.replace("2 *", "3 *"))
    learner.start()
    learner.told("wrong answer")
    learner.child.send("h")
    learner.sees("Hint 1 of 2")
    learner.sees("q quit")
    learner.child.send("f")
    assert "Random numbers are doubled." in learner.sees("q quit")
    learner.child.send("p")
    learner.sees("no picture")
    learner.child.send("s")
    learner.told("wrong answer")
    assert learner.leave() == 1


CASES = """
def double(x):
    assert len(x) != 4, "of four"
    return 3 * np.asarray(x)
"""


@pytest.mark.parametrize("key", ["", "f"])
def test_a_screen_fits_24_lines_and_f_shows_the_rest(learner, key):
    learner.save("import numpy as np\n" + CASES)
    learner.start("--no-speed")
    screen = learner.told("wrong answer")
    learner.child.send(key)
    if key:
        screen = learner.sees("q quit")
        assert " levels " in screen
        assert screen.count("\n   call ") > 1
    else:
        assert screen.count("\n") < 24
        assert screen.count("\n   call ") == 1
        assert "f shows everything" in screen
    assert screen.splitlines()[-2].startswith(" double wrong answer ")
    learner.leave()


def test_verbose_shows_everything_at_every_save(learner):
    learner.save("import numpy as np\n" + CASES)
    learner.start("--verbose", "--no-speed")
    assert learner.told("wrong answer").count("\n   call ") > 1
    learner.leave()


def test_an_exercise_without_hints_says_so_and_is_watched_on(learner):
    (learner.toy / "exercises" / "double" / "hints.md").unlink()
    learner.start()
    learner.told("not started")
    learner.child.send("h")
    learner.sees("double has no hints")
    learner.save(RIGHT)
    learner.told("accepted")
    assert learner.leave() == 0


def test_half_written_and_deleted_files_do_not_confuse_it(learner):
    learner.save(WRONG)
    learner.start()
    learner.told("wrong answer")
    learner.stub.write_text("def double(x):\n    return (", encoding="utf-8")
    learner.stub.write_text(RIGHT, encoding="utf-8")
    learner.told("accepted")
    learner.stub.unlink()
    learner.sees("double.py is not there")
    learner.save("def double(x:\n")
    learner.told("crashed")
    learner.stub.write_bytes(b"\xff\xfe")
    learner.sees("not UTF-8")
    learner.save(WRONG)
    learner.told("wrong answer")
    learner.leave()


@pytest.mark.parametrize("way", ["q", "\x03"], ids=["q", "ctrl-C"])
def test_the_terminal_is_left_as_it_was_found(learner, way):
    learner.start()
    before = termios.tcgetattr(learner.child.child_fd)
    learner.told("not started")
    during = termios.tcgetattr(learner.child.child_fd)
    assert not during[3] & termios.ICANON
    assert not during[3] & termios.ECHO
    learner.child.send(way)
    wait_for(lambda: termios.tcgetattr(learner.child.child_fd) == before or not learner.child.isalive())
    learner.child.expect(pexpect.EOF)
    learner.child.close()
    assert learner.child.exitstatus == (1 if way == "q" else 130)
    assert "Traceback" not in learner.child.before


def wait_for(done):
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_other_levels_of_feedback_hide_in_a_watched_terminal_too(learner):
    learner.save(WRONG)
    learner.start("--feedback", "behavior")
    screen = learner.told("wrong answer")
    assert "expected" not in screen
    learner.child.send("f")
    assert "expected" not in learner.sees("q quit")
    learner.child.send("p")
    learner.sees("shows no pictures")
    learner.leave()


def test_a_long_grading_tells_on_a_terminal_what_it_is_at(learner):
    learner.save("import time\ndef double(x):\n    time.sleep(0.7)\n    return 2 * x\n")
    learner.start("--no-speed")
    learner.child.expect(r"check \d of 5 \(\d left\): ")
    learner.leave("\x03")


def test_a_long_grading_tells_no_check_where_points_are_all_that_is_told(learner):
    learner.save("import time\ndef double(x):\n    time.sleep(0.7)\n    return 2 * x\n")
    learner.start("--no-speed", "--feedback", "verdict")
    learner.child.expect(r"\d s, grading")
    assert "check" not in learner.told("wrong answer")
    learner.leave()


def test_the_picture_comes_with_every_save_and_at_a_key_and_the_verdict_is_seen_below_it(learner):
    picture_of(learner.toy, "image")
    learner.save(WRONG)
    learner.start("--pictures", "--no-speed")
    for key in ("", "p"):
        learner.child.send(key)
        learner.sees("got - expected")
        assert learner.sees("q quit").splitlines()[-2].split() == [
            "double",
            "wrong",
            "answer",
            "1",
            "of",
            "10",
            "points",
        ]
    learner.leave()


def test_in_a_pipe_nothing_is_told_of_progress(toy):
    (toy / "exercises" / "double" / "double.py").write_text(
        "import time\ndef double(x):\n    time.sleep(0.3)\n    return 2 * x\n", encoding="utf-8"
    )
    ran = run("grade", "double", "--no-speed", cwd=toy)
    assert ran.report is None
    assert ran.err == ""
    assert "check 2 of 5" not in ran.out


@pytest.mark.parametrize(
    ("options", "step"), [(["--seeds=2"], "grading"), (["--speed", "--decisions=2"], "file"), (["--mutants"], "mutant")]
)
@pytest.mark.slow
def test_an_author_sees_on_a_terminal_what_a_long_check_is_at_and_none_of_it_stays(learner, options, step):
    learner.run("check", "double", *options)
    learner.child.expect(rf"\d s, ({step} \d+ of \d+ \(\d+ left\)|the last {step}): double, [^\r\x1b]+")
    learner.child.expect(pexpect.EOF)
    *_, screen = learner.child.before.split("\r\x1b[2K")  # the line is taken away before anything that stays
    assert screen.splitlines()[-1].startswith("double: ")
    assert not re.search(rf"{step} \d+ of", screen)


@pytest.mark.slow
def test_in_a_pipe_a_check_tells_only_what_it_found(toy):
    ran = run("check", "double", "--seeds", "1", cwd=toy)
    assert ran.err == ""
    assert ran.out == "double: all is well\n"
