"""What practice asks next, and what an attempt came to: pure functions, and clocks that the test sets."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from fsrs import Rating
from rich.console import Console

from shousi.catalogue import Exercise, Variant
from shousi.errors import UsageError
from shousi.history.rows import Attempt, End, GradingRow, Task
from shousi.practice import choice, debrief, repetition
from shousi.practice.choice import Reason
from shousi.report import Verdict
from shousi.show.practice import show_debrief

DAY_ONE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = ("first", "second", "third")
MINUTES = dict.fromkeys(NAMES, 20)


def exercise(name, topic="image", variants=()):
    return Exercise(
        name=name,
        root=Path("/nowhere"),
        hidden=Path("/nowhere"),
        title=name,
        topic=topic,
        difficulty="easy",
        minutes=20,
        functions=(name,),
        levels={"basic": 10},
        source="",
        variants={variant: Variant(title=variant) for variant in variants},
    )


CATALOGUE = [exercise("first", variants=("turned", "mirrored")), exercise("second", "layers"), exercise("third")]


def attempt(name, day, minutes=5.0, outcome=End.ACCEPTED, hints=0, number=0, began=0.0):
    exercise, _, variant = name.partition("/")
    return Attempt(
        id=number,
        sitting=1,
        task=Task(exercise, variant),
        created=DAY_ONE + timedelta(days=day),
        began=began,
        ended=None if outcome is None else began + 60 * minutes,
        outcome=outcome,
        allowed=1200.0,
        hints=hints,
    )


def grading(name, day=0.0, verdict=Verdict.ACCEPTED, number=None, elapsed=None, right=None, mistake=None, hints=0):
    return GradingRow(
        task=Task(name),
        created=DAY_ONE + timedelta(days=day),
        verdict=verdict,
        points=10,
        max_points=10,
        ratio=None,
        mistake=mistake,
        seed=0,
        seconds=1.0,
        answers_right=verdict is Verdict.ACCEPTED if right is None else right,
        hints=hints,
        attempt=number,
        elapsed=elapsed,
    )


def memories(attempts, day, gradings=()):
    found = repetition.reviews(attempts, gradings, MINUTES)
    return repetition.memories(found, DAY_ONE + timedelta(days=day))


def chosen(attempts, day, count=1, catalogue=CATALOGUE, gradings=()):
    now = DAY_ONE + timedelta(days=day)
    found = choice.choose(catalogue, memories(attempts, day, gradings), attempts, now, count)
    return [(str(one.task), one.reason) for one in found]


@pytest.mark.parametrize(
    ("outcome", "minutes", "hints", "rating"),
    [
        (End.ACCEPTED, 10, 0, Rating.Easy),
        (End.ACCEPTED, 10.1, 0, Rating.Good),
        (End.ACCEPTED, 20, 0, Rating.Good),
        (End.ACCEPTED, 20.1, 0, Rating.Hard),
        (End.ACCEPTED, 10, 1, Rating.Good),
        (End.ACCEPTED, 15, 1, Rating.Hard),
        (End.ACCEPTED, 5, 2, Rating.Hard),
        (End.OUT_OF_TIME, 20, 0, Rating.Again),
        (End.GIVEN_UP, 1, 0, Rating.Again),
    ],
)
def test_outcome_time_and_hints_make_the_rating(outcome, minutes, hints, rating):
    assert repetition.rate(outcome, 60 * minutes, 20, hints) is rating


def test_the_better_it_went_the_later_it_comes_again():
    went = [(End.GIVEN_UP, 1), (End.ACCEPTED, 25), (End.ACCEPTED, 15), (End.ACCEPTED, 5)]
    dues = [memories([attempt("first", 0, minutes, outcome)], 0)["first"].due for outcome, minutes in went]
    assert dues == sorted(dues)
    assert len(set(dues)) > 2
    assert dues[0] >= DAY_ONE + timedelta(hours=23)  # never twice on one day


def test_each_success_makes_the_pause_longer_and_a_failure_makes_it_short_again():
    history, pauses, day = [], [], 0.0
    for _ in range(4):
        history.append(attempt("first", day, 15))
        due = memories(history, day)["first"].due
        pauses.append((due - history[-1].created).days)
        day = (due - DAY_ONE).total_seconds() / 86400
    assert pauses == sorted(set(pauses))
    history.append(attempt("first", day, 20, End.OUT_OF_TIME))
    assert (memories(history, day)["first"].due - history[-1].created).days < pauses[-1]


def test_a_system_clock_that_was_set_back_breaks_nothing():
    assert memories([attempt("first", 5), attempt("first", 0)], 5)["first"].due > DAY_ONE + timedelta(days=5)


def test_new_ones_come_in_the_order_of_the_catalogue():
    assert chosen([], 0, 3) == [("first", Reason.NEW), ("second", Reason.NEW), ("third", Reason.NEW)]


def test_what_is_due_comes_before_what_is_new():
    assert chosen([attempt("third", 0)], 60, 2) == [("third", Reason.DUE), ("first", Reason.NEW)]


def test_the_most_nearly_forgotten_comes_first():
    history = [attempt("second", 0, 5), attempt("third", 0, 5), attempt("third", 9, 5)]
    assert [name for name, _ in chosen(history, 400, 2)] == ["second", "third"]


def test_what_is_not_due_waits_until_nothing_else_is_left():
    history = [attempt("second", 0), attempt("first", 0, 20, End.OUT_OF_TIME)]
    assert chosen(history, 0.01, 3) == [
        ("third", Reason.NEW),
        ("first/turned", Reason.EARLY),
        ("second", Reason.EARLY),
    ]


def test_a_repetition_takes_turns_with_the_variants():
    history, asked = [], []
    for month in range(5):
        (name, _), *_ = chosen(history, 60 * month, catalogue=CATALOGUE[:1])
        asked.append(name)
        history.append(attempt(name, 60 * month))
    assert asked == ["first", "first/turned", "first/mirrored", "first", "first/turned"]


def test_an_exercise_accepted_without_a_clock_counts_as_remembered_once_a_day():
    once = memories([], 0, [grading("first")])["first"]
    twice = memories([], 0, [grading("first"), grading("first", 0.1)])["first"]
    assert once.due == twice.due > DAY_ONE
    assert memories([], 0, [grading("first", hints=2)])["first"].due < once.due
    assert "first" not in memories([], 0, [grading("first", verdict=Verdict.WRONG_ANSWER)])


def test_an_attempt_that_still_goes_on_and_exercises_that_are_gone_are_no_reviews():
    assert memories([attempt("first", 0, outcome=None), attempt("removed", 0)], 0) == {}


def test_a_topic_narrows_the_choice_and_an_unknown_one_is_told_with_those_that_there_are():
    assert [one.name for one in choice.of_topic(CATALOGUE, "layers")] == ["second"]
    with pytest.raises(UsageError, match="There are image, layers"):
        choice.of_topic(CATALOGUE, "lairs")


def test_the_figures_of_an_attempt_tell_what_happened_when():
    slow = grading("first", verdict=Verdict.TOO_SLOW, number=7, elapsed=460.0, right=True)
    rows = [
        grading("first", verdict=Verdict.NOT_STARTED, number=7, elapsed=100.0),
        grading("first", verdict=Verdict.CRASHED, number=7, elapsed=160.0),
        grading("first", verdict=Verdict.WRONG_ANSWER, number=7, elapsed=200.0, mistake="swapped"),
        grading("first", verdict=Verdict.WRONG_ANSWER, number=7, elapsed=220.0, mistake="swapped"),
        slow,
        grading("first", verdict=Verdict.ACCEPTED, number=7, elapsed=700.0),
        grading("first", verdict=Verdict.ACCEPTED, number=8, elapsed=10.0),
        grading("first", verdict=Verdict.ACCEPTED),
    ]
    told = debrief.figures(attempt("first", 0, minutes=10, hints=1, number=7, began=100.0), rows)
    assert (told.first_run, told.right, told.accepted, told.spent) == (60.0, 360.0, 600.0, 600.0)
    assert (told.gradings, told.hints, told.mistakes) == (5, 1, ("swapped",))


def test_the_figures_of_an_attempt_in_which_nothing_happened_are_empty():
    told = debrief.figures(attempt("first", 0, minutes=20, outcome=End.OUT_OF_TIME, number=7), [])
    assert (told.first_run, told.right, told.accepted, told.gradings, told.mistakes) == (None, None, None, 0, ())


def test_a_statement_that_is_not_utf_8_still_gives_its_questions(tmp_path):
    bad = msgspec.structs.replace(exercise("first"), root=tmp_path)
    bad.statement.parent.mkdir(parents=True)
    bad.statement.write_bytes(b"# First \xff\n\n## What interviewers ask next\n\n- Why \xff?\n")
    assert debrief.questions(bad) == "- Why \ufffd?"


def test_a_debrief_prints_odd_names_and_times_as_plain_text(tmp_path):
    rows = [grading("first", verdict=Verdict.WRONG_ANSWER, number=7, elapsed=5.0, mistake="[/bold]\x1b[2J[red]x")]
    figures = debrief.figures(attempt("first", 0, minutes=-1, number=7, began=60.0), rows)
    out = io.StringIO()
    console = Console(file=out, width=100)
    show_debrief(exercise("first"), figures, [], "", accepted=False, due=None, console=console)
    assert "first accepted after 0:00" in out.getvalue()
    assert "mistakes met: [/bold]\\x1b[2J[red]x" in out.getvalue()


def test_every_statement_says_what_interviewers_ask_next():
    from shousi import catalogue

    for found in catalogue.load(Path(__file__).parent.parent).values():
        assert debrief.questions(found).startswith("- ")
        for variant in found.variants:
            assert debrief.questions(catalogue.variant_of(found, variant))
