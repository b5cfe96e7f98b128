"""The checks of `model_info` with its buffers: those of model_info, and what buffers change."""

from shousi.grading import Built, checks_of, grader_above, level

above = grader_above(__file__)


@level("basic")
def test_lists_buffers_after_the_parameters(model_info, solution):
    """Each buffer has a row behind those of all parameters, and counts.

    Catches: buffers-left-out, buffers-first, rows-but-not-totals.
    """
    entries = (("norm.running_mean", above._steps(9), "float32", "buffer"),)
    entries += (
        ("norm.weight", above._steps(5), "float32", "trained"),
        ("head.zero", above._steps(3), "float32", "frozen"),
    )
    made = Built("model", (*entries, ("head.window", above._steps(7), "float64", "buffer")))
    above._hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_lists_buffers_of_integers_too(model_info, solution):
    """A buffer of integers has its bytes, its mean and its deviation.

    Catches: floating-buffers-only.
    """
    entries = (("norm.weight", above._steps(3), "float32", "trained"), ("norm.batches", 7, "int64", "buffer"))
    made = Built("model", (*entries, ("norm.counts", [1, 2, 3, 4, 6], "int16", "buffer")))
    above._hold(model_info(made), solution.model_info(made))


class TestOfParameters(checks_of(above, without={"test_leaves_buffers_out"})):
    """The models of model_info, which have no buffers."""
