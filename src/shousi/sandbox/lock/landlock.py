"""Landlock: a worker may read certain paths, and may not write, open TCP connections or signal other processes.

See man 7 landlock. Its system calls are made directly, for every version of its interface (ABI) from 1 up. Landlock has
no rule that denies: what must stay hidden must lie outside of every path that is allowed.
"""

from __future__ import annotations

import contextlib
import os
import stat
import struct
from collections.abc import Iterator, Sequence

from shousi.sandbox.lock import kernel

_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
_PATH_BENEATH = 1  # LANDLOCK_RULE_PATH_BENEATH

_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _TRUNCATE = 1 << 7, 1 << 8, 1 << 14
_READ = _READ_FILE | _READ_DIR  # without EXECUTE: a worker starts no program
_OWN_FOLDER = _READ | _WRITE_FILE | _MAKE_REG | _MAKE_DIR | _REMOVE_FILE | _REMOVE_DIR | _TRUNCATE
_FOR_FILES = _WRITE_FILE | _READ_FILE | _TRUNCATE  # the kernel refuses a rule with other rights for a file

_FILE_RIGHTS = (0, 13, 14, 15, 15, 16, 16, 16, 16)  # how many rights each ABI has; a later one only adds some
_NET_SINCE, _SCOPE_SINCE = 4, 6
_NET = 0b11  # bind and connect by TCP
_SCOPE = 0b11  # abstract unix sockets and signals, of and to processes outside


def abi() -> int:
    """Return the version of Landlock that this kernel has, or 0 if it has none or Landlock is switched off."""
    with contextlib.suppress(OSError):
        return kernel.call("landlock_create_ruleset", None, 0, _VERSION)
    return 0


def ruleset(readable: Sequence[str], *, version: int, own_folder: str = "") -> int:
    """Return the descriptor of a ruleset under which only these paths can be read.

    Args:
        readable: folders and files; those that do not exist are left out.
        version: the ABI to use, at most what `abi` returns.
        own_folder: a folder that can also be written to.

    Raises:
        OSError: the kernel refuses.
    """
    handled = (1 << _FILE_RIGHTS[min(version, len(_FILE_RIGHTS) - 1)]) - 1
    words = [handled]
    words += [_NET] if version >= _NET_SINCE else []
    words += [_SCOPE] if version >= _SCOPE_SINCE else []
    attributes = struct.pack(f"={len(words)}Q", *words)
    ruleset_fd = kernel.call("landlock_create_ruleset", attributes, len(attributes), 0)
    for path in readable:
        _allow(ruleset_fd, path, _READ & handled)
    if own_folder:
        _allow(ruleset_fd, own_folder, _OWN_FOLDER & handled)
    return ruleset_fd


def restrict(ruleset_fd: int) -> None:
    """Put this process, and every process that it starts, under a ruleset; that cannot be undone.

    Raises:
        OSError: the kernel refuses; no_new_privs has to be set before.
    """
    kernel.call("landlock_restrict_self", ruleset_fd, 0)


def _allow(ruleset_fd: int, path: str, rights: int) -> None:
    with _opened(path) as fd:
        if fd is None:
            return
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= _FOR_FILES
        kernel.call("landlock_add_rule", ruleset_fd, _PATH_BENEATH, struct.pack("=Qi", rights, fd), 0)


@contextlib.contextmanager
def _opened(path: str) -> Iterator[int | None]:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        yield None
        return
    try:
        yield fd
    finally:
        os.close(fd)
