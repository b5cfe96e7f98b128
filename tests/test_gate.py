"""The authoring gate finds what an author has to mend; each promise is broken in turn."""

import pytest

from conftest import run

PARTS = "exercises/double/README.md", "solutions/double/double.py", "graders/double/test_double.py"


def check(toy):
    return run("check", "double", "--seeds", "1", cwd=toy)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_exercise_that_keeps_its_promises_passes(toy):
    ran = check(toy)
    assert (ran.status, ran.out) == (0, "double: all is well\n")


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("exercises/double/README.md", "1 minutes", "ten minutes", 'does not name "1 minutes"'),
        ("exercises/double/README.md", "| errors | 2 |", "| errors | 3 |", 'does not name "| errors | 2 |"'),
        ("exercises/double/README.md", "array([2.])", "array([3.])", "1 examples do not hold"),
        ("exercises/double/double.py", "array([4.])", "array([5.])", "1 examples do not hold"),
        ("exercises/double/double.py", "raise NotImplementedError", "return x", "should only raise"),
        ("graders/double/accepted/adds.py", "np.add(x, x", "np.add(x, 1", "is wrong answer"),
        ("graders/double/rejected/loops.py", "too slow", "crashed", "should be crashed, is too slow"),
        ("graders/double/rejected/loops.py", "# verdict: too slow", "# slow", "its first line should read"),
        ("graders/double/mistakes.toml", 'by = "x + 2"', 'by = "2 * x"', "[adds-two]: should be rejected"),
        ("graders/double/mistakes.toml", 'by = "x + 2"', 'by = "abs(x) * 2"', "is diagnosed as"),
        ("exercises/catalogue.toml", "minutes = 1", 'minutes = 1\npicture = "density"', "defines no density"),
        ("graders/double/mistakes.toml", 'by = "np.where(x == 4, 0, x * 2)"', 'by = "x + 1"', "catches nothing alone"),
    ],
)
def test_a_broken_promise_is_found_and_named_with_its_place(toy, file, old, new, found):
    change(toy / file, old, new)
    ran = check(toy)
    assert ran.status == 1
    assert found in ran.out
    assert file in ran.out or "test_double.py" in ran.out


@pytest.mark.parametrize("file", ["graders/double/notes.txt", "solutions/double/old.py", "graders/double/extra/a.py"])
def test_a_stray_file_is_found(toy, file):
    (toy / file).parent.mkdir(exist_ok=True)
    (toy / file).write_text("x = 1\n")
    assert f"{file}: is no part of an exercise." in check(toy).out


def test_an_exception_to_what_is_forbidden_is_looked_for_by_its_name(toy):
    change(toy / "exercises" / "catalogue.toml", '"scipy.special"', '"scipy.special", "!scipy.special.expit"')
    assert 'does not name "scipy.special.expit" of the catalogue' in check(toy).out
    change(toy / "exercises/double/README.md", "`scipy.special`", "`scipy.special` but for `scipy.special.expit`")
    assert check(toy).out == "double: all is well\n"


def test_a_missing_part_is_found(toy):
    (toy / "solutions" / "double" / "README.md").unlink()
    assert "solutions/double/README.md: is missing." in check(toy).out
