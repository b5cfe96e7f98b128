"""Every exercise: its stub is not started, its right answers pass. `nox -s check` holds the rest."""

from pathlib import Path

import pytest

from conftest import HAS_TORCH
from shousi import catalogue
from shousi.grading import mistakes, submission
from shousi.grading.grading import grade
from shousi.report import Verdict

EXERCISES = {
    asked.task: asked
    for exercise in catalogue.load(Path(__file__).parent.parent).values()
    if (exercise.needs == "torch") == HAS_TORCH
    for asked in (exercise, *(catalogue.variant_of(exercise, name) for name in exercise.variants))
}
RIGHT = [
    pytest.param(exercise, path, id=f"{exercise.task}-{path.stem}")
    for exercise in EXERCISES.values()
    for path in (exercise.solution, *sorted((exercise.grader.parent / "accepted").glob("*.py")))
]


def graded(started, exercise, path):
    return grade(started, exercise, submission.read(exercise, path), 1, mistakes.load(exercise)).report


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_the_stub_is_not_started(started, exercise):
    assert graded(started, exercise, exercise.stub).verdict is Verdict.NOT_STARTED


@pytest.mark.parametrize(("exercise", "path"), RIGHT)
def test_a_right_answer_is_accepted_with_all_points(started, exercise, path):
    report = graded(started, exercise, path)
    assert (report.verdict, report.summary) == (Verdict.ACCEPTED, "every check passed.")
    assert report.points == report.max_points
    assert report.diagnosis is None
