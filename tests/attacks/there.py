"""What an attack needs to be there on this system, or it proves nothing."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from attacks.cheating import Cheat
from attacks.frame import SUBMISSIONS, Attack, Setting
from attacks.trusted import Handed
from conftest import HAS_TORCH
from shousi.sandbox.lock import landlock


def missing(attack: Attack | Cheat | Handed, *, unlocked: bool) -> str:
    """Return why an attack cannot be tried here; empty if it can."""
    more = attack.needs_unlocked if unlocked and isinstance(attack, Attack) else ()
    for need in (*attack.needs, *more):
        if not _THERE[need]():
            return f"needs {need}"
    return ""


def locks(config: pytest.Config) -> list[Setting]:
    """Return the locks under which the judge's own decisions are tried: the strongest, unless more are asked for."""
    strongest = Setting("A", landlock.abi())
    is_reduced = config.getoption("--matrix", default="reduced") == "reduced"
    return [strongest] if is_reduced else [strongest, Setting("B", 0)]


def _attributes() -> bool:
    with tempfile.NamedTemporaryFile() as file:
        try:
            os.setxattr(file.name, "user.try", b"")
        except OSError:
            return False
    return True


def _socket(family: int, kind: int, protocol: int = 0) -> Callable[[], bool]:
    def there() -> bool:
        import socket

        try:
            socket.socket(family, kind, protocol).close()
        except OSError:
            return False
        return True

    return there


def _fchmodat2() -> bool:
    with tempfile.NamedTemporaryFile() as file:
        return _call_succeeds(452, -100, file.name.encode(), 0o600, 0)()


def _user_namespaces() -> bool:
    ran = subprocess.run(["unshare", "--user", "true"], check=False, capture_output=True)  # some systems forbid them
    return ran.returncode == 0


def _call_succeeds(number: int, *arguments: Any) -> Callable[[], bool]:
    def there() -> bool:
        return int(ctypes.CDLL(None).syscall(ctypes.c_long(number), *arguments)) >= 0

    return there


def _call_works(name: str | int, *arguments: Any) -> Callable[[], bool]:
    """Say whether a call that returns a descriptor does so here."""

    def there() -> bool:
        sys.path.insert(0, str(SUBMISSIONS))
        try:
            from kit import syscall

            os.close(syscall(name, *arguments))
        except OSError:
            return False
        finally:
            del sys.path[0]
        return True

    return there


_THERE: dict[str, Callable[[], bool]] = {
    "root": lambda: os.geteuid() == 0,
    "torch": lambda: HAS_TORCH,
    "x86_64": lambda: os.uname().machine == "x86_64",
    "vsock": _socket(40, 1),
    "netlink": _socket(16, 3),
    "attributes": _attributes,
    "System V": lambda: Path("/proc/sysvipc/shm").exists(),
    "fchmodat2": _fchmodat2,
    "io_uring": _call_works("io_uring_setup", 4, ctypes.create_string_buffer(120)),
    "two cores": lambda: len(os.sched_getaffinity(0)) > 1,
    "x32 calls": _call_succeeds(0x40000000 | 39),
    "32-bit calls": lambda: os.uname().machine == "x86_64" and Path("/proc/sys/abi/vsyscall32").exists(),
    "own site-packages": lambda: os.access(Path(np.__file__).parents[1], os.W_OK),
    "key rings": lambda: Path("/proc/keys").exists(),
    "user namespaces": _user_namespaces,
    "perf": lambda: (
        Path("/proc/sys/kernel/perf_event_paranoid").exists()
        and int(Path("/proc/sys/kernel/perf_event_paranoid").read_text()) <= 2
    ),
    "multipath TCP": _socket(2, 1, 262),
    "userfaultfd": _call_works("userfaultfd", 0),
}
