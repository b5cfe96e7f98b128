"""`shousi list`: show the exercises, and what the learner has solved of them."""

from __future__ import annotations

import argparse

from shousi.commands import common


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("--topic", default="", metavar="NAME", help="only the exercises of a topic, such as attention")
    parser.add_argument("--asked", action="store_true", help="the most often asked in interviews first")


def run(options: argparse.Namespace) -> int:
    """Show the catalogue. If the history cannot be read, say so and show the exercises without it."""
    from shousi.history import History
    from shousi.history.rows import Task
    from shousi.practice import choice
    from shousi.practice.standing import standing
    from shousi.show import listing, terminal

    exercises = list(common.all_exercises().values())
    if options.topic:
        exercises = choice.of_topic(exercises, options.topic)
    if options.asked:
        exercises.sort(key=lambda exercise: -exercise.asked)
    with History(common.root(), common.say) as history:
        attempts, gradings = history.attempts(), history.gradings()
    lines = [(exercise, standing(Task(exercise.name), attempts, gradings)) for exercise in exercises]
    console = terminal.open_console()
    listing.show_exercises(lines, console)
    if lines:
        left = [exercise for exercise, standing in lines if not standing.state.startswith("accepted")]
        listing.show_commands((left or [lines[0][0]])[0].name, console)
    return 0
