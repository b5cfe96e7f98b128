"""A Jupyter notebook as a submission: its definitions are graded, and nothing that only tries them."""

import json

import pytest

from conftest import run
from shousi.grading.notebook_file import source_in
from test_grade import RIGHT

TRIED = "double(np.ones(3)) / 0"


def notebook(*cells):
    kinds = [("markdown", cell[1]) if isinstance(cell, tuple) else ("code", cell) for cell in cells]
    return json.dumps({"cells": [{"cell_type": kind, "source": text} for kind, text in kinds], "nbformat": 4})


def test_imports_and_helpers_and_the_function_are_taken_and_what_tries_them_is_not():
    cells = ["import numpy as np\n%matplotlib inline", ("text", "# def double"), "def helper(x):\n    return x"]
    text = source_in(notebook(*cells, "%%grade double\ndef double(x):\n    return x", TRIED, "%%bash\nls"), ["double"])
    assert text == ("import numpy as np\n\ndef helper(x):\n    return x\n\ndef double(x):\n    return x")


def test_a_source_may_be_a_list_of_lines_and_a_name_may_be_assigned():
    assert source_in(notebook(["a = 1\n", "double = abs"], "b = 2"), ["double"]) == "a = 1\ndouble = abs"


def test_a_cell_with_an_error_in_its_syntax_is_taken_where_it_means_the_function():
    assert source_in(notebook("def double(x:\n", "for"), ["double"]) == "def double(x:"


def test_a_notebook_is_graded_by_its_name(toy, tmp_path):
    path = tmp_path / "double.ipynb"
    path.write_text(notebook("import numpy as np", f"%%grade double\n{RIGHT}", TRIED), encoding="utf-8")
    ran = run("grade", path, cwd=toy)
    assert (ran.status, "double accepted" in ran.out) == (0, True)


def test_a_notebook_of_the_command_notebook_is_graded(toy):
    assert run("notebook", cwd=toy).status == 0
    assert "not started" in run("grade", "notebooks/double.ipynb", cwd=toy).out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def double(x): return x", "not a Jupyter notebook, which is JSON with cells."),
        ("[1, 2]", "not a Jupyter notebook"),
        ('{"cells": [{"cell_type": "code", "source": 3}]}', "not a Jupyter notebook"),
        ("[" * 100_000, "not a Jupyter notebook"),
        (notebook("print(3)"), 'no code cell defines "double".'),
    ],
)
def test_what_is_no_notebook_or_has_no_answer_is_told_in_one_line(toy, tmp_path, text, told):
    path = tmp_path / "double.ipynb"
    path.write_text(text, encoding="utf-8")
    ran = run("grade", path, cwd=toy)
    assert (ran.status, ran.err.count("\n"), told in ran.err) == (2, 1, True)
