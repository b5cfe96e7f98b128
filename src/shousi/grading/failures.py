"""The ways in which a check fails, as exceptions that a check raises and `Grading` reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from shousi.compare import Difference
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
