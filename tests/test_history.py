"""The history remembers gradings and never stands in their way."""

import sqlite3

import pytest

from conftest import run
from shousi import history
from shousi.report import Standing, Verdict
from test_grade import RIGHT, body


@pytest.fixture
def write(toy):
    def write(source):
        (toy / "exercises" / "double" / "double.py").write_text(source)
        return run("grade", "double", cwd=toy)

    return write


def test_a_grading_of_ones_own_file_is_remembered_with_last_verdict_and_best_points(toy, write):
    write(RIGHT)
    write(body(["return x + 2"]))
    assert history.standings(toy) == {"double": Standing(Verdict.WRONG_ANSWER, 10, 2)}


def test_the_list_shows_where_one_stands(toy, write):
    assert "new" in run("list", cwd=toy).out
    write(body(["return x * 2"]))
    assert "wrong answer, best" in run("list", cwd=toy).out
    write(RIGHT)
    assert "accepted" in run("list", cwd=toy).out


def test_grading_another_file_is_not_remembered(toy, tmp_path):
    (tmp_path / "double.py").write_text(RIGHT)
    run("grade", "double", "--submission", tmp_path / "double.py", cwd=toy)
    assert history.standings(toy) == {}


def test_a_damaged_history_is_told_in_one_line_and_the_grading_goes_on(toy, write):
    (toy / ".shousi").mkdir()
    (toy / ".shousi" / "history.sqlite").write_bytes(b"this is no database " * 100)
    ran = write(RIGHT)
    assert ran.status == 0
    assert ran.err.count("\n") == 1
    assert ".shousi/history.sqlite" in ran.err
    assert run("list", cwd=toy).status == 0


def test_a_history_of_a_newer_version_is_left_alone(toy, write):
    write(RIGHT)
    path = toy / ".shousi" / "history.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    before = path.read_bytes()
    ran = write(RIGHT)
    assert "another version" in ran.err
    assert path.read_bytes() == before
