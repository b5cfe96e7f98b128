"""The zygote: a process that has NumPy loaded, forks workers on request, and collects them when they have ended.

It holds no grader, no solution and no expected value, so its workers inherit none. It has a single thread, because a
fork copies only the thread that forks, and a lock that another thread holds would stay locked for ever.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

import msgspec

from shousi import wire
from shousi.sandbox import scratch
from shousi.sandbox.inside import given, worker
from shousi.sandbox.inside.channel import Channel
from shousi.sandbox.lock import lockdown, probes
from shousi.sandbox.messages import (
    Buried,
    Fork,
    Forked,
    FromJudge,
    FromZygote,
    Kill,
    Limits,
    NotStarted,
    Refused,
    Started,
)

# Python would import these on first use, and bill 80 ms for it to whichever call comes first.
_LAZY = {"numpy": ("numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma"), "torch": ("torch.nn.init",)}
_EXIT_WORKER_BROKEN = 99  # the worker's exit status if it could not be locked, or our own code in it failed


def main() -> None:
    """Run the zygote; `judge.start.start_zygote` makes its arguments."""
    fd, secret, tier, abi, *modules = sys.argv[1:]
    control = socket.socket(fileno=int(fd))
    try:
        lock = _prepare(secret, tier, int(abi), modules)
    except (OSError, RuntimeError) as error:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the judge has ended
            control.send(msgspec.json.encode(NotStarted(str(error))))
        os._exit(_EXIT_WORKER_BROKEN)
    _Zygote(control, lock).serve()
    os._exit(0)  # an orderly end of the interpreter would take 10 ms, for which the judge waits


def _prepare(secret: str, tier: str, abi: int, modules: Sequence[str]) -> lockdown.Lock:
    """Import and do once what every worker needs; return how they will be locked."""
    lockdown.hide_from_peers()
    lockdown.adopt_orphans()
    lock = lockdown.strongest(secret, tier=tier, abi=abi)
    gc.disable()  # imports make many objects and hardly any garbage: looking for it in PyTorch takes 0.2 s
    for module in (*modules, *(_COMMON if lock.tier == "B" else ())):
        for name in (module, *_LAZY.get(module, ())):
            importlib.import_module(name)
    if torch := sys.modules.get("torch"):
        _warm_up(torch)
    if len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("a zygote with more than one thread would fork workers that deadlock")
    wire.rebuild(wire.flatten([1.0])[0], memoryview(b""))  # or the first message would take longer
    gc.freeze()  # workers share these pages; a collection would write to them, and so copy them all
    gc.enable()
    return lock


def _warm_up(torch: Any) -> None:
    """Have PyTorch do what it does only once, or could not do in a locked worker."""
    given.seed_everything(0)  # imports modules for a second when it is first called
    torch.nn.Linear(1, 1).half()(torch.ones(1, 1).half())  # reads /proc/cpuinfo
    torch.vmap(torch.sum)(torch.ones(1, 1))  # its first call reads torch.ops, which exercises forbid
    torch.backends.nnpack.set_flags(False)  # it would start threads, or print that it cannot
    tempfile.tempdir = "/tmp"  # noqa: S108 - torch.optim asks for its name at import; nothing is written there
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = "/tmp"  # noqa: S108 - torch would make a folder of its own at import


# What people import in an exercise. At tier B a locked worker can open no file, so it must be imported before.
_COMMON = (
    "abc", "bisect", "cmath", "collections", "contextlib", "copy", "dataclasses", "decimal", "enum", "fractions",
    "functools", "heapq", "itertools", "json", "math", "numbers", "operator", "pprint", "random", "re", "statistics",
    "string", "struct", "textwrap", "time", "typing", "warnings",
)  # fmt: skip


class _Zygote:
    def __init__(self, control: socket.socket, lock: lockdown.Lock) -> None:
        self.control = control
        self.lock = lock
        self.live: dict[int, str] = {}  # process numbers of workers, with their scratch folders or ""
        self.decoder = msgspec.json.Decoder(FromJudge)
        self.wake, notify = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(notify, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(notify)

    def serve(self) -> None:
        """Obey the judge until it has ended or closed the socket, then kill every worker."""
        self.send(Started(self.lock.tier))
        while True:
            ready, _, _ = select.select([self.control.fileno(), self.wake], [], [])
            if self.wake in ready:
                os.read(self.wake, 4096)
                self.bury()
            if self.control.fileno() in ready and not self.obey():
                break
        for pid, folder in self.live.items():
            _kill_group(pid)
            _remove(folder, pid)

    def send(self, news: FromZygote) -> None:
        """Send the judge a message; if it has ended, the next `obey` notices."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.control.send(msgspec.json.encode(news))

    def obey(self) -> bool:
        """Do what the judge's next message asks for; return False if the judge has ended."""
        try:
            message, fds, _, _ = socket.recv_fds(self.control, 1 << 16, 8)
        except ConnectionResetError:  # the judge ended before it had read our messages
            return False
        if not message:
            return False
        match self.decoder.decode(message):
            case Fork(limits):
                requests, replies, output = fds
                wanted = limits.scratch and self.lock.tier != "B"
                folder = tempfile.mkdtemp(prefix=f"shousi-scratch-{os.getpid()}-") if wanted else ""
                pid = self.fork(limits, (requests, replies, output), folder)
                for fd in fds:
                    os.close(fd)
                self.live[pid] = folder
                self.send(Forked(pid, folder))
            case Kill(pid):
                if pid in self.live:  # not collected yet, so no other process can have its number
                    _kill_group(pid)
        return True

    def fork(self, limits: Limits, descriptors: tuple[int, int, int], folder: str) -> int:
        """Fork a worker and return its process number; the child never returns."""
        parent = os.getpid()
        lockdown.filter_of(self.lock, limits)  # builds it, and keeps it for this and all later workers
        pid = os.fork()
        if pid == 0:
            try:
                signal.set_wakeup_fd(-1)
                self.control.detach()
                if channel := self.lock_down(limits, parent, descriptors, folder):
                    worker.serve(channel, self.lock.tier, probes.leaks(self.lock))
            finally:  # after an exception too: a child that went back into the loop would be a second zygote
                os._exit(_EXIT_WORKER_BROKEN)
        return pid

    def lock_down(self, limits: Limits, parent: int, descriptors: tuple[int, int, int], folder: str) -> Channel | None:
        """Lock this new worker and return its pipes; where the kernel refuses a step, tell the judge which."""
        channel = Channel(*descriptors[:2])
        try:
            lockdown.begin(parent, descriptors)
            channel = Channel(3, 4)
            lockdown.lock_down(self.lock, limits, folder=folder)
        except OSError as error:
            channel.send(0, Refused(str(error)), [])
            return None
        if folder:
            tempfile.tempdir = folder
        return channel

    def bury(self) -> None:
        """Collect the workers that have ended, kill the processes they left behind, and tell the judge."""
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None:
                return
            pid = found.si_pid
            if pid in self.live:
                _kill_group(pid)  # before waitpid frees the number for another process
            _, status, used = os.wait4(pid, 0)
            self.kill_orphans()
            if pid in self.live:
                _remove(self.live.pop(pid), 0)
                self.send(Buried(pid, status, used.ru_utime + used.ru_stime))

    def kill_orphans(self) -> None:
        """Kill the processes that a worker started and that have outlived it."""
        for pid in _children() - self.live.keys():
            os.kill(pid, signal.SIGKILL)


def _children() -> set[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return {int(number) for number in file.read().split()}
    except FileNotFoundError:  # a kernel without CONFIG_PROC_CHILDREN: killing process groups has to do
        return set()


def _remove(folder: str, pid: int) -> None:
    """Remove a worker's scratch folder, if it has one; wait for `pid` before, unless it is 0."""
    if folder:
        if pid:
            os.waitpid(pid, 0)
        scratch.remove(folder)


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)  # killed before it could open its own session
