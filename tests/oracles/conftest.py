"""What the oracles share: a fixture that loads solutions, and one thread for PyTorch."""

import importlib.util
from pathlib import Path

import pytest

if importlib.util.find_spec("torch"):
    import torch

    torch.set_num_threads(1)  # 20 times as quick on a busy machine, where two threads wait for each other


@pytest.fixture
def solution_of():
    """Return a function that returns the solution of an exercise as a module: `solution_of("iou").iou(a, b)`."""

    def load(name):
        path = Path(__file__).parents[2] / "solutions" / name / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
