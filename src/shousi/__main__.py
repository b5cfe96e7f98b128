"""The command line: one subcommand is one call."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shousi import __version__
from shousi.errors import ShousiError, UsageError, printable
from shousi.sandbox import start

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.report import Report
    from shousi.sandbox.launch import Launcher

_INTERRUPTED = 130  # what a shell expects after ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 accepted, 1 rejected, 2 usage, 3 judge error."""
    try:
        options = _parser().parse_args(argv)
        return int(options.run(options))
    except ShousiError as error:
        print(f"shousi: {error}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        print("shousi: interrupted.", file=sys.stderr)
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shousi", description=(sys.modules["shousi"].__doc__ or "").strip())
    parser.add_argument("--version", action="version", version=f"shousi {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    grade = commands.add_parser("grade", help="judge what you have written", allow_abbrev=False)
    grade.add_argument("names", nargs="*", metavar="NAME", help="an exercise, such as nms")
    grade.add_argument("--all", action="store_true", help="every exercise of the catalogue")
    grade.add_argument("--submission", type=Path, metavar="PATH", help="a file or folder other than the stub's")
    grade.add_argument("--json", type=Path, metavar="FILE", help="also write the report as JSON (shousi/report/v1)")
    grade.add_argument("--junit", type=Path, metavar="FILE", help="also write the checks as JUnit XML")
    grade.add_argument("--seed", type=_seed, metavar="N", help="repeat a run exactly; without it each run draws anew")
    grade.set_defaults(run=_grade)
    listing = commands.add_parser("list", help="show the exercises", allow_abbrev=False)
    listing.set_defaults(run=_list)
    checking = commands.add_parser("check", help="hold exercises to what their authors promise", allow_abbrev=False)
    checking.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of them if none is named")
    checking.add_argument("--seeds", type=_seed, default=5, metavar="N", help="runs of each right file (5)")
    changing = "change each solution in many small ways instead, and list the changes that its checks miss"
    checking.add_argument("--mutants", action="store_true", help=changing)
    checking.set_defaults(run=_check)
    return parser


def _seed(text: str) -> int:
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if not 0 <= seed < 2**63:
        raise argparse.ArgumentTypeError(f"a whole number from 0 up, not {printable(text, 40)}")
    return seed


def _grade(options: argparse.Namespace) -> int:
    exercises = _chosen(options)
    outputs = [path for path in (options.json, options.junit) if path]
    _hold_options(options, exercises, outputs)
    # The zygote imports NumPy while this process imports pytest.
    modules = _modules(exercises)
    zygote = start.start_zygote(modules) if start.HAS_ZYGOTE else None
    try:
        from shousi.grading import submission

        sources = [submission.read(exercise, options.submission) for exercise in exercises]
        from shousi.grading import mistakes
        from shousi.grading.grade import exit_status, grade
        from shousi.sandbox.launch import launcher

        known = [mistakes.load(exercise) for exercise in exercises]
        launched = launcher(zygote, modules, lambda: _say(f"loading {modules[-1]}; the first time takes longest."))
        seed = options.seed if options.seed is not None else int.from_bytes(os.urandom(4), "little")
        try:
            reports = []
            for exercise, source, patches in zip(exercises, sources, known, strict=True):
                reports.append(grade(launched, exercise, source, seed, patches))
                _show(reports[-1])
                if options.submission is None:
                    _remember(exercise, reports[-1])
        finally:
            launched.close()
    finally:
        if zygote:
            zygote.control.close()
    _write(options, reports)
    return max(exit_status(report.verdict) for report in reports)


def _modules(exercises: Sequence[Exercise]) -> list[str]:
    """Return what the workers of these exercises have loaded.

    Raises:
        UsageError: it is not installed here.
    """
    from importlib.util import find_spec

    for exercise in exercises:
        if exercise.needs == "torch" and find_spec("torch") is None:
            command = f"`nox -s grade -- {exercise.name}`"
            raise UsageError(f"{exercise.name} needs torch, which is not installed here. {command} does that.")
    return ["numpy", "torch"] if any(exercise.needs == "torch" for exercise in exercises) else ["numpy"]


def _say(line: str) -> None:
    print(f"shousi: {line}", file=sys.stderr, flush=True)


def _chosen(options: argparse.Namespace) -> list[Exercise]:
    if options.all == bool(options.names):
        raise UsageError("name an exercise, or --all. `shousi list` shows what there is.")
    if not options.all:
        return _named(options.names)
    exercises = list(_catalogue().values())
    if not exercises:
        raise UsageError("the catalogue is empty.")
    return exercises


def _catalogue() -> dict[str, Exercise]:
    from shousi import catalogue

    return catalogue.load(catalogue.find_root(Path.cwd()))


def _named(names: Sequence[str]) -> list[Exercise]:
    from shousi import catalogue

    exercises = _catalogue()
    return [catalogue.find(exercises, name) for name in names]


def _hold_options(options: argparse.Namespace, exercises: Sequence[Exercise], outputs: Sequence[Path]) -> None:
    if len(exercises) > 1 and (options.submission or options.json):
        raise UsageError("--submission and --json go with one exercise; name just one.")
    for path in outputs:
        if not path.absolute().parent.is_dir():
            raise UsageError(f"{printable(str(path))}: its folder does not exist. Make it first.")
        if path.is_dir():
            raise UsageError(f"{printable(str(path))}: a folder. Name a file.")


def _show(report: Report) -> None:
    from shousi.show import terminal

    terminal.show(report, terminal.terminal())


def _remember(exercise: Exercise, report: Report) -> None:
    """Keep a learner's own grading; what is wrong with the history is told, and no reason to fail."""
    from shousi import history

    try:
        history.record(exercise.root, report)
    except history.HistoryError as error:
        _say(str(error))


def _write(options: argparse.Namespace, reports: Sequence[Report]) -> None:
    from shousi import report
    from shousi.show import junit

    if options.json:
        _replace(options.json, report.to_json(reports[0]))
    if options.junit:
        _replace(options.junit, junit.to_junit(reports))


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"{printable(str(path))}: cannot be written ({error.strerror}).") from None


def _check(options: argparse.Namespace) -> int:
    exercises = _named(options.names) if options.names else list(_catalogue().values())
    from shousi.grading import gate
    from shousi.sandbox.launch import launcher

    launched = launcher(modules=_modules(exercises))
    count = 0
    try:
        if options.mutants:
            return max((_check_mutants(launched, exercise) for exercise in exercises), default=0)
        for exercise in exercises:
            found = 0
            for finding in gate.check(launched, exercise, options.seeds):
                print(f"{finding.place}: {finding.problem}.", flush=True)
                found += 1
            print(f"{exercise.name}: {f'{found} to mend' if found else 'all is well'}", flush=True)
            count += found
    finally:
        launched.close()
    return 1 if count else 0


def _check_mutants(launched: Launcher, exercise: Exercise) -> int:
    from shousi.grading import mutants

    declared, results = mutants.load(exercise), []
    shown = exercise.solution.relative_to(exercise.root).as_posix()
    for result in mutants.grade_all(launched, exercise, declared):
        results.append(result)
        if result.survives:
            mutant = result.mutant
            line, change = printable(mutant.text, 200), printable(mutant.change, 200)
            print(f"{shown}:{mutant.line}: {change}: {result.verdict.value}: {line}", flush=True)
    tally = mutants.tally(results, declared)
    for name in tally.stale:
        print(f"graders/{exercise.name}/equivalent.toml: [{printable(name, 80)}] is no survivor.", flush=True)
    print(
        f"{exercise.name}: {len(results)} mutants, {tally.rejected} rejected, {tally.equivalent} declared equivalent, "
        f"{tally.survivors} survivors: {tally.percent:.1f} % rejected in {tally.seconds:.0f} s",
        flush=True,
    )
    return int(bool(tally.stale) or tally.percent < mutants.ENOUGH)


def _list(_: argparse.Namespace) -> int:
    from shousi import catalogue, history
    from shousi.show import listing, terminal

    try:
        standings = history.standings(catalogue.find_root(Path.cwd()))
    except history.HistoryError as error:
        standings = {}
        _say(str(error))
    listing.show(_catalogue().values(), standings, terminal.terminal())
    return 0


if __name__ == "__main__":
    sys.exit(main())
