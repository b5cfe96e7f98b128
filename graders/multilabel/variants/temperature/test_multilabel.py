"""The checks of `multilabel` with a temperature: those of multilabel, and what a temperature changes."""

import numpy as np

from shousi.grading import assert_refuses, checks_of, grader_above, level

above = grader_above(__file__)


@level("probabilities")
def test_divides_the_logits_by_the_temperature(softmax, solution, rng):
    """softmax: colder and hotter than 1, by name and by position.

    Catches: ignores-the-temperature, multiplies-by-the-temperature, softens-the-probabilities.
    """
    for temperature in (0.5, 3.0, float(rng.uniform(0.2, 0.8)), float(rng.uniform(2, 9))):
        logits = rng.normal(0, 3, (3, 4))
        expected = solution.softmax(logits, 1, temperature)
        above.assert_probabilities(softmax(logits, axis=1, temperature=temperature), expected)
        above.assert_probabilities(softmax(logits, 1, temperature), expected)
    above.assert_probabilities(softmax(above.LOGITS, temperature=2), solution.softmax(above.LOGITS, -1, 2.0))


@level("probabilities")
def test_stays_a_distribution_at_tiny_temperatures(softmax):
    """softmax: at a temperature of 1e-300 the largest logits share everything.

    Catches: divides-before-it-shifts.
    """
    logits = np.array([[1000.0, 2000, 2000], [-3.0, -np.inf, -4.0], [1e9, -1e9, 0]])
    wanted = np.array([[0.0, 0.5, 0.5], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    above.assert_probabilities(softmax(logits, 1, 1e-300), wanted)


@level("errors")
def test_refuses_a_temperature_that_is_not_positive(softmax):
    """softmax: zero, negative, NaN or infinite: ValueError naming temperature.

    Catches: accepts-any-temperature, accepts-an-infinite-temperature.
    """
    for temperature in (0.0, -1.0, float("nan"), float("inf")):
        assert_refuses(softmax, above.LOGITS, -1, temperature, naming="temperature")


class TestAtOne(checks_of(above)):
    """The checks of multilabel, at a temperature of 1."""
