"""`reset` brings the stub back and loses nothing of what stood there."""

import os
import subprocess

import pytest

from conftest import run

MINE = "def double(x):\n    return x + 2\n"


@pytest.fixture
def own(toy):
    """The toy repository under git, as a learner has it; `own` is the learner's file."""
    git(toy, "init", "-q")
    git(toy, "add", ".")
    git(toy, "commit", "-qm", "Start")
    return toy / "exercises" / "double" / "double.py"


def git(folder, *arguments):
    who = {f"GIT_{role}_{what}": "me@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | who, check=True, timeout=60)


def kept(toy):
    return sorted((toy / ".shousi" / "kept").glob("*.py"))


def test_the_stub_is_back_and_the_work_is_kept_and_named(own, toy):
    stub = own.read_bytes()
    own.write_text(MINE)
    ran = run("reset", "double", cwd=toy)
    (path,) = kept(toy)
    assert (ran.status, own.read_bytes(), path.read_text()) == (0, stub, MINE)
    assert path.relative_to(toy).as_posix() in ran.err


def test_work_that_was_committed_does_not_pass_for_the_stub(own, toy):
    stub = own.read_bytes()
    for number in range(3):
        own.write_text(f"{MINE}# {number}\n")
        git(toy, "commit", "-qam", "Try")
    run("reset", "double", cwd=toy)
    run("reset", "double", cwd=toy)
    assert own.read_bytes() == stub
    assert [path.read_text() for path in kept(toy)] == [f"{MINE}# 2\n"]


def test_two_works_within_a_second_are_both_kept(own, toy):
    for number in range(2):
        own.write_text(f"{MINE}# {number}\n")
        run("reset", "double", cwd=toy)
    assert len(kept(toy)) == 2


def test_a_file_that_was_deleted_comes_back(own, toy):
    stub = own.read_bytes()
    own.unlink()
    assert run("reset", "double", cwd=toy).status == 0
    assert own.read_bytes() == stub


def test_without_the_solution_nothing_is_changed(toy):
    path = toy / "exercises" / "double" / "double.py"
    (toy / "solutions" / "double" / "double.py").unlink()
    path.write_text(MINE)
    ran = run("reset", "double", cwd=toy)
    assert (ran.status, ran.err.count("\n"), path.read_text()) == (3, 1, MINE)
    assert not (toy / ".shousi").exists()


def test_work_that_cannot_be_kept_is_not_replaced(own, toy):
    own.write_text(MINE)
    (toy / ".shousi").write_text("in the way")
    ran = run("reset", "double", cwd=toy)
    assert (ran.status, ran.err.count("\n"), own.read_text()) == (2, 1, MINE)
