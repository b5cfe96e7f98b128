"""The judge's handle on one worker: load a submission into it, call its functions, and know how every call ended.

The judge and a worker talk over two pipes, one frame a message (see `shousi.wire`). Each request carries a random
number, the nonce, and only a reply with the same nonce counts. A worker can send anything, send nothing, print without
end or die. Whatever it does, `load` and `call` return a `Call` that says how it ended. They raise only `WorkerGone`,
if the worker had ended before, and `JudgeError`, if the fault is ours.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from shousi import wire
from shousi.errors import JudgeError, printable
from shousi.sandbox import scratch
from shousi.sandbox.judge import procfs
from shousi.sandbox.judge.calls import Call, Ended, call_from_reply, describe_status
from shousi.sandbox.judge.transport import Closed, Transport
from shousi.sandbox.messages import Ask, Given, Gradient, Limits, Load, Ready, Refused, Reply, Step

START_SECONDS = 60.0  # for a cold disk on a busy machine; a worker is usually ready after some milliseconds
EXIT_STATUS_SECONDS = 2.0  # from the end of a worker's pipe to the news of its death; usually under a millisecond
_MAX_THREADS = 64  # ten times what an exercise needs. The kernel's own limit would count the user's other processes too
_REPLY_OF_REQUEST = 4  # a reply may be this many times as large as its request, whatever its limit
_ASLEEP_SECONDS = 0.05  # the longest wait until a worker that has answered sleeps; microseconds as a rule


class ZygoteGone(JudgeError):
    """The process that starts workers has ended, and every worker with it."""

    def __init__(self) -> None:
        super().__init__("the process that starts workers ended unexpectedly.")


class WorkerGone(Exception):
    """The worker has ended, so it can be asked nothing more."""


class _LimitExceeded(Exception):
    def __init__(self, ended: Ended, detail: str) -> None:
        super().__init__(detail)
        self.ended = ended
        self.detail = detail


class Process(Protocol):
    """A worker's process, as its handle needs it; `forking` and `spawning` each have one."""

    pid: int
    folder: str  # its scratch folder; empty if it has none
    cpu_clock: int | None  # the kernel's clock of its processor time; None if it cannot be read from outside

    def kill(self) -> None: ...  # noqa: D102
    def pause(self) -> None: ...  # noqa: D102
    def resume(self) -> None: ...  # noqa: D102
    def status(self, seconds: float) -> int | None: ...  # noqa: D102
    def has_ended(self) -> bool: ...  # noqa: D102


class Worker:
    """One worker, which holds one submission.

    A worker that did not answer properly (it died, hung, flooded its output or sent nonsense) is killed, and `gone`.
    One whose submission merely raised an exception lives on.
    """

    def __init__(self, transport: Transport, process: Process, limits: Limits) -> None:
        """Wait until the worker says that it is locked, and confirm that from outside.

        Raises:
            JudgeError: it is not locked, or died or hung before it was; the worker has been killed then.
        """
        self._transport = transport
        self._process = process
        self.limits = limits
        self._gone = False
        self._reply_size = self._header_size = 0
        self._queued = 0.0
        self._clock_at_reply: float | None = None  # of the call before, if that was a timed one
        try:
            self.tier = self._wait_until_ready().tier
            procfs.check_locked(self.pid, self.tier)
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """The worker's process number."""
        return self._process.pid

    def gone(self) -> bool:
        """Say whether the worker has ended."""
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
        """Run a submission's source in the worker; RETURNED means that it defines every function asked for."""
        message = Load(filename, source, tuple(functions), tuple(forbidden), tuple(given), seed, tuple(modules))
        return self._exchange(Call(ended=Ended.RETURNED), message, [])

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
        step: Step | None = None,
        gradient: Gradient | None = None,
    ) -> Call:
        """Call a function of the submission.

        Args:
            function: its name.
            args: positional arguments.
            kwargs: keyword arguments.
            echo: also ask for the positional arguments as they are after the call; others are not sent back.
            each: make many calls: `args` holds one tuple of arguments per call, and the value is the list of results.
            timed: also measure the processor time, which costs a tenth of a millisecond. In a row of timed calls, each
                is billed from the reply before it to its own reply, so that no work between two calls is free.
            seed: give it to every random generator of the worker before the call.
            step: what the call has to do with objects that stay in the worker.
            gradient: the gradients that are wanted; the value is then (result, gradients, whether it has a history).
        """
        kwargs = kwargs or {}
        question = Call(
            function=function, args=args, kwargs=kwargs, seed=seed, ended=Ended.RETURNED, step=step, gradient=gradient
        )
        try:
            node, buffers = wire.flatten((args, dict(kwargs)))
        except wire.WireError as error:
            raise JudgeError(f"the arguments for {function} cannot be sent: {error}.") from None
        ask = Ask(function, node, echo, each, seed, timed, step, gradient)
        call = self._exchange(question, ask, buffers, timed=timed)
        if call.ended is not Ended.RETURNED:
            return call
        problem = ""
        if each and not _is_list_of(len(args), call.value):
            problem = "not as many results as there were calls"
        elif echo and not _is_list_of(len(args), call.after):
            problem = "not as many arguments as were sent"
        if not problem:
            return call
        so_far = msgspec.structs.replace(question, wall=call.wall, printed=call.printed)
        return self._kill_because(so_far, Ended.UNREADABLE, problem)

    def cpu_seconds(self, *, asleep: bool = True) -> float | None:
        """Return the processor time that the kernel has billed to the worker, or None if it cannot be known.

        The kernel updates a process's clock at timer ticks and when the process goes to sleep. While it runs the
        figure is up to 14 ms too low, so by default wait until it sleeps.
        """
        if self._process.cpu_clock is None:
            return None
        if asleep:
            self._wait_until_asleep()
        try:
            return time.clock_gettime(self._process.cpu_clock)
        except OSError:  # it has ended, or this system does not let us read the clock of another process
            return None

    def memory(self) -> procfs.Resident | None:
        """Return the worker's resident memory, or None if it cannot be known."""
        return procfs.resident(self.pid) if self._process.cpu_clock is not None else None

    def memory_after(self, call: Call) -> tuple[Call, procfs.Resident | None]:
        """Return a call, and the worker's resident memory after it.

        A worker that ends itself once its answer is out leaves no figure: such a call has ended the process.
        """
        if self._gone:
            return call, None
        self._wait_until_asleep()
        resident = self.memory()
        return self._if_alive(call), resident

    def seconds_queued(self) -> float | None:
        """Return how long the worker has waited for a processor since the last time; None if that cannot be known."""
        total = None if self._gone else procfs.queued(self.pid)
        if total is None:
            return None
        before, self._queued = self._queued, total
        return total - before

    def pause(self) -> None:
        """Stop the worker and all its threads until `resume`."""
        if not self._gone:
            self._process.pause()

    def resume(self) -> None:
        """Let a paused worker go on."""
        if not self._gone:
            self._process.resume()

    def kill(self) -> int | None:
        """Kill the worker's whole process group, and return its wait status if it can be known."""
        try:
            self._process.kill()
        finally:
            status = self._bury()
        return status

    def close(self) -> None:
        """Kill the worker if it is still alive."""
        if not self._gone:
            with contextlib.suppress(ZygoteGone):  # all its workers ended with it
                self.kill()

    def _wait_until_ready(self) -> Ready:
        deadline = time.monotonic() + START_SECONDS

        def check_deadline() -> None:
            if time.monotonic() > deadline:
                raise JudgeError(f"a worker was not ready within {START_SECONDS:g} s.")

        try:
            ready, _ = self._receive(check_deadline, nonce=0)
        except (Closed, wire.WireError):
            status = self._process.status(EXIT_STATUS_SECONDS)
            ending = "no status" if status is None else describe_status(status)
            raise JudgeError(f"a worker ended at its start ({ending}).") from None
        if isinstance(ready, Refused):
            raise JudgeError(f"this system refuses a step of locking a worker: {printable(ready.step, 200)}.")
        if not isinstance(ready, Ready):
            raise JudgeError("a worker did not start as it should.")
        if ready.leaks:
            raise JudgeError(f"the sandbox does not hold on this system: {', '.join(ready.leaks)} got through.")
        return ready

    def _exchange(
        self, question: Call, message: msgspec.Struct, buffers: Sequence[memoryview], *, timed: bool = False
    ) -> Call:
        """Send a message, wait for its reply within the limits, and return the question with how it ended."""
        if self._gone:
            raise WorkerGone
        nonce = wire.new_nonce()
        try:
            frame = wire.pack(nonce, message, buffers)
        except wire.WireError as error:
            raise JudgeError(f"a request cannot be sent to a worker: {error}.") from None
        clock_at_reply, self._clock_at_reply = self._clock_at_reply, None
        before = clock_at_reply if timed and clock_at_reply is not None else self.cpu_seconds(asleep=timed)
        begin = time.monotonic()
        check_limits = self._limit_checker(begin, before)
        try:
            self._transport.send(frame, check_limits)
            most = max(self.limits.reply, _REPLY_OF_REQUEST * sum(piece.nbytes for piece in frame))
            call = call_from_reply(question, *self._receive(check_limits, nonce, most))
            self._check_files_and_threads()  # a short call is over before the first check
        except Closed:
            call = self._explain_closed_pipe(question)
        except _LimitExceeded as limit:
            call = self._kill_because(question, limit.ended, limit.detail)
        except wire.WireError as error:
            call = self._kill_because(question, Ended.UNREADABLE, f"not a reply that a worker sends: {error}")
        except MemoryError:
            self.close()
            raise JudgeError("the judge has too little memory for a worker's reply.") from None
        except BaseException:
            self.close()  # ctrl-C or a timeout: a reply that came later must not answer the next question
            raise
        wall = time.monotonic() - begin
        if self.gone():
            return msgspec.structs.replace(call, wall=wall)
        facts = {"size": self._reply_size, "header": self._header_size, "wall": wall, "printed": self._printed()}
        if timed:
            facts |= self._time_since(before)
        call = msgspec.structs.replace(call, **facts)
        return self._if_alive(call) if timed else call

    def _time_since(self, before: float | None) -> dict[str, Any]:
        """Return the processor time since `before` as facts of a call; none where the kernel's cannot be read."""
        after = self._clock_at_reply = self.cpu_seconds()
        return {} if before is None or after is None else {"cpu": after - before, "official": True}

    def _receive(
        self, check_limits: Callable[[], None], nonce: int, most: int = wire.MAX_HEADER
    ) -> tuple[Reply, memoryview]:
        """Return the next frame's message and blob; its nonce must be the one given."""
        got, header_size, blob_size = wire.unpack_preamble(self._transport.receive(wire.PREAMBLE.size, check_limits))
        if got != nonce:
            raise wire.WireError("an answer to a question that was not asked")
        self._reply_size, self._header_size = header_size + blob_size, header_size
        if self._reply_size > most:
            size = f"it has {_mebibytes(self._reply_size)}, and at most {_mebibytes(most)} are read here"
            raise _LimitExceeded(Ended.UNREADABLE, size)
        reply: Reply = wire.unpack_header(self._transport.receive(header_size, check_limits), _reply_decoder)
        return reply, memoryview(self._transport.receive(blob_size, check_limits))

    def _limit_checker(self, begin: float, cpu_before: float | None) -> Callable[[], None]:
        """Return the `tick` that the transport calls while it waits; it raises once a limit is exceeded."""
        limits = self.limits
        max_printed = self._transport.printed_bytes + limits.output

        def check_limits() -> None:
            if self._transport.printed_bytes > max_printed:
                raise _LimitExceeded(Ended.FLOODED, f"more than {limits.output >> 20} MiB")
            if time.monotonic() - begin > limits.wall:
                raise _LimitExceeded(Ended.TIMED_OUT, f"stopped after {limits.wall:g} s on the clock")
            # A figure that is some milliseconds too low does no harm here, so this does not wait for sleep.
            if cpu_before is not None and (self.cpu_seconds(asleep=False) or 0.0) - cpu_before > limits.cpu:
                raise _LimitExceeded(Ended.TIMED_OUT, f"stopped after {limits.cpu:g} s of processor time")
            self._check_files_and_threads()

        return check_limits

    def _check_files_and_threads(self) -> None:
        limits = self.limits
        if limits.scratch and self._process.folder and scratch.used(self._process.folder) > limits.scratch:
            raise _LimitExceeded(Ended.OVERFILLED, f"more than {limits.scratch / (1 << 20):g} MiB of files")
        if limits.threads and procfs.threads(self.pid) > _MAX_THREADS:
            raise _LimitExceeded(Ended.THREADED, f"more than {_MAX_THREADS} at a time")

    def _kill_because(self, question: Call, ended: Ended, detail: str) -> Call:
        printed = question.printed + self._printed()
        self.kill()
        return msgspec.structs.replace(question, ended=ended, detail=detail, printed=printed)

    def _explain_closed_pipe(self, question: Call) -> Call:
        """Say how the worker died, or kill it if it lives and has only closed its end of the pipe."""
        question = msgspec.structs.replace(question, printed=self._printed())
        try:
            status = self._process.status(EXIT_STATUS_SECONDS)
        except ZygoteGone:
            self.close()
            raise
        if status is None:
            return self._kill_because(question, Ended.EXITED, "closed the pipe to the judge")
        self._bury()
        ended = Ended.KILLED if os.name == "posix" and os.WIFSIGNALED(status) else Ended.EXITED
        return msgspec.structs.replace(question, ended=ended, detail=describe_status(status))

    def _if_alive(self, call: Call) -> Call:
        """Return a call, or, if the worker has ended since its reply, that the call ended the process."""
        if not self._process.has_ended():
            return call
        ended = self._explain_closed_pipe(msgspec.structs.replace(call, value=None, after=None))
        detail, printed = f"{ended.detail} right after its answer", call.printed + ended.printed
        return msgspec.structs.replace(ended, detail=detail, printed=printed)

    def _wait_until_asleep(self) -> None:
        deadline = time.monotonic() + _ASLEEP_SECONDS
        while procfs.is_busy(self.pid) and time.monotonic() < deadline:
            pass

    def _bury(self) -> int | None:
        """Wait for the end of a killed worker, close the pipes to it, and return its wait status if it can be known."""
        try:
            return self._process.status(EXIT_STATUS_SECONDS)
        finally:
            if not self._gone:
                self._gone = True
                self._transport.close()

    def _printed(self) -> str:
        return self._transport.take_printed().decode("utf-8", "backslashreplace")


def _mebibytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"


def _is_list_of(length: int, value: object) -> bool:
    return isinstance(value, list) and len(value) == length


_reply_decoder = wire.decoder_of(Reply)
