"""The fork server: a process that has NumPy loaded and does nothing but fork workers and bury them.

It holds no grader, no solution and no expected value, so its children inherit none. It stays single-threaded, because
a fork copies only one thread and whatever lock another one holds.
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
from typing import Any

import msgspec

from shousi import wire
from shousi.sandbox import scratch
from shousi.sandbox.inside import given, worker
from shousi.sandbox.inside.channel import Channel
from shousi.sandbox.lock import lockdown, probes
from shousi.sandbox.messages import Buried, Fork, Forked, FromJudge, FromZygote, Kill, Limits, Started

# Loaded on first use otherwise, which would bill 80 ms to whichever call comes first.
_LAZY = {"numpy": ("numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma"), "torch": ("torch.nn.init",)}
_EXIT_WORKER_BROKEN = 99


def main() -> None:
    """Run the fork server; arguments are the control socket's descriptor, how to lock, and the modules to load."""
    fd, secret, tier, abi, *modules = sys.argv[1:]
    control = socket.socket(fileno=int(fd))
    lockdown.hide_from_peers()
    lockdown.adopt_orphans()
    lock = lockdown.strongest(secret, tier=tier, abi=int(abi))
    for module in (*modules, *(_COMMON if lock.tier == "B" else ())):
        for name in (module, *_LAZY.get(module, ())):
            importlib.import_module(name)
    if torch := sys.modules.get("torch"):
        _warm_up(torch)
    if len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("a zygote with more than one thread would fork workers that deadlock")
    wire.rebuild(wire.flatten([1.0])[0], memoryview(b""))  # what the first message would otherwise warm up
    gc.collect()
    gc.freeze()  # the children share these pages; a collection that wrote to them would copy them all
    _Zygote(control, lock).run()
    os._exit(0)  # nothing is left to tidy up, and the interpreter would take 10 ms for it, while the judge waits


def _warm_up(torch: Any) -> None:
    """Have PyTorch do what it does once, and what a locked worker could not."""
    given.seed_everything(0)  # loads a second's worth of modules when it is first called
    torch.nn.Linear(1, 1).half()(torch.ones(1, 1).half())  # looks up the processor in /proc/cpuinfo
    torch.backends.nnpack.set_flags(False)  # it would start threads, or print that it cannot
    tempfile.tempdir = "/tmp"  # noqa: S108 - a name that torch.optim asks for at import; nothing is written there
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = "/tmp"  # noqa: S108 - else it asks, at import, to make a folder of its own


# What people import into an exercise. Where no file can be opened after the lock, it has to be there before.
_COMMON = (
    "abc", "bisect", "cmath", "collections", "contextlib", "copy", "dataclasses", "decimal", "enum", "fractions",
    "functools", "heapq", "itertools", "json", "math", "numbers", "operator", "pprint", "random", "re", "statistics",
    "string", "struct", "textwrap", "time", "typing", "warnings",
)  # fmt: skip


class _Zygote:
    def __init__(self, control: socket.socket, lock: lockdown.Lock) -> None:
        self.control = control
        self.lock = lock
        self.live: dict[int, str] = {}  # process numbers, and the scratch folders of those that have one
        self.decoder = msgspec.json.Decoder(FromJudge)
        self.wake, notify = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(notify, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(notify)

    def run(self) -> None:
        """Serve until the judge is gone, then take every worker along."""
        self.tell(Started(self.lock.tier))
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

    def tell(self, news: FromZygote) -> None:
        """Tell the judge; if it is gone, the next look at the socket says so."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.control.send(msgspec.json.encode(news))

    def obey(self) -> bool:
        """Do what the judge asks next; False when it has gone."""
        try:
            message, fds, _, _ = socket.recv_fds(self.control, 1 << 16, 8)
        except ConnectionResetError:  # the judge went with news of ours unread
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
                self.tell(Forked(pid, folder))
            case Kill(pid):
                if pid in self.live:  # not buried yet, so the number is still the worker's own
                    _kill_group(pid)
        return True

    def fork(self, limits: Limits, descriptors: tuple[int, int, int], folder: str) -> int:
        """Fork a worker and return its process number; the child never returns."""
        parent = os.getpid()
        lockdown.filter_of(self.lock, limits)  # once for all
        pid = os.fork()
        if pid == 0:
            try:
                signal.set_wakeup_fd(-1)
                self.control.detach()
                lockdown.enter(self.lock, limits, parent=parent, descriptors=descriptors, folder=folder)
                if folder:
                    tempfile.tempdir = folder
                worker.serve(Channel(3, 4), self.lock.tier, probes.leaks(self.lock))
            finally:  # whatever happens: a child that unwound into the server's loop would serve too
                os._exit(_EXIT_WORKER_BROKEN)
        return pid

    def bury(self) -> None:
        """Collect the dead, with all that they left behind, and tell the judge."""
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None:
                return
            pid = found.si_pid
            if pid in self.live:
                _kill_group(pid)  # while the dead leader still holds its number
            status = os.waitpid(pid, 0)[1]
            self.kill_orphans()
            if pid in self.live:
                _remove(self.live.pop(pid), 0)
                self.tell(Buried(pid, status))

    def kill_orphans(self) -> None:
        """Kill processes that a worker started and that outlived it."""
        for pid in _children() - self.live.keys():
            os.kill(pid, signal.SIGKILL)


def _children() -> set[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return {int(number) for number in file.read().split()}
    except FileNotFoundError:  # a kernel without CONFIG_PROC_CHILDREN: process groups alone have to do
        return set()


def _remove(folder: str, pid: int) -> None:
    """Remove a worker's scratch folder once it has ended; `pid` if it has just been killed and is not buried."""
    if folder:
        if pid:
            os.waitpid(pid, 0)
        scratch.remove(folder)


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)  # killed before it could open its own session
