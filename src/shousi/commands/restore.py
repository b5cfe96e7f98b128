"""`shousi restore`: bring back an earlier version of one's own file, kept by `reset` or `practice`, or graded."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from shousi import invocation, stubs
from shousi.commands import common, outputs, reset
from shousi.errors import UsageError

if TYPE_CHECKING:
    from shousi.catalogue import Exercise

_MOST = 15  # versions that are listed, so that they fit a screen
_DATE = r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d"


class _Version(NamedTuple):
    """An earlier version of the learner's file: its bytes, when it was kept or graded, and what is known of it."""

    data: bytes
    at: datetime
    what: str


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    which = "an exercise, such as nms, or several; after one, which version, as --list numbers them: nms 3"
    parser.add_argument("names", nargs="+", metavar="NAME", help=which)
    parser.add_argument("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")
    parser.add_argument("--list", action="store_true", help="show the versions that there are, and change nothing")


def run(options: argparse.Namespace) -> int:
    """Bring back an earlier version of each exercise that was named, or list them."""
    names, number = options.names, 1
    if len(names) == 2 and names[1].isdecimal():
        names, number = names[:1], int(names[1])
    if not number:
        raise UsageError("which version: a whole number from 1, as --list numbers them.")
    for exercise in common.named(names, options.variant):
        _restore_or_list(exercise, number, only_list=options.list)
    return 0


def _restore_or_list(exercise: Exercise, number: int, *, only_list: bool) -> None:
    found = _versions(exercise)
    if not found:
        raise UsageError(f"no earlier version of {exercise.task} is kept.")
    if only_list:
        _show(found)
        return
    if number > len(found):
        raise UsageError(f"there is no version {number} of {exercise.task}: the oldest is {len(found)}.")
    _restore(exercise, found[number - 1])
    if len(found) > 1:
        every = invocation.command("restore", exercise.task, "--list")
        common.say(f"`{every}` shows all {len(found)} earlier versions.")


def _versions(exercise: Exercise) -> list[_Version]:
    """Return the earlier versions, the newest first, each text once; neither the stub nor what the file holds now."""
    found: dict[bytes, _Version] = {}
    for version in [*_kept(exercise), *_graded(exercise)]:
        text = b"\n".join(version.data.splitlines())
        old = found.pop(text, version)
        found[text] = _Version(old.data, max(old.at, version.at), version.what)  # a verdict tells more than "kept"
    found.pop(b"\n".join(_read(exercise).splitlines()), None)
    own = [version for version in found.values() if not stubs.is_stub(version.data, exercise.functions)]
    return sorted(own, key=lambda version: version.at)[::-1]  # of several within one second, the last one first


def _kept(exercise: Exercise) -> Iterator[_Version]:
    """Yield what `reset`, `practice` and `restore` have kept."""
    for path in reset.folder_of_kept(exercise).glob("*.py"):
        if match := re.fullmatch(rf"{re.escape(reset.kept_name(exercise))}-({_DATE})(-\d+)?\.py", path.name):
            among = int((match[2] or "-1")[1:])  # of several within one second
            at = datetime.strptime(match[1], "%Y-%m-%dT%H-%M-%S").replace(tzinfo=UTC, microsecond=min(among, 999))
            yield _Version(path.read_bytes(), at, "kept")


def _graded(exercise: Exercise) -> Iterator[_Version]:
    """Yield what was graded, with its verdict."""
    from shousi.history import History
    from shousi.history.rows import Task

    task = Task(exercise.name, exercise.variant)
    with History(exercise.root, common.say) as history:
        gradings = [row for row in history.gradings() if row.task == task and row.submission]
    for row in gradings:
        what = f"{row.verdict.value}, {row.points} of {row.max_points} points"
        yield _Version(row.submission.encode(), row.created, what)


def _restore(exercise: Exercise, version: _Version) -> None:
    now = _read(exercise)
    kept = reset.keep(exercise, now) if now.strip() and not stubs.is_stub(now, exercise.functions) else None
    outputs.write_whole(exercise.stub, version.data)
    where = f" What was there is kept in {reset.shown(exercise, kept)}." if kept else ""
    common.say(f"{reset.shown(exercise, exercise.stub)} is the version of {_day(version)} ({version.what}).{where}")


def _read(exercise: Exercise) -> bytes:
    """Return what the learner's file holds now; nothing if it is gone.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return exercise.stub.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UsageError(f"{reset.shown(exercise, exercise.stub)}: cannot be read ({error.strerror}).") from None


def _show(found: list[_Version]) -> None:
    for number, version in enumerate(found[:_MOST], 1):
        print(f" {number:2}  {_day(version)}  {len(version.data.splitlines()):4} lines  {version.what}")
    if len(found) > _MOST:
        print(f" … {len(found) - _MOST} older ones")


def _day(version: _Version) -> str:
    return version.at.astimezone().strftime("%Y-%m-%d %H:%M")
