"""`grade --watch`: show the verdict after every save, and do what single keys ask for."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from shousi import watch
from shousi.commands import hint, judging, outputs
from shousi.errors import UsageError
from shousi.feedback import Feedback
from shousi.grading import shrink, submission
from shousi.grading.reports import exit_status
from shousi.grading.results import Options
from shousi.show import pictures, terminal
from shousi.show.progress import Progress

if TYPE_CHECKING:
    from rich.console import Console

    from shousi.catalogue import Exercise
    from shousi.grading.results import GradingResult

_MORE = "f shows everything"


def grade_on_every_save(judge: judging.Judge, exercise: Exercise, options: argparse.Namespace) -> int:
    """Grade on every save until q is pressed. The last verdict gives the exit status."""
    path = submission.file_of(exercise, options.submission)
    watched = _WatchedSubmission(judge, exercise, options, path)
    with watch.Keyboard() as keyboard:
        for event in watch.events(path, keyboard):
            match event:
                case watch.Saved():
                    watched.grade(speed=False)
                case watch.Gone():
                    watched.tell(f"{path.name} is not there. It is graded as soon as it is back.")
                case watch.Pressed(key="q"):
                    break
                case watch.Pressed(key=key):
                    watched.handle_key(key)
    return exit_status(watched.result.report.verdict) if watched.result else 1


class _WatchedSubmission:
    """The file that is watched, its last grading, and the screen that shows it."""

    def __init__(self, judge: judging.Judge, exercise: Exercise, options: argparse.Namespace, path: Path) -> None:
        self.judge, self.exercise, self.options, self.path = judge, exercise, options, path
        self.console: Console = terminal.open_console()
        self.result: GradingResult | None = None

    def handle_key(self, key: str) -> None:
        """Do what a key asks for. Keys that mean nothing are ignored."""
        if key == "h":
            try:
                hint.show_next(self.exercise, self.console)
                self.show_keys()
            except UsageError as error:
                self.tell(str(error))
        elif key == "s":
            self.grade(speed=True)
        elif key == "f" and self.result:
            self.clear()
            terminal.show_everything(self.result.report, self.console)
            self.show_keys()
        elif key == "p" and self.result:
            self.show_picture(self.result)

    def grade(self, *, speed: bool) -> None:
        """Grade the file as it is now, show the verdict, keep it, and write the files that were asked for."""
        begin = time.monotonic()
        try:
            source = submission.read(self.exercise, self.options.submission)
        except UsageError as error:
            self.tell(str(error))
            return
        with Progress(titled=self.options.feedback is not Feedback.VERDICT) as progress:
            how = Options(
                shrink=shrink.QUICK,
                speed=not self.options.no_speed,
                growth=self.options.growth,
                speed_when_right=not speed,
                progress=progress.at,
            )
            seed = judging.seed_of(self.options.seed)
            result = outputs.limit(self.judge.grade(self.exercise, source, seed, how), self.options.feedback)
        self.result = result
        self.clear()
        if self.options.verbose:
            terminal.show_everything(result.report, self.console)
        else:
            terminal.show_report(result.report, self.console, _MORE)
        seconds = time.monotonic() - begin
        if self.options.pictures and result.failed_calls:
            pictures.show_picture(self.exercise, result, self.console)
        self.show_keys(seconds)
        if self.options.submission is None:
            outputs.keep(self.exercise, result, source)
        outputs.write_results(self.options, [self.exercise], [result])

    def show_picture(self, result: GradingResult) -> None:
        """Show the picture of the failure, if there is one and the level of feedback allows it."""
        if self.options.feedback is not Feedback.FULL:
            self.tell(f"--feedback {self.options.feedback.value} shows no pictures.")
        else:
            pictures.show_picture(self.exercise, result, self.console)
            self.show_keys()

    def tell(self, line: str) -> None:
        """Show one line, and then what the keys do."""
        self.console.print(f" {line}")
        self.show_keys()

    def show_keys(self, seconds: float | None = None) -> None:
        """Show what the keys do, and how long the grading took. Show nothing where there is no keyboard."""
        if self.console.is_terminal:
            took = f"  (graded in {seconds:.2f} s)" if seconds is not None else ""
            self.console.print(f" h hint  f everything  p picture  s speed now  q quit{took}", style="dim")

    def clear(self) -> None:
        """Clear the screen, if the output is a terminal."""
        if self.console.is_terminal:
            self.console.clear()
