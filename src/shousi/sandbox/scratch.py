"""Scratch folders: how much a submission has written into its own, and removing it in whatever state it is."""

from __future__ import annotations

import os
import stat
import uuid

_BLOCK = 4096  # every entry counts as at least so many bytes, since an empty file takes room too
NO_LIMIT_HOLDS = 1 << 62  # the size of a folder that cannot be searched


def used(folder: str) -> int:
    """Return the size of a folder in bytes: files are rounded up to whole blocks, and folders count as one block.

    The submission may go on writing meanwhile. A folder that cannot be listed, or that lies too deep for any path, may
    hide anything, so it counts as more than any limit.
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
    """Remove a folder and all that is in it, once the process that wrote it has ended.

    It may be nested to any depth, and its permissions may have been taken away. So the entries of each inner folder are
    first moved up: no path grows long, and no function calls itself.
    """
    moved = 0
    mark = uuid.uuid4().hex  # a prefix that no name in the folder has
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
