"""`shousi check`: check that exercises do what their authors promise."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shousi import invocation
from shousi.commands import common
from shousi.commands.options import part, positive_number
from shousi.errors import UsageError, printable
from shousi.show.progress import Progress

if TYPE_CHECKING:
    from shousi.authoring.judges import Judges
    from shousi.catalogue import Exercise
    from shousi.sandbox.judge.launch import Launcher


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    add = parser.add_argument
    add("names", nargs="*", metavar="NAME", help="exercises; all of them if none is named")
    changed = "those that differ from a git commit (main), such as HEAD~1"
    add("--changed", nargs="?", const="main", metavar="COMMIT", help=changed)
    add("--shard", type=part, metavar="I/N", help="every N-th exercise, the I-th first; for several machines")
    add("--seeds", type=positive_number, default=5, metavar="N", help="gradings of each right file (5)")
    mutants = "change each solution in many small ways instead, and list the changes that its checks miss"
    add("--mutants", action="store_true", help=mutants)
    limits = "measure all accepted, too slow and too large samples instead, and check that the limits lie well between"
    add("--speed", action="store_true", help=limits)
    write = "write each exercise's stub from its solution, and the facts into its statement; check nothing"
    add("--write", action="store_true", help=write)
    add("--new", action="store_true", help="lay out a new exercise of each of these names, to be filled in")
    add("--decisions", type=positive_number, default=20, metavar="N", help="with --speed, of each file (20)")


def run(options: argparse.Namespace) -> int:
    """Check the exercises that were asked for, or all, and print what is wrong. Return 1 if anything is."""
    if options.new:
        return _lay_out(options.names)
    exercises = _chosen(options)
    if not exercises:
        print("no exercise to check.")
        return 0
    if options.write:
        return _write(exercises)
    modules, secret = common.worker_modules(exercises), str(exercises[0].grader)
    if options.speed:
        from shousi.sandbox.judge.launch import launcher

        launched = launcher(modules=modules, secret=secret)
        try:
            return max(_check_limits(launched, exercise, options.decisions) for exercise in exercises)
        finally:
            launched.close()
    from shousi.authoring.judges import Pool

    with Pool(modules, secret) as judges:
        if options.mutants:
            return max(_check_mutants(judges, exercise) for exercise in exercises)
        wrong_lists = _check_lists()
        return max(wrong_lists, _check_all(judges, exercises, options.seeds))


def _chosen(options: argparse.Namespace) -> Sequence[Exercise]:
    if options.names and (options.changed or options.shard):
        raise UsageError("--changed and --shard choose among all exercises; name none beside them.")
    if options.names:
        return common.named(options.names)
    from shousi.authoring import chosen

    exercises = common.every_exercise()
    if options.changed:
        exercises = chosen.changed_since(common.root(), exercises, options.changed)
    return chosen.part_of(exercises, *options.shard) if options.shard else exercises


def _lay_out(names: Sequence[str]) -> int:
    from shousi.authoring import new

    for name in names:
        for path in new.lay_out(common.root(), name):
            print(path.relative_to(common.root()).as_posix())
        common.say(f"{name} is laid out, with a toy in each file. `{invocation.command('check', name)}` guides you on.")
    return 0


def _write(exercises: Sequence[Exercise]) -> int:
    from shousi.authoring import written
    from shousi.catalogue import variant_of
    from shousi.commands import outputs

    for exercise in exercises:
        for task in (exercise, *(variant_of(exercise, name) for name in exercise.variants)):
            for path, text in written.texts(task).items():
                if not path.is_file() or path.read_text(encoding="utf-8") != text:
                    outputs.write_whole(path, text.encode("utf-8"))
                    print(path.relative_to(exercise.root).as_posix())
    readme = common.root() / "README.md"
    if readme.is_file() and (page := readme.read_text(encoding="utf-8")) != (text := _with_table(page)):
        outputs.write_whole(readme, text.encode("utf-8"))
        print(readme.name)
    return 0


def _with_table(page: str) -> str:
    from shousi.authoring import written

    return written.with_table(page, common.all_exercises().values())


def _check_lists() -> int:
    """Check what lists exercises: the plans, and the table in README.md."""
    from shousi.authoring import parts

    found = list(parts.list_findings(common.root(), common.all_exercises()))
    for finding in found:
        print(f"{finding.place}: {finding.problem}.")
    return int(bool(found))


def _check_all(judges: Judges, exercises: Sequence[Exercise], seeds: int) -> int:
    from shousi.authoring import gate

    count = 0
    for exercise in exercises:
        found = 0
        with _Page("grading") as page:
            for finding in gate.check(judges, exercise, seeds, page.at):
                page.print(f"{finding.place}: {finding.problem}.")
                found += 1
        page.print(f"{exercise.name}: {f'{found} to mend' if found else 'all is well'}")
        count += found
    return 1 if count else 0


def _check_limits(launched: Launcher, exercise: Exercise, decisions: int) -> int:
    from shousi.authoring import limits

    found = 0
    with _Page("file") as page:
        for line in limits.lines(launched, exercise, decisions, page.at):
            found += not line.good
            page.print(f"{exercise.name}: {line.text}")
    return int(bool(found))


def _check_mutants(judges: Judges, exercise: Exercise) -> int:
    from shousi.authoring import mutants

    declared, results = mutants.load(exercise), []
    shown = exercise.solution.relative_to(exercise.root).as_posix()
    with _Page("mutant") as page:
        for result in mutants.grade_all(judges, exercise, declared, page.at):
            results.append(result)
            if result.survives:
                mutant = result.mutant
                line, change = printable(mutant.text, 200), printable(mutant.change, 200)
                page.print(f"{shown}:{mutant.line}: {change}: {result.verdict.value}: {line}")
    tally = mutants.tally(results, declared)
    for name in tally.stale:
        page.print(f"graders/{exercise.name}/equivalent.toml: [{printable(name, 80)}] is no survivor.")
    page.print(
        f"{exercise.name}: {len(results)} mutants, {tally.rejected} rejected, {tally.equivalent} declared equivalent, "
        f"{tally.survivors} survivors: {tally.percent:.1f} % rejected in {tally.seconds:.0f} s"
    )
    return int(bool(tally.stale) or tally.percent < mutants.ENOUGH)


class _Page(Progress):
    """A progress line that goes away, and lines that stay: each finding is printed at once."""

    def __init__(self, step: str) -> None:
        super().__init__(step=step)

    def print(self, line: str) -> None:
        """Print a line that stays."""
        self.clear()
        print(line, flush=True)
