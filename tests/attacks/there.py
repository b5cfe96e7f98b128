"""What an attack needs to be there on this system, or it proves nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from attacks.frame import SUBMISSIONS, Attack


def missing(attack: Attack) -> str:
    """Return why an attack cannot be tried here; empty if it can."""
    for need in attack.needs:
        if not _THERE[need]():
            return f"needs {need}"
    return ""


def _torch() -> bool:
    from importlib.util import find_spec

    return find_spec("torch") is not None


def _attributes() -> bool:
    import tempfile

    with tempfile.NamedTemporaryFile() as file:
        try:
            os.setxattr(file.name, "user.try", b"")
        except OSError:
            return False
    return True


def _socket(family: int, kind: int) -> Callable[[], bool]:
    def there() -> bool:
        import socket

        try:
            socket.socket(family, kind).close()
        except OSError:
            return False
        return True

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
    "torch": _torch,
    "x86_64": lambda: os.uname().machine == "x86_64",
    "vsock": _socket(40, 1),
    "netlink": _socket(16, 3),
    "attributes": _attributes,
    "userfaultfd": _call_works("userfaultfd", 0),
}
