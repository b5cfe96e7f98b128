"""After an update the learner's files, history and due dates are as they were: version 1 first, then this commit."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, run

VERSION_1 = "cb41d1d"  # its history has version 2 of the tables
WRONG = """import numpy as np


def iou(boxes1, boxes2):
    return np.zeros((len(boxes1), len(boxes2)))


giou = iou
"""


def git(where, *arguments):
    command = ["git", "-c", "user.name=Me", "-c", "user.email=me@example.org", *arguments]
    return subprocess.run(command, cwd=where, check=True, capture_output=True, text=True, timeout=100).stdout


def files(root):
    """Everything that is the learner's: what was kept, and the answers."""
    paths = [*root.glob("exercises/*/*.py"), *root.glob(".shousi/kept/*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def lines(root, env=None):
    """What `progress` says of each exercise that was begun: state, times, trend, streak, due."""
    out = run("progress", cwd=root, env=env).out
    rows = [row.split() for row in out.splitlines() if re.match(r" (nms|iou|conv2d) ", row)]
    return {name: facts for name, *facts in rows if facts[0] != "new"}


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """A clone of version 1, as somebody left it: one answer accepted, one wrong, one put away, one given up."""
    if subprocess.run(["git", "cat-file", "-e", f"{VERSION_1}^{{tree}}"], cwd=ROOT, check=False).returncode:
        pytest.skip("this checkout does not go back to version 1")
    root = tmp_path_factory.mktemp("learner") / "shousi"
    git(ROOT, "clone", "--quiet", "--no-checkout", str(ROOT), str(root))
    git(root, "checkout", "--quiet", "-B", "main", VERSION_1)
    old = {"PYTHONPATH": str(root / "src")}
    shutil.copy(root / "solutions" / "nms" / "nms.py", root / "exercises" / "nms")
    assert run("grade", "nms", cwd=root, env=old).status == 0
    (root / "exercises" / "conv2d" / "conv2d.py").write_text("mine = 1\n", encoding="utf-8")
    assert run("reset", "conv2d", cwd=root, env=old).status == 0
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable, ["-P", "-m", "shousi", "practice", "iou", "--minutes", "2"], cwd=str(root),
        env=os.environ | old | {"NO_COLOR": "1"}, timeout=60, encoding="utf-8",
    )  # fmt: skip
    child.expect("q leave")
    (root / "exercises" / "iou" / "iou.py").write_text(WRONG, encoding="utf-8")
    child.expect("wrong answer")
    child.send("gg")
    child.expect("given up after")
    child.expect(pexpect.EOF)
    child.close()
    return root


@pytest.fixture(scope="module")
def came_back(left, tmp_path_factory):
    """The same after an update, with what version 1 said before."""
    root = Path(shutil.copytree(left, tmp_path_factory.mktemp("updated") / "shousi"))
    old = {"PYTHONPATH": str(root / "src")}
    exported = json.loads(run("progress", "--export", "json", cwd=root, env=old).out)
    before = files(root), lines(root, old), exported
    own = {path for path, data in before[0].items() if git(root, "status", "--porcelain", path)}
    assert own == {"exercises/nms/nms.py", "exercises/iou/iou.py"}
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in names:  # what git does to files that are not the learner's
        if name and (ROOT / name).is_file() and name not in own:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
    return root, before


def test_the_learners_files_are_as_they_were_and_what_was_put_away_comes_back(came_back):
    root, (before, _, _) = came_back
    now = files(root)
    for path in ("exercises/nms/nms.py", "exercises/iou/iou.py"):
        assert now[path] == before[path]
    kept = [path for path in before if path.startswith(".shousi/kept/")]
    assert [now[path] for path in kept] == [b"mine = 1\n"]
    assert run("restore", "conv2d", cwd=root).status == 0
    assert (root / "exercises" / "conv2d" / "conv2d.py").read_bytes() == b"mine = 1\n"


def test_history_states_and_due_dates_are_as_they_were(came_back):
    root, (_, said, exported) = came_back
    assert lines(root) == said
    assert said["nms"][0] == "accepted"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["nms"][-1])
    assert said["iou"][:2] == ["given", "up"]
    now = json.loads(run("progress", "--export", "json", cwd=root).out)
    for kind in ("attempts", "gradings"):
        assert len(now[kind]) == len(exported[kind]) > 0
        for row, old in zip(now[kind], exported[kind], strict=True):
            assert {key: row[key] for key in old} == old


def test_the_answers_are_graded_by_the_new_commit_and_added_to_the_same_history(came_back):
    root, (_, _, exported) = came_back
    assert run("grade", "nms", cwd=root).status == 0
    assert run("grade", "iou", cwd=root).status == 1
    now = json.loads(run("progress", "--export", "json", cwd=root).out)["gradings"]
    assert len(now) == len(exported["gradings"]) + 2
    assert [row["verdict"] for row in now[-2:]] == ["accepted", "wrong answer"]
    assert not list((root / ".shousi").glob("history-*.sqlite")), "nothing was set aside"


@pytest.fixture(scope="module")
def upstream(left, tmp_path_factory):
    """A repository whose newest commit, on top of version 1, holds the files of this checkout."""
    root = tmp_path_factory.mktemp("upstream") / "shousi"
    git(ROOT, "clone", "--quiet", "--no-checkout", str(ROOT), str(root))
    git(root, "checkout", "--quiet", "-B", "main", VERSION_1)
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "The update")
    return root


@pytest.fixture
def learner(left, upstream, tmp_path):
    """The clone of version 1 with two answers in it, whose `git pull` brings the update."""
    root = Path(shutil.copytree(left, tmp_path / "shousi"))
    git(root, "remote", "set-url", "origin", str(upstream))
    git(root, "config", "pull.rebase", "false")
    return root


def answers(root):
    return [(root / "exercises" / name / f"{name}.py").read_text(encoding="utf-8") for name in ("nms", "iou")]


def test_git_pulls_the_update_after_a_reset_and_restore_brings_the_answers_back(learner):
    before, old = answers(learner), {"PYTHONPATH": str(learner / "src")}
    with pytest.raises(subprocess.CalledProcessError, match="git"):  # it refuses, and changes nothing
        pull(learner)
    assert answers(learner) == before
    assert run("reset", "nms", "iou", cwd=learner, env=old).status == 0
    pull(learner)
    ran = run("restore", "nms", "iou", cwd=learner)
    assert ran.status == 0, ran.err
    assert answers(learner) == before


def test_an_answer_that_git_has_merged_with_a_new_stub_says_how_to_have_it_back(learner):
    before = answers(learner)
    git(learner, "commit", "--quiet", "--all", "--message", "My answers")
    with pytest.raises(subprocess.CalledProcessError):
        pull(learner)
    assert "<<<<<<< " in answers(learner)[1]
    ran = run("grade", "iou", cwd=learner)
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert re.search(r"from line \d+ on git has put an update beside your changes", ran.err)
    assert "`shousi restore iou` brings back what you graded last" in ran.err
    assert run("restore", "iou", cwd=learner).status == 0
    assert answers(learner)[1] == before[1]
    assert run("grade", "iou", cwd=learner).status == 1


def pull(root):
    git(root, "pull", "--quiet", "--no-edit", "origin", "main")
