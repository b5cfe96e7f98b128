"""Hints, the stub back, and one's own answer beside the solution."""

import re

import pytest

from conftest import run
from shousi import hints
from shousi.show import beside

RIGHT = """import numpy as np

def double(x):
    if np.isnan(x).any():
        raise ValueError("x")
    return x + x
"""
HINTS = """
## Hints

<details><summary>Hint 1</summary>

Add.

</details>
<details><summary>Hint 2</summary>

Add it to itself.

</details>
"""


@pytest.fixture
def hinted(toy):
    """The toy repository with two hints in its statement."""
    with (toy / "exercises" / "double" / "README.md").open("a", encoding="utf-8") as file:
        file.write(HINTS)
    return toy


def stub_of(toy):
    return toy / "exercises" / "double" / "double.py"


def test_each_hint_is_shown_once_and_remembered(hinted):
    first, second, third = (run("hint", "double", cwd=hinted) for _ in range(3))
    assert "Hint 1 of 2" in first.out
    assert "Add." in first.out
    assert "Add it to itself." in second.out
    assert third.out == ""
    assert "all 2 hints" in third.err
    again = run("hint", "double", "--again", cwd=hinted).out
    assert "Add." in again
    assert "Add it to itself." in again


def test_hints_that_were_taken_stand_in_the_history(hinted):
    from shousi import history
    from shousi.history.rows import Task

    run("hint", "double", cwd=hinted)
    assert history.hints_taken(hinted, pytest.fail, Task("double")) == 1


def test_a_statement_without_hints_is_told_so(toy):
    ran = run("hint", "double", cwd=toy)
    assert ran.status == 2
    assert "double has no hints" in ran.err


@pytest.mark.parametrize("name", ["nms", "conv2d", "kaiming_init", "multilabel"])
def test_the_hints_of_a_real_statement_are_found(name):
    from conftest import ROOT

    found = hints.read(ROOT / "exercises" / name / "README.md")
    assert len(found) >= 3
    assert not any("<" + "details" in hint for hint in found)


def test_a_stub_comes_back_without_git_too(toy):
    stub = stub_of(toy)
    original = stub.read_bytes()
    for text in ("first work", "second work"):
        stub.write_text(text, encoding="utf-8")
        ran = run("reset", "double", cwd=toy)
        assert ran.status == 0
        assert stub.read_bytes() == original
        kept = toy / re.search(r"kept in (\S+)\.\n", ran.err)[1]
        assert kept.read_text(encoding="utf-8") == text
        assert re.fullmatch(r"double-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?\.py", kept.name)
    assert len(list((toy / ".shousi" / "kept").iterdir())) == 2


def test_the_solution_is_not_shown_before_an_answer_was_accepted(toy):
    stub_of(toy).write_text("def double(x):\n    return 3 * x\n", encoding="utf-8")
    ran = run("compare", "double", cwd=toy)
    assert ran.status == 2
    assert ran.out == ""
    assert "--reveal" in ran.err
    assert not (toy / ".shousi" / "history.sqlite").read_bytes().count(b"revealed")


def test_a_revealed_solution_is_noted(toy):
    stub_of(toy).write_text("def double(x):\n    return 3 * x\n", encoding="utf-8")
    ran = run("compare", "double", "--reveal", cwd=toy)
    assert ran.status == 0
    assert "the solution" in ran.out
    from shousi import history

    assert (toy / ".shousi" / "history.sqlite").read_bytes().count(b"revealed")
    assert history.gradings(toy, pytest.fail)


def test_an_accepted_answer_is_shown_beside_the_solution_with_both_times_and_its_page(toy):
    stub_of(toy).write_text(RIGHT, encoding="utf-8")
    ran = run("compare", "double", cwd=toy, env={"COLUMNS": "120"})
    assert ran.status == 0, ran.err
    assert re.search(r"a call takes [\d.]+ ms in yours, [\d.]+ ms in the solution", ran.out)
    assert "return x + x" in ran.out
    assert "About the solution of double" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 120


def test_lines_are_paired_and_docstrings_left_out():
    mine = 'def f(x):\n    """Tell.\n\n    More.\n    """\n    return 1\n'
    other = 'def f(x):\n    """Tell."""\n    y = 2\n    return y\n'
    assert list(beside.rows(mine, other)) == [
        (" ", 1, "def f(x):", 1, "def f(x):"),
        ("|", 6, "    return 1", 3, "    y = 2"),
        (">", None, "", 4, "    return y"),
    ]


def test_a_source_that_cannot_be_read_is_compared_as_it_is():
    assert next(iter(beside.rows("def f(:\n", "x = 1\n")))[2] == "def f(:"
