"""The ways in which a check fails, as exceptions that a check raises and `Grading` reads."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import msgspec

from shousi.compare import Difference
from shousi.display import kind_of, text_of
from shousi.errors import printable
from shousi.sandbox.judge.calls import Call


class Compared(msgspec.Struct, frozen=True):
    """Two values that an assertion compared, and the same comparison for any other two.

    Attributes:
        got: what the submission returned, or a part of it.
        expected: what it should have been.
        again: compares two other values, and returns the mismatch or None.
    """

    got: Any
    expected: Any
    again: Callable[[Any, Any], Mismatch | None]


class Mismatch(Exception):
    """A call returned, and its answer is wrong.

    Attributes:
        difference: what differs, for the learner.
        call: the call that gave the answer, where the assertion made it itself.
        refusal: whether the call should have raised an error for its arguments.
        compared: what was compared; set by `checks.comparison`.
        is_large: whether the input is too large to be shown, so that no call is told.
    """

    is_large = False

    def __init__(self, difference: Difference, *, call: Call | None = None, refusal: bool = False) -> None:
        super().__init__(difference.summary)
        self.difference = difference
        self.call = call
        self.refusal = refusal
        self.compared: Compared | None = None

    def on_a_large_input(self) -> Mismatch:
        """Return the same mismatch, for an input that is too large to be shown."""
        summary = f"on a large input: {self.difference.summary}"
        large = Mismatch(msgspec.structs.replace(self.difference, summary=summary))
        large.is_large = True
        return large

    def explained(self, words: str) -> Mismatch:
        """Return the same mismatch with these words first; they hold for this call only, so no smaller one is made."""
        summary = f"{words}: {self.difference.summary}"
        return Mismatch(msgspec.structs.replace(self.difference, summary=summary), call=self.call)


def comparing(compare: Callable[[Any, Any], object], got: Any, expected: Any) -> None:
    """Compare an answer; one so odd that the comparison breaks on it is a mismatch.

    Raises:
        Mismatch: the answer is wrong.
        Exception: whatever the comparison raises on the right answer too, which is a fault of the grader.
    """
    try:
        compare(got, expected)
    except (Mismatch, CallFailed):
        raise
    except Exception as error:  # noqa: BLE001 - the answer is a stranger's, and so is what it does to a comparison
        with contextlib.suppress(Mismatch):  # no two draws are equal
            compare(expected, expected)
        raise odd(error, got) from None


def odd(error: Exception, got: Any) -> Mismatch:
    """Return the mismatch of an answer that broke what looked at it."""
    raised = printable(f"{type(error).__name__}: {error}", 120).rstrip(": ")
    summary = f"the answer, {kind_of(got)}, is too odd to be compared ({raised})."
    return Mismatch(Difference(summary=summary, got=text_of(got)))


class CallFailed(Exception):
    """A call of the submission did not return."""

    def __init__(self, call: Call) -> None:
        super().__init__(call.ended.value)
        self.call = call


class TooSlow(Exception):
    """The answers are right, and the time that they take is over the limit."""


class TooMuchMemory(Exception):
    """The answers are right, and the memory that they take is over the limit."""


class SpeedUnknown(Exception):
    """The time could not be measured well enough for a verdict; the submission is not to blame."""


class MemoryUnknown(Exception):
    """The memory could not be measured; the submission is not to blame."""


class NotMeasured(Exception):
    """The check measures time or memory, and the options leave that out."""
