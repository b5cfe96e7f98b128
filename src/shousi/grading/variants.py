"""Helpers for the grader of a variant: its own checks, and those of the exercise, called in the variant's way.

above = grader_above(__file__)

class TestInOneClass(checks_of(above, without={"test_nms_answers_the_example_by_name"})):
    @pytest.fixture
    def nms(self, nms):
        return nms.asking(lambda boxes, scores, t: ((boxes, scores, np.zeros(len(boxes), int), t), {}))
"""

from __future__ import annotations

import importlib.util
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import ModuleType

from shousi.errors import JudgeError


def grader_above(file: str) -> ModuleType:
    """Import the grader of an exercise, given the path of the grader of its variant."""
    path = Path(file).parents[2] / Path(file).name
    spec = importlib.util.spec_from_file_location(f"{path.stem}_above", path)
    if spec is None or spec.loader is None:
        raise JudgeError(f"{path.name}: cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checks_of(grader: ModuleType, without: AbstractSet[str] = frozenset()) -> type:
    """Return a class with the checks of a grader. Fixtures of a subclass are used before those of the judge.

    Args:
        grader: its module.
        without: the names of checks that do not hold for the variant.

    Raises:
        JudgeError: there is no check of such a name.
    """
    checks = {name: value for name, value in vars(grader).items() if name.startswith("test_") and callable(value)}
    if unknown := without - set(checks):
        raise JudgeError(f"the grader of the exercise has no check {', '.join(sorted(unknown))}.")
    return type("Checks", (), {name: staticmethod(check) for name, check in checks.items() if name not in without})
