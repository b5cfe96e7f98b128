"""The objects that stay in a worker between calls: the submission's own, such as a cache or a layer.

The judge names each by a number that it chose, and gets back only the name of its class.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Sequence
from typing import Any

import numpy as np

from shousi import wire
from shousi.sandbox.inside.given import load
from shousi.sandbox.inside.guard import Guard
from shousi.sandbox.messages import Ask, Given, Step

_PLAIN = (bool, int, float, str, list, tuple, dict, np.ndarray, type(None))  # these, but no classes made of them


class Objects:
    """The objects of one worker, and what calls do with them."""

    def __init__(self, module: types.ModuleType, given: Sequence[Given], guard: Guard) -> None:
        self._module = module
        self._guard = guard
        self._make, self._factories = load(given)
        self._kept: dict[int, Any] = {}

    def make(self, wanted: wire.Tensor | wire.Built | wire.Kept) -> Any:
        """Return a tensor, what a factory or a class of the submission builds, or an object that stays here."""
        if isinstance(wanted, wire.Kept):
            return self._kept[wanted.number]
        if isinstance(wanted, wire.Built) and wanted.factory not in self._factories:
            with self._guard.watching():
                return getattr(self._module, wanted.factory)(*wanted.args)
        return self._make(wanted)

    def target(self, ask: Ask) -> Any:
        """Return what a call calls. Code of the submission may run here and raise anything."""
        step = ask.step
        if step is None:
            target = self._module
            for name in ask.function.split("."):
                target = getattr(target, name)
            return target
        if step.on is None:
            return getattr(self._module, step.name)
        owner = self._kept[step.on]
        if step.read:
            return lambda: getattr(owner, step.name)
        return owner if step.name == "__call__" else getattr(owner, step.name)

    def owner(self, ask: Ask) -> Any:
        """Return the object whose attribute is called; None of a function."""
        return self._kept[ask.step.on] if ask.step and ask.step.on is not None else None

    def kept(self, result: Any, step: Step | None) -> Any:
        """Return what is sent of a result: of an object that the judge gave a number, only its class."""
        if step is None:
            return result
        if step.keep is not None:
            self._kept.pop(step.keep, None)  # of another row of calls, with other objects of the same numbers
        if type(result) is types.GeneratorType and "torch" in result.gi_code.co_filename:
            return list(result)  # named_parameters() and the like
        if step.keep is None or type(result) in _PLAIN or isinstance(result, np.generic) or _is_tensor(result):
            return result
        self._kept[step.keep] = result
        return wire.Opaque(wire.type_name(result))


def _is_tensor(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)
