"""Does the same submission, graded again with the same seed, get the same verdict and points? It should, every time.

A set of submissions of each exercise is graded again and again: the solution, an accepted sample, a wrong one, one that
is too slow, one that crashes, and the solution with a print in each of its loops. Each line of the table is one of
them: the different results that it got, how often, and the processor time of a whole grading, workers included.
"""

import argparse
import ast
import os
import statistics
import sys
from collections import Counter
from pathlib import Path

from verdicts import LOADS, load

from shousi import catalogue
from shousi.authoring.gate import samples
from shousi.commands import judging
from shousi.grading import submission

SEED = 7
KINDS = ("solution", "accepted", "wrong answer", "too slow", "crashed", "prints")
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Printing(ast.NodeTransformer):
    """Puts a print at the beginning of each loop, and of each function."""

    def visit(self, node):
        self.generic_visit(node)
        if isinstance(node, ast.For | ast.While):
            node.body[:0] = ast.parse("print('now at', *list(locals().values())[:3])").body
        elif isinstance(node, ast.FunctionDef):
            first = ast.get_docstring(node) is not None
            node.body[first:first] = ast.parse("print('called')").body
        return node


def text_of(exercise, kind):
    """Return the text of a submission of this kind, and its name; None where an exercise has none."""
    solution = exercise.solution.read_text(encoding="utf-8")
    if kind == "solution":
        return solution, exercise.solution.name
    if kind == "prints":
        return ast.unparse(Printing().visit(ast.parse(solution))), "with prints"
    if kind == "accepted":
        path = samples(exercise, "accepted")[0]
        return path.read_text(encoding="utf-8"), path.name
    for path in samples(exercise, "rejected"):
        text = path.read_text(encoding="utf-8")
        if text.startswith(f"# verdict: {kind}\n"):
            return text, path.name
    if kind == "crashed":
        return "\n".join(f"def {name}(*args, **kwargs):\n    return [][0]" for name in exercise.functions), "made here"
    return None


def processor_time():
    """Return the seconds that this process, the zygote and all workers that have ended have used."""
    used = sum(os.times()[:4])
    if sys.platform == "linux":
        for child in Path("/proc/self/task", str(os.getpid()), "children").read_text(encoding="ascii").split():
            fields = Path("/proc", child, "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
            used += sum(map(int, fields.split()[11:15])) / _TICK
    return used


def result_of(report):
    return f"{report.verdict.value} {report.points}+{report.bonus_points}"


def stable(exercise, judge, times, kind):
    """Grade a submission of an exercise so often, and print its line."""
    made = text_of(exercise, kind)
    if made is None:
        return
    text, name = made
    source = submission.source_of(exercise, text, f"{exercise.name}.py")
    results, seconds = Counter(), []
    for _ in range(times):
        before = processor_time()
        results[result_of(judge.grade(exercise, source, SEED).report)] += 1
        seconds.append(processor_time() - before)
    counts = ", ".join(f"{result} ({count})" for result, count in results.most_common())
    cpu = f"{statistics.median(seconds):.1f} | {max(seconds):.1f}"
    print(f"| {exercise.name} | {kind}: {name} | {len(results)} | {counts} | {cpu} |", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="nox -s bench -- stability", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="of exercises (all)")
    parser.add_argument("--times", type=int, default=5, metavar="N", help="how often each is graded (5)")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this one; may be given again")
    parser.add_argument("--load", default="idle", choices=LOADS, help="what else the machine does (idle)")
    options = parser.parse_args()
    every = catalogue.load(Path(__file__).resolve().parent.parent)
    chosen = [catalogue.find(every, name) for name in options.names or every]
    print("| exercise | submission | different results | verdict, points and bonus points | median CPU s | most |")
    print("|---|---|---|---|---|---|", flush=True)
    with judging.opened(chosen) as judge, load(LOADS[options.load]):
        for exercise in judge.exercises:
            for kind in options.kind or KINDS:
                stable(exercise, judge, options.times, kind)


if __name__ == "__main__":
    main()
