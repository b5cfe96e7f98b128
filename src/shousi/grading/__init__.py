"""What a grader imports: levels, and assertions that explain themselves.

A check takes its fixtures by name: each function of its exercise, `solution`, `rng`, `speed` and `memory`.
"""

from shousi.grading.checks import (
    assert_all_close,
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
from shousi.grading.drawings import Boxes, Curve, Points, Regions
from shousi.grading.failed_calls import Density
from shousi.grading.frequencies import assert_draws, assert_frequencies, numpy_generator, torch_generator
from shousi.grading.gradients import assert_gradients, assert_no_gradient
from shousi.grading.standard import Fast, Lean, standard
from shousi.grading.symmetry import (
    assert_close_up_to_permutation,
    assert_close_up_to_rotation,
    assert_close_up_to_sign,
    assert_decreasing,
    assert_orthonormal,
    assert_same_partition,
)
from shousi.grading.variants import checks_of, grader_above
from shousi.wire import Built, Tensor

__all__ = [
    "Boxes",
    "Built",
    "Curve",
    "Density",
    "Fast",
    "Lean",
    "Points",
    "Regions",
    "Tensor",
    "assert_all_close",
    "assert_close",
    "assert_close_up_to_permutation",
    "assert_close_up_to_rotation",
    "assert_close_up_to_sign",
    "assert_decreasing",
    "assert_draws",
    "assert_frequencies",
    "assert_gradients",
    "assert_index_array",
    "assert_indices",
    "assert_inputs_unchanged",
    "assert_no_gradient",
    "assert_orthonormal",
    "assert_precise",
    "assert_refuses",
    "assert_same_partition",
    "checks_of",
    "comparison",
    "grader_above",
    "level",
    "numpy_generator",
    "reject",
    "standard",
    "torch_generator",
]
