"""A failing call outside the judge: saved with a script that makes it again, or under pdb."""

import re
import shlex
import subprocess
import sys

import numpy as np
import pytest

from shousi import catalogue
from shousi.catalogue import Exercise
from shousi.grading import replay
from shousi.grading.failed_calls import FailedCall
from shousi.sandbox.inside.debugger import stops_itself
from shousi.wire import Built, Tensor

WRONG = "import numpy as np\ndef double(x):\n    y = 3 * x\n    return y\n"
RAISES = "import numpy as np\ndef double(x):\n    y = np.linalg.inv(x)\n    return y\n"
STOPS = "import numpy as np\ndef double(x):\n    y = 3 * x\n    breakpoint()\n    return y\n"


@pytest.fixture
def debugged(toy, tmp_path):
    """Grade a source with --debug, typing these lines into the debugger."""

    def debugged(source, *typed):
        path = tmp_path / "double.py"
        path.write_text(source, encoding="utf-8")
        command = [sys.executable, "-P", "-m", "shousi", "grade", "double", "--submission", str(path), "--debug"]
        text = "\n".join(["y", *typed, "q", ""])
        return subprocess.run(command, cwd=toy, input=text, capture_output=True, text=True, timeout=100, check=False)

    return debugged


def test_a_wrong_answer_is_debugged_from_the_first_line_of_its_call_with_the_same_input(debugged):
    done = debugged(WRONG, "n", "p x.tolist()", "p y.tolist()")
    assert "double.py(3)double()" in done.stdout
    shown = re.search(r"call +double\(x=np\.array\(\[(.+?)\]\)\)", done.stdout)[1]  # what the screen tells
    numbers = [float(number) for number in shown.split(",")]
    assert f"(Pdb) {numbers}" in done.stdout
    assert f"(Pdb) {[3 * number for number in numbers]}" in done.stdout
    assert done.returncode == 1


def test_an_exception_is_debugged_where_the_learners_own_code_raised_it(debugged):
    done = debugged(RAISES, "p x.shape")
    assert "LinAlgError: " in done.stdout
    assert "double.py(3)double()" in done.stdout
    assert "_linalg.py" not in done.stdout
    assert "(3,)" in done.stdout


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "q\n"])
def test_a_file_that_is_not_the_learners_own_is_debugged_only_after_a_yes(toy, tmp_path, answer):
    path = tmp_path / "double.py"
    touching = f"try:\n    open({str(tmp_path / 'touched')!r}, 'w')\nexcept OSError:\n    pass\n"  # the sandbox refuses
    path.write_text(WRONG + touching, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "shousi", "grade", "double", "--submission", str(path), "--debug"]
    done = subprocess.run(command, cwd=toy, input=answer, capture_output=True, text=True, timeout=100, check=False)
    assert "without the sandbox" in done.stdout
    assert "Do you trust it? [y/N]" in done.stdout
    assert "(Pdb)" not in done.stdout
    assert not (tmp_path / "touched").exists()


def test_the_learners_own_file_is_debugged_without_a_question(toy):
    (toy / "exercises" / "double" / "double.py").write_text(WRONG, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "shousi", "grade", "double", "--debug"]
    done = subprocess.run(command, cwd=toy, input="q\n", capture_output=True, text=True, timeout=100, check=False)
    assert "trust" not in done.stdout
    assert "(Pdb)" in done.stdout


def test_a_breakpoint_of_the_learner_is_where_the_debugger_stops(debugged):
    done = debugged(STOPS, "p y.tolist()")
    assert "double.py(4)double()" in done.stdout or "double.py(5)double()" in done.stdout
    assert "(Pdb) [" in done.stdout


def test_a_call_that_hung_is_debugged_from_its_first_line(debugged):
    done = debugged("def double(x):\n    while True:\n        pass\n", "p x.shape")
    assert "double.py(2)double()" in done.stdout
    assert "(Pdb) (3,)" in done.stdout


def test_nothing_that_happens_in_the_debugger_counts(debugged, toy):
    done = debugged(WRONG, "import sys", "sys.exit(0)")
    assert done.returncode == 1


def test_a_right_answer_leaves_nothing_to_debug(debugged, toy):
    right = (toy / "solutions" / "double" / "double.py").read_text(encoding="utf-8")
    done = debugged(right)
    assert done.returncode == 0
    assert "no call failed" in done.stderr
    assert "(Pdb)" not in done.stdout


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("breakpoint()", True),
        ("import pdb; pdb.set_trace()", True),
        ("# breakpoint()", False),
        ("x = 'set_trace()'", False),
    ],
)
def test_a_source_that_stops_itself_is_known(source, expected):
    assert stops_itself(source) is expected


def test_a_saved_call_is_made_again_by_its_script(grade, tmp_path):
    ran = grade(WRONG, "--save-call", tmp_path / "case.npz")
    assert ran.status == 1
    with np.load(tmp_path / "case.npz") as case:
        wrong = 3 * case["x"]
    command = shlex.split(re.search("`(.+)` makes it again", ran.err)[1])
    nobody = {"PATH": "", "PYTHONPATH": ""}  # what is typed must find its interpreter, and this NumPy
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd="/", env=nobody)
    assert done.stdout.strip() == repr(wrong)
    lines = (tmp_path / "case.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if not line.startswith("#")]) == 3


def test_a_saved_call_never_overwrites_a_file_of_the_learners(grade, tmp_path):
    ran = grade(WRONG, "--save-call", tmp_path / "double.npz")
    assert ran.status == 2
    assert "double.py is there already" in ran.err
    assert (tmp_path / "double.py").read_text(encoding="utf-8") == WRONG
    assert not (tmp_path / "double.npz").exists()


def test_a_call_is_saved_again_over_its_own_script(grade, tmp_path):
    for option in ("--save-call", "--save-case"):  # the second is its name in version 1
        assert grade(WRONG, option, tmp_path / "case.npz").status == 1


def test_a_saved_call_with_another_ending_is_refused(grade, tmp_path):
    ran = grade(WRONG, "--save-call", tmp_path / "case.txt")
    assert ran.status == 2
    assert "Name it case.npz." in ran.err


def test_every_kind_of_argument_is_written_as_python(toy, tmp_path):
    exercise: Exercise = catalogue.load(toy)["double"]
    values = (np.arange(3), np.float32(2), [np.eye(2), None], (1,), {"a": np.ones(1)}, float("nan"), "text", True)
    case = FailedCall(check="test_x", function="double", args=values, kwargs={"k": -0.5})
    path = tmp_path / "mine-1.py"
    path.write_text("def double(*args, **kwargs):\n    return args, kwargs\n", encoding="utf-8")
    data, script = replay.saved(case, path, exercise)
    (tmp_path / "case.npz").write_bytes(data)
    (tmp_path / "case.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, tmp_path / "case.py"], capture_output=True, text=True, check=True, timeout=60
    )
    for part in (
        "array([0, 1, 2])",
        "float32(2.0)",
        "None]",
        "(1,)",
        "'a': array([1.])",
        "nan",
        "'text'",
        "True",
        "-0.5",
    ):
        assert part in done.stdout, part


def test_tensors_and_made_arguments_are_written_as_their_makers(toy):
    exercise = catalogue.load(toy)["double"]
    case = FailedCall(
        check="test_x",
        function="double",
        args=(Tensor(np.ones(2), requires_grad=True), Built("zeros", ((2,),))),
        kwargs={},
    )
    _, script = replay.saved(case, exercise.stub, exercise)
    assert 'torch.from_numpy(call["x"]).requires_grad_(), factories.zeros((2,))' in script
    assert "import factories; from double import double" in script


ANY = "def double(*args, **kwargs):\n    return args, sorted(kwargs.items())\n"


def replayed(exercise, failed, tmp_path, source=ANY):
    """What the saved script of a failing call prints."""
    path = tmp_path / "double.py"
    path.write_text(source, encoding="utf-8")
    data, script = replay.saved(failed, path, exercise)
    (tmp_path / "call.npz").write_bytes(data)
    (tmp_path / "call.py").write_text(script, encoding="utf-8")
    command = [sys.executable, tmp_path / "call.py"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


@pytest.mark.parametrize("name", ["file", "allow_pickle", "args", "kwds", "self"])
def test_an_argument_may_have_any_name(toy, tmp_path, name):
    failed = FailedCall(check="test_x", function="double", args=(), kwargs={name: np.arange(3)})
    assert replayed(catalogue.load(toy)["double"], failed, tmp_path) == f"((), [('{name}', array([0, 1, 2]))])"


def test_arrays_whose_names_would_be_alike_stay_apart(toy, tmp_path):
    kwargs = {"x_0": np.array([2]), "a": {'b"': np.array([3])}}
    failed = FailedCall(check="test_x", function="double", args=([np.array([1])],), kwargs=kwargs)
    printed = replayed(catalogue.load(toy)["double"], failed, tmp_path)
    assert printed == "(([array([1])],), [('a', {'b\"': array([3])}), ('x_0', array([2]))])"


def test_saving_a_call_leaves_the_names_of_parameters_alone(toy):
    exercise = catalogue.load(toy)["double"]
    failed = FailedCall(check="test_x", function="double", args=(np.ones(1), 2), kwargs={})
    replay.saved(failed, exercise.stub, exercise)
    assert catalogue.parameter_names(exercise.solution, "double") == ["x"]


@pytest.mark.parametrize(
    "array",
    [np.asfortranarray(np.eye(3)), np.arange(4)[::-1], np.arange(12).reshape(3, 4)[::-1], np.eye(4)[:, ::2]],
    ids=["Fortran", "reversed", "reversed rows", "strided"],
)
def test_a_saved_array_keeps_its_memory_layout(toy, tmp_path, array):
    failed = FailedCall(check="test_x", function="double", args=(array,), kwargs={})
    source = "def double(x):\n    return x.tolist(), x.flags.f_contiguous, min(x.strides) < 0\n"
    wanted = repr((array.tolist(), array.flags.f_contiguous, min(array.strides) < 0))
    assert replayed(catalogue.load(toy)["double"], failed, tmp_path, source) == wanted


def test_a_saved_call_seeds_every_generator_that_the_worker_seeds(toy, tmp_path):
    failed = FailedCall(check="test_x", function="double", args=(), kwargs={}, seed=2**33)
    source = "import random\nimport numpy as np\ndef double():\n    return random.random(), float(np.random.random())\n"
    exercise = catalogue.load(toy)["double"]
    assert replayed(exercise, failed, tmp_path, source) == replayed(exercise, failed, tmp_path, source)
