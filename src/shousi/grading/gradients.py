"""Checks of the gradients that autograd finds through a submission.

The worker computes them, of a sum of all results with random weights, alike for the submission and the solution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import msgspec
import numpy as np

from shousi import compare
from shousi.errors import printable
from shousi.grading.failures import CallFailed, Mismatch
from shousi.grading.functions import Function, as_function
from shousi.grading.objects import Handle
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.messages import Gradient
from shousi.wire import Tensor

_SEED = 20_170_612  # of the weights; any number would do
_RTOL = 1e-4  # float32 through a dozen operations and back
_OUTSIDE = "Is there a .detach(), .data, .item(), float(…) or torch.no_grad() on the way?"


def assert_gradients(
    function: Function | Handle,
    solution_function: Function | Handle,
    args: tuple[Any, ...],
    wrt: Sequence[int | str] = (0,),
    *,
    kwargs: Mapping[str, Any] | None = None,
    solution_args: tuple[Any, ...] | None = None,
    rtol: float = _RTOL,
    atol: float | None = None,
) -> None:
    """Check that the gradients through a submission are those through the solution.

    >>> assert_gradients(attention, solution.attention, (q, k, v), wrt=("q", "k", "v"))  # doctest: +SKIP

    Args:
        function: of the submission, or a method, or a handle on an object that is called.
        solution_function: the same of the solution.
        args: positional arguments.
        wrt: positions or names of arguments: tensors, or lists, tuples and dicts of tensors; "self" for the parameters
            of the object that is called.
        kwargs: keyword arguments.
        solution_args: of the solution, where a handle is among them.
        rtol: tolerance relative to the expected element.
        atol: absolute tolerance; None for `rtol` of the largest expected element.
    """
    function, theirs = as_function(function), as_function(solution_function)
    expected = _with_gradients(theirs, args if solution_args is None else solution_args, wrt, kwargs).value
    call = _with_gradients(function, args, wrt, kwargs)
    found, reached = _found(call)
    names = {place: _named(place, function) for place in expected[1]}
    missing = [name for place, name in names.items() if found.get(place) is None and _is_some(expected[1][place])]
    if missing:
        part = "a part of the result" if reached else "the result"
        _reject(call, f"no gradient reaches {_listed(missing)}: {part} was computed outside autograd. {_OUTSIDE}")
    for place, name in names.items():
        wanted, got = expected[1][place], found.get(place)
        if wanted is not None and got is not None:
            if difference := compare.values(got, wanted, rtol=rtol, atol=atol):
                summary = f"the gradient of {name} is wrong: {difference.summary}"
                raise Mismatch(msgspec.structs.replace(difference, summary=summary), call=call)
        elif _is_some(got):
            _reject(call, f"a gradient reaches {name}, and none should: compute it under torch.no_grad() or detach it.")
    extra = [printable(str(place), 80) for place in found if place not in names and _is_some(found[place])]
    if extra:
        _reject(call, f"a gradient reaches {_listed(extra)}, and none should: freeze it by requires_grad_(False).")


def assert_no_gradient(
    function: Function | Handle,
    args: tuple[Any, ...],
    wrt: Sequence[int | str] = (0,),
    *,
    kwargs: Mapping[str, Any] | None = None,
) -> None:
    """Check that autograd finds no gradient of these arguments, or only zeros.

    >>> assert_no_gradient(dpo_loss, (chosen, rejected, ref_chosen, ref_rejected), wrt=(2, 3))  # doctest: +SKIP
    """
    function = as_function(function)
    call = _with_gradients(function, args, wrt, kwargs)
    found, _ = _found(call)
    names = [_named(str(place), function) for place, gradient in found.items() if _is_some(gradient)]
    if names:
        advice = "compute it under torch.no_grad() or detach it."
        _reject(call, f"a gradient reaches {_listed(names)}, and none should: {advice}")


def _with_gradients(
    function: Function, args: tuple[Any, ...], wrt: Sequence[int | str], kwargs: Mapping[str, Any] | None
) -> Call:
    kwargs = kwargs or {}
    parameters = function.interface.parameters.get(function.name, [])
    keys = tuple(parameters.index(key) if key in parameters and key not in kwargs else key for key in wrt)
    args = tuple(_followed(value) if place in keys else value for place, value in enumerate(args))
    kwargs = {name: _followed(value) if name in keys else value for name, value in kwargs.items()}
    call = function.but(gradient=Gradient(keys, _SEED)).outcome(*args, **kwargs)
    if call.ended is Ended.RAISED and call.error and "numpy() on Tensor that requires grad" in call.error.message:
        names = _listed([_named(str(key), function) for key in keys])
        _reject(call, f"no gradient reaches {names}: NumPy computes outside autograd. Use torch's own operations.")
    if call.ended is not Ended.RETURNED:
        raise function.failure(call)
    return call


def _followed(value: Any) -> Any:
    """Return an argument whose tensors have gradients asked for."""
    match value:
        case Tensor(array=array) if array.dtype.kind == "f":
            return msgspec.structs.replace(value, requires_grad=True)
        case list() | tuple():
            return type(value)(map(_followed, value))
        case dict():
            return {key: _followed(item) for key, item in value.items()}
    return value


def _found(call: Call) -> tuple[Mapping[Any, Any], bool]:
    """Return the gradients in a reply by their places, and whether the result has any history; it may be forged."""
    match call.value:
        case (_, dict() as found, bool() as reached):
            return found, reached
    raise CallFailed(msgspec.structs.replace(call, ended=Ended.UNREADABLE, value=None, detail="no gradients came"))


def _is_some(gradient: object) -> bool:
    if gradient is None:
        return False
    return not isinstance(gradient, Tensor) or bool(np.any(gradient.array))


def _named(place: str, function: Function) -> str:
    """Return a place as the learner calls it: "0['w']" is weights['w'] where weights is the first parameter."""
    digits = place[: len(place) - len(place.lstrip("0123456789"))]
    parameters = function.interface.parameters.get(function.name, [])
    if not digits:
        return printable(place, 80)
    name = parameters[int(digits)] if int(digits) < len(parameters) else f"argument {int(digits) + 1}"
    return f"{name}{printable(place[len(digits) :], 80)}"


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:4], f"{len(names) - 4} more"] if len(names) > 5 else list(names)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _reject(call: Call, summary: str) -> NoReturn:
    raise Mismatch(compare.Difference(summary=summary), call=call)
