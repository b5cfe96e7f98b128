"""`shousi compare`: show the learner's answer beside the solution, once it has been accepted."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from shousi.commands import common, judging
from shousi.errors import UsageError

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.history import History
    from shousi.report import Report


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("name", metavar="NAME", help="an exercise, such as nms")
    parser.add_argument("--reveal", action="store_true", help="before it is accepted too; the history notes that")


def run(options: argparse.Namespace) -> int:
    """Grade the submission once more, to have both times, and show it beside the solution.

    Raises:
        UsageError: no answer was ever accepted, and --reveal is not given.
    """
    exercises = common.named([options.name])
    with judging.opened(exercises) as judge:
        from shousi.grading import submission
        from shousi.grading.results import Options
        from shousi.history import History
        from shousi.show.progress import Progress

        exercise = judge.exercises[0]
        source = submission.read(exercise, None)
        with Progress() as progress:
            report = judge.grade(exercise, source, judging.seed_of(None), Options(progress=progress.at)).report
        with History(exercise.root, common.say) as history:
            history.record(report, source.text)
            _check_earned(exercise, report, history, reveal=options.reveal)
        from shousi.show import beside, prose, terminal

        console = terminal.open_console()
        beside.show_side_by_side(source.text, exercise.solution.read_text(encoding="utf-8"), report, console)
        page = exercise.solution.with_name("README.md")
        if page.is_file():
            prose.show_markdown(f"About the solution of {exercise.task}", page.read_text(encoding="utf-8"), console)
    return 0


def _check_earned(exercise: Exercise, report: Report, history: History, *, reveal: bool) -> None:
    """Raise UsageError if no answer was ever accepted. With `reveal`, note in the history that one looked instead."""
    from shousi.history.rows import Help, Task
    from shousi.report import Verdict

    task = Task(exercise.name, exercise.variant)
    verdicts = [row.verdict for row in history.gradings() if row.task == task]
    if Verdict.ACCEPTED in {report.verdict, *verdicts}:
        return
    if not reveal:
        what = f"{exercise.task} has not been accepted yet (now: {report.verdict.value})"
        raise UsageError(f"{what}. --reveal shows the solution all the same, and the history notes it.")
    history.note_help(task, Help.REVEALED)
