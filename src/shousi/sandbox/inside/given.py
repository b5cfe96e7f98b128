"""What an exercise brings into its workers: modules that submissions may import, models, and seeds."""

from __future__ import annotations

import random
import sys
import types
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from shousi import wire
from shousi.sandbox.messages import Given

FACTORIES = "factories"  # a module of the grader's, whose functions make models for the checks


def load(modules: Sequence[Given]) -> tuple[wire.Build, Collection[str]]:
    """Import the given modules; return the function that makes tensors and models, and the names of what it builds."""
    factories: dict[str, Any] = dict(_GENERATORS)
    for module in modules:
        built = types.ModuleType(module.name)
        sys.modules[module.name] = built
        exec(compile(module.source, f"{module.name}.py", "exec"), built.__dict__)
        if module.name == FACTORIES:
            factories |= built.__dict__

    def make(wanted: wire.Tensor | wire.Built | wire.Kept) -> Any:
        if isinstance(wanted, wire.Built):
            return factories[wanted.factory](*wanted.args)
        if isinstance(wanted, wire.Tensor):
            return _tensor(wanted)
        raise wire.WireError("an object that does not stay here")

    return make, factories.keys()


# Random generators, which need no factory of the grader's: named by the code that makes them.
_GENERATORS = {
    "np.random.default_rng": np.random.default_rng,
    "torch.Generator().manual_seed": lambda seed: sys.modules["torch"].Generator().manual_seed(seed),
}


def state_of(value: Any) -> Any:
    """Return an argument in a form that can be sent back: for a model, the dict of its parameters and buffers."""
    torch = sys.modules.get("torch")
    if torch and isinstance(value, torch.nn.Module):
        return dict(value.state_dict())
    return value


def seed_everything(seed: int) -> None:
    """Seed every random generator that a submission can draw from."""
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002 - submissions use this generator
    if torch := sys.modules.get("torch"):
        torch.manual_seed(seed)


def _tensor(wanted: wire.Tensor) -> Any:
    torch = sys.modules["torch"]
    return torch.from_numpy(wanted.array).requires_grad_(wanted.requires_grad)
