"""Variants: the same exercise asked in another way, with a stub, a solution, checks and mistakes of its own."""

import json

import pytest

from conftest import gradings, run
from shousi import catalogue
from shousi.authoring import gate, written
from shousi.authoring.judges import Judge
from shousi.errors import UsageError
from test_gate import change

STUB = '''import numpy as np


def double(x: np.ndarray, times: int) -> np.ndarray:
    """Return x times two, this many times.

    Example:
        >>> double(np.array([2.0]), 2)
        array([8.])
    """
    raise NotImplementedError
'''
SOLUTION = '''import numpy as np


def double(x: np.ndarray, times: int) -> np.ndarray:
    """Return x times two, this many times."""
    x = np.asarray(x, dtype=np.float64)
    if np.isnan(x).any():
        raise ValueError("x: expected numbers, got NaN")
    return x * 2**times
'''
GRADER = '''"""The checks of double, several times."""

from types import SimpleNamespace

import numpy as np
import pytest

from shousi.grading import assert_close, checks_of, grader_above, level

above = grader_above(__file__)


@level("basic")
def test_doubles_again_and_again(double):
    """Three times is eight.

    Catches: once.
    """
    assert_close(double(np.array([1.0]), 3), np.array([8.0]))


class TestOnce(checks_of(above, without={"test_doubles_the_example"})):
    @pytest.fixture
    def double(self, double):
        return double.asking(lambda x: ((x, 1), {}))

    @pytest.fixture
    def solution(self, solution):
        return SimpleNamespace(double=lambda x: solution.double(x, 1))
'''
MISTAKES = """[once]
replace = "x * 2**times"
by = "x * 2"
diagnosis = "Times is not looked at."
"""
PARTS = {
    "exercises/double/variants/often/README.md": "# Often: `double`\n\n>>> double(np.array([1.0]), 2)\narray([4.])\n",
    "exercises/double/variants/often/double.py": STUB,
    "solutions/double/variants/often/double.py": SOLUTION,
    "solutions/double/variants/often/README.md": "# Double often, solved\n",
    "graders/double/variants/often/test_double.py": GRADER,
    "graders/double/variants/often/mistakes.toml": MISTAKES,
}


@pytest.fixture
def often(toy):
    """The toy repository with a variant of its exercise."""
    for name, text in PARTS.items():
        (toy / name).parent.mkdir(parents=True, exist_ok=True)
        (toy / name).write_text(text, encoding="utf-8")
    with (toy / "exercises" / "double" / "exercise.toml").open("a", encoding="utf-8") as file:
        file.write('[variants.often]\ntitle = "several times"\n')
    for path, text in written.texts(catalogue.variant_of(catalogue.load(toy)["double"], "often")).items():
        path.write_text(text, encoding="utf-8")
    return toy


def answer(toy, text):
    (toy / "exercises" / "double" / "variants" / "often" / "double.py").write_text(text, encoding="utf-8")


def found(started, often):
    """What the gate says of the variant by itself; test_gate.py holds what it says of exercises."""
    asked = catalogue.variant_of(catalogue.load(often)["double"], "often")
    return [f"{finding.place}: {finding.problem}" for finding in gate.check_one(Judge(started), asked, 1)]


def test_the_gate_finds_nothing_wrong_with_a_whole_variant(often, started):
    assert found(started, often) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("solutions/double/variants/often/double.py", "np.isnan(x).any()", "False", "is wrong answer"),
        ("graders/double/variants/often/mistakes.toml", 'by = "x * 2"', 'by = "2**times * x"', "should be rejected"),
        ("graders/double/variants/often/test_double.py", '"test_doubles_the_example"', '"test_gone"', "judge error"),
    ],
)
def test_a_broken_promise_of_a_variant_is_found(often, started, file, old, new, told):
    change(often / file, old, new)
    assert [line for line in found(started, often) if told in line and "variants/often" in line]


def test_a_variant_that_the_answer_from_memory_passes_is_no_variant(often, started):
    for name in ("exercises/double/variants/often/double.py", "solutions/double/variants/often/double.py"):
        change(often / name, "times: int", "times: int = 1")
    grader = often / "graders" / "double" / "variants" / "often" / "test_double.py"
    change(grader, "[1.0]), 3), np.array([8.0", "[1.0])), np.array([2.0")
    change(grader, "((x, 1), {})", "((x,), {})")
    assert [line for line in found(started, often) if "should reject the solution of double itself" in line]


@pytest.mark.slow
def test_check_holds_the_variants_beside_their_exercise_and_sees_parts_that_belong_to_none(often):
    stray = often / "graders" / "double" / "variants" / "seldom" / "test_double.py"
    stray.parent.mkdir()
    stray.write_text("")
    (often / "solutions" / "double" / "variants" / "often" / "README.md").unlink()
    out = run("check", "double", "--seeds", "1", cwd=often).out
    assert "graders/double/variants/seldom/test_double.py: is no part of an exercise." in out
    assert "solutions/double/variants/often/README.md: is missing." in out


@pytest.mark.parametrize("asked", [("double", "--variant", "often"), ("double/often",)])
def test_a_variant_is_graded_from_a_file_of_its_own_and_kept_apart(often, tmp_path, asked):
    answer(often, SOLUTION)
    out = tmp_path / "report.json"
    ran = run("grade", *asked, "--json", out, cwd=often)
    assert (ran.status, "double/often accepted" in ran.out) == (0, True)
    report = json.loads(out.read_text(encoding="utf-8"))
    assert (report["exercise"], report["variant"]) == ("double", "often")
    (row,) = gradings(often)
    assert str(row.task) == "double/often"
    assert "new" in run("list", cwd=often).out


def test_a_mistake_in_a_check_of_the_exercise_is_told_with_the_variant_s_call(often, tmp_path):
    answer(often, SOLUTION.replace("x * 2**times", "np.abs(x) * 2**times"))
    ran = run("grade", "double/often", "--seed", "1", cwd=often)
    assert ran.status == 1
    assert "times" in ran.out
    assert "-" in ran.out.partition("double(")[2]


def test_an_untouched_variant_is_not_started_and_names_its_own_page(often):
    ran = run("grade", "double/often", cwd=often)
    assert (ran.status, "not started" in ran.out) == (1, True)
    assert "exercises/double/variants/often/README.md" in ran.out.replace("\n ", "")


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("./exercises/double/double.py", "double"),
        ("exercises/double/", "double"),
        ("exercises\\double\\double.py", "double"),
        ("./exercises/double/variants/often/double.py", "double/often"),
    ],
)
def test_the_path_of_a_learner_s_file_names_its_exercise(often, name, task):
    assert run("grade", name, cwd=often).out.startswith(f" {task} not started")


def test_an_unknown_variant_is_told_with_those_that_there_are(often):
    ran = run("grade", "double", "--variant", "oftener", cwd=often)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert 'There is "often".' in ran.err
    assert run("grade", "double", "--all", "--variant", "often", cwd=often).status == 2


def test_a_variant_s_name_is_held_like_an_exercise_s(often):
    change(often / "exercises" / "double" / "exercise.toml", "variants.often", 'variants."../x"')
    with pytest.raises(UsageError, match="variant's name"):
        catalogue.load(often)["double"]
