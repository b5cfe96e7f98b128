"""Make a failing random input smaller, as long as it fails in the same way.

An input is taken only when the solution answers it, the grader's `legal` agrees, the answers differ as at first, and
the solution's answer does not depend on the last digits of the input, where a right submission may round otherwise.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from shousi import compare
from shousi.grading.budget import slowdown
from shousi.grading.failures import Compared, Mismatch
from shousi.grading.runners import Runner
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.messages import Limits
from shousi.wire import Built, Tensor

LIMITS = Limits(cpu=0.2, wall=0.4)  # inputs are small here, so that is a hang
CALLS = 1_000  # for one input; some 200 are usual
_SHAKE = 1e-5  # of the largest element: more than the error of float32 arithmetic
_NEAR = 1e-3  # a hundred times that: a continuous function's answer moves less, a decision's jumps
_WHOLE = 40  # elements; the numbers of larger arrays are not simplified, since they are not shown whole
_AXES = 6  # axes of one length; there are 63 ways to drop a row from some of six

Again = Callable[[Any, Any], Mismatch | None]
Legal = Callable[..., bool]
Shrunk = tuple[Call, Mismatch]  # a call of the submission, and what is wrong with its answer
Leaves = list[compare.Array]  # the arrays and numbers of a call, in order, all as arrays


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """How much one grading does to make inputs smaller. One input may use half of it.

    A search ends after a number of calls, so that the same seed finds the same input however busy the machine is.

    Attributes:
        calls: of the submission and the solution: 0.6 s at 0.1 to 0.3 ms each, and seldom half of that is needed.
        seconds: of an idle machine, that end a search in any case, for functions that are slow even on small inputs.
        only_first: make only the first failure of a required check smaller, since only that one is shown in full.
    """

    calls: int = 3_000
    seconds: float = 2.0
    only_first: bool = False


# For gradings on every save, where the verdict matters more than the smallest input.
QUICK = Effort(calls=250, seconds=0.2, only_first=True)  # 0.05 s on a machine that has nothing else to do
NO_EFFORT = Effort(seconds=0.0)


class EffortLeft:
    """What is left of an effort during one grading."""

    def __init__(self, effort: Effort | None = None) -> None:
        effort = effort or Effort()
        self.calls = effort.calls
        self.seconds = effort.seconds


def smaller(
    call: Call,
    again: Again,
    submission: Runner,
    solution: Runner,
    legal: Legal | None = None,
    budget: EffortLeft | None = None,
) -> Shrunk | None:
    """Return a smaller call that fails like this one, or None if there is none.

    Args:
        call: of the submission, whose answer is wrong.
        again: compares any answer with the solution's, and returns the mismatch or None.
        submission: runs the submission with `LIMITS`; not the runner that the checks use.
        solution: runs the solution, with the same limits.
        legal: the grader's own function: takes the function's name and the arguments, and says whether the statement
            allows them and all right submissions answer them alike. Without it the numbers of a row keep their order.
        budget: what may be used; what was used is taken off.
    """
    budget = budget or EffortLeft()
    begin, most = time.monotonic(), min(CALLS, budget.calls // 2)
    deadline = begin + slowdown() * budget.seconds / 2
    search = _Search(call, again, submission, solution, legal, most, deadline)
    with contextlib.suppress(_Over):
        search.run()
    budget.calls -= most - search.left
    budget.seconds -= (time.monotonic() - begin) / slowdown()
    submission.close()  # the result is confirmed in a fresh worker, which remembers no earlier call
    search.left, search.deadline = CALLS, math.inf
    with contextlib.suppress(_Over):
        return search.failure(search.leaves) if search.leaves is not search.original else None
    return None


class _Over(Exception):
    """Time or calls are used up, or a worker has ended: the smallest input found so far is taken."""


class _Search:
    """Greedy descent: rows first, then digits, and again until neither gets smaller."""

    def __init__(
        self,
        call: Call,
        again: Again,
        submission: Runner,
        solution: Runner,
        legal: Legal | None,
        most: int,
        deadline: float,
    ) -> None:
        self.call, self.again, self.legal = call, again, legal
        self.submission, self.solution = submission, solution
        self.left, self.deadline = most, deadline  # calls, and when time is up
        self.original = self.leaves = list(_leaves((call.args, call.kwargs)))
        self.way: object = None  # in which the original fails; None until `failure` has been asked about it
        self.stable: list[int] = []  # leaves on whose last digits the answer to the original does not hang
        self.tried: set[tuple[object, ...]] = set()

    def run(self) -> None:
        if self.failure(self.leaves) is None:
            return  # not in a fresh worker
        floats = [number for number, leaf in enumerate(self.leaves) if leaf.dtype.kind == "f"]
        self.stable = [number for number in floats if self.is_stable(self.leaves, [number])]
        before = None
        while before is not self.leaves:
            before = self.leaves
            self.drop_rows()
            for number, leaf in enumerate(self.leaves):
                if leaf.size <= _WHOLE and (number in self.stable or leaf.dtype.kind in "iu"):
                    self.simplify(number)

    def ask(self, runner: Runner, leaves: Leaves) -> Call:
        if self.left <= 0 or time.monotonic() > self.deadline:
            raise _Over
        self.left -= 1
        args, kwargs = _rebuilt((self.call.args, self.call.kwargs), iter(leaves))
        call = runner.call(self.call.function, args, kwargs, seed=self.call.seed)
        if call.ended not in (Ended.RETURNED, Ended.RAISED):
            raise _Over
        return call

    def solved(self, leaves: Leaves) -> Call | None:
        """Return the solution's call if the input is legal, as the original always is."""
        call = self.ask(self.solution, leaves)
        if call.ended is Ended.RAISED:
            return None
        is_barred = self.way and self.legal and not self.legal(call.function, *call.args, **call.kwargs)
        return None if is_barred else call

    def failure(self, leaves: Leaves) -> Shrunk | None:
        """Return the failure on an input, if it fails in the way of the original, about which this is asked first."""
        if not (theirs := self.solved(leaves)) or (mine := self.ask(self.submission, leaves)).ended is Ended.RAISED:
            return None
        way = _way(mine.value, theirs.value)
        self.way = self.way or way
        mismatch = self.again(mine.value, theirs.value)
        if mismatch is None or way != self.way or self.again(theirs.value, theirs.value):
            return None
        mismatch.compared = Compared(mine.value, theirs.value, self.again)
        return mine, mismatch

    def is_stable(self, leaves: Leaves, numbers: Sequence[int]) -> bool:
        """Say whether the solution's answer stays the same when the last digits of these leaves change."""
        answer = self.ask(self.solution, leaves).value
        for turn, sign in itertools.product((1, 2), (1, -1)) if numbers else ():
            shaken = leaves.copy()
            for number in numbers:
                shaken[number] = _shaken(leaves[number], turn + number, sign * _SHAKE)
            call = self.ask(self.solution, shaken)
            if call.ended is Ended.RETURNED and not compare.same(call.value, answer, rtol=_NEAR):
                return False
        return True

    def takes(self, leaves: Leaves) -> bool:
        """Go on from this input if it is new and will do, and say whether the search is at it now."""
        key = tuple((leaf.shape, leaf.tobytes()) for leaf in leaves)
        is_new = key not in self.tried
        self.tried.add(key)
        if is_new and self.failure(leaves) and self.is_stable(leaves, self.stable):
            self.leaves = leaves
        return self.leaves is leaves

    def drop_rows(self) -> None:
        """Drop rows from every set of axes of one length. The solution tells which axes belong together."""
        axes: dict[int, list[tuple[int, int]]] = {}
        for number, leaf in enumerate(self.leaves):
            for axis, length in enumerate(leaf.shape):
                axes.setdefault(length, []).append((number, axis))
        for length, sharing in sorted(axes.items(), reverse=True):
            for count in range(min(len(sharing), _AXES), 0, -1):
                for some in itertools.combinations(sharing[:_AXES], count):
                    if all(self.leaves[number].shape[axis] == length for number, axis in some):
                        self.drop_from(some, length)

    def drop_from(self, some: Sequence[tuple[int, int]], length: int) -> None:
        """Drop halves, quarters and so on, down to single rows. One row is always left."""

        def without(gone: slice) -> Leaves:
            left = self.leaves.copy()
            for number, axis in some:
                left[number] = np.delete(left[number], gone, axis)
            return left

        if length < 2 or not any(self.solved(without(slice(count))) for count in (1, length // 2)):
            return  # these axes do not belong together
        chunk = length // 2
        while chunk:
            for start in reversed(range(0, length, chunk)):
                gone = slice(start, start + chunk)
                if chunk < length and self.takes(without(gone)):
                    length -= len(range(length)[gone])
            chunk //= 2

    def simplify(self, number: int) -> None:
        """Shorten the numbers of a leaf, one by one."""
        for place in np.ndindex(self.leaves[number].shape):
            now = self.leaves[number]
            for value in _simpler(now[place].item(), now.dtype, zero=now.ndim > 0):
                leaf = now.copy()
                leaf[place] = value
                is_ordered = self.legal is not None or now.ndim == 0 or _order(leaf) == _order(now)
                if is_ordered and self.takes([*self.leaves[:number], leaf, *self.leaves[number + 1 :]]):
                    break


def _way(got: object, expected: object) -> object:
    """Return the way in which an answer differs, apart from its size. Another way would show another mistake."""
    got, expected = (value.array if isinstance(value, Tensor) else value for value in (got, expected))
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray):
        return (type(got), type(expected))
    if got.dtype.kind not in "fc" or expected.dtype.kind not in "fc":
        return (got.dtype, got.ndim == expected.ndim)
    return (got.dtype, got.shape == expected.shape, bool(np.isfinite(got).all() or not np.isfinite(expected).all()))


def _leaves(value: object) -> Iterator[compare.Array]:
    """Yield the leaves of nested arguments."""
    if isinstance(value, list | tuple | Mapping):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(item)
    elif isinstance(value, Built):
        yield from _leaves(value.args)
    elif isinstance(value, Tensor):
        yield value.array
    elif isinstance(value, np.ndarray | np.generic | int | float):
        yield np.asarray(value)


def _rebuilt(value: Any, leaves: Iterator[compare.Array]) -> Any:
    """Return the same nested arguments with other leaves."""
    if isinstance(value, Mapping):
        return {key: _rebuilt(item, leaves) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_rebuilt(item, leaves) for item in value)
    if isinstance(value, Built):
        return Built(value.factory, _rebuilt(value.args, leaves))
    if isinstance(value, Tensor):
        return msgspec.structs.replace(value, array=next(leaves))
    if isinstance(value, np.generic | int | float):
        return type(value)(next(leaves).item())
    return next(leaves) if isinstance(value, np.ndarray) else value


def _shaken(leaf: compare.Array, turn: int, size: float) -> compare.Array:
    """Return a leaf whose every number is a little off, in a pattern that depends on the turn."""
    size *= max(1.0, 4 * float(np.finfo(leaf.dtype).eps) / _SHAKE)  # short floats move by some of their last digits
    golden = (np.arange(1, leaf.size + 1) * turn * 0.6180339887 % 1 - 0.5).reshape(leaf.shape)
    largest = float(np.max(np.abs(leaf), initial=0.0, where=np.isfinite(leaf))) or 1.0
    return np.asarray(leaf + size * largest * (golden + np.copysign(0.5, golden)), dtype=leaf.dtype)


def _order(leaf: compare.Array) -> tuple[bytes, bytes]:
    """Return how the numbers of each row are ordered, and which of them are equal."""
    order = np.argsort(leaf, axis=-1, kind="stable")
    return order.tobytes(), (np.diff(np.take_along_axis(leaf, order, -1)) == 0).tobytes()


def _simpler(value: float, dtype: np.dtype[Any], *, zero: bool) -> list[float]:
    """Return the numbers of the same sign that are shorter to write, the shortest first."""

    def length(item: float) -> tuple[int, float]:
        return len(repr(item).removesuffix(".0")), abs(item)

    if not math.isfinite(value):
        return []
    sign = math.copysign(1, value)
    tried = {float(f"{value:.{digits}g}") for digits in (1, 2, 3, 4)} | {float(round(value)), sign}
    if dtype.kind != "f":
        limit = np.iinfo(dtype)
        tried = {int(item) for item in (*tried, 0, value / 2) if limit.min <= item <= limit.max}
    tried |= {0.0} if zero else set()
    return sorted((item for item in tried if length(item) < length(value) and item * sign >= 0), key=length)
