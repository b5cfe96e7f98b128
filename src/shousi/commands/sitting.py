"""Practice against the clock: grade every save, and sum up each attempt at its end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console

from shousi import invocation, stubs, watch
from shousi.catalogue import Exercise
from shousi.clock import Stopwatch
from shousi.commands import common, hint, judging
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

_KEYS = "h hint  f everything  s speed again  g give up  q leave"
_MORE = "f shows everything"
_KEEP_SECONDS = 60.0  # between two notes of the time in the history; a lost machine gives back at most this much
_SURE = {  # keys that are pressed twice, and what is said after the first time
    "g": "g again gives up; any other key goes on.",
    "h": "A hint counts. h again shows the next one; any other key goes on.",
}


class _Left(Exception):
    """The learner has left; the clock runs on."""


class PracticeSession:
    """One learner's practice: the clock, the file, its last grading, and the screen."""

    def __init__(self, judge: judging.Judge, history: History, sitting: Sitting, before: Sequence[Attempt]) -> None:
        self.judge, self.history, self.sitting = judge, history, sitting
        self.root = judge.exercises[0].root
        self.clock = Stopwatch(sitting.start, sitting.last, sitting.allowed)
        self.console: Console = terminal.open_console()
        self.line = screen.ClockLine(self.console, _KEYS)
        self.outcomes = [attempt.outcome for attempt in before if attempt.outcome]
        graded = history.gradings() if before else []
        self.figures = [debrief.figures(attempt, graded) for attempt in before if attempt.outcome]
        self.left_open = next((attempt for attempt in before if attempt.outcome is None), None)
        self.result: GradingResult | None = None
        self.gradings: list[GradingRow] = []
        self.noted = 0.0
        self.looked = 0.0  # when the file was last looked at, which a running grading delays
        self.data: bytes | None = None  # what was in the file then
        self.saved = 0.0  # when the file that was graded last was saved: grading does not cost the learner time
        self.asked = ""  # the key that is to be pressed again

    def run(self) -> int:
        """Ask all exercises that were planned, until the time is over. Return 0 if all were accepted."""
        outcome = self.end_after(self.outcomes)
        try:
            while outcome is None:
                outcome = self.attempt(len(self.outcomes))
        except _Left:
            self.leave()
            return 1
        except KeyboardInterrupt:
            if self.end_after(self.outcomes) is None:
                self.leave()
            raise
        if len(self.judge.exercises) > 1:
            self.show_summary()
        return 0 if outcome is End.ACCEPTED else 1

    def show_summary(self) -> None:
        """Show how each exercise of a mock interview went."""
        asked = [*self.figures, *[None] * (len(self.judge.exercises) - len(self.figures))]
        spent = sum(figures.spent for figures in self.figures)
        screen.show_summary(
            list(zip(self.judge.exercises, asked, strict=True)), spent, self.sitting.allowed, self.console
        )

    def end_after(self, outcomes: Sequence[End]) -> End | None:
        """Return how the sitting ends if its attempts ended like this, or None if exercises are left to ask."""
        if End.OUT_OF_TIME in outcomes:
            return End.OUT_OF_TIME
        if len(outcomes) < len(self.judge.exercises):
            return None
        return End.GIVEN_UP if End.GIVEN_UP in outcomes else End.ACCEPTED

    def attempt(self, position: int) -> End | None:
        """Ask one exercise and sum it up. Return how the sitting ended, or None if it goes on.

        The history is written before the debrief is shown, so that ctrl-C while reading loses nothing.
        """
        exercise, attempt = self.judge.exercises[position], self.begin(position)
        self.result, self.asked, self.gradings = None, "", []
        self.looked, self.data = self.clock.seconds(), None
        with watch.Keyboard() as keyboard:
            outcome = self.wait_for_end(exercise, attempt, keyboard)
        self.line.clear()
        ended = self.saved if outcome is End.ACCEPTED else min(self.clock.seconds(), self.sitting.allowed)
        whole = self.end_after([*self.outcomes, outcome])
        self.history.end_attempt(attempt, outcome, ended, sitting=whole)
        self.outcomes.append(outcome)
        self.sum_up(exercise, attempt, outcome, ended)
        return whole

    def begin(self, position: int) -> Attempt:
        """Begin a new attempt, or continue the one that was left."""
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

    def wait_for_end(self, exercise: Exercise, attempt: Attempt, keyboard: watch.Keyboard) -> End:
        """Handle saves and keys until the deadline. Return how the attempt ended."""
        self.line.update(exercise.task, self.clock.left())
        for event in watch.events(exercise.stub, keyboard, ticks=1.0):
            seconds = self.clock.seconds()
            if seconds >= self.sitting.allowed:
                return self.grade_late_save(exercise, attempt) or End.OUT_OF_TIME
            if outcome := self.handle(event, exercise, attempt):
                return outcome
            self.looked = seconds
            if seconds - self.noted >= _KEEP_SECONDS:
                self.keep_time()
            self.line.update(exercise.task, self.clock.left())
        raise _Left

    def grade_late_save(self, exercise: Exercise, attempt: Attempt) -> End | None:
        """Grade a file that was saved before the deadline while another grading was running."""
        found = watch.Watcher(exercise.stub).look(0.0)
        if (
            isinstance(found, watch.Saved)
            and found.data != self.data
            and self.saved_at(exercise) < self.sitting.allowed
        ):
            return self.handle(found, exercise, attempt)
        return None

    def saved_at(self, exercise: Exercise) -> float:
        """Return when the file was saved, in seconds since the clock started."""
        try:
            return self.clock.at(exercise.stub.stat().st_mtime, self.looked)
        except OSError:  # the file is gone by now
            return self.clock.seconds()

    def handle(self, event: watch.Event, exercise: Exercise, attempt: Attempt) -> End | None:
        """Handle an event. Return how it ended the attempt, or None if the attempt goes on."""
        match event:
            case watch.Saved(data=data):
                self.data = data
                if stubs.is_stub(data, exercise.functions):
                    return None
                return self.grade(exercise, attempt, self.saved_at(exercise))
            case watch.Gone():
                self.tell(f"{exercise.stub.name} is not there. It is graded as soon as it is back.")
            case watch.Pressed(key="s") if self.result:
                return self.grade(exercise, attempt, self.clock.seconds())
            case watch.Pressed(key=key):
                return self.handle_key(exercise, key)
        return None

    def handle_key(self, exercise: Exercise, key: str) -> End | None:
        """Do what a key asks for. Return how it ended the attempt, if it did. Other keys are ignored."""
        if key == "q":
            raise _Left
        is_sure = key == self.asked
        self.asked = key if key in _SURE and not is_sure else ""
        if self.asked:
            self.tell(_SURE[key])
        elif key == "g":
            return End.GIVEN_UP
        elif key == "h":
            self.line.clear()
            try:
                hint.show_next(exercise, self.console)
            except UsageError as error:
                self.tell(str(error))
        elif key == "f" and self.result:
            self.line.clear()
            terminal.show_everything(self.result.report, self.console)
        return None

    def grade(self, exercise: Exercise, attempt: Attempt, seconds: float) -> End | None:
        """Grade the file, keep the result and show the verdict. An accepted answer ends the attempt.

        Args:
            exercise: what was asked.
            attempt: that the result belongs to.
            seconds: of the clock when the file was saved.
        """
        self.saved = seconds
        try:
            source = submission.read(exercise, None)
        except UsageError as error:
            self.tell(str(error))
            return None
        self.line.clear()
        with Progress() as progress:
            how = Options(shrink=shrink.QUICK, speed_when_right=True, progress=progress.at)
            self.result = self.judge.grade(exercise, source, judging.seed_of(None), how)
        report = self.result.report
        self.gradings.append(self.history.record(report, source.text, attempt=attempt.id, elapsed=seconds))
        self.keep_time()
        terminal.show_report(report, self.console, _MORE)
        return End.ACCEPTED if report.verdict is Verdict.ACCEPTED else None

    def sum_up(self, exercise: Exercise, attempt: Attempt, outcome: End, ended: float) -> None:
        """Show the figures of this attempt beside those of earlier ones."""
        attempts, gradings = self.history.attempts(), self.history.gradings()
        now = next((one for one in attempts if one.id == attempt.id), None)
        if now is None:  # the history could not be written, or was replaced meanwhile
            now = msgspec.structs.replace(attempt, outcome=outcome, ended=ended)
            attempts, gradings = [*attempts, now], [*gradings, *self.gradings]
        earlier = [one for one in attempts if one.task == attempt.task and one.id != now.id and one.outcome]
        minutes = {name: one.minutes for name, one in common.all_exercises().items()}
        memories = repetition.memories(repetition.reviews(attempts, gradings, minutes), datetime.now(UTC))
        memory = memories.get(exercise.name)
        self.figures.append(debrief.figures(now, gradings))
        screen.show_debrief(
            exercise,
            self.figures[-1],
            [(one.created, debrief.figures(one, gradings)) for one in earlier],
            debrief.questions(exercise),
            accepted=outcome is End.ACCEPTED or standing(attempt.task, attempts, gradings).state.startswith("accepted"),
            due=memory.due if memory else None,
            console=self.console,
        )

    def tell(self, line: str) -> None:
        """Show one line."""
        self.line.clear()
        self.console.print(f" {line}")

    def leave(self) -> None:
        """Note the time and say that the clock runs on."""
        self.line.clear()
        self.keep_time()
        common.say(f"left; the clock runs on. `{invocation.command('practice')}` goes on with it.")

    def keep_time(self) -> None:
        """Note in the history how much time has passed, so that a restart does not give it back."""
        self.noted = self.clock.seconds()
        self.history.note_time(self.sitting, self.noted)
