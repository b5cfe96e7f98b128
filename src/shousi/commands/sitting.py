"""A sitting: the clock runs, each save is graded, and every attempt is summed up at its end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console

from shousi import invocation, watch
from shousi.catalogue import Exercise
from shousi.clock import Stopwatch
from shousi.commands import common, hint, judging, reset
from shousi.errors import UsageError
from shousi.grading import shrink, submission
from shousi.grading.results import GradingResult, Options
from shousi.history import History
from shousi.history.rows import Attempt, End, GradingRow, Sitting, Task
from shousi.practice import debrief, repetition
from shousi.practice.standing import standing
from shousi.report import Verdict
from shousi.show import practice as screen
from shousi.show import terminal
from shousi.show.progress import Progress

_KEYS = "h hint  f failures whole  s speed again  g give up  q leave"
_KEEP_SECONDS = 60.0  # how much a machine that loses its power may give back
_SURE = "g again gives up; any other key goes on."


class _Left(Exception):
    """The learner went away, and the clock runs on."""


class Bench:
    """What lies before the learner: the clock, the file, its last grading, and the screen."""

    def __init__(self, judge: judging.Judge, history: History, sitting: Sitting, before: Sequence[Attempt]) -> None:
        self.judge, self.history, self.sitting = judge, history, sitting
        self.root = judge.exercises[0].root
        self.clock = Stopwatch(sitting.start, sitting.last, sitting.allowed)
        self.console: Console = terminal.open_console()
        self.line = screen.ClockLine(self.console, _KEYS)
        self.outcomes = [attempt.outcome for attempt in before if attempt.outcome]
        self.left_open = next((attempt for attempt in before if attempt.outcome is None), None)
        self.result: GradingResult | None = None
        self.gradings: list[GradingRow] = []
        self.noted = 0.0
        self.looked = 0.0  # when somebody last did at the file; during a grading nobody does
        self.data: bytes | None = None  # what the file held then
        self.saved = 0.0  # when the file that was graded last was saved: the grading itself is not the learner's time
        self.asked_to_give_up = False

    def run(self) -> int:
        """Ask everything that was planned, until the time is over; 0 when all of it was accepted."""
        outcome = self.come_to(self.outcomes)
        try:
            while outcome is None:
                outcome = self.attempt(len(self.outcomes))
        except _Left:
            self.leave()
            return 1
        except KeyboardInterrupt:
            if self.come_to(self.outcomes) is None:
                self.leave()
            raise
        return 0 if outcome is End.ACCEPTED else 1

    def come_to(self, outcomes: Sequence[End]) -> End | None:
        """Return what attempts that ended so make of the sitting; None while there is something left to ask."""
        if End.OUT_OF_TIME in outcomes:
            return End.OUT_OF_TIME
        if len(outcomes) < len(self.judge.exercises):
            return None
        return End.GIVEN_UP if End.GIVEN_UP in outcomes else End.ACCEPTED

    def attempt(self, position: int) -> End | None:
        """Ask one exercise and sum it up; return how the sitting ended, if it did.

        The history has it all before the debrief: whoever is interrupted while reading has finished all the same.
        """
        exercise, attempt = self.judge.exercises[position], self.begin(position)
        self.result, self.asked_to_give_up, self.gradings = None, False, []
        self.looked, self.data = self.clock.seconds(), None
        with watch.Keyboard() as keyboard:
            outcome = self.watched(exercise, attempt, keyboard)
        self.line.clear()
        ended = self.saved if outcome is End.ACCEPTED else min(self.clock.seconds(), self.sitting.allowed)
        whole = self.come_to([*self.outcomes, outcome])
        self.history.end_attempt(attempt, outcome, ended, sitting=whole)
        self.outcomes.append(outcome)
        self.sum_up(exercise, attempt, outcome, ended)
        return whole

    def begin(self, position: int) -> Attempt:
        """Begin an attempt, or go on with the one that was left."""
        exercise, count = self.judge.exercises[position], len(self.judge.exercises)
        place = os.path.relpath(self.root)
        why = f" Number {position + 1} of {count}." if count > 1 else ""
        attempt, self.left_open = self.left_open, None
        if attempt is None:
            task = Task(exercise.name, exercise.variant)
            attempt = self.history.begin_attempt(self.sitting, task, self.clock.seconds())
        screen.show_start(
            exercise, why, self.clock.left(), "" if place == "." else f"{Path(place).as_posix()}/", self.console
        )
        return attempt

    def watched(self, exercise: Exercise, attempt: Attempt, keyboard: watch.Keyboard) -> End:
        """Wait for saves, keys and the deadline, and return how the attempt ended."""
        self.line.update(exercise.task, self.clock.left())
        for event in watch.events(exercise.stub, keyboard, ticks=1.0):
            seconds = self.clock.seconds()
            if seconds >= self.sitting.allowed:
                return self.saved_in_time(exercise, attempt) or End.OUT_OF_TIME
            if outcome := self.happened(event, exercise, attempt):
                return outcome
            self.looked = seconds
            if seconds - self.noted >= _KEEP_SECONDS:
                self.keep_time()
            self.line.update(exercise.task, self.clock.left())
        raise _Left

    def saved_in_time(self, exercise: Exercise, attempt: Attempt) -> End | None:
        """Grade what was saved before the deadline and not seen, for then a grading was going on."""
        found = watch.Watcher(exercise.stub).look(0.0)
        if isinstance(found, watch.Saved) and found.data != self.data and self.when(exercise) < self.sitting.allowed:
            return self.happened(found, exercise, attempt)
        return None

    def when(self, exercise: Exercise) -> float:
        """Return when the file was saved, in seconds of the clock."""
        try:
            return self.clock.at(exercise.stub.stat().st_mtime, self.looked)
        except OSError:  # renamed away meanwhile
            return self.clock.seconds()

    def happened(self, event: watch.Event, exercise: Exercise, attempt: Attempt) -> End | None:
        """Act on an event; return how it ended the attempt, if it did."""
        match event:
            case watch.Saved(data=data):
                self.data = data
                return None if reset.is_stub(data, exercise) else self.grade(exercise, attempt, self.when(exercise))
            case watch.Gone():
                self.tell(f"{exercise.stub.name} is not there. It is graded as soon as it is back.")
            case watch.Pressed(key="s") if self.result:
                return self.grade(exercise, attempt, self.clock.seconds())
            case watch.Pressed(key=key):
                return self.pressed(exercise, key)
        return None

    def pressed(self, exercise: Exercise, key: str) -> End | None:
        """Do what a key asks for; other keys do nothing."""
        if key == "q":
            raise _Left
        if key == "g" and self.asked_to_give_up:
            return End.GIVEN_UP
        self.asked_to_give_up = key == "g"
        if key == "g":
            self.tell(_SURE)
        elif key == "h":
            self.line.clear()
            try:
                hint.show_next(exercise, self.console)
            except UsageError as error:
                self.tell(str(error))
        elif key == "f" and self.result:
            self.line.clear()
            terminal.show_all_failures(self.result.report, self.console)
        return None

    def grade(self, exercise: Exercise, attempt: Attempt, seconds: float) -> End | None:
        """Grade the file, keep the row and show the verdict; an accepted one ends the attempt.

        Args:
            exercise: what is asked.
            attempt: which the row belongs to.
            seconds: that had passed when the file was saved.
        """
        self.saved = seconds
        try:
            source = submission.read(exercise, None)
        except UsageError as error:
            self.tell(str(error))
            return None
        self.line.clear()
        with Progress() as progress:
            manner = Options(shrink=shrink.QUICK, speed_when_right=True, progress=progress.at)
            self.result = self.judge.grade(exercise, source, judging.seed_of(None), manner)
        report = self.result.report
        self.gradings.append(self.history.record(report, source.text, attempt=attempt.id, elapsed=seconds))
        self.keep_time()
        terminal.show_report(report, self.console)
        return End.ACCEPTED if report.verdict is Verdict.ACCEPTED else None

    def sum_up(self, exercise: Exercise, attempt: Attempt, outcome: End, ended: float) -> None:
        """Show what the attempt came to, beside earlier ones."""
        attempts, gradings = self.history.attempts(), self.history.gradings()
        now = next((one for one in attempts if one.id == attempt.id), None)
        if now is None:  # the history could not keep it, or was set aside meanwhile
            now = msgspec.structs.replace(attempt, outcome=outcome, ended=ended)
            attempts, gradings = [*attempts, now], [*gradings, *self.gradings]
        earlier = [one for one in attempts if one.task == attempt.task and one.id != now.id and one.outcome]
        minutes = {name: one.minutes for name, one in common.all_exercises().items()}
        memories = repetition.memories(repetition.reviews(attempts, gradings, minutes), datetime.now(UTC))
        memory = memories.get(exercise.name)
        screen.show_debrief(
            exercise,
            debrief.figures(now, gradings),
            [(one.created, debrief.figures(one, gradings)) for one in earlier],
            debrief.questions(exercise),
            accepted=outcome is End.ACCEPTED or standing(attempt.task, attempts, gradings).state.startswith("accepted"),
            due=memory.due if memory else None,
            console=self.console,
        )

    def tell(self, line: str) -> None:
        """Tell one line."""
        self.line.clear()
        self.console.print(f" {line}")

    def leave(self) -> None:
        """Let the clock run on without anybody here."""
        self.line.clear()
        self.keep_time()
        common.say(f"left; the clock runs on. `{invocation.command('practice')}` goes on with it.")

    def keep_time(self) -> None:
        """Keep how much time has passed, so that no restart gives it back."""
        self.noted = self.clock.seconds()
        self.history.note_time(self.sitting, self.noted)
