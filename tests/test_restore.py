"""`restore` brings earlier versions back, and keeps what it replaces."""

import re

import pytest

from conftest import run
from test_grade import RIGHT
from test_reset import kept, own  # noqa: F401 - a fixture
from test_variants import SOLUTION, often  # noqa: F401 - a fixture

FIRST, SECOND = "def double(x):\n    return 1\n", "def double(x):\n    return 2\n"


def test_what_reset_put_away_comes_back(own, toy):  # noqa: F811
    own.write_text(FIRST)
    run("reset", "double", cwd=toy)
    ran = run("restore", "double", cwd=toy)
    assert (ran.status, own.read_text()) == (0, FIRST)
    assert re.search(r"double\.py is the version of \d{4}-\d\d-\d\d \d\d:\d\d \(kept\)\.\n", ran.err)


def test_what_is_there_now_is_kept_so_that_restoring_twice_changes_nothing(own, toy):  # noqa: F811
    own.write_text(FIRST)
    run("reset", "double", cwd=toy)
    own.write_text(SECOND)
    ran = run("restore", "double", cwd=toy)
    assert own.read_text() == FIRST
    assert {path.read_text() for path in kept(toy)} == {FIRST, SECOND}
    assert "What was there is kept in .shousi/kept/double-" in ran.err
    run("restore", "double", cwd=toy)
    assert own.read_text() == SECOND


def test_what_was_graded_comes_back_by_number_with_its_verdict(own, toy):  # noqa: F811
    for text in (RIGHT, FIRST, SECOND):
        own.write_text(text)
        run("grade", "double", "--no-speed", cwd=toy)
    listed = run("restore", "double", "--list", cwd=toy).out.splitlines()
    assert [line.split("lines")[1].strip() for line in listed] == [
        "wrong answer, 1 of 10 points",
        "speed not measured, 7 of 10 points",
    ]
    assert own.read_text() == SECOND
    ran = run("restore", "double", "2", cwd=toy)
    assert own.read_text() == RIGHT
    assert "`shousi restore double --list` shows all 2 earlier versions" in ran.err


def test_each_text_is_listed_once_and_neither_the_stub_nor_the_file_as_it_is(own, toy):  # noqa: F811
    stub = own.read_text()
    own.write_text(FIRST)
    run("grade", "double", "--no-speed", cwd=toy)
    run("reset", "double", cwd=toy)
    run("grade", "double", "--no-speed", cwd=toy)
    (line,) = run("restore", "double", "--list", cwd=toy).out.splitlines()
    assert "wrong answer" in line
    assert own.read_text() == stub


def test_a_variant_has_versions_of_its_own(often, own):  # noqa: F811
    variant = often / "exercises" / "double" / "variants" / "often" / "double.py"
    own.write_text(FIRST)
    variant.write_text(SOLUTION)
    for name in ("double", "double/often"):
        assert run("reset", name, cwd=often).status == 0
        assert run("restore", name, cwd=often).status == 0
    assert (own.read_text(), variant.read_text()) == (FIRST, SOLUTION)


def test_a_deleted_file_comes_back_with_the_bytes_that_it_had(own, toy):  # noqa: F811
    data = b"def double(x):\r\n    return '\xff'\r\n"
    own.write_bytes(data)
    run("reset", "double", cwd=toy)
    own.unlink()
    assert run("restore", "double", cwd=toy).status == 0
    assert own.read_bytes() == data


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["double"], "no earlier version of double is kept."),
        (["dubble"], 'Did you mean "double"?'),
        (["double", "0"], "a whole number from 1"),
    ],
)
def test_a_slip_is_told_and_changes_nothing(own, toy, words, told):  # noqa: F811
    before = own.read_bytes()
    ran = run("restore", *words, cwd=toy)
    assert (ran.status, ran.err.count("\n"), told in ran.err, own.read_bytes()) == (2, 1, True, before)


def test_a_number_that_is_too_high_is_told_with_the_oldest(own, toy):  # noqa: F811
    own.write_text(FIRST)
    run("reset", "double", cwd=toy)
    ran = run("restore", "double", "7", cwd=toy)
    assert (ran.status, "there is no version 7 of double: the oldest is 1" in ran.err) == (2, True)
