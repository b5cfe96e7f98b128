"""The authoring gate finds what an author has to mend; each promise is broken in turn."""

import re

import pytest

from conftest import run
from shousi import catalogue
from shousi.authoring import gate
from shousi.authoring.judges import Judge

PARTS = "exercises/double/README.md", "solutions/double/double.py", "graders/double/test_double.py"

RIGHT = """{first_line}
import numpy as np


def double(x):
    if np.isnan(x).any():
        raise ValueError("x")
    {answer}
"""
SUM, LOOP = "return x + x", "return np.array([item + item for item in x.tolist()])"
# Samples that do not do what they say.
SAMPLES = {
    "accepted/chatty.py": RIGHT.format(first_line="# bonus: misses speed", answer=SUM),
    "accepted/far.py": RIGHT.format(first_line="# bonus: none", answer="return np.where(x < -8, x * 3, x * 2)"),
    "accepted/loops.py": RIGHT.format(first_line="# bonus: none", answer=LOOP),
    "accepted/silent.py": "# right\ndef double(x):\n    return x + x\n",
    "rejected/crashes.py": "# verdict: too slow\ndef double(x):\n    raise KeyError(3)\n",
    "rejected/right.py": RIGHT.format(first_line="# verdict: wrong answer", answer=SUM),
    "rejected/unknown.py": "# verdict: bad\ndef double(x):\n    return x\n",
}
MISTAKES = """
[no-bonus]
bonus = true
replace = "x * 2"
by = "x * 5"
diagnosis = "Five times."

[also-five]
replace = "x * 2"
by = "5 * x"
diagnosis = "Five times, too."
"""
# What the gate says of them. It said the same, in this order, when each grading was whole and nothing ran at once.
TOLD = """\
graders/double/accepted/chatty.py: misses the bonus levels [], not ['speed'] as it says.
graders/double/accepted/far.py: is wrong answer (the only element is off by 10.) with seed 0.
graders/double/accepted/far.py: is wrong answer (the only element is off by 10.) with seed 1.
graders/double/accepted/loops.py: is too slow (double: right, but too slow: … times the reference, …) with seed 0.
graders/double/accepted/silent.py: its first line should read "# bonus: none" or "# bonus: misses " and levels.
graders/double/rejected/crashes.py: should be too slow, is crashed (double(…) raised KeyError: 3).
graders/double/rejected/right.py: should be wrong answer, is accepted (every check passed.).
graders/double/rejected/unknown.py: its first line should read "# verdict: " and a verdict.
graders/double/mistakes.toml: [adds-two]: should be rejected, is speed not measured (Not measured, …).
graders/double/mistakes.toml: [no-bonus]: should be accepted and miss a bonus level, is wrong answer (Five times.).
graders/double/mistakes.toml: [also-five]: is diagnosed as no-bonus.
double: 11 to mend
"""


@pytest.fixture
def check(toy, started):
    """Yield what the gate finds in the toy exercise."""

    def check():
        for finding in gate.check(Judge(started), catalogue.load(toy)["double"], 1):
            yield f"{finding.place}: {finding.problem}."

    return check


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_an_exercise_that_keeps_its_promises_passes(toy):
    ran = run("check", "double", "--seeds", "1", cwd=toy)
    assert (ran.status, ran.out) == (0, "double: all is well\n")


@pytest.mark.slow
def test_findings_are_those_of_whole_gradings_and_in_a_fixed_order(toy):
    for name, text in SAMPLES.items():
        (toy / "graders" / "double" / name).write_text(text, encoding="utf-8")
    change(toy / "graders/double/mistakes.toml", 'by = "x + 2"', 'by = "2 * x"')
    with (toy / "graders/double/mistakes.toml").open("a", encoding="utf-8") as file:
        file.write(MISTAKES)
    ran = run("check", "double", "--seeds", "2", cwd=toy)
    told = re.sub(r"\d+ times the reference, [^)]*", "… times the reference, …", ran.out)
    assert told.replace("(Not measured, because --no-speed asked for that.)", "(Not measured, …)") == TOLD
    assert ran.status == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("exercises/double/README.md", "1 minutes", "ten minutes", "does not state the facts; `nox -s check"),
        ("exercises/double/README.md", "| errors | 2 |", "| errors | 3 |", "does not state the facts"),
        ("exercises/double/exercise.toml", "errors = 2", "errors = 3", "README.md: does not state the facts"),
        ("exercises/double/README.md", "array([2.])", "array([3.])", "1 examples do not hold"),
        ("exercises/double/README.md", "# Double (", "# Twice (", "should begin with the line # Double (`double`)"),
        ("exercises/double/README.md", "## Worked example", "## Example", "should have the sections The task, Worked"),
        ("exercises/double/README.md", "**Speed:**", "**Time:**", "should end its rules with the paragraphs Bad arg"),
        ("exercises/double/README.md", "Short answers are", "Answers are", "should say after its questions"),
        ("solutions/double/double.py", "array([4.])", "array([5.])", "1 examples do not hold"),
        ("exercises/double/double.py", "array([4.])", "array([5.])", "is not the stub of the solution"),
        ("exercises/double/double.py", "raise NotImplementedError", "return x", "is not the stub of the solution"),
        ("solutions/double/double.py", "def double", "def twice", 'defines no function "double"'),
        ("graders/double/accepted/adds.py", "np.add(x, x", "np.add(x, 1", "is wrong answer"),
        ("graders/double/rejected/loops.py", "too slow", "crashed", "should be crashed, is too slow"),
        ("graders/double/rejected/loops.py", "# verdict: too slow", "# slow", "its first line should read"),
        ("graders/double/mistakes.toml", 'by = "x + 2"', 'by = "2 * x"', "[adds-two]: should be rejected"),
        ("graders/double/mistakes.toml", 'by = "x + 2"', 'by = "abs(x) * 2"', "is diagnosed as"),
        ("exercises/double/exercise.toml", "minutes = 1", 'minutes = 1\npicture = "density"', "defines no density"),
        ("exercises/double/exercise.toml", "minutes = 1", 'minutes = 1\npicture = "points"', "defines no picture"),
        ("graders/double/mistakes.toml", 'by = "np.where(x == 4, 0, x * 2)"', 'by = "x + 1"', "catches nothing alone"),
    ],
)
def test_a_broken_promise_is_found_and_named_with_its_place(toy, check, file, old, new, found):
    change(toy / file, old, new)
    told = next(line for line in check() if found in line)
    assert file in told or "test_double.py" in told or "exercise.toml" in file


@pytest.mark.parametrize("file", ["graders/double/notes.txt", "solutions/double/old.py", "graders/double/extra/a.py"])
def test_a_stray_file_is_found(toy, check, file):
    (toy / file).parent.mkdir(exist_ok=True)
    (toy / file).write_text("x = 1\n")
    assert f"{file}: is no part of an exercise." in check()


def test_an_exception_to_what_is_forbidden_is_written_by_its_name(toy, check):
    change(toy / "exercises" / "double" / "exercise.toml", '"scipy.special"', '"scipy.special", "!scipy.special.expit"')
    assert run("check", "--write", cwd=toy).out == "exercises/double/README.md\n"
    page = (toy / "exercises/double/README.md").read_text(encoding="utf-8")
    assert "**Forbidden:** `scipy.special`, `torch.nn.functional.conv*`, but not `scipy.special.expit`." in page
    assert list(check()) == []


@pytest.mark.parametrize("test", ["abs(x - 2) > 1e-6", "x.shape != (1,) or np.abs(x - 2).max() and abs(x) >= 1"])
def test_a_comparison_that_nan_passes_is_found(toy, check, test):
    grader = toy / "graders" / "double" / "test_double.py"
    text = grader.read_text(encoding="utf-8")
    grader.write_text(f"{text}\n\ndef _close(x):\n    if {test}:\n        raise AssertionError\n", encoding="utf-8")
    line = text.count("\n") + 4
    assert any(f"test_double.py, line {line}: lets NaN pass" in found for found in check())


def test_a_missing_part_is_found(toy, check):
    (toy / "solutions" / "double" / "README.md").unlink()
    assert "solutions/double/README.md: is missing." in check()
