"""The checks of `model_info` with its buffers: those of model_info, and what buffers change."""

from shousi.grading import checks_of, grader_above, level

above = grader_above(__file__)
trained, steps = above.trained, above.steps


@level("basic")
def test_lists_buffers_after_the_parameters(model_info, solution):
    """Each buffer has a row behind those of all parameters, and counts.

    Catches: buffers-left-out, buffers-first, rows-but-not-totals.
    """
    entries = [trained("norm.running_mean", steps(9), kind="buffer"), trained("norm.weight", steps(5))]
    entries += [trained("head.zero", steps(3), kind="frozen"), trained("head.window", steps(7), "float64", "buffer")]
    above.agree(model_info, solution, *entries)


@level("edge cases")
def test_lists_buffers_of_integers_too(model_info, solution):
    """A buffer of integers has its bytes, its mean and its deviation.

    Catches: floating-buffers-only.
    """
    entries = [trained("norm.weight", steps(3)), trained("norm.batches", 7, "int64", "buffer")]
    above.agree(model_info, solution, *entries, trained("norm.counts", [1, 2, 3, 4, 6], "int16", "buffer"))


class TestOfParameters(checks_of(above, without={"test_finds_the_parameters_and_no_buffers"})):
    """The models of model_info, which have no buffers."""
