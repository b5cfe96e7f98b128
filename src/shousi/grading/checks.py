"""What a grader is written with: levels, and assertions that explain themselves to the learner."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar, cast

import msgspec
import numpy as np
import pytest

from shousi import compare, display
from shousi.errors import JudgeError, names_in, one_of, printable
from shousi.grading.failures import CallFailed, Compared, Mismatch, comparing
from shousi.grading.functions import Function
from shousi.sandbox.judge.calls import Call, Ended
from shousi.wire import Built, Kept, Tensor

Assertion = TypeVar("Assertion", bound=Callable[..., None])


def comparison(assertion: Assertion) -> Assertion:
    """Decorate an assertion about (got, expected), so that it can be repeated on smaller inputs; graders do it too."""

    @functools.wraps(assertion)
    def held(got: Any, expected: Any, *args: Any, **kwargs: Any) -> None:
        def again(one: Any, two: Any) -> Mismatch | None:
            try:
                comparing(lambda got, expected: assertion(got, expected, *args, **kwargs), one, two)
            except Mismatch as mismatch:
                return mismatch
            return None

        if mismatch := again(got, expected):  # of nested assertions the outermost, which the check called, writes last
            mismatch.compared = Compared(got, expected, again)
            raise mismatch

    return cast("Assertion", held)


def level(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Put a check into a level of the exercise."""
    return pytest.mark.level(name)


@comparison
def assert_indices(got: object, expected: Sequence[int] | compare.Array) -> None:
    """Check that an answer is exactly these indices, in this order, in an array, a list or a tuple.

    >>> assert_indices([2, 0], np.array([2, 0]))
    """
    raise_if(compare.index_values(got, np.asarray(expected, dtype=np.int64)))


@comparison
def assert_close(
    got: object, expected: compare.Array | Tensor | float, *, rtol: float = compare.FAIR, atol: float | None = None
) -> None:
    """Check that an answer holds these numbers, in this shape, whatever its dtype, list or tuple.

    The default tolerance lets float32 arithmetic pass: 1e-5 of the element, or of the largest element.

    >>> assert_close([0.1, 0.2], np.array([0.1, 0.2]))
    """
    wanted = expected if isinstance(expected, Tensor) else np.asarray(expected)
    raise_if(compare.values(got, wanted, rtol=rtol, atol=atol))


@comparison
def assert_all_close(
    got: object,
    expected: Sequence[compare.Array | Tensor | float],
    names: Sequence[str],
    *,
    rtol: float = compare.FAIR,
    atol: float | None = None,
) -> None:
    """Check that an answer is a tuple or list of these arrays, which the learner knows by these names.

    An array or tensor of them, one behind the other along its first axis, is unpacked like a tuple.

    >>> assert_all_close((0.5, [1.0]), (0.5, np.array([1.0])), ("loss", "gradient"))
    """
    got = _unpacked(got, len(names))
    if not isinstance(got, list | tuple) or len(got) != len(names):
        count = f"{len(got)} parts" if isinstance(got, list | tuple) else display.kind_of(got)
        reject(f"expected a tuple of {len(names)}: {', '.join(names)}; got {count}.")
    for name, one, other in zip(names, got, expected, strict=True):
        wanted = other if isinstance(other, Tensor) else np.asarray(other)
        if difference := compare.values(one, wanted, rtol=rtol, atol=atol):
            raise Mismatch(msgspec.structs.replace(difference, summary=f"{name}: {difference.summary}"))


def _unpacked(got: object, count: int) -> object:
    """Return the parts of an array or tensor that is as long as so many answers, and anything else as it is."""
    array = got.array if isinstance(got, Tensor) else got
    if not isinstance(array, np.ndarray) or array.shape[:1] != (count,):
        return got
    parts = [np.asarray(part) for part in array]
    return [Tensor(part) for part in parts] if isinstance(got, Tensor) else parts


@comparison
def assert_index_array(got: object, expected: Sequence[int] | compare.Array) -> None:
    """Check that an answer is a NumPy array of these indices, for a bonus level: a list or floats will not do."""
    raise_if(compare.indices(got, np.asarray(expected, dtype=np.int64)))


@comparison
def assert_precise(
    got: object, expected: compare.Array | Tensor, *, rtol: float = compare.RTOL, atol: float = 0.0
) -> None:
    """Check that an answer is this array to nine digits, its dtype included, for a bonus level."""
    wanted = expected if isinstance(expected, Tensor) else np.asarray(expected)
    raise_if(compare.close(got, wanted, rtol=rtol, atol=atol))


def assert_inputs_unchanged(function: Function, *args: Any, **kwargs: Any) -> Any:
    """Call a function, check that the call left its positional arguments as they were, and return the result.

    Raises:
        JudgeError: an argument is made by factories.py, in the worker, so the judge never sees it as it was before.
    """
    if any(isinstance(argument, Built) and argument.needs_factory for argument in args):
        raise JudgeError("assert_inputs_unchanged cannot check an argument that is built in the worker.")
    call = function.returned(*args, echo=True, **kwargs)
    after = call.after if isinstance(call.after, list) else []
    for position, (before, now) in enumerate(zip(call.args, after, strict=True)):
        if not isinstance(before, Built | Kept) and not compare.same(before, now, rtol=0.0):
            summary = f"the {_ordinal(position)} argument was changed by the call. Work on a copy."
            difference = compare.Difference(summary=summary, expected=display.text_of(before), got=display.text_of(now))
            raise Mismatch(difference, call=call)
    return call.value


def assert_refuses(function: Function, *args: Any, naming: str | tuple[str, ...], **kwargs: Any) -> None:
    """Check that a call with a bad argument raises ValueError with a message that names the argument."""
    names = [naming] if isinstance(naming, str) else list(naming)
    wanted = f"ValueError with a message that names {one_of(names)}"
    call = function.outcome(*args, **kwargs)
    match call:
        case Call(ended=Ended.RETURNED):
            got = f"returned {display.text_of(call.value)}"
            advice = f"{names[0]} is not legal here: check it first and raise ValueError."
        case Call(ended=Ended.RAISED, error=raised) if raised is not None:
            if "ValueError" in raised.bases and names_in(raised.message, names):
                return
            got = printable(f"{raised.type_name}: {raised.message}", 200)
            named = (
                "its message does not name the argument" if "ValueError" in raised.bases else "this is no ValueError"
            )
            advice = f"{named}: raise ValueError and name {one_of(names)} in its message."
        case _:
            raise CallFailed(call)
    raise Mismatch(compare.Difference(summary=advice, expected=wanted, got=got), call=call, refusal=True)


def reject(summary: str, expected: str = "", got: str = "", where: str = "") -> NoReturn:
    """Fail a check in the grader's own words: what to do, what was expected, what came, and where."""
    raise Mismatch(compare.Difference(summary=summary, expected=expected, got=got, where=where))


def raise_if(difference: compare.Difference | None) -> None:
    """Raise the mismatch of a difference, if there is one."""
    if difference:
        raise Mismatch(difference)


def _ordinal(position: int) -> str:
    names = ("first", "second", "third", "fourth", "fifth", "sixth")
    return names[position] if position < len(names) else f"{position + 1}th"
