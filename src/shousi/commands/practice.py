"""`shousi practice`: write one exercise against the clock, or several with one deadline."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from shousi import catalogue, clock, invocation, locks
from shousi.clock import Stopwatch
from shousi.commands import common, reset
from shousi.commands.options import positive_number
from shousi.errors import UsageError, printable
from shousi.history import History, database
from shousi.history.rows import Attempt, End, GradingRow, Sitting, Task

if TYPE_CHECKING:
    from shousi.catalogue import Exercise


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    add = parser.add_argument
    chosen = "an exercise, such as nms; without one, what is due for repetition, or new"
    add("names", nargs="*", metavar="NAME", help=chosen)
    add("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")
    add("--minutes", type=positive_number, metavar="N", help="the deadline; without it the exercise's minutes")
    add("--topic", metavar="TOPIC", help="choose among the exercises of a topic")
    add("--plan", metavar="PLAN", help="choose the next exercise of a study plan, such as one-week")
    add("--count", type=positive_number, metavar="N", help="a mock interview of several, with one deadline")


def run(options: argparse.Namespace) -> int:
    """Practice the exercises that were named, or what should come next. Return 0 if everything was accepted."""
    root = common.root()
    with _only_one(root), History(root, common.say) as history:
        found = _unfinished(history, options)
        exercises = [_find(task) for task in found.planned] if found else _chosen(history, options)
        from shousi.commands import judging, sitting

        with judging.opened(exercises) as judge:
            begun = found or _begin(history, exercises, options)
            return sitting.PracticeSession(judge, history, begun, _attempts_of(history, begun)).run()


@contextlib.contextmanager
def _only_one(root: Path) -> Iterator[None]:
    """Keep a second practice from running at the same time. Where no lock can be made, do nothing."""
    with contextlib.ExitStack() as stack:
        try:
            got = stack.enter_context(locks.held(database.make_folder(root) / "practice.lock", wait=False))
        except OSError:
            got = True  # the history says that it cannot be written
        if not got:
            raise UsageError("practice is going on in another terminal. Go on there, or leave it with q first.")
        yield


def _unfinished(history: History, options: argparse.Namespace) -> Sitting | None:
    """Return the sitting that was left and still has time; end one that has none."""
    found = history.open_sitting()
    if found is None:
        return None
    names = printable(", ".join(str(task) for task in found.planned), 200)
    left = Stopwatch(found.start, found.last, found.allowed).left()
    if left <= 0:
        history.end_sitting(found, End.OUT_OF_TIME, found.allowed)
        common.say(f"the practice of {names} that was left has run out of time.")
        return None
    if not _is_known(found):
        history.end_sitting(found, End.GIVEN_UP, found.allowed - left)
        return None
    wanted = [exercise.task for exercise in common.named(options.names, options.variant)]
    if wanted and wanted != [str(task) for task in found.planned]:
        minutes = max(1, round(left / 60))
        advice = f"`{invocation.command('practice')}` goes on with it; there g gives up"
        raise UsageError(f"the practice of {names} is still going on, {minutes} min left. {advice}.")
    common.say(f"going on with {names}; the clock has not stopped meanwhile.")
    given = [f"--{name}" for name in ("minutes", "topic", "plan", "count") if getattr(options, name)]
    if given:
        common.say(f"{' and '.join(given)}: for a practice that begins; this one keeps its own.")
    return found


def _is_known(found: Sitting) -> bool:
    """Return whether the exercises of a sitting still exist."""
    try:
        return bool([_find(task) for task in found.planned])
    except UsageError:
        return False


def _chosen(history: History, options: argparse.Namespace) -> list[Exercise]:
    """Return the exercises that were named, else those that are due, new, or due next, and say why."""
    if options.names:
        if options.topic or options.plan or options.count:
            raise UsageError("--topic, --plan and --count choose exercises; leave them out where you name some.")
        named = common.named(options.names, options.variant)
        if len({exercise.task for exercise in named}) < len(named):
            raise UsageError("name each exercise once: the second time, the file is written already.")
        return named
    if options.variant:
        raise UsageError("--variant goes with one exercise; name it.")
    if options.topic and options.plan:
        raise UsageError("--topic and --plan both choose exercises; say one of them.")
    from shousi.practice import choice, repetition

    now = datetime.now(UTC)
    attempts, gradings = history.attempts(), history.gradings()
    at_hand = _of_plan(options.plan, attempts, gradings) if options.plan else _at_hand(options.topic)
    minutes = {exercise.name: exercise.minutes for exercise in common.every_exercise()}
    memories = repetition.memories(repetition.reviews(attempts, gradings, minutes), now)
    found = choice.choose(at_hand, memories, attempts, now, options.count or 1)
    for one in found:
        common.say(f"{one.task}: {one.reason.value}.")
    return [_find(one.task) for one in found]


def _at_hand(topic: str | None) -> list[Exercise]:
    """Return the exercises of a topic, or all, whose modules are installed here."""
    from shousi.practice import choice

    narrowed = choice.of_topic(common.every_exercise(), topic)
    at_hand = [exercise for exercise in narrowed if exercise.needs != "torch" or find_spec("torch")]
    if not at_hand:
        common.worker_modules(narrowed)  # raises UsageError with what they need
    return at_hand


def _of_plan(name: str, attempts: Sequence[Attempt], gradings: Sequence[GradingRow]) -> list[Exercise]:
    """Return the exercises of a study plan in its order, and say how far the learner is with it."""
    from shousi.practice import plans

    exercises = common.all_exercises()
    plan = plans.load(common.root(), name, exercises)
    done = plans.how_far(plan, attempts, gradings).accepted
    common.say(f"plan {name}: {done} of {len(plan.exercises)} exercises accepted.")
    return [exercises[name] for name in plan.exercises]


def _begin(history: History, exercises: Sequence[Exercise], options: argparse.Namespace) -> Sitting:
    """Put the stubs back and start the clock."""
    minutes = options.minutes or sum(exercise.minutes for exercise in exercises)
    for exercise in exercises:  # before the clock starts: that a stub cannot be put back must not cost time
        if (old := reset.put_back(exercise)) is not None:
            reset.say_where_kept(exercise, old)
    planned = [Task(exercise.name, exercise.variant) for exercise in exercises]
    return history.begin_sitting(planned, clock.now(), 60.0 * minutes)


def _attempts_of(history: History, sitting: Sitting) -> list[Attempt]:
    """Return the attempts of a sitting, the oldest first; none of a new one."""
    attempts = history.attempts() if sitting.id else []
    return [attempt for attempt in attempts if attempt.sitting == sitting.id]


def _find(task: Task) -> Exercise:
    return catalogue.variant_of(catalogue.find(common.all_exercises(), task.exercise), task.variant)
