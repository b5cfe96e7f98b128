"""mistakes.toml: wrong implementations made of the solution, and what an author is told about a wrong patch."""

import pytest

from shousi import catalogue
from shousi.errors import UsageError
from shousi.grading import mistakes

SOLUTION = """def double(x):
    y = x + x
    z = x * 1
    return y
"""
PLACE = "graders/double/mistakes.toml: [wrong]"


@pytest.fixture
def load(toy):
    """Load a mistakes.toml of this text, beside a solution of four lines."""
    exercise = catalogue.load(toy)["double"]
    exercise.solution.write_text(SOLUTION)

    def load(text):
        exercise.mistakes.write_text(text, encoding="utf-8")
        return mistakes.load(exercise)

    return load


def entry(lines, name="wrong"):
    return f'[{name}]\ndiagnosis = "Told."\n{lines}\n'


def test_a_patch_makes_a_whole_file_of_the_solution(load):
    (mistake,) = load(entry('replace = "x + x"\nby = "x + 2"'))
    edits = (("x + x", "x + 2"),)
    assert mistake == mistakes.Mistake("wrong", SOLUTION.replace("x + x", "x + 2"), "Told.", edits=edits)


def test_several_texts_are_replaced_one_after_the_other(load):
    (mistake,) = load(entry('replace = ["x + x", "return y"]\nby = ["x + 3", "return y + 1"]'))
    assert mistake.source == SOLUTION.replace("x + x", "x + 3").replace("return y", "return y + 1")


def test_a_later_patch_meets_what_an_earlier_one_wrote(load):
    (mistake,) = load(entry('replace = ["x + x", "x - x"]\nby = ["x - x", "x / x"]'))
    assert "y = x / x" in mistake.source


def test_a_text_can_be_taken_out(load):
    (mistake,) = load(entry("""replace = "    z = x * 1\\n"\nby = "" """))
    assert mistake.source == SOLUTION.replace("    z = x * 1\n", "")


def test_a_whole_source_stands_for_itself(load):
    (mistake,) = load(entry("source = '''def double(x): return 4'''"))
    assert mistake.source == "def double(x): return 4"


def test_mistakes_keep_the_order_of_the_file(load):
    text = "".join(entry('replace = "x + x"\nby = "x"', name) for name in ("second", "first", "third"))
    assert [mistake.name for mistake in load(text)] == ["second", "first", "third"]


def test_an_empty_file_holds_no_mistakes(load):
    assert load("") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('replace = "x * x"\nby = "x"', 'replace: "x * x" occurs 0 times in the solution, needed once.'),
        ('replace = "x"\nby = "y"', 'replace: "x" occurs 4 times'),
        ('replace = "= x"\nby = "= y"', 'replace: "= x" occurs 2 times in the solution, needed once.'),
        ('replace = ""\nby = "y"', 'replace: "" occurs'),
        ('replace = ["x + x", "x + x"]\nby = ["x", "y"]', 'replace: "x + x" occurs 0 times'),
        ('replace = ["x + x"]\nby = ["x", "y"]', "replace: needs as many texts as by"),
        ('replace = ["x + x", "return y"]\nby = "x"', "replace: needs as many texts as by"),
        ('replace = "x + x"', "replace: needs as many texts as by"),
        ('by = "x + x"', "replace: needs as many texts as by"),
        ("replace = []\nby = []", "replace: needs as many texts as by, and at least one"),
        ("", "replace: needs as many texts as by"),
        ('source = "def double(x): ..."\nreplace = "x + x"\nby = "x"', "source stands alone"),
        ('source = "def double(x): ..."\nby = "x"', "source stands alone"),
        ("replace = 3", "replace"),
        ('replace = ["x", 3]\nby = ["x", "y"]', "replace"),
        ('replace = "x + x"\nby = true', "by"),
        ("source = 3", "source"),
        ('relpace = "x"', "`relpace`"),
        ('verdict = "too slow"', "`verdict`"),
    ],
)
def test_a_wrong_patch_names_file_table_and_key(load, text, told):
    with pytest.raises(UsageError) as caught:
        load(entry(text))
    assert str(caught.value).startswith(PLACE)
    assert told in str(caught.value)


def test_a_mistake_without_a_diagnosis_is_refused(load):
    with pytest.raises(UsageError) as caught:
        load('[wrong]\nreplace = "x + x"\nby = "x"')
    assert str(caught.value).startswith(PLACE)
    assert "`diagnosis`" in str(caught.value)


@pytest.mark.parametrize("text", ['wrong = "x"', "wrong = 3", "[[wrong]]"])
def test_a_mistake_that_is_no_table_is_refused(load, text):
    with pytest.raises(UsageError) as caught:
        load(text)
    assert str(caught.value).startswith(PLACE)


def test_the_second_mistake_is_named_when_the_second_is_wrong(load):
    with pytest.raises(UsageError, match=r"mistakes\.toml: \[second\]"):
        load(entry('replace = "x + x"\nby = "x"', "first") + entry('replace = "?"\nby = "x"', "second"))


def test_what_is_no_toml_is_told_with_the_files_name(load):
    with pytest.raises(UsageError, match=r"^graders/double/mistakes\.toml: not valid TOML"):
        load("[wrong")


def test_a_missing_file_is_told_with_its_name(toy):
    exercise = catalogue.load(toy)["double"]
    exercise.mistakes.unlink()
    with pytest.raises(UsageError, match=r"^graders/double/mistakes\.toml: cannot be read"):
        mistakes.load(exercise)


def test_a_long_patch_is_told_by_its_first_line(load):
    with pytest.raises(UsageError) as caught:
        load(entry("replace = '''\n    first line\n    second line\n'''\nby = 'x'"))
    assert '"first line" occurs 0 times' in str(caught.value)
    assert str(caught.value).isprintable()
