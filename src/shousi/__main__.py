"""The command line: one subcommand is one call."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from shousi import __version__
from shousi.commands.options import Parser
from shousi.errors import ShousiError, one_of, printable
from shousi.feedback import Feedback

_INTERRUPTED = 130  # what a shell expects after ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 accepted, 1 rejected, 2 usage, 3 judge error."""
    try:
        options = _parser().parse_args(argv)
        return int(import_module(f"shousi.commands.{options.module}").run(options))
    except ShousiError as error:
        print(f"shousi: {error}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        print("shousi: interrupted.", file=sys.stderr)
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="shousi", description=(sys.modules["shousi"].__doc__ or "").strip())
    parser.add_argument("--version", action="version", version=f"shousi {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_grade(commands)
    _add_list(commands)
    _add_hint(commands)
    _add_compare(commands)
    _add_reset(commands)
    _add_practice(commands)
    _add_progress(commands)
    _add_check(commands)
    _add_publish(commands)
    _add_classroom(commands)
    return parser


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    grade = commands.add_parser("grade", help="judge what you have written", allow_abbrev=False)
    grade.add_argument("names", nargs="*", metavar="NAME", help="an exercise, such as nms")
    grade.add_argument("--all", action="store_true", help="every exercise of the catalogue")
    grade.add_argument("--submission", type=Path, metavar="PATH", help="a file or folder other than the stub's")
    grade.add_argument("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")
    grade.add_argument("--json", type=Path, metavar="FILE", help="also write the report as JSON (shousi/report/v2)")
    grade.add_argument("--junit", type=Path, metavar="FILE", help="also write the checks as JUnit XML")
    grade.add_argument("--html", type=Path, metavar="FILE", help="also write a page with everything, pictures included")
    grade.add_argument("--pictures", action="store_true", help="also draw the first failure on the terminal")
    told = "what to tell: full (the default), behavior (titles and diagnoses), verdict (points)"
    grade.add_argument("--feedback", type=_feedback, default=Feedback.FULL, metavar="LEVEL", help=told)
    grade.add_argument("--watch", action="store_true", help="grade again on every save, until q is pressed")
    grade.add_argument("--debug", action="store_true", help="then run the first failing call again under pdb")
    grade.add_argument("--save-case", type=Path, metavar="FILE", help="write the first failing input as FILE (.npz)")
    grade.add_argument("--seed", type=_seed, metavar="N", help="repeat a run exactly; without it each run draws anew")
    skipping = "leave out the checks of time and memory; the verdict is then no better than 'speed not measured'"
    grade.add_argument("--no-speed", action="store_true", help=skipping)
    grade.add_argument("--growth", action="store_true", help="also measure time over size, yours and the solution's")
    required = "refuse to grade where submissions are locked less well; docs/security.md tells the tiers"
    grade.add_argument("--require-tier", choices=("A", "B", "C", "D"), default="", metavar="A|B|C|D", help=required)
    grade.set_defaults(module="grade")


def _add_list(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    listing = commands.add_parser("list", help="show the exercises", allow_abbrev=False)
    listing.set_defaults(module="listing")


def _add_hint(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    hint = commands.add_parser("hint", help="show the next hint of an exercise", allow_abbrev=False)
    hint.add_argument("name", metavar="NAME", help="an exercise, such as nms")
    hint.add_argument("--again", action="store_true", help="those that were shown before")
    hint.set_defaults(module="hint")


def _add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    compare = commands.add_parser("compare", help="show your accepted answer beside the solution", allow_abbrev=False)
    compare.add_argument("name", metavar="NAME", help="an exercise, such as nms")
    compare.add_argument("--reveal", action="store_true", help="before it is accepted too; the history notes that")
    compare.set_defaults(module="compare")


def _add_reset(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    reset = commands.add_parser("reset", help="put the stub back; your work is kept", allow_abbrev=False)
    reset.add_argument("names", nargs="+", metavar="NAME", help="an exercise, such as nms")
    reset.add_argument("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")
    reset.set_defaults(module="reset")


def _add_practice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    practice = commands.add_parser("practice", help="write one against the clock", allow_abbrev=False)
    chosen = "an exercise, such as nms; without one, what is due for repetition, or new"
    practice.add_argument("names", nargs="*", metavar="NAME", help=chosen)
    practice.add_argument("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")
    practice.add_argument("--minutes", type=_count, metavar="N", help="the deadline; without it the exercise's minutes")
    practice.add_argument("--topic", metavar="TOPIC", help="choose among the exercises of a topic")
    practice.add_argument("--count", type=_count, metavar="N", help="a mock interview of several, with one deadline")
    practice.set_defaults(module="practice")


def _add_progress(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    progress = commands.add_parser("progress", help="show where you stand, and what is due", allow_abbrev=False)
    progress.add_argument("--html", type=Path, metavar="FILE", help="write it as a page, with plots of your times")
    exporting = "write every grading as csv, or everything as json"
    progress.add_argument("--export", choices=("csv", "json"), metavar="csv|json", help=exporting)
    progress.add_argument("--to", type=Path, metavar="FILE", help="the export's file; standard output without it")
    progress.set_defaults(module="progress")


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    checking = commands.add_parser("check", help="hold exercises to what their authors promise", allow_abbrev=False)
    checking.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of them if none is named")
    checking.add_argument("--seeds", type=_seed, default=5, metavar="N", help="runs of each right file (5)")
    changing = "change each solution in many small ways instead, and list the changes that its checks miss"
    checking.add_argument("--mutants", action="store_true", help=changing)
    limits = "measure all accepted, too slow and too large samples instead, and hold the limits to lie well between"
    checking.add_argument("--speed", action="store_true", help=limits)
    checking.add_argument("--decisions", type=_seed, default=20, metavar="N", help="with --speed, of each file (20)")
    checking.set_defaults(module="check")


def _add_publish(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    publishing = commands.add_parser("publish", help="build the starter and solutions branches", allow_abbrev=False)
    publishing.add_argument("--push", default="", metavar="REMOTE", help="also push them to this repository")
    publishing.add_argument("--only", type=_names, default=(), metavar="NAMES", help="exercises, as in nms,conv2d")
    publishing.set_defaults(module="publish")


def _add_classroom(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    classroom = commands.add_parser("classroom", help="set assignments to a class", allow_abbrev=False)
    parts = classroom.add_subparsers(required=True, metavar="COMMAND", dest="classroom")
    hosts = ("classroom50", "actions", "gradescope")
    bundle = parts.add_parser("bundle", help="pack an assignment for its host", allow_abbrev=False)
    bundle.add_argument("assignment", type=Path, metavar="FILE", help="the assignment, as in week3.toml")
    bundle.add_argument("--for", dest="host", choices=hosts, required=True, help="who will run it")
    bundle.add_argument("--out", type=Path, metavar="PATH", help="a new folder; for gradescope a zip")
    run = parts.add_parser("run", help="grade as a host asks for it; the scripts of a bundle do", allow_abbrev=False)
    run.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of the assignment if none is named")
    run.add_argument("--for", dest="host", choices=(*hosts, "summary"), required=True, help="who wants to know")
    run.add_argument("--kit", type=Path, metavar="FILE", help="the bundle's assignment.seal")
    run.add_argument("--submission", type=Path, metavar="FOLDER", help="the student's checkout")
    run.add_argument("--out", type=Path, metavar="FOLDER", default=Path(), help="where the results go")
    classroom.set_defaults(module="classroom")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _feedback(text: str) -> Feedback:
    try:
        return Feedback(text)
    except ValueError:
        names = one_of([level.value for level in Feedback])
        raise argparse.ArgumentTypeError(f"{names}, not {printable(text, 40)}") from None


def _count(text: str) -> int:
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not count:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 9999, not {printable(text, 40)}")
    return count


def _seed(text: str) -> int:
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if not 0 <= seed < 2**63:
        raise argparse.ArgumentTypeError(f"a whole number from 0 up, not {printable(text, 40)}")
    return seed


def script() -> NoReturn:
    """Run a command and end this process with its exit status."""
    status = main()
    gc.freeze()  # an interpreter that ends looks for cycles in all that was loaded: 50 ms for what goes anyway
    sys.exit(status)


if __name__ == "__main__":
    script()
