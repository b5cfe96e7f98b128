"""How far do the samples of each exercise lie from its limits? Writes the table of docs/limits.md.

Each accepted and each too slow sample is measured as `check --speed` does. Rows of exercises that are not named stay.
"""

import argparse
import re
from pathlib import Path

from shousi import catalogue
from shousi.authoring import limits
from shousi.commands import judging
from shousi.report import two_digits

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "limits.md"
HEAD = """# How far the samples lie from the limits

`nox -s bench -- limits` measures every accepted and every too-slow sample of an exercise against its limits, as
`check --speed` does, and writes this table. Figures are multiples of the limit, the median of {decisions} decisions.
An accepted sample must take at most {below:g} of the limit, a too-slow one at least {above:g} times
as much: in between, no measurement is always right. "Wrong" counts the decisions on the other side of the limit.
[speed.md](speed.md) describes how a verdict is reached.

| exercise and limit | slowest accepted sample | fastest too-slow sample | wrong |
|---|---|---|---|
"""


def row(exercise, room):
    """Return a line of the table."""
    beyond = "none" if room.beyond is None else f"{limits.shown(room.beyond)} ({room.fastest})"
    within = f"{two_digits(room.within)} ({room.slowest})"
    return f"| `{exercise.name}`: {room.limit} | {within} | {beyond} | {room.mistaken} of {room.decisions} |"


def rows():
    """Return the lines of the table as it stands, by exercise."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else ():
        if named := re.match(r"\| `(\w+)`: ", line):
            found.setdefault(named[1], []).append(line)
    return found


def main():
    parser = argparse.ArgumentParser(prog="nox -s bench -- limits", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="exercises (all)")
    parser.add_argument("--decisions", type=int, default=20, metavar="N", help="of each sample (20)")
    options = parser.parse_args()
    exercises = catalogue.load(ROOT)
    chosen = [exercises[name] for name in options.names or exercises]
    with judging.opened(chosen) as judge:
        for exercise in judge.exercises:
            table, found = rows(), []
            for line in limits.lines(judge.launcher, exercise, options.decisions):
                print(f"{exercise.name}: {line.text}", flush=True)
                found += [row(exercise, line.room)] if line.room else []
            table[exercise.name] = found
            head = HEAD.format(decisions=options.decisions, below=limits.BELOW, above=limits.ABOVE)
            body = "".join(f"{line}\n" for name in sorted(table) for line in table[name])
            PAGE.write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    main()
