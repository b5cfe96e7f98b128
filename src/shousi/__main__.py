"""The command line: find the command's module, run it, and return an exit status whatever happens."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

# Nothing else of ours is imported here: where the engine is damaged, `main` still has to say so, with status 3.
from shousi import __doc__ as description
from shousi import __version__

COMMANDS = {  # each has a module in shousi.commands, with `add_options(parser)` and `run(options)`
    "grade": "judge what you have written",
    "try": "run what you have written on an input of your own",
    "list": "show the exercises",
    "hint": "show the next hint of an exercise",
    "compare": "show your accepted answer beside the solution",
    "reset": "put the stub back; your work is kept",
    "restore": "bring back an earlier version of your work",
    "practice": "write an exercise against the clock",
    "progress": "show what you have solved, and what is due for repetition",
    "notebook": "write a Jupyter notebook for each exercise",
    "check": "check that exercises do what their authors promise",
    "publish": "build the starter and solutions branches",
    "classroom": "set assignments to a class",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 accepted, 1 rejected, 2 usage, 3 our fault, 130 interrupted."""
    try:
        from shousi.commands import endings

        return endings.run_safely(_parse, sys.argv[1:] if argv is None else argv)
    except BaseException as error:  # noqa: BLE001 - not even the module that handles errors can be used
        print(f"shousi: internal error: {type(error).__name__}: {str(error)!a}.", file=sys.stderr)
        return 3


def _parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command that these words name; only its own module is imported."""
    from shousi.commands.options import Parser

    parser = Parser(prog="shousi", description=description)
    parser.add_argument("--version", action="version", version=f"shousi {__version__}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    named = next((word for word in words if not word.startswith("-")), "")
    for name, purpose in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=purpose, allow_abbrev=False)
        if name == named:
            command = import_module(module_of(name))
            command.add_options(subparser)
            subparser.set_defaults(run=command.run)
    return parser.parse_args(words)


def module_of(name: str) -> str:
    """Return the module of a command. It has the same name, unless that is a keyword of Python."""
    return f"shousi.commands.{'trial' if name == 'try' else name}"


def script() -> NoReturn:
    """Run a command and end this process with its exit status."""
    # A grading makes many objects and hardly any garbage. By default, looking for it takes a tenth of the time.
    gc.set_threshold(200_000)
    status = main()
    gc.freeze()  # at its end an interpreter collects garbage, which takes 50 ms and frees nothing that matters
    sys.exit(status)


if __name__ == "__main__":
    script()
