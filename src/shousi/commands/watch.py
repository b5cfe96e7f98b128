"""`--watch`: the verdict a moment after every save, and single keys for what one looks at next."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from shousi import watch
from shousi.commands import common, grade, hint, judging
from shousi.errors import UsageError
from shousi.feedback import Feedback
from shousi.grading import shrink, submission
from shousi.grading.reports import exit_status
from shousi.grading.results import Options
from shousi.history import History
from shousi.show import pictures, terminal
from shousi.show.progress import Progress

if TYPE_CHECKING:
    from rich.console import Console

    from shousi.catalogue import Exercise
    from shousi.grading.results import GradingResult


def run(judge: judging.Judge, exercise: Exercise, options: argparse.Namespace) -> int:
    """Grade on every save until q is pressed; the last verdict gives the exit status."""
    path = submission.file_of(exercise, options.submission)
    bench = _Bench(judge, exercise, options, path)
    with watch.Keyboard() as keyboard:
        for event in watch.events(path, keyboard):
            match event:
                case watch.Saved():
                    bench.grade(speed=False)
                case watch.Gone():
                    bench.say(f"{path.name} is not there. It is graded as soon as it is back.")
                case watch.Pressed(key="q"):
                    break
                case watch.Pressed(key=key):
                    bench.pressed(key)
    return exit_status(bench.result.report.verdict) if bench.result else 1


class _Bench:
    """What lies before the learner: the file, its last grading, and the screen."""

    def __init__(self, judge: judging.Judge, exercise: Exercise, options: argparse.Namespace, path: Path) -> None:
        self.judge, self.exercise, self.options, self.path = judge, exercise, options, path
        self.console: Console = terminal.open_console()
        self.result: GradingResult | None = None

    def pressed(self, key: str) -> None:
        """Do what a key asks for; other keys do nothing."""
        if key == "h":
            try:
                hint.show_next(self.exercise, self.console)
                self.legend()
            except UsageError as error:
                self.say(str(error))
        elif key == "s":
            self.grade(speed=True)
        elif key == "f" and self.result:
            self.clear()
            terminal.show_all_failures(self.result.report, self.console)
            self.legend()
        elif key == "p" and self.result:
            self.picture(self.result)

    def grade(self, *, speed: bool) -> None:
        """Grade what the file holds now, show the verdict, keep it, and write the files that were asked for."""
        begin = time.monotonic()
        try:
            source = submission.read(self.exercise, self.options.submission)
        except UsageError as error:
            self.say(str(error))
            return
        with Progress(titled=self.options.feedback is not Feedback.VERDICT) as progress:
            manner = Options(
                shrink=shrink.QUICK,
                speed=not self.options.no_speed,
                growth=self.options.growth,
                speed_when_right=not speed,
                progress=progress.at,
            )
            seed = judging.seed_of(self.options.seed)
            result = grade.told(self.judge.grade(self.exercise, source, seed, manner), self.options.feedback)
        self.result = result
        self.clear()
        terminal.show_report(result.report, self.console)
        seconds = time.monotonic() - begin
        if self.options.pictures and result.failed_calls:
            pictures.show_picture(self.exercise, result, self.console)
        self.legend(seconds)
        if self.options.submission is None:
            with History(self.exercise.root, common.say) as history:
                history.record(result.report, source.text)
        grade.write(self.options, [self.exercise], [result])

    def picture(self, result: GradingResult) -> None:
        """Show the picture of the failure, where there is one and this level of feedback shows it."""
        if self.options.feedback is not Feedback.FULL:
            self.say(f"--feedback {self.options.feedback.value} shows no pictures.")
        else:
            pictures.show_picture(self.exercise, result, self.console)
            self.legend()

    def say(self, line: str) -> None:
        """Tell one line, and what the keys do."""
        self.console.print(f" {line}")
        self.legend()

    def legend(self, seconds: float | None = None) -> None:
        """Tell what the keys do; nothing where there are none."""
        if self.console.is_terminal:
            took = f"  (graded in {seconds:.2f} s)" if seconds is not None else ""
            self.console.print(f" h hint  f all failures  p picture  s speed now  q quit{took}", style="dim")

    def clear(self) -> None:
        """Clear the screen, where there is one."""
        if self.console.is_terminal:
            self.console.clear()
