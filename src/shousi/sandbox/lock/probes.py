"""What a locked worker tries before it says that it is ready. If anything succeeds, the lock does not hold."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator

from shousi.sandbox.lock import kernel
from shousi.sandbox.lock.lockdown import Lock

_DISCARD_PORT = 9  # nothing is sent to it: for a datagram socket, connect only notes the address


def leaks(lock: Lock) -> list[str]:
    """Return the attempts that succeeded and should have failed; at tier D, without a lock, none is made."""
    if lock.tier == "D":
        return []
    return [what for what, attempt in _attempts(lock) if not _is_refused(attempt)]


def _attempts(lock: Lock) -> Iterator[tuple[str, Callable[[], object]]]:
    if lock.secret:
        yield "reading the graders", lambda: os.close(os.open(lock.secret, os.O_RDONLY))
        yield "listing the graders", lambda: os.listdir(os.path.dirname(lock.secret))
    yield "reading outside", lambda: os.close(os.open("/etc/passwd", os.O_RDONLY))
    yield "listing outside", lambda: os.listdir("/")
    yield "making a folder", lambda: os.rmdir(_made_folder())
    yield "making a socket", _connect
    yield "signalling the zygote", lambda: os.kill(os.getppid(), 0)
    yield "starting a process", _fork
    yield "starting a program", _execute_nothing
    yield "being read by others", lambda: kernel.prctl("PR_SET_DUMPABLE", 1)


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _made_folder() -> str:
    path = f"/tmp/shousi-probe-{os.getpid()}"  # noqa: S108 - where the lock holds, it is never made
    os.mkdir(path)
    return path


def _connect() -> None:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.connect(("127.0.0.1", _DISCARD_PORT))


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


def _execute_nothing() -> None:
    """Start the program at address 0: EPERM means that the filter refused, EFAULT that the kernel would have tried."""
    try:
        kernel.call("execve", None, None, None)
    except OSError as error:
        if error.errno != errno.EFAULT:
            raise
