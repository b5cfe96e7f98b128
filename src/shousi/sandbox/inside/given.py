"""What comes with an exercise into its workers: given files, models that only a worker can hold, random generators."""

from __future__ import annotations

import random
import sys
import types
from collections.abc import Sequence
from typing import Any

import numpy as np

from shousi import wire
from shousi.sandbox.messages import Given

FACTORIES = "factories"  # the grader's own module: it makes models for the checks


def load(modules: Sequence[Given]) -> wire.Build:
    """Run the given modules, before the submission, and return what makes arguments from them."""
    factories: dict[str, Any] = {}
    for module in modules:
        built = types.ModuleType(module.name)
        sys.modules[module.name] = built
        exec(compile(module.source, f"{module.name}.py", "exec"), built.__dict__)
        if module.name == FACTORIES:
            factories = built.__dict__

    def make(wanted: wire.Tensor | wire.Built) -> Any:
        if isinstance(wanted, wire.Built):
            return factories[wanted.factory](*wanted.args)
        return _tensor(wanted)

    return make


def state_of(value: Any) -> Any:
    """Return an argument as it can be sent back: a model as the dict of its parameters and buffers."""
    torch = sys.modules.get("torch")
    if torch and isinstance(value, torch.nn.Module):
        return dict(value.state_dict())
    return value


def seed_everything(seed: int) -> None:
    """Set every random generator that a submission can draw from."""
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002 - the global generator is the one that a submission may use
    if torch := sys.modules.get("torch"):
        torch.manual_seed(seed)


def _tensor(wanted: wire.Tensor) -> Any:
    torch = sys.modules["torch"]
    return torch.from_numpy(wanted.array).requires_grad_(wanted.requires_grad)
