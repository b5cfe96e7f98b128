"""Naming an exercise: its name, its folder, its file or a copy of that, from wherever somebody stands."""

import os
import shutil

import pytest

from conftest import run
from shousi import invocation
from shousi.commands import common, naming
from shousi.errors import UsageError
from test_learning import RIGHT
from test_variants import often  # noqa: F401

FOLDER = "exercises/double"
VARIANT = "exercises/double/variants/often"


@pytest.mark.parametrize(
    ("stands", "word", "task"),
    [
        (".", "double", "double"),
        (".", "DOUBLE", "double"),
        (".", "double/", "double"),
        (".", "double.py", "double"),
        (".", "exercises/double", "double"),
        (".", "exercises/double/double.py", "double"),
        (".", "./exercises/double/double.py", "double"),
        (".", "exercises\\double\\double.py", "double"),
        (".", "exercises/double/README.md", "double"),
        (".", "exercises/nosuch/../double/double.py", "double"),
        (".", "double/often", "double/often"),
        (".", "double/variants/often", "double/often"),
        (".", f"{VARIANT}/double.py", "double/often"),
        (".", f"{VARIANT}/README.md", "double/often"),
        ("exercises", "double", "double"),
        ("exercises", "double/often", "double/often"),
        ("exercises", "exercises/double", "double"),
        (FOLDER, "double.py", "double"),
        (FOLDER, "./double.py", "double"),
        (FOLDER, ".", "double"),
        (FOLDER, "README.md", "double"),
        (FOLDER, "double", "double"),
        (FOLDER, "variants/often/double.py", "double/often"),
        (VARIANT, "double.py", "double/often"),
        (VARIANT, "..", "double"),
        (VARIANT, "../../double.py", "double"),
        ("solutions", "../exercises/double/double.py", "double"),
    ],
)
def test_every_way_of_naming_an_exercise_is_understood(often, monkeypatch, stands, word, task):  # noqa: F811
    monkeypatch.chdir(often / stands)
    assert [exercise.task for exercise in common.named([word])] == [task]


@pytest.mark.parametrize("word", ["exercises/double/double.py", "exercises/double", "exercises/double/variants/often"])
def test_a_path_names_an_exercise_from_outside_the_repository(often, tmp_path, monkeypatch, word):  # noqa: F811
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for path in (often / word, os.path.relpath(often / word)):
        (found,) = common.named([str(path)])
        assert found.root.samefile(often)
        assert found.variant == ("often" if "often" in word else "")


def test_outside_the_repository_a_name_means_the_exercise_of_the_noxfile_that_was_run(toy, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(invocation.ROOT, raising=False)
    with pytest.raises(UsageError, match="Run this inside the repository"):
        common.named(["double"])
    monkeypatch.setenv(invocation.ROOT, str(toy))
    assert [exercise.root for exercise in common.named(["double"])] == [toy]


def test_a_repository_around_the_reader_comes_before_that_of_the_noxfile(toy, tmp_path, monkeypatch):
    other = shutil.copytree(toy, tmp_path / "other")
    monkeypatch.setenv(invocation.ROOT, str(toy))
    monkeypatch.chdir(other / "exercises")
    assert common.root() == other


@pytest.mark.parametrize("name", ["double (1).py", "Double.py", "double 2.py", "double-copy.py", "double copy 3.py"])
def test_a_copy_of_a_file_is_graded_as_the_exercise_that_it_is_called_like(toy, tmp_path, name):
    (tmp_path / name).write_text(RIGHT, encoding="utf-8")
    for word, cwd in ((tmp_path / name, toy), (name, tmp_path)):
        ran = run("grade", word, "--no-speed", cwd=cwd, env={invocation.ROOT: str(toy)})
        assert ran.out.splitlines()[0].startswith(" double speed not measured"), ran.err


def test_a_file_that_is_called_like_no_exercise_is_told_how_to_be_graded(toy):
    (toy / "mine.py").write_text(RIGHT, encoding="utf-8")
    ran = run("grade", "mine.py", cwd=toy)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "shousi: mine.py: no exercise is called that. `shousi grade NAME --submission mine.py` grades it as NAME.\n"
    )


def test_a_copy_beside_another_submission_is_one_too_many(toy):
    (toy / "double-2.py").write_text(RIGHT, encoding="utf-8")
    ran = run("grade", "double-2.py", "--submission", "double-2.py", cwd=toy)
    assert (ran.status, ran.err) == (2, "shousi: double-2.py goes by itself: it is the one submission.\n")


def test_in_the_folder_of_an_exercise_grade_needs_no_name(often):  # noqa: F811
    ran = run("grade", cwd=often / FOLDER)
    assert ran.out.splitlines()[0].startswith(" double not started")
    ran = run("grade", cwd=often / VARIANT)
    assert ran.out.splitlines()[0].startswith(" double/often not started")
    ran = run("grade", cwd=often)
    assert (ran.status, ran.err) == (2, "shousi: name an exercise, or --all. `shousi list` shows what there is.\n")


@pytest.mark.parametrize("word", ["nosuch", "exercises/nosuch", "nosuch/double.py", "x" * 300, "..", "/", ""])
def test_what_names_no_exercise_is_told_in_one_line(toy, word):
    ran = run("grade", word, cwd=toy)
    assert (ran.status, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert "no exercise" in line


@pytest.mark.parametrize(
    ("file", "name"), [("NMS.py", "nms"), ("bilinear-resize.py", "bilinear_resize"), ("nms2.py", "nms2")]
)
def test_a_file_is_called_like_an_exercise_in_any_case_with_dashes_and_marks_of_a_copy(file, name):
    assert naming.called_like(file) == name
