"""`notebook` writes a notebook for each exercise; the session of noxfile.py opens them with the magic loaded."""

import json
import os
import re
import subprocess
import sys

import pytest

from conftest import ROOT, gradings, run
from test_grade import RIGHT
from test_reset import own  # noqa: F401 - a fixture
from test_variants import often  # noqa: F401 - a fixture


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def test_a_notebook_holds_the_statement_and_the_learners_file_below_the_magic(own, toy):  # noqa: F811
    own.write_text("mine = 1\n")
    ran = run("notebook", cwd=toy)
    assert (ran.status, ran.err) == (0, "shousi: notebooks/: 1 new, 0 as you left them.\n")
    statement, _, code = cells(toy / "notebooks" / "double.ipynb")
    assert statement["cell_type"] == "markdown"
    assert statement["source"].startswith("# ")
    assert "<!--" not in statement["source"]
    assert (code["cell_type"], code["source"]) == ("code", "%%grade double\nmine = 1\n")


def test_a_notebook_that_is_there_is_left_as_it_is(own, toy):  # noqa: F811
    (toy / "notebooks").mkdir()
    (toy / "notebooks" / "double.ipynb").write_text("work of hours")
    ran = run("notebook", "double", cwd=toy)
    assert (ran.status, ran.err) == (0, "shousi: notebooks/: 0 new, 1 as you left them.\n")
    assert (toy / "notebooks" / "double.ipynb").read_text() == "work of hours"


def test_links_and_pictures_of_a_statement_lead_to_their_files_from_the_notebook(tmp_path):
    for folder in ("exercises", "solutions", "graders"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    assert run("notebook", cwd=tmp_path).status == 0
    made = sorted((tmp_path / "notebooks").iterdir())
    assert len(made) == len(list((ROOT / "exercises").glob("*/exercise.toml")))
    found = [link for path in made for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", cells(path)[0]["source"])]
    assert any(link.endswith((".svg", ".png")) for link in found)
    assert [link for link in found if not (ROOT / "notebooks" / link).resolve().exists()] == []
    statements = [cells(path)[0]["source"] for path in made]
    assert [text for text in statements if "nox -s grade" in text] == [], "the cell below is what is graded"
    assert all(text.count("```") % 2 == 0 for text in statements)


def test_a_variant_has_a_notebook_of_its_own(often):  # noqa: F811
    assert run("notebook", "double/often", cwd=often).status == 0
    assert cells(often / "notebooks" / "double-often.ipynb")[2]["source"].startswith("%%grade double/often\n")


def test_a_folder_that_cannot_be_made_is_told_in_one_line(toy):
    (toy / "notebooks").write_text("in the way")
    ran = run("notebook", cwd=toy)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "notebooks/: cannot be made" in ran.err


def test_git_sees_no_notebook():
    path = "notebooks/nms.ipynb"
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0


def test_the_kernel_of_the_session_has_the_magic_loaded(toy, tmp_path):
    manager = pytest.importorskip("jupyter_client.manager")
    specs = pytest.importorskip("jupyter_client.kernelspec")
    folder = ROOT / "src" / "shousi" / "jupyter" / "kernels"
    kernel = manager.KernelManager(kernel_name="python3")
    kernel.kernel_spec_manager = specs.KernelSpecManager(kernel_dirs=[str(folder)])
    assert kernel.format_kernel_cmd()[0] == sys.executable
    kernel.start_kernel(cwd=str(toy), env=os.environ | {"IPYTHONDIR": str(tmp_path)})
    client = kernel.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        shown = []
        for line, text in (
            ("%%grade double", RIGHT),
            ("%%grade exercises/double/double.py", RIGHT),
            ("%grade double", ""),
        ):
            client.execute_interactive(f"{line}\n{text}", timeout=60, output_hook=shown.append, allow_stdin=False)
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    texts = [one["content"]["data"]["text/plain"] for one in shown if "data" in one["content"]]
    assert [text.split("  ")[0].strip() for text in texts] == [
        "double accepted",
        "double accepted",
        "double not started",
    ]
    assert [row.verdict.value for row in gradings(toy)] == ["accepted", "accepted", "not started"], "kept as one's own"


def test_vs_code_finds_the_environment_that_the_first_command_sets_up():
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["python.defaultInterpreterPath"] == "${workspaceFolder}/.nox/base"
    assert settings["python.venvPath"] == "${workspaceFolder}/.nox"
