"""Objects that stay in a worker, as a check uses them: `cache = KVCache(2, 4, 16, 8)`, then `cache.update(k, v)`.

A handle belongs to the worker in which its object was made. Once that worker has ended, each use of the handle ends as
the call did that ended the worker.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from shousi.grading.runners import Runner
from shousi.sandbox.judge.calls import Call
from shousi.sandbox.messages import Step
from shousi.wire import Built, Kept


class About(msgspec.Struct, frozen=True):
    """What a handle knows of its object.

    Attributes:
        kept: the object's number, and its class as the solution has it.
        worker: how many workers the runner had started when the object was made.
        attribute: returns an attribute, from the handle, its class and the attribute's name.
    """

    kept: Kept
    worker: int
    attribute: Callable[[Handle, str, str], Any]


class Handle:
    """An object of a submission or a solution: call its methods and read its attributes as one would there.

    Attributes come as plain values. A method or attribute that the solution annotates with a class of its own, or with
    one of torch.nn, gives another handle. A handle can be an argument of other calls.
    """

    __slots__ = ("_about",)

    def __init__(self, about: About) -> None:
        self._about = about

    def __getattr__(self, name: str) -> Any:
        """Return a method, or the value of another attribute."""
        if name.startswith("__"):  # Python and NumPy themselves ask for some
            raise AttributeError(name)
        return self._about.attribute(self, self._about.kept.type_name, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object itself."""
        return self._about.attribute(self, self._about.kept.type_name, "__call__")(*args, **kwargs)


def about(handle: Handle) -> About:
    """Return what a handle knows of its object."""
    return handle._about


class _Lineage:
    """The calls that made some objects what they are; objects that met in a call are of one lineage."""

    def __init__(self) -> None:
        self.calls: dict[int, Call] = {}  # by their place among all calls of the check
        self.numbers: set[int] = set()  # of the objects


class Objects:
    """The objects of one side in one check, and the calls with them."""

    def __init__(self, record: list[Call]) -> None:
        """Make an empty one; every call is added to `record`."""
        self._record = record
        self._numbers = itertools.count(1)
        self._lineages: dict[int, _Lineage] = {}  # by the numbers of objects

    def call(
        self,
        runner: Runner,
        label: str,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        *,
        on: Handle | None = None,
        step: Step | None = None,
        **options: Any,
    ) -> Call:
        """Make a call that makes an object, is one of an object's or may have some among its arguments.

        Args:
            runner: makes the call.
            label: what the call is called for people.
            args: positional arguments.
            kwargs: keyword arguments.
            on: the object whose attribute is called or read.
            step: what is called; its numbers are filled in here: `keep=0` asks for a number for the result.
            options: of `Worker.call`.
        """
        met = [on] if on else []
        args, kwargs = (_with_numbers(part, met) for part in (args, dict(kwargs)))
        for handle in met:
            if ended := runner.ending_of(about(handle).worker):
                return ended
        if step:
            number = next(self._numbers) if step.keep is not None else None
            step = Step(step.name, about(on).kept.number if on else None, number, step.read)
        lineage = self._merged([about(handle).kept.number for handle in met])
        before = tuple(lineage.calls.values())
        worker = about(met[0]).worker if met else None
        call = runner.call(label, args, kwargs, before=before, worker=worker, step=step, **options)
        self._record.append(call)
        if not (step and step.read):
            lineage.calls[len(self._record)] = call
        if step and step.keep is not None:
            lineage.numbers.add(step.keep)
            self._lineages[step.keep] = lineage
        return call

    def has_any(self) -> bool:
        """Say whether an object has been made, so that arguments may hold one."""
        return bool(self._lineages)

    def _merged(self, numbers: list[int]) -> _Lineage:
        """Return the lineage of several objects that meet in a call; from now on it is that of each."""
        one = _Lineage()
        for lineage in [self._lineages[number] for number in numbers]:
            one.calls |= lineage.calls
            one.numbers |= lineage.numbers
        one.calls = dict(sorted(one.calls.items()))
        self._lineages |= dict.fromkeys(one.numbers, one)
        return one


def _with_numbers(value: Any, met: list[Handle]) -> Any:
    """Return arguments with a number in place of each handle, and add the handles to `met`."""
    if isinstance(value, Handle):
        met.append(value)
        return about(value).kept
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(_with_numbers(item, met) for item in value)
    if isinstance(value, dict):
        return {key: _with_numbers(item, met) for key, item in value.items()}
    if isinstance(value, Built):
        return Built(value.factory, _with_numbers(value.args, met))
    return value
