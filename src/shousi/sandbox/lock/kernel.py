"""System calls for which Python has no function, made by their number."""

from __future__ import annotations

import ctypes
import functools
import os
from typing import Any

# Newer calls have the same number on all architectures, older ones do not.
NUMBERS = {
    "x86_64": {"seccomp": 317, "capset": 126, "execve": 59},
    "aarch64": {"seccomp": 277, "capset": 91, "execve": 221},
}
_PRCTL_OPTIONS = {
    "PR_SET_PDEATHSIG": 1, "PR_SET_DUMPABLE": 4, "PR_SET_CHILD_SUBREAPER": 36, "PR_SET_NO_NEW_PRIVS": 38,
    "PR_CAP_AMBIENT": 47,
}  # fmt: skip
EVERYWHERE = {"landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446}


def call(name: str, *arguments: Any) -> int:
    """Make a system call and return its result.

    Raises:
        OSError: the kernel refuses, or we know no number for this architecture (ENOSYS).
    """
    import errno

    number = EVERYWHERE.get(name) or NUMBERS.get(os.uname().machine, {}).get(name)
    if number is None:
        raise OSError(errno.ENOSYS, f"{name}: {os.strerror(errno.ENOSYS)}")
    return _checked(name, libc().syscall(ctypes.c_long(number), *map(_word, arguments)))


def prctl(option: str, value: int, third: int = 0) -> None:
    """Change a property of this process; see man 2 prctl.

    Raises:
        OSError: the kernel refuses.
    """
    number = _PRCTL_OPTIONS[option]
    _checked(f"prctl {option}", libc().prctl(number, ctypes.c_ulong(value), ctypes.c_ulong(third), 0, 0))


@functools.cache
def libc() -> Any:
    """Return the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def _word(argument: Any) -> Any:
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _checked(name: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result
