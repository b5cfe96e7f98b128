"""The judge's handle on a worker: load a submission into it, call it, and know how every call ended."""

from __future__ import annotations

import contextlib
import enum
import os
import signal
import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from shousi import wire
from shousi.errors import JudgeError
from shousi.sandbox import scratch
from shousi.sandbox.messages import (
    Ask,
    BadSignature,
    ForbiddenUse,
    Given,
    Limits,
    Load,
    Loaded,
    Raised,
    Ready,
    Reply,
    Returned,
    SyntaxProblem,
    TooLarge,
    Unwritten,
    Use,
)
from shousi.sandbox.transport import Closed, Transport

BURIAL_SECONDS = 2.0  # between the end of a worker's pipe and the news of its death; usually under a millisecond
_MAX_THREADS = 64  # no exercise has a use for a tenth of it; a limit of the kernel's would count the user's others too
_ASLEEP_SECONDS = 0.05  # a worker that has answered goes to sleep within microseconds


class Ended(enum.Enum):
    """How a call ended."""

    RETURNED = "returned"
    RAISED = "raised"
    NOT_WRITTEN = "raised NotImplementedError"
    OUT_OF_MEMORY = "ran out of memory"
    TIMED_OUT = "did not come to an end"
    EXITED = "ended the process"
    KILLED = "was killed"
    FLOODED = "printed too much"
    OVERFILLED = "wrote too much"
    THREADED = "started too many threads"
    FORBIDDEN = "used something forbidden"
    SYNTAX = "is not valid Python"
    MISSING = "lacks a function"
    BAD_SIGNATURE = "cannot be called as the statement says"
    UNREADABLE = "returned something that cannot be read"


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call of a submission's function, or its loading (`function` is then empty), and how it ended.

    Attributes:
        function: the name that was called.
        args: positional arguments as they were sent.
        kwargs: keyword arguments as they were sent.
        seed: what the worker's random generators were set to before, if they were.
        ended: how it ended; `value` means something only when it returned.
        value: what came back.
        after: the arguments as they were in the worker afterwards, when that was asked for.
        cpu: seconds of processor time, read from outside where the system can, else as the worker says.
        official: whether `cpu` was read from outside.
        wall: seconds on the clock.
        printed: what was printed meanwhile, raw.
        error: the exception, when one was raised.
        syntax: the place, when the source is not valid Python.
        uses: forbidden names, when such were met.
        detail: what else is known, in a few words.
    """

    function: str = ""
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = {}
    seed: int | None = None
    ended: Ended
    value: Any = None
    after: Any = None
    cpu: float = 0.0
    official: bool = False
    wall: float = 0.0
    printed: str = ""
    error: Raised | None = None
    syntax: SyntaxProblem | None = None
    uses: tuple[Use, ...] = ()
    detail: str = ""


class Resident(msgspec.Struct, frozen=True):
    """Resident memory of a worker in bytes: now, and the most since it was forked."""

    now: int
    peak: int


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
        confirm(self.pid, ready.tier)

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
    ) -> Call:
        """Give the worker its submission; RETURNED means that every function is there."""
        message = Load(filename, source, tuple(functions), tuple(forbidden), tuple(given), seed)
        return self._ask(Call(ended=Ended.RETURNED), message, [])

    def call(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any] | None = None,
        *,
        echo: bool = False,
        repeat: int = 1,
        timed: bool = False,
        seed: int | None = None,
    ) -> Call:
        """Call a function of the submission.

        Args:
            function: its name.
            args: positional arguments.
            kwargs: keyword arguments.
            echo: also ask for the arguments as they are afterwards.
            repeat: calls to make; the last one's result comes back.
            timed: also measure the processor time, which costs a tenth of a millisecond. Of timed calls in a row each
                is billed from the reply before to its own, so that nothing can be done in between for nothing.
            seed: set every random generator of the worker to it before the call.
        """
        kwargs = kwargs or {}
        node, buffers = wire.flatten((args, dict(kwargs)))
        question = Call(function=function, args=args, kwargs=kwargs, seed=seed, ended=Ended.RETURNED)
        return self._ask(question, Ask(function, node, echo, repeat, seed), buffers, timed=timed)

    def cpu_seconds(self, *, asleep: bool = True) -> float | None:
        """Return the processor time that the kernel has billed to the worker, or None where nobody can tell.

        While a process runs, the kernel's figure lags by up to 14 ms; so by default wait until it sleeps.
        """
        if self._process.cpu_clock is None:
            return None
        if asleep:
            deadline = time.monotonic() + _ASLEEP_SECONDS
            while not _sleeps(self.pid) and time.monotonic() < deadline:
                pass
        try:
            return time.clock_gettime(self._process.cpu_clock)
        except OSError:  # it has ended
            return None

    def memory(self) -> Resident | None:
        """Return the worker's resident memory as the kernel tells it, or None where nobody can tell.

        The kernel counts in batches, so a figure may be wrong by some hundred KiB.
        """
        if self._process.cpu_clock is None:
            return None
        try:
            with open(f"/proc/{self.pid}/status", "rb") as file:
                lines = dict(line.split(b":", 1) for line in file.read().splitlines() if b":" in line)
            now, peak = (int(lines[name].split()[0]) << 10 for name in (b"VmRSS", b"VmHWM"))
        except (OSError, KeyError):  # it has ended, or this system shows nobody's processes to others
            return None
        return Resident(now, peak)

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
        if limits.threads and _threads(self.pid) > _MAX_THREADS:
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


def told(question: Call, reply: Reply, blob: memoryview) -> Call:
    """Return the call as the worker's reply describes it."""
    match reply:
        case Returned(node, cpu):
            pair = wire.rebuild(node, blob)
            if not (isinstance(pair, tuple) and len(pair) == 2):
                raise wire.WireError("not a result")
            return msgspec.structs.replace(question, value=pair[0], after=pair[1], cpu=cpu)
        case Loaded(missing) if not question.function:
            ended = Ended.MISSING if missing else Ended.RETURNED
            return msgspec.structs.replace(question, ended=ended, detail=", ".join(missing))
        case Unwritten() if not question.function:
            return msgspec.structs.replace(question, ended=Ended.NOT_WRITTEN)
        case Raised():
            return msgspec.structs.replace(question, ended=_ended_by(reply), error=reply)
        case ForbiddenUse(uses) if uses:
            return msgspec.structs.replace(question, ended=Ended.FORBIDDEN, uses=uses)
        case SyntaxProblem() if not question.function:
            return msgspec.structs.replace(question, ended=Ended.SYNTAX, syntax=reply)
        case BadSignature(signature, message):
            detail = f"it reads {question.function}{signature}: {message}"
            return msgspec.structs.replace(question, ended=Ended.BAD_SIGNATURE, detail=detail)
        case TooLarge(message):
            return msgspec.structs.replace(question, ended=Ended.UNREADABLE, detail=message)
        case _:
            raise wire.WireError("a reply to another kind of question")


def confirm(pid: int, tier: str) -> None:
    """Look from outside whether a worker is locked as it says.

    Raises:
        JudgeError: it is not.
    """
    if tier not in {"A", "B"}:
        return
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            facts = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
        session = os.getsid(pid)
    except OSError:
        raise JudgeError("a worker ended at its start.") from None
    missing = [name for name, value in _LOCKED if facts.get(name) != value]
    if missing or session != pid:
        raise JudgeError(f"a worker is not locked as it says: {', '.join(missing) or 'session'}.")


def describe_status(status: int) -> str:
    """Return a wait status in words: "signal SIGSEGV" or "exit status 0"."""
    if os.name == "posix" and os.WIFSIGNALED(status):
        return f"signal {signal.Signals(os.WTERMSIG(status)).name}"
    return f"exit status {os.waitstatus_to_exitcode(status)}"


def _ended_by(raised: Raised) -> Ended:
    if "DefaultCPUAllocator" in raised.message:  # PyTorch's own word for it, in a RuntimeError
        return Ended.OUT_OF_MEMORY
    for base, ended in _ENDED_BY:
        if base in raised.bases:
            return ended
    return Ended.RAISED


_ENDED_BY = (
    ("MemoryError", Ended.OUT_OF_MEMORY),
    ("NotImplementedError", Ended.NOT_WRITTEN),
    ("SystemExit", Ended.EXITED),
)
_replies = wire.decoder_of(Reply)
_NO_CAPABILITIES = f"{0:016x}"
_LOCKED = (
    ("NoNewPrivs", "1"), ("Seccomp", "2"), ("CapPrm", _NO_CAPABILITIES), ("CapEff", _NO_CAPABILITIES),
    ("CapInh", _NO_CAPABILITIES), ("CapAmb", _NO_CAPABILITIES),
)  # fmt: skip


def _threads(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[17])
    except OSError:  # it has ended, or this system has no /proc
        return 0


def _sleeps(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2][1:2] in b"SZ"
    except OSError:
        return True  # it has ended
