"""Classes as exercises: a check makes an object in the worker, calls its methods and reads its attributes."""

import ast
import shutil
import subprocess
import sys

import numpy as np
import pytest

from conftest import ROOT, run
from shousi import catalogue, stubs, wire
from shousi.errors import JudgeError
from shousi.grading import mistakes, submission
from shousi.grading.failures import CallFailed, Mismatch
from shousi.grading.functions import CheckRecord, Function, Solution
from shousi.grading.grading import grade
from shousi.grading.interface import interface_of
from shousi.grading.runners import Runner, Source
from shousi.report import Verdict
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.messages import Limits

TOY = ROOT / "tests" / "toy_window"
RIGHT = (TOY / "solutions" / "window" / "window.py").read_text(encoding="utf-8")
ROWS = np.arange(6.0).reshape(3, 2)


@pytest.fixture
def graded(started):
    """Grade a source as a submission of the toy exercise."""
    exercise = catalogue.load(TOY)["window"]
    known = mistakes.load(exercise)

    def graded(source):
        return grade(started, exercise, submission.source_of(exercise, source, "window.py"), 1, known).report

    return graded


@pytest.fixture
def made(started):
    """Let a check use a source as the submission: its functions and classes as attributes, and the record."""
    runners = []

    class Made:
        def __init__(self, source, limits=None):
            whole = Source(text=source, filename="window.py", functions=("Window",))
            runners.append(Runner(started, whole, limits))
            self.record = CheckRecord()

        def __getattr__(self, name):
            return Function(runners[-1], name, self.record, interface=interface_of(RIGHT))

    yield Made
    for runner in runners:
        runner.close()


def changed(before, after):
    assert RIGHT.count(before) == 1
    return RIGHT.replace(before, after)


def failures(report):
    return {check.name: check.failure for check in report.checks if check.failure}


def test_the_solution_is_accepted(graded):
    report = graded(RIGHT)
    assert failures(report) == {}
    assert report.verdict is Verdict.ACCEPTED


def test_an_object_made_of_a_list_and_attributes_in_place_of_properties_are_accepted(graded):
    report = graded("""
import numpy as np
class Window(list):
    def __init__(self, capacity, width):
        self.capacity, self.width, self.length = capacity, width, 0
    def update(self, rows):
        self.extend(rows)
        del self[: -self.capacity]
        self.length = len(self)
        return [list(row) for row in self]
    def half(self):
        other = Window(self.capacity // 2, self.width)
        other.update(list(self))
        return other
    def __call__(self, weights):
        return weights @ np.array(list(self))
def refill(rows, window):
    return [window.update([row]) and window.length for row in rows]
""")
    assert failures(report) == {}


def test_a_wrong_class_is_diagnosed_by_the_same_calls_of_a_mistake(graded):
    report = graded(changed("[-self.capacity :]", "[0 : self.capacity]"))
    assert report.verdict is Verdict.WRONG_ANSWER
    assert report.diagnosis.mistake == "keeps-the-first-rows"
    report = graded(changed("np.concatenate([self.rows, rows])[-self.capacity :]", "rows + 0"))
    assert report.diagnosis.mistake == "forgets"


def test_the_failed_call_is_told_with_the_calls_before_it(graded):
    report = graded(changed("[-self.capacity :]", "[: self.capacity]"))
    call = failures(report)["test_a_half_window_has_the_latest_rows"].call
    lines = [line for line in call.split("\n") if line.startswith(("window", "half"))]
    assert lines[0] == "window = Window(capacity=4, width=1)"
    assert lines[-2:] == ["half = window.half()", "half.update(rows=np.array([[9.]]))"]


def test_a_value_read_and_a_function_with_an_object_are_told_as_code(graded):
    report = graded(changed("return len(self.rows)", "return 7"))
    told = failures(report)
    assert told["test_two_windows_share_nothing"].call == "window = Window(capacity=3, width=1)\nwindow.length"
    assert "refill(" in told["test_a_window_is_refilled_by_a_function"].call
    assert "window=window" in told["test_a_window_is_refilled_by_a_function"].call


@pytest.mark.parametrize(
    ("before", "after", "summary"),
    [
        ("self.rows = np.zeros((0, width))", "self.rows = 1 / 0", "Window(…) raised ZeroDivisionError: division"),
        ("return weights @ self.rows", "return self.gone", "Window.__call__(…) raised AttributeError"),
        ("return len(self.rows)", "return self.gone", "Window.length raised AttributeError: 'Window' object has no"),
        ("return other", "pass", "Window.half: expected a Window object, got None. Is there a return statement on"),
        ("return other", "return 3.0", "Window.half: expected a Window object, got a float."),
        ("def update(self, rows)", "def update(self)", "Window.update cannot be called as the statement says; it r"),
        ("return self.rows.copy()", "raise SystemExit", "Window.update(…) ended the whole process"),
    ],
)
def test_what_goes_wrong_in_an_object_is_told_with_its_name(graded, before, after, summary):
    report = graded(changed(before, after))
    assert any(failure.summary.startswith(summary) for failure in failures(report).values())
    assert report.verdict in (Verdict.CRASHED, Verdict.WRONG_ANSWER)


def test_a_missing_class_is_called_a_class(graded):
    report = graded(RIGHT.replace("Window", "Windows"))
    assert 'defines no class "Window".' in failures(report)["load"].summary


def test_a_class_whose_methods_are_all_unwritten_is_not_started(graded):
    stub = "class Window:\n    def __init__(self, a, b):\n        raise NotImplementedError\n"
    stub += "def refill(rows, window):\n    raise NotImplementedError\n"
    assert graded(stub).verdict is Verdict.NOT_STARTED
    report = graded(changed("other = Window(self.capacity // 2, self.rows.shape[1])", "raise NotImplementedError"))
    assert report.summary == "Not written yet: Window.half. What is written passed its checks."


CLASS_STUB = '''import numpy as np
class Window(object):
    """Rows."""
    length: int
    def __init__(self, capacity):
        """Make one."""
        raise NotImplementedError
    @property
    def size(self):
        raise NotImplementedError
'''


@pytest.mark.parametrize(
    ("before", "after", "stub", "unwritten"),
    [
        ("", "", True, True),
        ("length: int", "length: int = 0", False, False),
        ("        raise NotImplementedError\n    @", "        self.rows = 1\n    @", False, False),
        ("        raise NotImplementedError\n    @", "        pass\n    @", False, True),
        ("import numpy as np\n", "X = 1\n", False, True),
        ("class Window", "class Other", False, False),
    ],
)
def test_a_class_is_a_stub_while_every_method_is_one(before, after, stub, unwritten):
    source = CLASS_STUB.replace(before, after)
    assert stubs.is_stub(source.encode(), ["Window"]) is stub
    assert stubs.is_unwritten(ast.parse(source), ["Window"]) is unwritten


def test_objects_stay_apart_and_come_back_as_arguments_in_lists_and_by_name(made):
    mine = made(RIGHT + "def both(windows, *, last):\n    return [w.length for w in windows] + [last.length]\n")
    one, two = mine.Window(3, 2), mine.Window(3, 2)
    one.update(ROWS)
    assert mine.both([one, two], last=one) == [3, 0, 3]
    assert [len(call.before) for call in mine.record.calls] == [0, 0, 1, 3]


def test_a_call_is_repeated_in_another_worker_with_what_led_to_it(made, started):
    mine = made(RIGHT)
    mine.Window(1, 1).update(ROWS[:, :1])
    window = mine.Window(2, 2)
    window.update(ROWS)
    other = Runner(started, Source(text=RIGHT, filename="other.py", functions=("Window",)))
    call = mine.record.calls[-1]
    assert np.array_equal(other.repeat(call).value, call.value)
    other.close()


def test_a_row_of_calls_is_repeated_call_by_call_and_each_is_made_once(made, started):
    mine = made(RIGHT)
    window = mine.Window(3, 2)
    for row in ROWS:
        window.update(row[None])
    assert mine.Window(1, 1).length == 0
    with pytest.raises(CallFailed):
        window.update("no rows")
    window.update(ROWS)
    source = "import numpy as np\n" + changed("self.rows = np.concatenate", "print('+'); self.rows = np.concatenate")
    other = Runner(started, Source(text=source, filename="other.py", functions=("Window",)))
    again = [other.repeat(call) for call in mine.record.calls]
    assert [call.ended for call in again] == [call.ended for call in mine.record.calls]
    assert [call.printed for call in again] == ["", "+\n", "+\n", "+\n", "", "", "+\n", "+\n"]
    assert np.array_equal(again[-1].value, window.update(ROWS[:0]))
    assert other.repeat(mine.record.calls[2]).value.shape == (2, 2)  # from the beginning
    other.close()


def test_after_a_crash_the_object_ends_as_the_call_that_crashed(made):
    mine = made(changed("return len(self.rows)", "import os; os._exit(3)"))
    window, other = mine.Window(3, 2), mine.Window(3, 2)
    with pytest.raises(CallFailed) as first:
        window.length  # noqa: B018
    with pytest.raises(CallFailed) as second:
        other.update(ROWS)
    assert second.value.call is first.value.call
    assert mine.Window(3, 2).update(ROWS).shape == (3, 2)  # a new object lives in a new worker
    with pytest.raises(CallFailed) as third:
        window.update(ROWS)
    assert third.value.call.ended is Ended.EXITED


def test_after_a_timeout_the_object_ends_as_the_call_that_hung(made):
    mine = made(changed("return weights @ self.rows", "\n        while True: pass"), Limits(cpu=0.2, wall=2.0))
    window = mine.Window(3, 2)
    for use in (lambda: window(ROWS), lambda: window.update(ROWS), lambda: window.length):
        with pytest.raises(CallFailed) as failed:
            use()
        assert failed.value.call.ended is Ended.TIMED_OUT


def test_an_object_of_the_solution_that_fails_is_a_fault_of_the_judge(started):
    runner = Runner(started, Source(text=changed("return other", "pass"), filename="s.py", functions=("Window",)))
    solution = Solution(runner, CheckRecord(), interface=interface_of(RIGHT))
    window = solution.Window(4, 2)
    with pytest.raises(JudgeError, match="does not give what its annotation says"):
        window.half()
    with pytest.raises(JudgeError, match="the solution itself raised"):
        window.update("no rows")
    runner.close()


def test_a_reply_cannot_hold_an_object_of_the_judges(made):
    mine = made(
        "from shousi import wire\nclass Window:\n"
        "    def __init__(self, *_): pass\n"
        "    def update(self, rows): return wire.Kept(1, 'Window')\n"
        "    def half(self): return wire.Kept(1, 'Window')\n"
    )
    window = mine.Window(3, 2)
    with pytest.raises(CallFailed) as failed:
        window.update(ROWS)
    assert failed.value.call.ended is Ended.UNREADABLE
    with pytest.raises(wire.WireError):
        wire.rebuild(wire.KeptNode(1), memoryview(b""))


INIT = "class Window:\n    def __init__(self, *_): pass\n"
HOSTILE = (
    "class Window:\n    def __new__(cls, *_): return 5",
    "class Window:\n    def __new__(cls, *_): return None",
    f"{INIT}    def __getattr__(self, name): raise KeyError(name)",
    f"{INIT}    def __getattribute__(self, name): return 1 / 0",
    f"{INIT}    update = half = length = 3",
    f"{INIT}    length = property(lambda self: iter([]))\n    update = None",
    "class M(type):\n    def __getattribute__(cls, name): raise ValueError\nclass Window(metaclass=M): pass",
    f"class M(type):\n    __module__ = property(lambda cls: 1 / 0)\n{INIT.replace(':', '(metaclass=M):', 1)}",
    f"{INIT.replace('pass', 'Window.__module__ = chr(27) * 999')}",
    "Window = 3",
    "def Window(*_): return (yield)",
    "def Window(*_): return Window",
    f"import gc\n{INIT}    def __del__(self): raise SystemExit\n",
    "import gc\n"
    + INIT.replace("pass", "[vars(o).clear() for o in gc.get_objects() if type(o).__name__ == 'Objects']"),
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_a_class_does_ends_in_a_verdict(graded, hostile):
    report = graded(f"{hostile}\ndef refill(rows, window): return window\n")
    assert report.verdict in (Verdict.CRASHED, Verdict.WRONG_ANSWER)
    assert "\x1b" not in repr(report)


def test_a_method_that_is_no_function_of_the_class_still_fails_as_a_call(made):
    window = made("class Window:\n    def __init__(self, *_): self.update = 3\n").Window(1, 1)
    with pytest.raises(CallFailed) as failed:
        window.update(ROWS)
    assert failed.value.call.ended in (Ended.RAISED, Ended.BAD_SIGNATURE)


def test_a_plain_value_in_place_of_an_object_is_a_mismatch(made):
    with pytest.raises(Mismatch, match="Window: expected a Window object, got a list of 0"):
        made("def Window(*_): return []").Window(1, 1)


@pytest.fixture
def wrong_file(tmp_path):
    shutil.copytree(TOY, tmp_path / "toy")
    path = tmp_path / "window.py"
    path.write_text(changed("[-self.capacity :]", "[: self.capacity]"), encoding="utf-8")
    return path


def test_a_saved_call_of_an_object_is_made_again_with_the_calls_before_it(wrong_file, tmp_path):
    ran = run("grade", "window", "--submission", wrong_file, "--save-call", tmp_path / "case.npz", cwd=tmp_path / "toy")
    assert ran.status == 1
    done = subprocess.run(
        [sys.executable, tmp_path / "case.py"], capture_output=True, text=True, check=True, timeout=60
    )
    with np.load(tmp_path / "case.npz") as case:
        first = case["rows"][0]  # the window keeps it, wrongly
    shown = eval(done.stdout, {"array": np.array})
    np.testing.assert_allclose(shown[0], first, atol=1e-7)
    script = (tmp_path / "case.py").read_text(encoding="utf-8")
    assert "from window import Window\n" in script
    assert 'window.update(call["rows"])\n' in script


def test_a_call_of_an_object_is_debugged_in_the_state_that_it_had(wrong_file, tmp_path):
    command = [sys.executable, "-P", "-m", "shousi", "grade", "window", "--submission", str(wrong_file), "--debug"]
    done = subprocess.run(
        command,
        cwd=tmp_path / "toy",
        input="y\np len(self.rows)\nq\n",
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "(Pdb) 3\n" in done.stdout
