"""The checks of `kaiming_init` with a third mode: those of kaiming_init, and the mean of both fans.

The spreads that are held here are those of 100,000 draws at least: see the grader of kaiming_init for the probability
that a right submission fails.
"""

import math

from shousi.grading import Built, assert_refuses, checks_of, grader_above, level

above = grader_above(__file__)
fills = above.fills  # a fixture of its checks
density = above.density  # for the picture

# Lopsided on purpose: the geometric mean of the fans, and the fan of the mean of both deviations, are far from theirs.
SHAPES = [(300, 40, 3, 3), (40, 300, 3, 3), (1000, 101), (30, 500, 7)]


@level("basic")
def test_takes_the_mean_of_both_fans(kaiming_normal_, kaiming_uniform_, rng):
    """With fan_avg the fan is the mean of fan_in and fan_out.

    Catches: geometric-mean, mean-of-the-deviations, sum-of-both-fans.
    """
    for function in (kaiming_normal_, kaiming_uniform_):
        for shape in SHAPES:
            std = math.sqrt(2 / above._fan(shape, "fan_avg"))
            above._hold_spread(above._drawn(above._seeded(function, rng), shape, "fan_avg"), std)


@level("errors")
def test_refuses_an_unknown_mode(kaiming_normal_, kaiming_uniform_, rng):
    """A mode that is none of the three raises a ValueError naming mode.

    Catches: any-other-mode-is-fan-avg.
    """
    for function in (kaiming_normal_, kaiming_uniform_):
        for mode in ("fan_mean", "avg", ""):
            assert_refuses(above._seeded(function, rng), Built("zeros", (above.SMALL,)), mode, naming="mode")


class TestOfBothFans(checks_of(above, without={"test_refuses_an_unknown_mode"})):
    """The checks of kaiming_init, which know two modes."""
