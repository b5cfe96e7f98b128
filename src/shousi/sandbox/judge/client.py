"""The judge's handle on a worker: load a submission into it, call it, and know how every call ended."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from shousi import wire
from shousi.errors import JudgeError
from shousi.sandbox import scratch
from shousi.sandbox.judge import procfs
from shousi.sandbox.judge.calls import Call, Ended, describe_status, told
from shousi.sandbox.judge.transport import Closed, Transport
from shousi.sandbox.messages import (
    Ask,
    Given,
    Limits,
    Load,
    Ready,
    Reply,
)

BURIAL_SECONDS = 2.0  # between the end of a worker's pipe and the news of its death; usually under a millisecond
_MAX_THREADS = 64  # no exercise has a use for a tenth of it; a limit of the kernel's would count the user's others too
_ASLEEP_SECONDS = 0.05  # a worker that has answered goes to sleep within microseconds


class ZygoteGone(JudgeError):
    """The process that starts workers has ended, and every worker with it."""

    def __init__(self) -> None:
        super().__init__("the process that starts workers ended unexpectedly.")


class WorkerGone(Exception):
    """The worker has ended and can be asked nothing more."""


class _LimitMet(Exception):
    def __init__(self, ended: Ended, detail: str) -> None:
        super().__init__(detail)
        self.ended = ended
        self.detail = detail


class Process(Protocol):
    """What a worker's handle needs of the process: its clock, its end, and what it ended with."""

    pid: int
    folder: str  # its scratch folder, empty if it has none
    cpu_clock: int | None  # the system's clock of this process's processor time, where there is one

    def kill(self) -> None: ...  # noqa: D102
    def pause(self) -> None: ...  # noqa: D102
    def resume(self) -> None: ...  # noqa: D102
    def status(self, seconds: float) -> int | None: ...  # noqa: D102


class Worker:
    """One worker. It holds one submission; after a call that did not come back it is gone."""

    def __init__(self, transport: Transport, process: Process, limits: Limits) -> None:
        self._transport = transport
        self._process = process
        self.limits = limits
        self._gone = False
        self._billed: float | None = None  # the clock at the reply before, as long as every call is a timed one
        ready, _ = self._receive(lambda: None, 0)
        if not isinstance(ready, Ready):
            raise JudgeError("a worker did not start as it should.")
        if ready.leaks:
            raise JudgeError(f"the sandbox does not hold on this system: {', '.join(ready.leaks)} got through.")
        self.tier = ready.tier
        procfs.confirm(self.pid, ready.tier)

    @property
    def pid(self) -> int:
        """The worker's process number."""
        return self._process.pid

    def gone(self) -> bool:
        """Say whether the worker has ended; it can be asked nothing more then."""
        return self._gone

    def load(
        self,
        source: str,
        filename: str,
        functions: Sequence[str],
        forbidden: Sequence[str] = (),
        given: Sequence[Given] = (),
        seed: int = 0,
        modules: Sequence[str] = (),
    ) -> Call:
        """Give the worker its submission; RETURNED means that every function is there."""
        message = Load(filename, source, tuple(functions), tuple(forbidden), tuple(given), seed, tuple(modules))
        return self._ask(Call(ended=Ended.RETURNED), message, [])

    def call(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any] | None = None,
        *,
        echo: bool = False,
        each: bool = False,
        timed: bool = False,
        seed: int | None = None,
    ) -> Call:
        """Call a function of the submission.

        Args:
            function: its name.
            args: positional arguments.
            kwargs: keyword arguments.
            echo: also ask for the arguments as they are afterwards.
            each: `args` holds the arguments of many calls, a tuple each; the value is the list of their results.
            timed: also measure the processor time, which costs a tenth of a millisecond. Of timed calls in a row each
                is billed from the reply before to its own, so that nothing can be done in between for nothing.
            seed: set every random generator of the worker to it before the call.
        """
        kwargs = kwargs or {}
        node, buffers = wire.flatten((args, dict(kwargs)))
        question = Call(function=function, args=args, kwargs=kwargs, seed=seed, ended=Ended.RETURNED)
        call = self._ask(question, Ask(function, node, echo, each, seed), buffers, timed=timed)
        whole = not each or (isinstance(call.value, list) and len(call.value) == len(args))
        if call.ended is Ended.RETURNED and not whole:
            return self._killed(question, Ended.UNREADABLE, "not as many results as there were calls")
        return call

    def cpu_seconds(self, *, asleep: bool = True) -> float | None:
        """Return the processor time that the kernel has billed to the worker, or None where nobody can tell.

        While a process runs, the kernel's figure lags by up to 14 ms; so by default wait until it sleeps.
        """
        if self._process.cpu_clock is None:
            return None
        if asleep:
            deadline = time.monotonic() + _ASLEEP_SECONDS
            while not procfs.sleeps(self.pid) and time.monotonic() < deadline:
                pass
        try:
            return time.clock_gettime(self._process.cpu_clock)
        except OSError:  # it has ended
            return None

    def memory(self) -> procfs.Resident | None:
        """Return the worker's resident memory, or None where nobody can tell."""
        return procfs.resident(self.pid) if self._process.cpu_clock is not None else None

    def pause(self) -> None:
        """Stop the worker where it stands, with all its threads, until it is resumed."""
        if not self._gone:
            self._process.pause()

    def resume(self) -> None:
        """Let a paused worker go on."""
        if not self._gone:
            self._process.resume()

    def kill(self) -> int | None:
        """Kill the worker's whole process group and return its exit status, if it can be known."""
        try:
            self._process.kill()
        finally:
            status = self._bury()
        return status

    def close(self) -> None:
        """End the worker if it still lives."""
        if not self._gone:
            with contextlib.suppress(ZygoteGone):  # which has ended it already
                self.kill()

    def _bury(self) -> int | None:
        try:
            return self._process.status(BURIAL_SECONDS)
        finally:
            if not self._gone:
                self._gone = True
                self._transport.close()

    def _ask(
        self, question: Call, message: msgspec.Struct, buffers: Sequence[memoryview], *, timed: bool = False
    ) -> Call:
        if self._gone:
            raise WorkerGone
        nonce = wire.new_nonce()
        frame = wire.pack(nonce, message, buffers)
        before = self.cpu_seconds(asleep=timed) if self._billed is None or not timed else self._billed
        self._billed = None
        begin = time.monotonic()
        tick = self._limit_watch(begin, before)
        try:
            self._transport.send(frame, tick)
            ended = told(question, *self._receive(tick, nonce))
            self._watch_use()  # a short call is over before the first look
        except Closed:
            ended = self._died(question)
        except _LimitMet as limit:
            ended = self._killed(question, limit.ended, limit.detail)
        except wire.WireError as error:
            ended = self._killed(question, Ended.UNREADABLE, f"not a reply that a worker sends: {error}")
        wall = time.monotonic() - begin
        if self.gone():
            return msgspec.structs.replace(ended, wall=wall)
        printed = self._transport.take_printed().decode("utf-8", "backslashreplace")
        after = self._billed = self.cpu_seconds() if timed else None
        if before is None or after is None:
            return msgspec.structs.replace(ended, wall=wall, printed=printed)
        return msgspec.structs.replace(ended, wall=wall, printed=printed, cpu=after - before, official=True)

    def _receive(self, tick: Any, asked: int) -> tuple[Reply, memoryview]:
        nonce, header, blob = wire.unpack_preamble(self._transport.receive(wire.PREAMBLE.size, tick))
        if nonce != asked:
            raise wire.WireError("an answer to a question that was not asked")
        reply: Reply = wire.unpack_header(self._transport.receive(header, tick), _replies)
        return reply, memoryview(self._transport.receive(blob, tick))

    def _limit_watch(self, begin: float, before: float | None) -> Any:
        limits = self.limits
        output = self._transport.printed_bytes + limits.output

        def tick() -> None:
            if self._transport.printed_bytes > output:
                raise _LimitMet(Ended.FLOODED, f"more than {limits.output >> 20} MiB")
            if time.monotonic() - begin > limits.wall:
                raise _LimitMet(Ended.TIMED_OUT, f"stopped after {limits.wall:g} s on the clock")
            if before is not None and (self.cpu_seconds(asleep=False) or 0.0) - before > limits.cpu:
                raise _LimitMet(Ended.TIMED_OUT, f"stopped after {limits.cpu:g} s of processor time")
            self._watch_use()

        return tick

    def _watch_use(self) -> None:
        limits = self.limits
        if limits.scratch and self._process.folder and scratch.used(self._process.folder) > limits.scratch:
            raise _LimitMet(Ended.OVERFILLED, f"more than {limits.scratch / (1 << 20):g} MiB of files")
        if limits.threads and procfs.threads(self.pid) > _MAX_THREADS:
            raise _LimitMet(Ended.THREADED, f"more than {_MAX_THREADS} at a time")

    def _killed(self, question: Call, ended: Ended, detail: str) -> Call:
        printed = self._transport.take_printed().decode("utf-8", "backslashreplace")
        self.kill()
        return msgspec.structs.replace(question, ended=ended, detail=detail, printed=printed)

    def _died(self, question: Call) -> Call:
        printed = self._transport.take_printed().decode("utf-8", "backslashreplace")
        try:
            status = self._process.status(BURIAL_SECONDS)
        except ZygoteGone:
            self.close()
            raise
        if status is None:
            return self._killed(question, Ended.EXITED, "closed the pipe to the judge")
        self._bury()
        ended = Ended.KILLED if os.name == "posix" and os.WIFSIGNALED(status) else Ended.EXITED
        return msgspec.structs.replace(question, ended=ended, detail=describe_status(status), printed=printed)


_replies = wire.decoder_of(Reply)
