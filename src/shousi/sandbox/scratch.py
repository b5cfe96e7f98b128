"""Scratch folders: how much a submission has written into its own, and the end of it, however it was left."""

from __future__ import annotations

import os
import stat
import uuid

_BLOCK = 4096  # bytes that any entry counts for at least: an empty file takes room too
NO_LIMIT_HOLDS = 1 << 62  # what a folder counts for that cannot be looked through


def used(folder: str) -> int:
    """Return the bytes that the files in a folder have, each rounded up to blocks, and folders one block.

    Whoever writes into it may do so meanwhile. A folder that may not be listed, or lies so deep that no path leads
    there, hides what it holds, and so counts as more than any limit.
    """
    total = 0
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    facts = entry.stat(follow_symlinks=False)
                    total += max(_BLOCK, -(-facts.st_size // _BLOCK) * _BLOCK)
                    if stat.S_ISDIR(facts.st_mode):
                        pending.append(entry.path)
        except FileNotFoundError:  # removed since it was listed
            continue
        except OSError:
            return NO_LIMIT_HOLDS
    return total


def remove(folder: str) -> None:
    """Remove a folder of a process that has ended, with all that is in it.

    However deep it is nested and whatever rights were taken from it: what lies in an inner folder is moved up first,
    so that no path grows long and nothing recurs.
    """
    moved = 0
    mark = uuid.uuid4().hex  # no name in there is like it
    while names := os.listdir(folder):
        for name in names:
            path = os.path.join(folder, name)
            if not _is_folder(path):
                os.unlink(path)
                continue
            os.chmod(path, stat.S_IRWXU)
            for inner in os.listdir(path):
                below = os.path.join(path, inner)
                if _is_folder(below):
                    os.chmod(below, stat.S_IRWXU)  # to be moved, a folder must be writable
                os.rename(below, os.path.join(folder, f"{mark}-{moved}"))
                moved += 1
            os.rmdir(path)
    os.rmdir(folder)


def _is_folder(path: str) -> bool:
    return stat.S_ISDIR(os.lstat(path).st_mode)
