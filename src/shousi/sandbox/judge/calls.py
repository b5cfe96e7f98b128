"""One call of a submission's function: what was asked, and how it ended."""

from __future__ import annotations

import enum
import os
import signal
from collections.abc import Mapping
from typing import Any

import msgspec

from shousi import wire
from shousi.sandbox.messages import (
    BadSignature,
    ForbiddenUse,
    Loaded,
    Raised,
    Reply,
    Returned,
    SyntaxProblem,
    TooLarge,
    Unwritten,
    Use,
)


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
