"""Choose the exercises to check: those that a change touches, or one part of all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable
from shousi.publishing import git

FOLDERS = ("exercises", "solutions", "graders")


def part_of(exercises: Sequence[Exercise], number: int, count: int) -> list[Exercise]:
    """Return one of `count` parts, number 1 first. Neighbors, which are much alike, lie in different parts."""
    return list(exercises[number - 1 :: count])


def changed_since(root: Path, exercises: Sequence[Exercise], ref: str) -> list[Exercise]:
    """Return the exercises that differ from a commit, files that are not committed yet included.

    Args:
        root: the repository.
        exercises: all of them.
        ref: a name of the commit; where its branch went on, the commit at which ours left it.

    Raises:
        UsageError: there is no such commit, or this is no git repository.
    """
    commit = git.resolve(root, ref)
    if not commit:
        raise UsageError(f'no commit "{printable(ref, 80)}" here. Name a branch or a commit; a shallow clone has few.')
    base = git.line(root, "merge-base", commit, "HEAD")
    paths = [*_changed_files(root, base), *_new_files(root)]
    names = {parts[1] for parts in (path.split("/") for path in paths) if len(parts) > 2 and parts[0] in FOLDERS}
    return [exercise for exercise in exercises if exercise.name in names]


def _changed_files(root: Path, base: str) -> list[str]:
    return _names(git.run(root, "diff", "--name-only", "--no-renames", "-z", base, "--", *FOLDERS))


def _new_files(root: Path) -> list[str]:
    return _names(git.run(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *FOLDERS))


def _names(listed: bytes) -> list[str]:
    return [name.decode("utf-8", "replace") for name in listed.split(b"\0") if name]
