"""`shousi publish`: build the branches that learners and instructors use, and push them."""

from __future__ import annotations

import argparse

from shousi.commands import common


def run(options: argparse.Namespace) -> int:
    """Publish the commit that is checked out, and say of each branch what happened to it."""
    from shousi.publishing.publish import publish

    for branch in publish(common.root(), options.only, options.push):
        print(f"{branch.name} {branch.commit[:12]}: {branch.told}")
    if not options.push:
        print("Nothing has been pushed; --push REMOTE does that.")
    return 0
