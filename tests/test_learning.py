"""Hints, the stub back, and one's own answer beside the solution."""

import io
import re
import time

import pytest
from rich.cells import cell_len
from rich.console import Console

from conftest import gradings, run
from shousi import hints
from shousi.show import beside, pairing
from test_report import a_report

RIGHT = """import numpy as np

def double(x):
    if np.isnan(x).any():
        raise ValueError("x")
    return x + x
"""
HINTS = """## Hint 1

Add.

## Hint 2

Add it to itself.
"""


@pytest.fixture
def hinted(toy):
    """The toy repository with two hints."""
    (toy / "exercises" / "double" / "hints.md").write_text(HINTS, encoding="utf-8")
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
    from shousi.history import History
    from shousi.history.rows import Task

    run("hint", "double", cwd=hinted)
    with History(hinted, pytest.fail) as history:
        assert history.hints_taken(Task("double")) == 1


def test_an_exercise_without_hints_is_told_so(toy):
    ran = run("hint", "double", cwd=toy)
    assert ran.status == 2
    assert "double has no hints" in ran.err


@pytest.mark.parametrize("name", ["nms", "conv2d", "kaiming_init", "multilabel"])
def test_the_hints_of_a_real_exercise_are_found(name):
    from conftest import ROOT

    found = hints.read(ROOT / "exercises" / name / "hints.md")
    assert len(found) >= 3
    assert not any("## Hint" in hint for hint in found)


def test_a_stub_comes_back_without_git_too(toy):
    stub = stub_of(toy)
    original = stub.read_bytes()
    for text in ("first work", "second work"):
        stub.write_text(text, encoding="utf-8")
        ran = run("reset", "double", cwd=toy)
        assert ran.status == 0
        assert stub.read_bytes() == original
        kept = toy / re.search(r"kept in (\S+)\. `shousi restore double` brings it back", ran.err)[1]
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
    assert (toy / ".shousi" / "history.sqlite").read_bytes().count(b"revealed")
    assert gradings(toy)


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
    assert list(pairing.rows(mine, other)) == [
        (" ", 1, "def f(x):", 1, "def f(x):"),
        (">", None, "", 3, "    y = 2"),
        ("|", 6, "    return 1", 4, "    return y"),
    ]


def test_a_function_stands_beside_its_namesake_wherever_that_is():
    mine = "def g(x):\n    return x\n\n\n@cached\ndef f(x):\n    return 3\n"
    other = "# First.\ndef f(x):\n    return 3\n\n\ndef h(x):\n    return x\n"
    beside_each_other = {mine: theirs for _, _, mine, _, theirs in pairing.rows(mine, other) if mine.strip()}
    assert beside_each_other == {
        "def g(x):": "",
        "    return x": "",
        "@cached": "# First.",
        "def f(x):": "def f(x):",
        "    return 3": "    return 3",
    }


def test_two_large_files_are_paired_at_once():
    mine, other = ("".join(f"{name}{number} = {number}\n" for number in range(3000)) for name in "ab")
    begin = time.monotonic()
    assert len(list(pairing.rows(mine, other))) == 3000
    assert time.monotonic() - begin < 5


LONG = f"""def f(boxes):
    kept = first_of(boxes, threshold=0.5, order="descending")  # as the statement says, and no other
    return {"very_long_name_without_any_gap_" * 3}(kept, boxes)
"""
OTHER = LONG.replace("0.5", "0.7").replace("descending", "名前" * 20)


@pytest.mark.parametrize("width", [72, 80, 120])
def test_two_sources_stand_side_by_side_from_72_columns_on_and_long_lines_stay_in_their_column(width):
    lines = shown_beside(LONG, OTHER, width)
    assert max(map(cell_len, lines)) <= width
    header = next(number for number, line in enumerate(lines) if line.split()[:1] == ["yours"])
    mark = lines[header].index("solution") - 4
    code = lines[header + 1 : -2]
    assert code[0].count("def f(boxes):") == 2
    assert code[1][mark] == "|"
    ours = [line[3:mark].rstrip() for line in code]
    assert "".join("".join(ours).split()) == "".join(LONG.split()), "nothing is lost"
    statements = [line for line in ours[1:] if line and not line.startswith("      ")]
    assert len(statements) == 2, "where a line goes on it stands further in"


def test_below_72_columns_one_stands_above_the_other():
    lines = shown_beside(LONG, OTHER, 71)
    assert max(map(cell_len, lines)) <= 71
    assert [line.split()[0] for line in lines if "threshold" in line] == ["<", ">"]


def test_of_lines_that_are_alike_the_words_that_differ_stand_out():
    text = "\n".join(shown_beside("x = np.zeros(3)\n", "x = np.ones(3)\n", 80, color_system="standard"))
    assert re.findall(r"\x1b\[1;3[12]m([^\x1b]+)", text) == ["zeros", "ones"]


def shown_beside(mine, solution, width, **colours):
    file = io.StringIO()
    beside.show_side_by_side(
        mine, solution, a_report(), Console(file=file, width=width, force_terminal=bool(colours), **colours)
    )
    return file.getvalue().splitlines()


def test_a_source_that_cannot_be_read_is_compared_as_it_is():
    assert [row[2] for row in pairing.rows("def f(:\n", "x = 1\n") if row[0] == "<"] == ["def f(:"]
