"""What editors run: each task of VS Code, and what the development container does when it is made."""

import ast
import json
import shlex

import pytest

from conftest import ROOT, gradings, run
from shousi.history import History
from shousi.history.rows import End
from shousi.report import Verdict
from test_grade import RIGHT
from test_practice import begin_earlier
from test_reset import git, own  # noqa: F401 - a fixture
from test_variants import SOLUTION, often  # noqa: F401 - a fixture

TASKS = {task["label"]: task for task in json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]}


def command_of(task, file):
    """Return (session, words) of a task, for the file that is open in the editor."""
    assert task["command"] == "python3"
    assert task["args"][0] == "${workspaceFolder}/noxfile.py"
    folder = file.rpartition("/")[0]
    words = [word.replace("${relativeFileDirname}", folder) for word in task["args"][1:]]
    assert not [word for word in words if "${" in word]
    assert words[0] == "-s"
    assert words[2:3] in ([], ["--"])
    return words[1], words[3:]


def sessions():
    """The sessions of noxfile.py, by name, with the command of shousi that each forwards to."""
    found = {}
    for node in ast.parse((ROOT / "noxfile.py").read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and any("nox.session" in ast.unparse(one) for one in node.decorator_list):
            calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
            forwards = [call.args[1].value for call in calls if ast.unparse(call.func) == "forward"]
            found[node.name] = forwards[0] if forwards else None
    return found


def do(label, toy, file="exercises/double/double.py"):
    session, words = command_of(TASKS[label], file)
    return run(sessions()[session], *words, cwd=toy)


def test_every_task_names_a_session():
    for task in TASKS.values():
        assert sessions()[command_of(task, "exercises/nms/nms.py")[0]]


def test_the_task_grade_grades_the_open_file_and_a_variant_too(often, own):  # noqa: F811
    own.write_text(RIGHT)
    assert do("Grade this file", often).status == 0
    page = "exercises/double/variants/often/README.md"
    (often / page).with_name("double.py").write_text(SOLUTION)
    assert do("Grade this file", often, page).status == 0
    assert [str(row.task) for row in gradings(often)] == ["double", "double/often"]


def test_the_task_hint_shows_the_next_hint(toy):
    page = toy / "exercises" / "double" / "README.md"
    page.with_name("hints.md").write_text("## Hint 1\n\nTwice.\n")
    assert "Twice" in do("Hint", toy).out


@pytest.mark.parametrize("label", ["Practice", "Practice this file"])
def test_the_tasks_of_practice_start_the_clock(own, toy, label):  # noqa: F811
    begin_earlier(toy, 60.0, 20.0)
    own.write_text(RIGHT)
    ran = do(label, toy)
    assert (ran.status, "Each save is graded" in ran.out) == (0, True)
    with History(toy, pytest.fail) as history:
        assert history.attempts()[0].outcome is End.ACCEPTED
        assert history.gradings()[0].verdict is Verdict.ACCEPTED


def test_the_container_runs_a_session_that_sets_up_everything():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    python, script, option, session = shlex.split(container["onCreateCommand"])
    assert (python, script, option) == ("python3", "noxfile.py", "-s")
    assert session in sessions()
