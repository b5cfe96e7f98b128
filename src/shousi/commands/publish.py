"""`shousi publish`: build the branches that learners and instructors use, and push them."""

from __future__ import annotations

import argparse

from shousi.commands import common
from shousi.errors import UsageError, printable


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("--push", default="", metavar="REMOTE", help="also push the starter to this repository")
    parser.add_argument("--solutions", action="store_true", help="with --push, push the solutions there too")
    parser.add_argument("--only", type=_names, default=(), metavar="NAMES", help="exercises, such as nms,conv2d")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def run(options: argparse.Namespace) -> int:
    """Publish the commit that is checked out, and say what happened to each branch and what was pushed where."""
    from shousi.publishing.publish import publish

    if options.solutions and not options.push:
        raise UsageError("--solutions says what --push sends; name a repository with --push REMOTE.")
    branches = publish(common.root(), options.only, options.push, with_solutions=options.solutions)
    for branch in branches:
        print(f"{branch.name} {branch.commit[:12]}: {branch.change}")
    if not options.push:
        print("Nothing has been pushed; --push REMOTE pushes the starter.")
        return 0
    names = " and ".join(branch.name for branch in branches if branch.pushed)
    print(f"Pushed to {printable(options.push, 200)}: {names}.")
    if kept := [branch.name for branch in branches if not branch.pushed]:
        print(f"Not pushed: {kept[0]}. --solutions pushes it too, for everybody who can read that repository.")
    return 0
