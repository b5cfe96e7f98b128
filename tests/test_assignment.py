"""An assignment's file: what it may say, and errors that name the file and the key."""

from datetime import UTC, datetime

import pytest

from shousi import catalogue
from shousi.classroom import assignment
from shousi.errors import UsageError
from shousi.feedback import Feedback

LEAST = 'title = "Week 3"\n[exercises.double]\n'


@pytest.fixture
def load(toy, tmp_path):
    """Load a text as the assignment week3."""

    def load(text, name="week3.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return assignment.load(path, catalogue.load(toy), toy)

    return load


def test_the_least_that_an_assignment_says_is_its_title_and_an_exercise(load):
    week = load(LEAST)
    assert (week.name, week.title, week.points, week.deadline) == ("week3", "Week 3", 10, None)
    assert week.feedback is Feedback.FULL
    assert not week.has_secret_seed


def test_all_that_an_assignment_can_say(load, tmp_path):
    (tmp_path / "cases.py").write_text("def test_more(double): ...\n")
    (tmp_path / "seed").write_text("not to be guessed\n")
    week = load(
        'title = "Week 3"\ndeadline = 2026-10-01T18:00:00+02:00\nfeedback = "behavior"\nseed.file = "seed"\n'
        '[exercises.double]\npoints = 25\ncases = "cases.py"\n'
    )
    assert week.deadline == datetime(2026, 10, 1, 16, tzinfo=UTC)
    assert week.feedback is Feedback.BEHAVIOR
    assert week.tasks[0].cases == tmp_path / "cases.py"
    assert dict(week.tasks[0].exercise.levels) == {"basic": 13, "errors": 5, "speed": 7}
    assert week.points == 25
    assert assignment.secret_seed(week, {}) == assignment.seed_from("not to be guessed")


def test_behavior_can_be_spelt_either_way(load):
    for spelling in ("behavior", "behaviour"):
        assert load(f'feedback = "{spelling}"\n{LEAST}').feedback is Feedback.BEHAVIOR


def test_points_are_shared_out_whole_and_none_is_lost():
    levels = {"a": 4, "b": 3, "c": 1, "d": 2}
    for points in range(1, 101):
        shared = assignment.scaled(levels, points)
        assert sum(shared.values()) == points
        assert all(abs(shared[name] - value * points / 10) < 1 for name, value in levels.items())
    assert assignment.scaled(levels, 10) == levels


@pytest.mark.parametrize("levels", [{"a": 5, "b": 2, "c": 3}, {"a": 9, "b": 1}, {"a": 3, "b": 0, "c": 7}])
def test_an_assignment_has_points_for_every_level_or_is_refused_with_a_number_that_would_do(levels, load, toy):
    facts = toy / "exercises" / "double" / "exercise.toml"
    text = facts.read_text(encoding="utf-8")
    lines = "".join(f"{name} = {points}\n" for name, points in levels.items())
    facts.write_text(text.partition("[levels]")[0] + "[levels]\n" + lines, encoding="utf-8")
    for points in range(1, 31):
        try:
            week = load(f"{LEAST}points = {points}")
        except UsageError as error:
            told = str(error)
        else:
            shared = week.tasks[0].exercise.levels
            assert (sum(shared.values()), all(shared[name] for name in levels if levels[name])) == (points, True)
            continue
        assert told.startswith(f"week3.toml: [exercises.double] points: {points} cannot give each level a point (a, b")
        assert load(f"{LEAST}points = {told.rpartition('; ')[2].split()[0]}").points > points


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "week3.toml: not valid TOML"),
        ("", "week3.toml: Object missing required field `title`"),
        ('title = " "\n[exercises.double]', "week3.toml title: must not be empty"),
        ('title = "x"\n[exercises]', "week3.toml exercises: at least one"),
        (
            LEAST.replace("double", "duoble"),
            'week3.toml: [exercises.duoble]: no exercise "duoble". Did you mean "double"?',
        ),
        ("dedline = 2026-10-01\n" + LEAST, "week3.toml: Object contains unknown field `dedline`"),
        ("deadline = 2026-10-01T18:00:00\n" + LEAST, "week3.toml deadline: Expected `datetime` with a timezone"),
        ('deadline = "soon"\n' + LEAST, "week3.toml deadline: Invalid RFC3339"),
        ('feedback = "none"\n' + LEAST, "week3.toml feedback: Invalid enum value 'none'"),
        (LEAST + "points = 0", "week3.toml: [exercises.double] points: Expected `int` >= 1"),
        (LEAST + 'points = "ten"', "week3.toml: [exercises.double] points: Expected `int | null`, got `str`"),
        (LEAST + "points = 1", "points: 1 cannot give each level a point (basic, errors, speed); 3 can."),
        ('require_tier = "E"\n' + LEAST, "week3.toml require_tier: Invalid enum value 'E'"),
        (LEAST + 'variant = "twice"', 'week3.toml: [exercises.double]: double has no variant "twice"'),
        (LEAST + 'cases = "nowhere.py"', "week3.toml: [exercises.double] cases: nowhere.py does not exist"),
        (LEAST + 'cases = "toy repo/exercises/double/double.py"', "lies inside the repository"),
        ('seed.file = "toy repo/exercises/catalogue.toml"\n' + LEAST, "week3.toml seed.file: toy repo/exercises"),
        ("seed = {}\n" + LEAST, "week3.toml seed: either env"),
        ('seed = {env = "A", file = "b"}\n' + LEAST, "week3.toml seed: either env"),
        ("seed = 3\n" + LEAST, "week3.toml seed: Expected `object | null`, got `int`"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_key(load, text, told):
    with pytest.raises(UsageError) as raised:
        load(text)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        (b"def test_more(double)\n", "cases.py is no Python: expected ':' (cases.py, line 1)."),
        (b"\xff", "cases.py is no Python: "),
        (b"test_more\0", "cases.py is no Python: "),
        (b"# def test_more(double)\n", "cases.py holds no check: a function whose name begins with test_."),
    ],
)
def test_a_file_of_cases_without_a_check_is_refused_before_anybody_is_graded(load, tmp_path, cases, told):
    (tmp_path / "cases.py").write_bytes(cases)
    with pytest.raises(UsageError) as raised:
        load(LEAST + 'cases = "cases.py"')
    assert str(raised.value).startswith(f"week3.toml: [exercises.double] cases: {told}")


def test_a_name_that_no_host_would_take_is_refused(load):
    with pytest.raises(UsageError, match=r"Week 3\.toml: an assignment is called after its file"):
        load(LEAST, "Week 3.toml")


def test_a_starter_cannot_set_an_assignment(load, toy):
    (toy / "graders" / "double" / "test_double.py").unlink()
    with pytest.raises(UsageError, match="double has no grader here"):
        load(LEAST)


def test_a_seed_that_is_not_there_is_told_with_its_key(load, tmp_path):
    week = load('seed.env = "WEEK_3_SEED"\n' + LEAST)
    with pytest.raises(UsageError, match=r"WEEK_3_SEED \(seed\.env of week3\) holds no seed"):
        assignment.secret_seed(week, {})
    assert assignment.secret_seed(week, {"WEEK_3_SEED": "a"}) != assignment.secret_seed(week, {"WEEK_3_SEED": "b"})
