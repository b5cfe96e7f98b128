"""Which exercises `check` takes: those that a change touches, or one part of all."""

import shutil

import pytest

from conftest import TOY, run
from shousi import catalogue
from shousi.authoring import chosen
from shousi.errors import UsageError
from test_publish import committed, git


@pytest.fixture
def repository(tmp_path):
    """The toy exercise under three names, in one commit."""
    folder = shutil.copytree(TOY, tmp_path / "repository")
    for name in ("triple", "halve"):
        for part in ("exercises", "solutions", "graders"):
            shutil.copytree(folder / part / "double", folder / part / name)
    (folder / "exercises" / "catalogue.toml").write_text('toys = ["double", "triple", "halve"]\n')
    return committed(folder)


def changed(folder, ref="HEAD"):
    exercises = list(catalogue.load(folder).values())
    return [exercise.name for exercise in chosen.changed_since(folder, exercises, ref)]


def test_nothing_is_taken_where_nothing_changed(repository):
    assert changed(repository) == []


@pytest.mark.parametrize("place", ["exercises/halve/README.md", "solutions/halve/new.py", "graders/halve/extra/a.py"])
def test_a_change_takes_the_exercise_committed_or_not(repository, place):
    (repository / place).parent.mkdir(exist_ok=True)
    (repository / place).write_text("new\n")
    assert changed(repository) == ["halve"]
    committed(repository, "Change it")
    assert changed(repository, "HEAD~1") == ["halve"]
    assert changed(repository) == []


def test_a_removed_file_takes_the_exercise(repository):
    (repository / "graders" / "double" / "rejected" / "loops.py").unlink()
    assert changed(repository) == ["double"]


def test_another_order_takes_none(repository):
    (repository / "exercises" / "catalogue.toml").write_text('toys = ["triple", "halve", "double"]\n')
    assert changed(repository) == []


def test_what_others_changed_meanwhile_is_not_taken(repository):
    git(repository, "branch", "other")
    (repository / "solutions" / "halve" / "README.md").write_text("new\n")
    committed(repository, "Change it")
    git(repository, "checkout", "--quiet", "other")
    (repository / "solutions" / "triple" / "README.md").write_text("new\n")
    assert changed(repository, "main") == ["triple"]


def test_a_commit_that_is_not_there_is_told(repository):
    with pytest.raises(UsageError, match='no commit "HEAD~1" here'):
        changed(repository, "HEAD~1")


def test_the_parts_hold_every_exercise_once():
    parts = [chosen.part_of(range(1, 71), number, 8) for number in range(1, 9)]
    assert sorted(number for part in parts for number in part) == list(range(1, 71))
    assert {len(part) for part in parts} == {8, 9}


def test_the_command_takes_a_part_of_what_changed(repository):
    for name in ("triple", "halve"):
        (repository / "solutions" / name / "README.md").unlink()
    ran = run("check", "--changed", "HEAD", "--shard", "2/2", cwd=repository)  # that halve is no whole exercise is told
    assert "solutions/halve/README.md: is missing.\n" in ran.out
    assert ran.out.endswith("\nhalve: 6 to mend\n")
    assert "triple" not in ran.out
    assert run("check", "--changed", "HEAD", "--shard", "3/3", cwd=repository).out == "no exercise to check.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--shard", "9/8"], "a part such as 2/8, not 9/8"),
        (["--shard", "0/8"], "a part such as 2/8, not 0/8"),
        (["--shard", "2"], "a part such as 2/8, not 2"),
        (["double", "--shard", "1/2"], "name none beside them"),
    ],
)
def test_a_part_that_is_none_is_told(toy, words, told):
    ran = run("check", *words, cwd=toy)
    assert ran.status == 2
    assert told in ran.err
