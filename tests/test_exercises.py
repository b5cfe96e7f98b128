"""Every exercise: its stub is not started, its right answers pass. `nox -s check` holds the rest."""

from pathlib import Path

import pytest

from conftest import HAS_TORCH
from shousi import catalogue
from shousi.authoring import parts
from shousi.grading import mistakes, submission
from shousi.grading.grading import grade
from shousi.report import Verdict

CATALOGUE = catalogue.load(Path(__file__).parent.parent)
EXERCISES = {
    asked.task: asked
    for exercise in CATALOGUE.values()
    if (exercise.needs == "torch") == HAS_TORCH
    for asked in (exercise, *(catalogue.variant_of(exercise, name) for name in exercise.variants))
}
RIGHT = [
    pytest.param(exercise, exercise.solution, id=exercise.task)  # `nox -s check` grades the samples
    for exercise in EXERCISES.values()
]


def graded(started, exercise, path):
    return grade(started, exercise, submission.read(exercise, path), 1, mistakes.load(exercise)).report


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_the_stub_is_not_started(started, exercise):
    assert graded(started, exercise, exercise.stub).verdict is Verdict.NOT_STARTED


@pytest.mark.parametrize(("exercise", "path"), RIGHT)
def test_the_solution_is_perfect(started, exercise, path):
    report = graded(started, exercise, path)
    word = "perfect" if exercise.bonus else "accepted"  # there is nothing to be perfect in without a bonus
    assert (report.word, report.summary) == (word, "every check passed.")
    assert (report.points, report.bonus_points) == (report.max_points, report.max_bonus_points)
    assert report.diagnosis is None


@pytest.mark.parametrize("exercise", CATALOGUE.values(), ids=CATALOGUE)
def test_statements_have_the_same_sections_in_the_same_order(exercise):
    assert list(parts.sections(exercise)) == []
