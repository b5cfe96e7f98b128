"""The starter and the bundles where they will be used: real interpreters, real pip, nothing of ours installed.

Builds environments over the network, so it is a session of its own: `nox -s hosts`.
"""

import base64
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "docs")]
import screens  # noqa: E402

from rules_classroom50 import broken_rules  # noqa: E402
from test_classroom import checkout, classroom50_environment  # noqa: E402
from test_publish import committed, git  # noqa: E402

OURS = (
    "COVERAGE",
    "COV_",
    "NOX",
    "PYTEST",
    "VIRTUAL_ENV",
    "PYTHON",
    "GIT_",
    "FORCE_COLOR",
    "XDG_CACHE_HOME",
    "GITHUB_",
)
WRONG = "import numpy as np\n\n\ndef nms(boxes, scores, iou_threshold):\n    return np.arange(len(scores))\n"


@functools.cache
def bare_python():
    """A Python as a host has it, or as a learner: with pip and venv, and without nox and shousi."""
    asked = "import ensurepip, importlib.util as u, venv; raise SystemExit(any(map(u.find_spec, ('nox', 'shousi'))))"
    for python in (sys._base_executable, shutil.which("python3")):
        if python and not subprocess.call([python, "-I", "-c", asked], stderr=subprocess.DEVNULL):
            return python
    pytest.skip("no Python here has pip and lacks nox")


@pytest.fixture
def fresh(tmp_path):
    """The environment of a fresh machine: a home of its own, and nothing of this session."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    yield kept | {"HOME": str(home), "RUNNER_TEMP": str(home), "NO_COLOR": "1", "TMPDIR": str(home)}
    assert list(home.glob("shousi-judge-*")) == []  # no opened seal is left behind


@pytest.fixture
def run(fresh):
    """Run a command as on a fresh machine."""

    def run(*command, cwd, **environment):
        return subprocess.run(
            [*map(str, command)], cwd=cwd, env=fresh | environment, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture(scope="module")
def main(tmp_path_factory):
    """This repository as it stands, as one commit."""
    folder = tmp_path_factory.mktemp("ours") / "main"
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return committed(folder)


@pytest.fixture(scope="module")
def starter(main, tmp_path_factory):
    """A fresh clone of the starter, from a bare remote."""
    folder = tmp_path_factory.mktemp("starter")
    git(folder, "init", "--quiet", "--bare", "remote.git")
    shousi(main, "publish", "--push", folder / "remote.git")
    git(folder, "clone", "--quiet", "--branch", "starter", "--single-branch", (folder / "remote.git").as_uri(), "clone")
    return folder / "clone"


def shousi(main, *arguments):
    command = [sys.executable, "-P", "-m", "shousi", *map(str, arguments)]
    return subprocess.run(command, cwd=main, env=os.environ | {"PYTHONPATH": str(main / "src")}, check=True)


@pytest.fixture(scope="module")
def week(main, tmp_path_factory):
    """An assignment's bundles, by host."""
    folder = tmp_path_factory.mktemp("week")
    (folder / "week3.toml").write_text('title = "Week 3: detection"\n[exercises.nms]\npoints = 20\n[exercises.iou]\n')
    for host in ("classroom50", "actions", "gradescope"):
        shousi(main, "classroom", "bundle", folder / "week3.toml", "--for", host, "--out", folder / host)
    return folder


def solution(main, name):
    return (main / "solutions" / name / f"{name}.py").read_text(encoding="utf-8")


def test_the_command_of_the_starters_readme_grades_a_stub_and_a_solution(main, starter, run, tmp_path):
    clone = Path(shutil.copytree(starter, tmp_path / "clone"))
    command = re.search(r"^python3 (noxfile\.py .*)$", (clone / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    words = command[1].split()
    name = words[-1]
    stub = run(bare_python(), *words, cwd=clone)
    assert stub.returncode == 1, stub.stderr
    assert f"{name} not started" in stub.stdout
    (clone / "exercises" / name / f"{name}.py").write_text(solution(main, name), encoding="utf-8")
    solved = run(bare_python(), *words, cwd=clone)
    assert solved.returncode == 0, solved.stderr
    assert f"{name} perfect" in solved.stdout
    begun = run(bare_python(), "noxfile.py", "-s", "begun", cwd=clone, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    assert begun.returncode == 0, begun.stderr
    assert "**perfect**" in (tmp_path / "summary").read_text(encoding="utf-8")


def test_the_starter_grades_with_pip_and_no_nox(main, starter, run, tmp_path):
    clone = Path(shutil.copytree(starter, tmp_path / "clone"))
    text = (clone / "README.md").read_text(encoding="utf-8")
    install, grade = re.search(r"^(python3 -m venv .*)\n(\.venv/bin/shousi .*)$", text, re.MULTILINE).groups()
    path = {"PATH": f"{Path(bare_python()).parent}:{os.environ['PATH']}"}
    installed = run("sh", "-ec", install, cwd=clone, **path)
    assert installed.returncode == 0, installed.stderr
    name = grade.split()[-1]
    stub = run(*grade.split(), cwd=clone)
    assert (stub.returncode, stub.stderr) == (1, "")
    (clone / "exercises" / name / f"{name}.py").write_text(solution(main, name), encoding="utf-8")
    solved = run(*grade.split(), cwd=clone)
    assert (solved.returncode, solved.stderr) == (0, "")


def test_the_page_for_instructors_can_be_typed_as_it_stands(fresh, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    path = {"PATH": f"{Path(bare_python()).parent}:{os.environ['PATH']}"}
    seen = screens.follow(folder, fresh | path)
    assert [made for _, made in seen] == [told for told, _ in seen]


def handed_in(folder, starter, files):
    """A student's checkout: the starter with these files in it."""
    whole = {
        path.relative_to(starter).as_posix(): path.read_bytes()
        for path in starter.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    return checkout(folder, whole | files)


HOSTILE = {f"{name}.py": "raise SystemExit('the student’s module')" for name in ("venv", "pip", "json", "shousi")}


def test_classroom_50_grades_with_its_own_engine(main, starter, week, run, tmp_path):
    bundle = Path(shutil.copytree(week / "classroom50", tmp_path / "autograders" / "week3"))
    mine = {"exercises/nms/nms.py": solution(main, "nms"), "exercises/iou/iou.py": "def iou(", **HOSTILE}
    mine |= {"src/shousi/__init__.py": "raise SystemExit('the student’s engine')", "graders.seal": "nonsense"}
    folder = handed_in(tmp_path / "checkout", starter, mine)
    ran = run(bare_python(), bundle / "autograder.py", cwd=folder, **classroom50_environment())
    assert ran.returncode == 0, ran.stderr
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert list(broken_rules(result)) == []
    assert (result["score"], result["max-score"]) == (20, 30)
    assert (
        (folder / "release-body.md").read_text(encoding="utf-8").startswith("## Week 3&#58; detection: 20 of 30 points")
    )
    for name in ("nms", "iou"):
        assert b"<!doctype html>" in (folder / f"report-{name}.html").read_bytes()[:40].lower()


def test_classroom_50_hears_of_an_engine_that_cannot_be_installed(starter, week, run, tmp_path):
    bundle = Path(shutil.copytree(week / "classroom50", tmp_path / "week3"))
    folder = handed_in(tmp_path / "checkout", starter, {"result.json": "{}"})
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    nowhere |= {"PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}
    ran = run(bare_python(), bundle / "autograder.py", cwd=folder, **classroom50_environment(), **nowhere)
    assert ran.returncode == 3
    assert "shousi: the engine could not be installed" in ran.stderr
    assert not (folder / "result.json").exists()  # the student's own, which the host would have collected


def steps_of(workflow):
    """The commands of a workflow's steps with their ids, and the results that its reporter takes."""
    text = workflow.read_text(encoding="utf-8")
    steps = re.findall(r"      - name: .*\n        id: (\w+)\n.*\n        run: python (.*)\n", text)
    assert re.search(r"runners: (.*)", text)[1].split(",") == [name for name, _ in steps]
    for name, _ in steps:
        assert f'{name.upper()}_RESULTS: "${{{{ steps.{name}.outputs.result }}}}"' in text
    return steps


def test_actions_hand_each_exercise_to_the_reporter(main, starter, week, run, tmp_path):
    folder = handed_in(tmp_path / "checkout", starter, {"exercises/nms/nms.py": solution(main, "nms"), **HOSTILE})
    shutil.copytree(week / "actions", folder, dirs_exist_ok=True)
    results = {}
    for name, command in steps_of(folder / ".github" / "workflows" / "grade.yml"):
        output = tmp_path / f"output-{name}"
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
        ran = run(bare_python(), *command.split(), cwd=folder, GITHUB_WORKSPACE=str(folder), **files)
        assert ran.returncode == 0, ran.stderr
        results[name] = json.loads(base64.b64decode(output.read_text(encoding="utf-8").removeprefix("result=")))
    assert {name: result["status"] for name, result in results.items()} == {"nms": "pass", "iou": "fail"}
    assert sum(test["score"] for result in results.values() for test in result["tests"]) == 20
    assert sum(result["max_score"] for result in results.values()) == 30
    assert "**not started**" in (tmp_path / "summary").read_text(encoding="utf-8")


def test_actions_tell_the_reporter_of_a_grading_that_broke(starter, week, run, tmp_path):
    folder = handed_in(tmp_path / "checkout", starter, {})
    shutil.copytree(week / "actions", folder, dirs_exist_ok=True)
    (folder / ".github" / "shousi" / "assignment.seal").write_bytes(b"changed")
    (_, command), *_ = steps_of(folder / ".github" / "workflows" / "grade.yml")
    output = tmp_path / "output"
    ran = run(bare_python(), *command.split(), cwd=folder, GITHUB_WORKSPACE=str(folder), GITHUB_OUTPUT=str(output))
    assert ran.returncode == 3
    result = json.loads(base64.b64decode(output.read_text(encoding="utf-8").removeprefix("result=")))
    assert (result["status"], result["max_score"], [test["status"] for test in result["tests"]]) == (
        "error",
        20,
        ["error"],
    )


def test_gradescope_installs_once_and_grades_what_is_uploaded(main, week, run, tmp_path):
    home = tmp_path / "autograder"  # /autograder there
    with zipfile.ZipFile(week / "gradescope") as archive:
        archive.extractall(home / "source")
        programs = [entry.filename for entry in archive.infolist() if entry.external_attr >> 16 & 0o111]
    assert sorted(programs) == ["run_autograder", "setup.sh"]
    shutil.copy(home / "source" / "run_autograder", home)
    for folder in ("submission", "results"):
        (home / folder).mkdir()
    path = {"PATH": f"{Path(bare_python()).parent}:{os.environ['PATH']}"}
    installed = run("bash", home / "source" / "setup.sh", cwd=tmp_path, **path)
    assert installed.returncode == 0, installed.stderr
    for source, score in ((solution(main, "nms"), 20), (WRONG, None)):
        (home / "submission" / "nms.py").write_text(source, encoding="utf-8")
        ran = run("bash", home / "run_autograder", cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
        result = json.loads((home / "results" / "results.json").read_text(encoding="utf-8"))
        assert score in (None, result["score"])
    assert result["score"] < 20
    assert {test["visibility"] for test in result["tests"]} == {"visible"}
