"""Landlock: what a worker may read, and that it may write, connect to and signal nothing.

By raw system calls, at every version of the interface (ABI) from 1 up: each handles all rights that it knows. There is
no deny rule, so what must stay hidden must lie outside of everything that is allowed. (man 7 landlock)
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
_READ = _READ_FILE | _READ_DIR  # not EXECUTE, which a worker has no use for
_OWN_FOLDER = _READ | _WRITE_FILE | _MAKE_REG | _MAKE_DIR | _REMOVE_FILE | _REMOVE_DIR | _TRUNCATE
_FOR_FILES = _WRITE_FILE | _READ_FILE | _TRUNCATE  # the kernel refuses the others for what is no folder

_FILE_RIGHTS = (0, 13, 14, 15, 15, 16, 16, 16, 16)  # how many an ABI knows; later ones add, and never take away
_NET_SINCE, _SCOPE_SINCE = 4, 6
_NET = 0b11  # bind and connect by TCP
_SCOPE = 0b11  # abstract unix sockets and signals, of and to processes outside


def abi() -> int:
    """Return the version of Landlock that this kernel speaks, 0 where there is none or it is switched off."""
    with contextlib.suppress(OSError):
        return kernel.call("landlock_create_ruleset", None, 0, _VERSION)
    return 0


def ruleset(readable: Sequence[str], *, version: int, own_folder: str = "") -> int:
    """Return a descriptor of a ruleset under which only these paths can be read.

    Args:
        readable: folders and files; what does not exist is left out.
        version: the ABI to speak, at most what `abi` says.
        own_folder: a folder that may also be written to.

    Raises:
        OSError: the kernel refuses.
    """
    handled = (1 << _FILE_RIGHTS[min(version, len(_FILE_RIGHTS) - 1)]) - 1
    words = [handled]
    words += [_NET] if version >= _NET_SINCE else []
    words += [_SCOPE] if version >= _SCOPE_SINCE else []
    attributes = struct.pack(f"={len(words)}Q", *words)
    made = kernel.call("landlock_create_ruleset", attributes, len(attributes), 0)
    for path in readable:
        _allow(made, path, _READ & handled)
    if own_folder:
        _allow(made, own_folder, _OWN_FOLDER & handled)
    return made


def restrict(made: int) -> None:
    """Put this process and all that it starts under a ruleset, for good.

    Raises:
        OSError: the kernel refuses; no_new_privs has to be set before.
    """
    kernel.call("landlock_restrict_self", made, 0)


def _allow(made: int, path: str, rights: int) -> None:
    with _opened(path) as fd:
        if fd is None:
            return
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= _FOR_FILES
        kernel.call("landlock_add_rule", made, _PATH_BENEATH, struct.pack("=Qi", rights, fd), 0)


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
