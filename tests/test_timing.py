"""The rule of the race, on pairs made up here: each way to end it, and how often noise makes it wrong."""

import itertools

import numpy as np
import pytest

from shousi import timing
from shousi.timing import Decision, Pair, Rule

RULE = Rule(limit=4.0)


def pair(ratio, wall=None, busy=1.0):
    """A pair whose solution takes 5 ms; `wall` is the submission's, in multiples of the solution's."""
    solution = 0.005
    return Pair(ratio * solution, solution, (ratio if wall is None else wall) * busy * solution, busy * solution)


def race(rule, ratios):
    """Run a race over these ratios and return the decision and the pairs that it took."""
    pairs = []
    for ratio in ratios:
        pairs.append(pair(ratio))
        if decision := timing.decide(rule, pairs):
            return decision, len(pairs)
    return None, len(pairs)


# ---------------------------------------------------------------------------------------------------------------------
# far


def test_three_pairs_in_a_row_far_beyond_the_limit_are_too_slow_at_once():
    assert race(RULE, [16.1] * 9) == (Decision.TOO_SLOW, 3)


def test_three_pairs_in_a_row_far_below_the_limit_are_fast_enough_at_once():
    assert race(RULE, [0.99] * 9) == (Decision.FAST_ENOUGH, 3)


@pytest.mark.parametrize("ratio", [16.0, 1.0])
def test_exactly_far_is_not_far_yet(ratio):
    assert race(RULE, [ratio] * 9)[1] == 4


def test_far_pairs_that_are_not_in_a_row_decide_nothing():
    assert race(RULE, [20, 20, 2, 20, 20, 2])[0] is None


def test_far_pairs_on_both_sides_decide_nothing():
    assert race(RULE, [20, 0.1, 20, 0.1])[0] is None


def test_the_last_three_pairs_count_and_not_the_first():
    assert race(RULE, [5, 5, 20, 20, 20]) == (Decision.TOO_SLOW, 5)


# ---------------------------------------------------------------------------------------------------------------------
# clear


def test_four_pairs_in_a_row_clear_of_the_limit_decide_at_once():
    assert race(RULE, [6.1] * 9) == (Decision.TOO_SLOW, 4)
    assert race(RULE, [2.6] * 9) == (Decision.FAST_ENOUGH, 4)


@pytest.mark.parametrize("ratio", [6.0, 4.0 / 1.5])
def test_exactly_clear_is_not_clear_yet(ratio):
    assert race(RULE, [ratio] * 9)[1] == 6


def test_pairs_that_are_clear_but_not_in_a_row_decide_nothing():
    assert race(RULE, [7, 7, 7, 2, 7, 7, 7, 2])[0] is None


def test_clear_pairs_on_both_sides_decide_nothing():
    assert race(RULE, [7, 2, 7, 2, 7, 2, 7, 2])[0] is None


def test_the_last_four_pairs_are_to_be_clear_and_not_the_first():
    assert race(RULE, [3, 5, 3, 7, 7, 7, 7]) == (Decision.TOO_SLOW, 7)


# ---------------------------------------------------------------------------------------------------------------------
# lead


def test_the_first_to_lead_by_six_decides():
    assert race(RULE, [5] * 9) == (Decision.TOO_SLOW, 6)
    assert race(RULE, [3] * 9) == (Decision.FAST_ENOUGH, 6)


def test_a_vote_for_the_other_side_costs_two_more_pairs():
    assert race(RULE, [5, 3, *[5] * 9]) == (Decision.TOO_SLOW, 8)
    assert race(RULE, [3, 5, *[3] * 9]) == (Decision.FAST_ENOUGH, 8)


def test_a_pair_exactly_at_the_limit_votes_for_the_submission():
    assert race(RULE, [4.0] * 9) == (Decision.FAST_ENOUGH, 6)


def test_one_huge_outlier_is_one_vote_and_no_more():
    assert race(RULE, [3, 3, 1e6, 3, 3, 3, 3, 3]) == (Decision.FAST_ENOUGH, 8)


def test_five_pairs_that_agree_need_another_one():
    assert timing.decide(RULE, [pair(5)] * 5) is None


def test_no_pairs_at_all_need_another_one():
    assert timing.decide(RULE, []) is None


# ---------------------------------------------------------------------------------------------------------------------
# the late decision


def test_after_sixty_pairs_that_disagree_the_median_decides():
    wavering = itertools.cycle([3.9, 8.0])
    assert race(RULE, itertools.islice(wavering, 99)) == (Decision.TOO_SLOW, 60)
    wavering = itertools.cycle([2.0, 4.1])
    assert race(RULE, itertools.islice(wavering, 99)) == (Decision.FAST_ENOUGH, 60)


def test_a_late_median_above_the_limit_and_its_benefit_is_too_slow():
    assert timing.decide_late(RULE, [pair(4.41)] * 6) is Decision.TOO_SLOW


def test_a_late_median_barely_over_the_limit_has_the_benefit_of_the_doubt():
    assert timing.decide_late(RULE, [pair(4.39)] * 6) is Decision.CLOSE_ENOUGH
    assert timing.decide_late(RULE, [pair(4.01)] * 6) is Decision.CLOSE_ENOUGH


def test_a_late_median_at_the_limit_is_fast_enough():
    assert timing.decide_late(RULE, [pair(4.0)] * 6) is Decision.FAST_ENOUGH


def test_the_benefit_of_the_doubt_can_be_reached_by_a_whole_race():
    wavering = itertools.cycle([3.9, 4.5])
    assert race(RULE, itertools.islice(wavering, 99)) == (Decision.CLOSE_ENOUGH, 60)


@pytest.mark.parametrize("ratio", [0.1, 4.0, 8.0])
def test_fewer_than_six_pairs_are_no_basis_for_any_verdict(ratio):
    assert timing.decide_late(RULE, [pair(ratio)] * 5) is Decision.TOO_BUSY
    assert timing.decide_late(RULE, []) is Decision.TOO_BUSY


def test_a_few_pairs_that_all_lie_beyond_twice_the_limit_are_too_slow_at_the_end():
    assert timing.decide_late(RULE, [pair(8.1)] * 3) is Decision.TOO_SLOW
    assert timing.decide_late(RULE, [pair(8.1)] * 2) is Decision.TOO_BUSY
    assert timing.decide_late(RULE, [pair(400.0)] * 2, [pair(400.0)]) is Decision.TOO_SLOW
    assert timing.decide_late(RULE, [pair(400.0)] * 2, [pair(1.0)]) is Decision.TOO_BUSY


def test_an_unscored_pair_in_which_the_solution_was_cold_takes_nothing_from_what_three_pairs_say():
    assert timing.decide_late(RULE, [pair(8.1)] * 3, [pair(7.0)]) is Decision.TOO_SLOW
    assert timing.decide_late(RULE, [pair(8.1)] * 2 + [pair(7.0)], [pair(400.0)]) is Decision.TOO_BUSY


def test_the_race_is_late_after_its_seconds_only_when_it_has_its_pairs():
    assert not timing.is_late(RULE, 6, RULE.max_seconds)
    assert timing.is_late(RULE, 6, RULE.max_seconds + 0.01)
    assert not timing.is_late(RULE, 5, RULE.max_seconds + 0.01)
    assert timing.is_late(RULE, 5, RULE.patience + 0.01)


def test_pairs_that_take_seconds_each_are_let_run_until_three_of_them_can_decide():
    assert not timing.is_late(RULE, 2, RULE.patience * 10)
    assert timing.is_late(RULE, 3, RULE.patience + 0.01)


# ---------------------------------------------------------------------------------------------------------------------
# asleep, and a busy machine


def test_two_calls_that_wait_beyond_ten_times_the_limit_are_too_slow_whatever_their_processor_time():
    assert timing.decide(RULE, [pair(0.5, wall=41)]) is None
    assert timing.decide(RULE, [pair(0.5, wall=41)] * 2) is Decision.TOO_SLOW


def test_the_two_calls_that_wait_need_not_follow_each_other():
    pairs = [pair(3, wall=41), pair(3), pair(3), pair(3, wall=41)]
    assert timing.decide(RULE, pairs[:3]) is None
    assert timing.decide(RULE, pairs) is Decision.TOO_SLOW


def test_waiting_exactly_as_long_as_is_allowed_is_allowed():
    assert timing.decide(RULE, [pair(2, wall=40)] * 2) is None


def test_unscored_pairs_count_where_they_wait():
    waits = pair(3, wall=41)
    assert timing.decide(RULE, [], [waits, waits]) is Decision.TOO_SLOW
    assert timing.decide(RULE, [waits], [waits]) is Decision.TOO_SLOW
    assert timing.decide(RULE, [pair(3)], [waits]) is None


def test_unscored_pairs_have_no_vote():
    assert timing.decide(RULE, [pair(5)] * 3, [pair(5)] * 9) is None
    assert timing.decide(RULE, [pair(20)] * 2, [pair(20)] * 2) is None


def test_a_machine_that_holds_both_calls_back_makes_nobody_slow():
    assert timing.decide(RULE, [pair(3, busy=100)] * 5) is None
    assert timing.decide(RULE, [pair(3, busy=100)] * 6) is Decision.FAST_ENOUGH


def test_the_ratio_of_a_race_is_the_median_of_its_pairs():
    assert timing.median_ratio([pair(2), pair(900), pair(3)]) == pytest.approx(3)


# ---------------------------------------------------------------------------------------------------------------------
# noise


def noisy_race(rule, ratio, noise, rng):
    """A race in which every call is late by chance of its own, and bursts of other work hit the calls near them."""
    own = rng.lognormal(0.0, noise.own, (rule.max_pairs, 2))
    bursts = np.repeat(rng.random(rule.max_pairs // 4) < noise.often, 4)  # four pairs long
    shared = np.where(bursts, rng.lognormal(noise.burst, 0.2, rule.max_pairs), 1.0)
    lone = np.where(rng.random((rule.max_pairs, 2)) < noise.lone, 3.0, 1.0)  # and now and then just one of the two
    times = 0.005 * own * lone * shared[:, None] * [ratio, 1.0]
    pairs = []
    for submission, solution in times.tolist():
        pairs.append(Pair(submission, solution, submission, solution))
        if decision := timing.decide(rule, pairs):
            return decision
    raise AssertionError("a race without an end")


class Idle:
    own, often, burst, lone = 0.05, 0.02, 0.5, 0.01


class Busy:
    own, often, burst, lone = 0.25, 0.3, 1.0, 0.05


@pytest.mark.parametrize("noise", [Idle, Busy])
@pytest.mark.parametrize("limit", [2.0, 25.0])
def test_at_half_and_at_twice_the_limit_no_verdict_of_thousands_is_wrong(limit, noise):
    rng = np.random.default_rng(20260601)
    rule = Rule(limit=limit)
    passed = [noisy_race(rule, 0.5 * limit, noise, rng) for _ in range(1000)]
    failed = [noisy_race(rule, 2.0 * limit, noise, rng) for _ in range(1000)]
    assert set(passed) == {Decision.FAST_ENOUGH}
    assert set(failed) == {Decision.TOO_SLOW}


def test_the_noise_is_strong_enough_to_fool_a_single_pair():
    rng = np.random.default_rng(20260601)
    hasty = Rule(limit=4.0, lead=1)
    wrong = sum(noisy_race(hasty, 2.0, Busy, rng) is not Decision.FAST_ENOUGH for _ in range(1000))
    assert wrong > 10


# ---------------------------------------------------------------------------------------------------------------------
# growth, and what is too fast


def test_the_slope_is_the_power_of_the_size_by_which_the_ratio_grows():
    sizes = (100, 200, 400)
    assert timing.slope(sizes, [3, 3, 3]) == pytest.approx(0)
    assert timing.slope(sizes, [0.1, 0.2, 0.4]) == pytest.approx(1)
    assert timing.slope(sizes, [8, 4, 2]) == pytest.approx(-1)


def test_the_limit_of_growth_lies_between_n_and_n_log_n_over_and_n_squared_under():
    sizes = (500, 1000, 2000)
    assert timing.slope(sizes, np.log(sizes)) < timing.GROWS < timing.slope(sizes, np.sqrt(sizes))


def noisy_samples(power, noise, rng, sizes, count):
    """Pairs at each size whose ratio grows by this power, each call late by chance of its own."""
    samples = []
    for size in sizes:
        lone = np.where(rng.random((count, 2)) < noise.lone, 3.0, 1.0)
        times = 0.005 * rng.lognormal(0.0, noise.own, (count, 2)) * lone * [2.0 * size**power, 1.0]
        samples.append([Pair(*one, *one) for one in times.tolist()])
    return samples


def judged_growth(power, noise, rng, most=30):
    """Judge a growth as the `speed` fixture does: five more pairs at each size while it is unclear."""
    sizes = (500, 1000, 2000)
    samples = noisy_samples(power, noise, rng, sizes, 5)
    while len(samples[0]) < most and timing.is_slope_unclear(sizes, samples):
        more = noisy_samples(power, noise, rng, sizes, 5)
        samples = [one + other for one, other in zip(samples, more, strict=True)]
    return timing.slope_of(sizes, samples) > timing.GROWS, len(samples[0])


def test_on_a_quiet_machine_five_pairs_a_size_are_nearly_always_enough():
    rng = np.random.default_rng(20260601)
    for power, grows in ((0.0, False), (0.15, False), (1.0, True)):  # as the solution, n log n over n, n² over n
        judged = [judged_growth(power, Idle, rng) for _ in range(300)]
        assert {told for told, _ in judged} == {grows}
        assert sum(pairs > 5 for _, pairs in judged) < 75


def test_on_a_busy_machine_more_pairs_tell_like_growth_from_faster_where_five_would_not():
    rng = np.random.default_rng(20260601)
    wrong = {
        most: [
            sum(judged_growth(power, Busy, rng, most)[0] is not grows for _ in range(300))
            for power, grows in ((0.0, False), (1.0, True))
        ]
        for most in (5, 30)
    }
    assert wrong[5][0] > 5
    assert max(wrong[30]) <= 1


def test_a_slope_is_unclear_near_the_threshold_and_clear_where_pairs_agree():
    sizes = (500, 1000, 2000)
    near = [[pair(size**0.3 * by) for by in (0.9, 0.95, 1.0, 1.05, 1.1)] for size in sizes]
    assert timing.is_slope_unclear(sizes, near)
    assert not timing.is_slope_unclear(sizes, [[pair(size**0.3)] * 5 for size in sizes])


def test_a_ratio_below_a_tenth_is_too_fast_to_be_true():
    assert timing.is_too_fast([pair(0.099)] * 3)
    assert not timing.is_too_fast([pair(0.1)] * 3)


def test_a_machine_is_busy_where_calls_wait_for_the_processor_and_not_where_one_does():
    assert not timing.was_busy([1.6, 0.0, 0.1, 0.0, 0.01])  # the first call came while something else ended
    assert timing.was_busy([1.5, 0.0, 0.8, 0.7, 0.5])
