"""What autograd finds through a call: the gradients of a weighted sum of its results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from shousi.sandbox.messages import Gradient


class Gradients:
    """Finds the gradients of calls. Made before the guard, which may take torch.autograd away."""

    def __init__(self) -> None:
        self._torch = sys.modules.get("torch")
        self._grad = self._torch.autograd.grad if self._torch else None

    def leaves(self, wanted: Gradient, args: Any, kwargs: Any, owner: Any) -> dict[str, Any]:
        """Return the tensors that autograd follows and whose gradients are wanted, by the places where they stand.

        Args:
            wanted: which arguments.
            args: positional arguments of the call.
            kwargs: keyword arguments of the call.
            owner: the object whose method is called, if it is one.
        """
        found: dict[str, Any] = {}
        for key in wanted.wrt:
            if key == "self":
                found |= dict(owner.named_parameters())
            else:
                value = args[key] if isinstance(key, int) else kwargs[key]
                found |= {f"{key}{place}": leaf for place, leaf in self._tensors(value)}
        return {place: leaf for place, leaf in found.items() if leaf.requires_grad}

    def through(self, result: Any, leaves: dict[str, Any], seed: int) -> tuple[Any, dict[str, Any], bool]:
        """Return a result, the gradient of each leaf or None, and whether the result has any history."""
        torch: Any = self._torch
        outputs = [one for _, one in self._tensors(result) if one.requires_grad]
        if not outputs or not leaves or self._grad is None:
            return result, dict.fromkeys(leaves), bool(outputs)
        rng = np.random.default_rng(seed)
        with torch.enable_grad():
            weights = [torch.from_numpy(rng.standard_normal(tuple(one.shape))).to(one.dtype) for one in outputs]
            total = sum((one * weight).sum() for one, weight in zip(outputs, weights, strict=True))
        found = self._grad(total, list(leaves.values()), allow_unused=True)
        return result, dict(zip(leaves, found, strict=True)), True

    def _tensors(self, value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
        """Yield the floating tensors in nested values with the places where they stand; models have parameters."""
        torch: Any = self._torch
        if isinstance(value, torch.Tensor):
            if value.is_floating_point():
                yield place, value
        elif isinstance(value, torch.nn.Module):
            for name, parameter in value.named_parameters():
                yield f"{place}.{name}", parameter
        elif isinstance(value, list | tuple):
            for number, item in enumerate(value):
                yield from self._tensors(item, f"{place}[{number}]")
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from self._tensors(item, f"{place}[{key!r}]")
