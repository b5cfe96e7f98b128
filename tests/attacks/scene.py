"""Where an attack takes place: an instructor's files, a stand-in for the judge, and listeners, all of them watched.

A random secret lies in every one of them. The stand-in is a process of the same user; the judge proper would not
survive the attacks that get through.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attacks.processes import facts

_STAND_IN = """
import ctypes, os, signal, sys
file = open(sys.argv[1])
held = ctypes.create_string_buffer(os.environ["SECRET"].encode())
told = os.dup(1)
os.set_blocking(told, False)
signal.set_wakeup_fd(told, warn_on_full_buffer=False)
for number in range(1, signal.SIGRTMAX + 1):
    try: signal.signal(number, lambda *_: None)
    except (OSError, ValueError): pass
ctypes.CDLL(None).prctl(0x59616d61, ctypes.c_long(-1), 0, 0, 0)  # PR_SET_PTRACER_ANY: where Yama would forbid it
os.chdir(os.path.dirname(sys.argv[1]))
print(ctypes.addressof(held), file.fileno(), flush=True)
while os.read(0, 1): os.write(told, bytes(1))  # by then every signal that was sent before has come
"""


class StandIn:
    """A process that holds what a judge holds: a secret in its environment, arguments, memory and an open file."""

    def __init__(self, grader: Path, secret: str) -> None:
        command = [sys.executable, "-S", "-E", "-s", "-P", "-c", _STAND_IN, str(grader), secret]
        self.process = subprocess.Popen(
            command,
            env={"SECRET": secret},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.ask = self.process.stdin
        self.out = self.process.stdout
        self.address, self.descriptor = map(int, self.out.readline().split())
        self.pid, self.secret = self.process.pid, secret

    def signals(self) -> set[int]:
        """Return the signals that have reached it; SIGKILL if it is no more."""
        with contextlib.suppress(BrokenPipeError):
            self.ask.write(b"?")
        received = b""
        while 0 not in received:
            select.select([self.out], [], [], 10)
            data = self.out.read(4096)
            if not data:
                return {*received, signal.SIGKILL}
            received += data
        return set(received) - {0}

    def memory(self) -> str:
        """Return what the secret in its memory is now."""
        with Path(f"/proc/{self.pid}/mem").open("rb", buffering=0) as file:
            file.seek(self.address)
            return file.read(len(self.secret)).decode("latin-1")

    def end(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()
        self.ask.close()
        self.out.close()


class Scene:
    """The instructor's files in a folder of their own, and what else is asked for."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.secret = f"planted:{secrets.token_hex(12)}"
        self.folder = base / "submission"
        self.grader = base / "graders" / "test_double.py"
        self.solution = base / "solutions" / "double.py"
        for folder in (self.folder, self.grader.parent, self.solution.parent):
            folder.mkdir(parents=True)
        for file in (self.grader, self.solution):
            file.write_text(f"SECRET = {self.secret!r}\n")
            file.chmod(0o640)
        (self.grader.parent / self.secret).touch()
        (self.grader.parent / "empty folder").mkdir()
        _set_attributes(self.grader, self.secret)
        (self.folder / "link.txt").symlink_to(self.grader)
        self.stand_in = StandIn(self.grader, self.secret)
        self.listeners = Listeners(self.folder, self.secret[-12:])
        self.before = snapshot(base)
        self.stand_in_before = facts(self.stand_in.pid)

    @functools.cached_property
    def targets(self) -> dict[str, Any]:
        """What an attack is told: everything, as if somebody had told on us."""
        judge = self.stand_in
        return {
            "base": str(self.base), "folder": str(self.folder), "grader": str(self.grader),
            "solution": str(self.solution), "link": str(self.folder / "link.txt"), "judge": judge.pid,
            "address": judge.address, "length": len(self.secret), "descriptor": judge.descriptor,
            "token": self.secret[-12:], "group": judge.pid, "key": int(self.secret[-7:], 16),
            **self.listeners.targets(),
        }  # fmt: skip

    def files_harmed(self) -> bool:
        """Say whether anything about the files is not as it was."""
        return snapshot(self.base) != self.before

    def stand_in_harmed(self) -> bool:
        """Say whether the stand-in was signalled or killed, or is run in another way than before."""
        if self.stand_in.signals() or self.stand_in.memory() != self.secret:
            return True
        now = facts(self.stand_in.pid)
        return any(now.get(name) != self.stand_in_before[name] for name in _LASTING)

    def close(self) -> None:
        """End the stand-in."""
        self.stand_in.end()
        self.listeners.close()


class Listeners:
    """Sockets of the judge's that nobody may reach."""

    def __init__(self, folder: Path, token: str) -> None:
        self.token = token
        self.tcp, self.udp = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.unix, self.abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        self.datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.paths = {"unix": f"{folder}/stream", "datagrams": f"{folder}/datagrams", "abstract": f"judge{token}"}
        self.tcp.bind(("127.0.0.1", 0))
        self.udp.bind(("127.0.0.1", 0))
        self.unix.bind(self.paths["unix"])
        self.datagrams.bind(self.paths["datagrams"])
        self.abstract.bind("\0" + self.paths["abstract"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.free = free.getsockname()[1]
        for made in (self.tcp, self.unix, self.abstract):
            made.listen()
        for made in self._all():
            made.setblocking(False)

    def targets(self) -> dict[str, Any]:
        """Return the addresses."""
        ports = {"tcp": self.tcp.getsockname()[1], "udp": self.udp.getsockname()[1], "free": self.free}
        return ports | self.paths

    def reached(self) -> bool:
        """Say whether anybody has connected or sent something, and forget it."""
        reached = [self._reached(made) for made in self._all()]  # all of them, so that each forgets
        return any(reached)

    def close(self) -> None:
        """Close them all."""
        for made in self._all():
            made.close()

    def _all(self) -> tuple[socket.socket, ...]:
        return self.tcp, self.udp, self.unix, self.abstract, self.datagrams

    def _reached(self, made: socket.socket) -> bool:
        try:
            if made in (self.udp, self.datagrams):
                return self.token.encode() in made.recv(100)
            made.accept()[0].close()
        except BlockingIOError:
            return False
        return True


# What nobody but an attacker changes about the stand-in.
_LASTING = ("limits", "nice", "policy", "cores", "oom_score_adj", "TracerPid")


class Scenes:
    """Scenes for attacks one after the other: the same one, until an attack has left its mark on it."""

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        self.new_folder = new_folder
        self.scene: Scene | None = None

    def fresh(self) -> Scene:
        """Return a scene on which nothing has left a mark."""
        if self.scene and (self.scene.files_harmed() or self.scene.stand_in_harmed()):
            self.close()
        if self.scene is None:
            self.scene = Scene(self.new_folder())
        return self.scene

    def close(self) -> None:
        """End the scene that is there."""
        if self.scene:
            self.scene.close()
            self.scene = None


def snapshot(base: Path) -> dict[str, tuple[Any, ...]]:
    """Return mode, owner, times, links, extended attributes and hash of everything below a folder."""
    found = {}
    for folder, names, files in os.walk(base):
        for path in (Path(folder), *(Path(folder, name) for name in [*names, *files])):
            seen = path.lstat()
            is_file = path.is_file() and not path.is_symlink()
            data = hashlib.sha256(path.read_bytes()).hexdigest() if is_file else ""
            attributes = [(name, os.getxattr(path, name)) for name in os.listxattr(path)] if is_file else []
            found[str(path)] = (
                seen.st_mode, seen.st_uid, seen.st_gid, seen.st_nlink, seen.st_mtime_ns, seen.st_size, attributes, data,
            )  # fmt: skip
    return found


def _set_attributes(path: Path, secret: str) -> None:
    with contextlib.suppress(OSError):  # a file system without them; the attacks on them say that they need them
        os.setxattr(path, "user.secret", secret.encode())
        os.setxattr(path, f"user.{secret}", b"")
