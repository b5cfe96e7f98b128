"""`shousi try`: call a submission on an input of the learner's own, and show the solution's answer beside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shousi.commands import common, judging, naming
from shousi.commands.options import Parser
from shousi.errors import UsageError, printable

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.grading.own_input import Input


def add_options(parser: Parser) -> None:
    """Add the options of this command to its parser."""
    add = parser.add_argument
    add("name", metavar="NAME", help="an exercise, such as nms")
    parser.epilog = (
        "The arguments follow as Python expressions after --, by position or by name: "
        "shousi try gaussian_kernel -- 5 sigma=1.5"
    )
    parser.take_rest("arguments")
    add("--file", type=Path, metavar="FILE", help="instead a Python file that assigns the arguments by their names")
    add("--function", default="", metavar="NAME", help="which function to call, of an exercise that asks for several")
    add("--submission", type=Path, metavar="PATH", help="a file or folder other than the stub's")
    add("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")
    add("--seed", type=int, default=0, metavar="N", help="of the random generators, before each call; 0 by default")


def run(options: argparse.Namespace) -> int:
    """Show both answers. Return 0 if they are alike; nothing is judged or kept."""
    exercises = common.named([options.name], options.variant)
    if bool(options.file) == bool(options.arguments):
        raise UsageError('give the arguments after --, such as -- "np.eye(3)" 0.5, or a --file that assigns them.')
    copies = naming.copies([options.name], exercises)
    with judging.opened(exercises) as judge:
        import msgspec

        from shousi.grading import own_input, submission
        from shousi.show import terminal, trial

        exercise = judge.exercises[0]
        source = submission.read(exercise, options.submission or next(iter(copies), None))
        function = own_input.function_of(exercise, options.function)
        text = exercise.solution.read_text(encoding="utf-8")
        solution = msgspec.structs.replace(source, text=text, filename="solution.py", forbidden=())
        given = _input(exercise, function, options)
        tried = own_input.attempt(judge.launcher, exercise, source, solution, function, given, options.seed)
        trial.show_trial(exercise.task, tried, terminal.open_console())
    return 1 if tried.alike is False else 0


def _input(exercise: Exercise, function: str, options: argparse.Namespace) -> Input:
    from shousi.grading import own_input

    if not options.file:
        return own_input.of_expressions(exercise, options.arguments)
    try:
        text = options.file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise UsageError(f"{printable(str(options.file), 200)}: cannot be read ({reason}).") from None
    return own_input.of_module(exercise, function, printable(options.file.name, 80), text)
