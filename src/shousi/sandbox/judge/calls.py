"""One call of a submission's function: what was asked, and how it ended.

A worker shares its process with the submission, so any reply may be forged. A reply that no honest worker sends raises
`WireError` here, and the worker's handle (client.py) turns that into `Ended.UNREADABLE`.
"""

from __future__ import annotations

import enum
import math
import os
import signal
from collections.abc import Mapping
from typing import Any

import msgspec

from shousi import wire
from shousi.sandbox.messages import (
    BadSignature,
    ForbiddenUse,
    Gradient,
    Loaded,
    Raised,
    Reply,
    Returned,
    Step,
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
        seed: the seed that the worker's random generators were given before the call, if any.
        ended: how it ended; `value` means something only when it returned.
        value: what came back.
        after: the arguments as they were in the worker after the call, when the caller asked for them.
        cpu: seconds of processor time: the kernel's figure if `official`, else what the worker claims.
        official: whether `cpu` was read from outside the worker.
        wall: seconds on the clock.
        size: bytes of the reply.
        header: those of them that are not the elements of arrays.
        printed: what was printed during the call, not yet escaped; nothing of a timed call.
        lines: how many lines a call that returned printed, as the worker claims.
        error: the exception, when one was raised.
        syntax: the place, when the source is not valid Python.
        uses: forbidden names that the source names or that the call reached for.
        detail: what else is known, in a few words, not yet escaped.
        step: what the call had to do with objects that stay in the worker, if anything.
        before: the earlier calls that made those objects what they were, in order; together with them, the call can be
            made again in another worker.
        gradient: the gradients that were wanted beside the result, if any.
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
    size: int = 0
    header: int = 0
    printed: str = ""
    lines: int = 0
    error: Raised | None = None
    syntax: SyntaxProblem | None = None
    uses: tuple[Use, ...] = ()
    detail: str = ""
    step: Step | None = None
    before: tuple[Call, ...] = ()
    gradient: Gradient | None = None


def call_from_reply(question: Call, reply: Reply, blob: memoryview) -> Call:
    """Return how a call ended, as the worker's reply says.

    Args:
        question: the call as it was sent, as if it had returned; `function` is empty for a load.
        reply: the message that came back.
        blob: the bytes of the arrays in it.

    Raises:
        WireError: an honest worker would not send this reply to this question.
    """
    is_load = not question.function
    match reply:
        case Loaded(missing) if is_load:
            ended = Ended.MISSING if missing else Ended.RETURNED
            return msgspec.structs.replace(question, ended=ended, detail=", ".join(missing))
        case Unwritten() if is_load:
            return msgspec.structs.replace(question, ended=Ended.NOT_WRITTEN)
        case SyntaxProblem() if is_load:
            return msgspec.structs.replace(question, ended=Ended.SYNTAX, syntax=reply)
        case Returned() if not is_load:
            return _returned(question, reply, blob)
        case BadSignature(signature, message) if not is_load:
            detail = f"it reads {question.function}{signature}: {message}"
            return msgspec.structs.replace(question, ended=Ended.BAD_SIGNATURE, detail=detail)
        case Raised():
            return msgspec.structs.replace(question, ended=_ending_of(reply), error=reply)
        case ForbiddenUse(uses) if uses:
            return msgspec.structs.replace(question, ended=Ended.FORBIDDEN, uses=uses)
        case TooLarge(message):
            return msgspec.structs.replace(question, ended=Ended.UNREADABLE, detail=message)
        case _:
            raise wire.WireError("a reply to another kind of question")


def describe_status(status: int) -> str:
    """Return a wait status in words: "signal 11 (SIGSEGV)", "signal 40" or "exit status 0"."""
    if os.name != "posix" or not os.WIFSIGNALED(status):
        return f"exit status {os.waitstatus_to_exitcode(status)}"
    number = os.WTERMSIG(status)
    # Python has names for 1 to 31 and for the first and the last real-time signal only.
    names = {int(known): known.name for known in signal.Signals}
    return f"signal {number} ({names[number]})" if number in names else f"signal {number}"


def _returned(question: Call, reply: Returned, blob: memoryview) -> Call:
    pair = wire.rebuild(reply.node, blob)
    if not (isinstance(pair, tuple) and len(pair) == 2):
        raise wire.WireError("not a result")
    if not 0.0 <= reply.cpu < math.inf:  # false for NaN too
        raise wire.WireError("not an amount of time")
    if reply.lines < 0:
        raise wire.WireError("not a number of lines")
    return msgspec.structs.replace(question, value=pair[0], after=pair[1], cpu=reply.cpu, lines=reply.lines)


def _ending_of(raised: Raised) -> Ended:
    if "DefaultCPUAllocator" in raised.message:  # how PyTorch says that memory ran out, in a RuntimeError
        return Ended.OUT_OF_MEMORY
    for base, ended in _ENDING_BY_BASE:
        if base in raised.bases:
            return ended
    return Ended.RAISED


_ENDING_BY_BASE = (
    ("MemoryError", Ended.OUT_OF_MEMORY),
    ("NotImplementedError", Ended.NOT_WRITTEN),
    ("SystemExit", Ended.EXITED),
)
