"""The checks of `kaiming_init` with a third mode: those of kaiming_init, and the mean of both fans.

The spreads here are those of 100,000 draws at least: see the grader of kaiming_init for how often a right one fails.
"""

import math

from shousi.grading import checks_of, grader_above, level

above = grader_above(__file__)
fills = above.fills  # a fixture of its checks
density = above.density  # for the picture

# Lopsided on purpose: the geometric mean of the fans, and the fan of the mean of both deviations, are far from theirs.
SHAPES = [(300, 40, 3, 3), (40, 300, 3, 3), (1000, 101), (30, 500, 7)]


@level("basic")
def test_takes_the_mean_of_both_fans(fills):
    """With fan_avg the fan is the mean of fan_in and fan_out.

    Catches: geometric-mean, mean-of-the-deviations, sum-of-both-fans.
    """
    for fill in fills:
        for shape in SHAPES:
            above.check_spread(above.drawn(fill, shape, "fan_avg"), math.sqrt(2 / above.fan_of(shape, "fan_avg")))


class TestOfBothFans(checks_of(above)):
    """The checks of kaiming_init."""
