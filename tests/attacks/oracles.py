"""What is looked at from outside to see whether an attack got through."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from attacks.frame import Seen
from shousi import compare
from shousi.sandbox.client import Ended

Oracle = Callable[[Seen], bool]


def leaks(seen: Seen) -> bool:
    """The secret has come out of the worker, in any way that a worker can say something."""
    message = seen.call.error.message if seen.call.error else ""
    return seen.scene.secret in f"{seen.call.value}{seen.call.printed}{message}"


def accepted(seen: Seen) -> bool:
    """The judge takes a wrong answer for the right one, or has broken over it."""
    if seen.broke:
        return True
    expected = np.asarray(seen.call.args[0]) * 2.0 if seen.call.args else None
    return seen.call.ended is Ended.RETURNED and expected is not None and compare.same(seen.call.value, expected)
