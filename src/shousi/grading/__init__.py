"""What a grader imports: levels, and assertions that explain themselves.

A check takes its fixtures by name: each function of its exercise, `solution`, `rng` and `speed`.
"""

from shousi.grading.checks import (
    assert_close,
    assert_index_array,
    assert_indices,
    assert_inputs_unchanged,
    assert_precise,
    assert_refuses,
    comparison,
    level,
    reject,
)
from shousi.grading.failed_calls import Density
from shousi.grading.gradients import assert_gradients, assert_no_gradient
from shousi.grading.variants import checks_of, grader_above
from shousi.wire import Built, Tensor

__all__ = [
    "Built",
    "Density",
    "Tensor",
    "assert_close",
    "assert_gradients",
    "assert_index_array",
    "assert_indices",
    "assert_inputs_unchanged",
    "assert_no_gradient",
    "assert_precise",
    "assert_refuses",
    "checks_of",
    "comparison",
    "grader_above",
    "level",
    "reject",
]
