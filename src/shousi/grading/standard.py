"""The checks that every exercise has, made from what a function takes, so that a grader holds only what is special.

    globals().update(
        standard(
            "iou",
            example=({"boxes1": BOXES1, "boxes2": BOXES2}, IOU),
            draw=draw,
            whole=draw_whole,
            refuses={"boxes1": [np.zeros(4), WITH_NAN], "boxes2": [np.zeros((3, 5))]},
            speed=Fast(25, "600 by 350 boxes", draw_large),
        )
    )

Each check explains itself where it fails, so it needs no mistake in mistakes.toml.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from shousi.compare import same
from shousi.grading.checks import assert_close, assert_inputs_unchanged, assert_precise, assert_refuses, level
from shousi.grading.failures import Mismatch
from shousi.grading.functions import Function, Solution
from shousi.grading.gradients import assert_gradients
from shousi.grading.race import Compare, MakeArgs

Check = Callable[..., None]  # a test function, as pytest collects it

_SHORT = (np.uint8, np.int16, np.float16, np.float32)  # whole numbers from 0 to 100 are exact in each
_INTEGERS = (np.int64, np.int32)
LIMITED = ("_is_fast_enough", "_needs_little_memory")  # how the names of the checks of time and memory end
_REMEMBERED = "this is the answer to an earlier call; remember nothing between calls"


class Fast(msgspec.Struct, frozen=True):
    """A limit of time.

    Attributes:
        limit: in multiples of the solution's processor time.
        what: the input in a few words that begin a sentence, such as "2,000 boxes".
        draw: makes the arguments of a timed call from `rng`, or from `rng` and a size where sizes are given.
        sizes: three sizes, rising, for a plot of the growth; the race is run at the last.
        of: what the sizes count.
    """

    limit: float
    what: str
    draw: Callable[..., tuple[Any, ...]]
    sizes: tuple[int, int, int] | None = None
    of: str = "size"


class Lean(msgspec.Struct, frozen=True):
    """A limit of memory in MiB, and as for `Fast` the input in words and what makes it."""

    mebibytes: float
    what: str
    draw: MakeArgs


def standard(
    function: str,
    *,
    draw: MakeArgs,
    example: tuple[Mapping[str, Any], Any] | None = None,
    basic: str = "basic",
    edge: str = "edge cases",
    compare: Compare = assert_close,
    rounds: int = 20,
    whole: MakeArgs | None = None,
    precise: float | None = None,
    short: MakeArgs | None = None,
    refuses: Mapping[str | tuple[str, ...], Sequence[Any]] | None = None,
    unchanged: bool = True,
    gradients: Sequence[int | str] = (),
    speed: Fast | None = None,
    memory: Lean | None = None,
) -> dict[str, Check]:
    """Return the standard checks of one function, by the names under which pytest finds them.

    Args:
        function: its name.
        draw: makes positional arguments as people have them.
        example: the arguments of the worked example by name, in the order of the signature, and the answer.
        basic: the level of example, random arguments and unchanged inputs.
        edge: the level of memory layouts and whole numbers.
        compare: compares an answer with the solution's, for required levels.
        rounds: number of random arguments.
        whole: makes arguments whose arrays hold whole numbers; they are also sent as integers.
        precise: the relative tolerance of the bonus level `precision`, where the answer is float64.
        short: makes arguments whose arrays hold whole numbers from 0 to 100; they are also sent in short dtypes, for
            `precision`.
        refuses: bad values by parameter, for the bonus level `errors`. A dict replaces several arguments of the example
            at once; under a tuple of names, the message may name any of them.
        unchanged: whether the arguments must be the same after the call.
        gradients: positions or names of arguments, in PyTorch; the gradients that autograd finds through the submission
            must be the solution's.
        speed: the limit of time, level `speed`.
        memory: the limit of memory, bonus level `memory`.
    """
    subject = _Subject(function, draw, compare)
    checks: list[Check] = []
    if example:
        checks += _example(subject, basic, *example)
    checks.append(_agreement(subject, basic, rounds))
    if unchanged:
        checks.append(_unchanged(subject, basic))
    if gradients:
        checks.append(_gradients(subject, basic, gradients))
    if example and any(isinstance(value, np.ndarray) and value.ndim for value in example[0].values()):
        checks.append(_layouts(subject, edge, *example))
    if whole:
        checks.append(_dtypes(subject, edge, whole, _INTEGERS, "Whole numbers are numbers like any other.", compare))
    if precise is not None:
        checks.append(_precise(subject, precise))
    if short:
        nearly = compare if precise is None else _precisely(precise)
        checks.append(_dtypes(subject, "precision", short, _SHORT, "Short dtypes lose nothing.", nearly))
    if refuses and example:
        checks += _refusals(subject, example[0], refuses)
    checks += _limits(subject, speed, memory)
    return {check.__name__: check for check in checks}


class _Subject(msgspec.Struct, frozen=True):
    name: str
    draw: MakeArgs
    compare: Compare

    def check(self, what: str, title: str, level_name: str, fixtures: Sequence[str], body: Check) -> Check:
        """Return a check that pytest collects: it takes the function first, and fixtures by these names."""
        names = [self.name, *fixtures]

        def check(**given: Any) -> None:
            body(*(given[name] for name in names))

        check.__name__ = check.__qualname__ = f"test_{self.name}_{what}"
        check.__doc__ = title
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        check.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])  # type: ignore[attr-defined]
        return level(level_name)(check)


def _example(subject: _Subject, level_name: str, arguments: Mapping[str, Any], answer: Any) -> Iterator[Check]:
    def by_name(function: Function) -> None:
        subject.compare(function(**arguments), answer)

    def by_position(function: Function) -> None:
        subject.compare(function(*arguments.values()), answer)

    title = f"{subject.name}: the worked example, its arguments by"
    yield subject.check("answers_the_example_by_position", f"{title} position.", level_name, (), by_position)
    yield subject.check("answers_the_example_by_name", f"{title} name.", level_name, (), by_name)


def _agreement(subject: _Subject, level_name: str, rounds: int) -> Check:
    def agrees(function: Function, solution: Solution, rng: np.random.Generator) -> None:
        earlier: list[Any] = []
        for _ in range(rounds):
            args = subject.draw(rng)
            got, expected = function(*args), getattr(solution, subject.name)(*args)
            try:
                subject.compare(got, expected)
            except Mismatch as mismatch:
                if any(same(got, answer, rtol=0.0) for answer in earlier):
                    raise mismatch.explained(_REMEMBERED) from None
                raise
            earlier.append(got)

    title = f"{subject.name}: random arguments."
    return subject.check("agrees_on_random_arguments", title, level_name, ("solution", "rng"), agrees)


def _unchanged(subject: _Subject, level_name: str) -> Check:
    def leaves(function: Function, rng: np.random.Generator) -> None:
        for _ in range(3):
            assert_inputs_unchanged(function, *subject.draw(rng))

    title = f"{subject.name}: the arguments are the same after the call as before."
    return subject.check("leaves_its_arguments_alone", title, level_name, ("rng",), leaves)


def _gradients(subject: _Subject, level_name: str, wrt: Sequence[int | str]) -> Check:
    def lets_through(function: Function, solution: Solution, rng: np.random.Generator) -> None:
        for _ in range(3):
            assert_gradients(function, getattr(solution, subject.name), subject.draw(rng), wrt)

    title = f"{subject.name}: autograd finds the right gradients through it."
    return subject.check("lets_gradients_through", title, level_name, ("solution", "rng"), lets_through)


def _layouts(subject: _Subject, level_name: str, arguments: Mapping[str, Any], answer: Any) -> Check:
    def reads(function: Function) -> None:
        subject.compare(function(*arguments.values()), answer)
        for words, view in _VIEWS.items():
            args = [view(value) if isinstance(value, np.ndarray) else value for value in arguments.values()]
            _explained(subject.compare, function(*args), answer, f"right for ordinary arrays, wrong for {words}")

    title = f"{subject.name}: arrays of any memory layout are read correctly."
    return subject.check("reads_any_memory_layout", title, level_name, (), reads)


def _reversed(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return array[::-1].copy()[::-1] if array.ndim else array


def _sliced(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the same numbers as every second row, without the outer columns, of an array full of others."""
    if not array.ndim:
        return array
    wide = np.ones([2 * array.shape[0], *(length + 2 for length in array.shape[1:])], array.dtype)
    view = wide[(slice(None, None, 2), *(slice(1, -1) for _ in array.shape[1:]))]
    view[...] = array
    return view


_VIEWS: dict[str, Callable[[np.ndarray[Any, Any]], np.ndarray[Any, Any]]] = {
    "arrays in Fortran order, such as transposed ones": np.asfortranarray,
    "reversed arrays, such as x[::-1]": _reversed,
    "sliced arrays, such as x[::2, 1:-1]": _sliced,
}


def _dtypes(
    subject: _Subject, level_name: str, draw: MakeArgs, dtypes: Sequence[type], title: str, compare: Compare
) -> Check:
    def accepts(function: Function, solution: Solution, rng: np.random.Generator) -> None:
        for _ in range(3):
            args = draw(rng)
            expected = getattr(solution, subject.name)(*args)
            subject.compare(function(*args), expected)
            for dtype in dtypes:
                sent = [value.astype(dtype) if isinstance(value, np.ndarray) else value for value in args]
                words = f"right for these numbers in float64, wrong in {np.dtype(dtype).name}: convert them first"
                _explained(compare, function(*sent), getattr(solution, subject.name)(*sent), words)

    what = "accepts_integers" if dtypes is _INTEGERS else "accepts_short_dtypes"
    return subject.check(what, f"{subject.name}: {title.lower()}", level_name, ("solution", "rng"), accepts)


def _precise(subject: _Subject, rtol: float) -> Check:
    compare = _precisely(rtol)

    def is_precise(function: Function, solution: Solution, rng: np.random.Generator) -> None:
        for _ in range(5):
            args = subject.draw(rng)
            compare(function(*args), getattr(solution, subject.name)(*args))

    title = f"{subject.name}: the answer is float64 and right to a part in {1 / rtol:,.0f}."
    return subject.check("is_precise", title, "precision", ("solution", "rng"), is_precise)


def _precisely(rtol: float) -> Compare:
    # An element that cancels to almost nothing may be off by as much as its larger neighbours.
    def compare(got: Any, expected: Any) -> None:
        assert_precise(got, expected, rtol=rtol, atol=rtol * float(np.abs(expected).max(initial=0)))

    return compare


def _refusals(
    subject: _Subject, example: Mapping[str, Any], refuses: Mapping[str | tuple[str, ...], Sequence[Any]]
) -> Iterator[Check]:
    for key, values in refuses.items():
        names = (key,) if isinstance(key, str) else key

        def refuses_them(function: Function, names: tuple[str, ...] = names, values: Sequence[Any] = values) -> None:
            for value in values:
                bad = value if isinstance(value, dict) else {names[0]: value}
                assert_refuses(function, *{**example, **bad}.values(), naming=names)

        title = f"{subject.name}: a bad {names[0]} raises a ValueError that names {' or '.join(names)}."
        yield subject.check(f"refuses_bad_{'_'.join(names)}", title, "errors", (), refuses_them)


def _limits(subject: _Subject, fast: Fast | None, lean: Lean | None) -> Iterator[Check]:
    if fast:

        def is_fast(function: Function, speed: Any) -> None:
            speed.at_most(fast.limit, function, fast.draw, subject.compare, sizes=fast.sizes, of=fast.of)

        title = f"{subject.name}: {fast.what} take at most {fast.limit:g} times as long as the reference."
        yield subject.check("is_fast_enough", title, "speed", ("speed",), is_fast)
    if lean:

        def is_lean(function: Function, memory: Any) -> None:
            memory.at_most(lean.mebibytes, function, lean.draw, subject.compare)

        title = f"{subject.name}: {lean.what} take at most {lean.mebibytes:g} MiB."
        yield subject.check("needs_little_memory", title, "memory", ("memory",), is_lean)


def _explained(compare: Compare, got: Any, expected: Any, words: str) -> None:
    """Compare, and put these words before what is told of a mismatch."""
    try:
        compare(got, expected)
    except Mismatch as mismatch:
        raise mismatch.explained(words) from None
