"""`%%grade` in a real Jupyter kernel: the same judge, in a process of its own."""

import contextlib
import html
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from conftest import TOY
from shousi import notebook
from shousi.errors import UsageError
from test_grade import RIGHT, body

manager = pytest.importorskip("jupyter_client.manager")


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """Run cells in one kernel, in a copy of the toy repository; returns the outputs of a cell."""
    toy = Path(shutil.copytree(TOY, tmp_path_factory.mktemp("notebook") / "toy"))
    kernel = manager.KernelManager(kernel_name="python3")
    kernel.kernel_spec.argv[0] = sys.executable  # the one under test, whatever is installed for the user
    home = tmp_path_factory.mktemp("ipython")
    kernel.start_kernel(cwd=str(toy), env=os.environ | {"IPYTHONDIR": str(home)})
    client = kernel.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)

    def run(source):
        found = []
        client.execute_interactive(source, timeout=60, output_hook=found.append, allow_stdin=False)
        return [message["content"] for message in found if message["msg_type"] != "status"]

    assert [one for one in run("%load_ext shousi") if "ename" in one] == []
    yield run
    client.stop_channels()
    with contextlib.suppress(RuntimeError):
        kernel.shutdown_kernel(now=True)


def page_of(outputs):
    (shown,) = [one["data"] for one in outputs if "data" in one]
    frame = re.fullmatch(r'<iframe [^>]* sandbox="" [^>]*srcdoc="([^"]*)"></iframe>', shown["text/html"])
    return html.unescape(frame[1]), shown["text/plain"]


def test_a_cell_is_graded_and_its_report_shown_as_page_and_as_text(cells):
    page, text = page_of(cells(f"%%grade double\n{RIGHT}"))
    assert "double accepted" in text
    assert page.startswith("<!doctype html>")
    assert "accepted" in page


def test_the_cell_is_not_run_in_the_notebook_and_the_notebook_cannot_help_it(cells):
    cells("import numpy as np\ndef double(x):\n    return x * 2\n")
    page, text = page_of(cells(f"%%grade double --seed 3\n{body(['return x + 2'])}"))
    assert "double wrong answer" in text
    assert "Two is added" in page
    assert "seed 3" in text
    assert [one["text"] for one in cells("print(double(5))") if one.get("name") == "stdout"] == ["10\n"]
    _, text = page_of(cells("%%grade double\ndef helper(x):\n    return double(x)\n"))
    assert "accepted" not in text


def test_what_a_cell_raises_stays_text(cells):
    hostile = body(["raise ValueError('<script>alert(1)</script>\\x1b[2J')"])
    page, text = page_of(cells(f"%%grade double\n{hostile}"))
    assert "<script" not in page
    assert "\x1b" not in page + text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("dubble", 'Did you mean "double"?'),
        ("", "%%grade NAME"),
        ("double --submission /etc/passwd", "has no meaning in a notebook"),
        ("double --seed x", "a whole number"),
        ("'double", "No closing quotation"),
    ],
)
def test_a_slip_is_told_in_words_and_the_kernel_lives(cells, line, told):
    outputs = cells(f"%%grade {line}\n{RIGHT}")
    (shown,) = [one["data"] for one in outputs if "data" in one]
    assert told in shown["text/plain"]
    assert "text/html" not in shown


def test_outside_of_a_repository_that_is_told(tmp_path):
    with pytest.raises(UsageError, match="Run this inside the repository"):
        notebook.grade_cell("double", RIGHT, tmp_path)
