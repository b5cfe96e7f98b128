"""`shousi check`: hold exercises to what their authors promise."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shousi.commands import common
from shousi.errors import printable
from shousi.show.progress import Progress

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.sandbox.judge.launch import Launcher


def run(options: argparse.Namespace) -> int:
    """Check the exercises that were named, or all, and print what there is to mend; 1 when there is anything."""
    exercises = common.named(options.names) if options.names else list(common.all_exercises().values())
    from shousi.sandbox.judge.launch import launcher

    launched = launcher(modules=common.worker_modules(exercises), secret=str(exercises[0].grader))
    try:
        if options.mutants:
            return max((_check_mutants(launched, exercise) for exercise in exercises), default=0)
        if options.speed:
            return max([_check_limits(launched, exercise, max(1, options.decisions)) for exercise in exercises])
        return _check_all(launched, exercises, options.seeds)
    finally:
        launched.close()


def _check_all(launched: Launcher, exercises: Sequence[Exercise], seeds: int) -> int:
    from shousi.authoring import gate

    count = 0
    for exercise in exercises:
        found = 0
        with _Page("grading") as page:
            for finding in gate.check(launched, exercise, seeds, page.at):
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


def _check_mutants(launched: Launcher, exercise: Exercise) -> int:
    from shousi.authoring import mutants

    declared, results = mutants.load(exercise), []
    shown = exercise.solution.relative_to(exercise.root).as_posix()
    with _Page("mutant") as page:
        for result in mutants.grade_all(launched, exercise, declared, page.at):
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
    """A progress line, and lines that stay: what is found is told as soon as it is."""

    def __init__(self, step: str) -> None:
        super().__init__(step=step)

    def print(self, line: str) -> None:
        """Tell a line that stays."""
        self.clear()
        print(line, flush=True)
