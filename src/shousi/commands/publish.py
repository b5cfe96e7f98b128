"""`shousi publish`: build the branches that learners and instructors use, and push them if asked to."""

from __future__ import annotations

import argparse

from shousi.commands import common


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("--push", default="", metavar="REMOTE", help="also push them to this repository")
    parser.add_argument("--only", type=_names, default=(), metavar="NAMES", help="exercises, as in nms,conv2d")


def run(options: argparse.Namespace) -> int:
    """Build the branches from the commit that is checked out, and say what happened to each."""
    from shousi.publishing.publish import publish

    for branch in publish(common.root(), options.only, options.push):
        print(f"{branch.name} {branch.commit[:12]}: {branch.told}")
    if not options.push:
        print("Nothing has been pushed; --push REMOTE does that.")
    return 0


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
