"""The checks of `sampling`: the standard ones of the filter, large logits, and how tokens are drawn."""

import numpy as np

from shousi.grading import (
    Fast,
    Tensor,
    assert_close,
    assert_draws,
    comparison,
    level,
    reject,
    standard,
    torch_generator,
)


@comparison
def close(got, expected):
    """Compare in float32; -inf agrees with -inf only."""
    assert_close(got, expected, rtol=1e-4)


def tensor(numbers):
    """Return a float32 tensor."""
    return Tensor(np.array(numbers, np.float32))


def margin(logits, temperature=1.0, top_k=0, top_p=1.0):
    """Return how far top_p is from the nearest sum of probabilities, so that rounding decides nothing."""
    if top_p == 1:
        return 1.0
    ordered = -np.sort(-logits.astype(np.float64) / temperature, axis=-1)[..., : top_k or None]
    powers = np.exp(ordered - ordered[..., :1])
    return float(np.abs((powers / powers.sum(axis=-1, keepdims=True)).cumsum(axis=-1) - top_p).min())


def draw(rng, shape=(), scale=1.5):
    """Return logits of one to three axes, and options of which each is off now and then."""
    while True:
        size = shape or (*rng.integers(1, 4, rng.integers(0, 3)), rng.integers(3, 9))
        logits = rng.normal(scale=scale, size=size).astype(np.float32)
        temperature, top_p = (
            float(rng.uniform(0.4, 2.5)),
            float(rng.choice([1.0, rng.uniform(0.02, 0.98)], p=[0.2, 0.8])),
        )
        top_k = 40 if shape else int(rng.choice([0, rng.integers(1, size[-1] + 1)], p=[0.3, 0.7]))
        if margin(logits, temperature, top_k, top_p) > 1e-4:
            return Tensor(logits), temperature, top_k, top_p


def legal(function, logits, *options):
    """Say whether a smaller input is fair: there are k tokens, no two alike, and rounding decides nothing."""
    if not logits.array.size or function.name != "filter_logits":
        return False
    top_k = options[1] if len(options) > 1 else 0
    ordered = np.sort(logits.array, axis=-1)
    apart = bool((np.diff(ordered, axis=-1) > 1e-3).all())
    return apart and logits.array.shape[-1] >= top_k and margin(logits.array, *options) > 1e-4


LOGITS = tensor(np.log([0.2, 0.4, 0.1, 0.3]))
SHARES = np.array([0.5, 0.0, 0.3, 0.2])
DRAWS = 20_000

globals().update(
    standard(
        "filter_logits",
        example=(
            {"logits": LOGITS, "temperature": 0.5, "top_k": 3, "top_p": 0.85},
            tensor([-np.inf, 2 * np.log(0.4), -np.inf, 2 * np.log(0.3)]),
        ),
        draw=draw,
        basic="filter",
        compare=close,
        rounds=40,
        refuses={"temperature": [0.0, -1.0], "top_k": [-1, 5], "top_p": [0.0, -0.5, 1.5]},
        speed=Fast(20, "16 rows of 2,000 tokens", lambda rng: draw(rng, (16, 2000), 3)),
    )
)


@level("filter")
def test_nothing_is_filtered_unless_asked(filter_logits):
    """Logits alone come back as they are: temperature is 1.0, top_k is 0 and top_p is 1.0 where left out.

    Catches: other-defaults.
    """
    close(filter_logits(LOGITS), LOGITS)


@level("edge cases")
def test_large_logits_do_not_overflow(filter_logits):
    """Logits of 1000 and of -1000 give probabilities, not NaN.

    Catches: softmax-without-maximum.
    """
    logits = tensor([998, 0, -1000, 1000])  # probabilities of 0.12, 0, 0 and 0.88
    close(filter_logits(logits, 1.0, 0, 0.95), tensor([998, -np.inf, -np.inf, 1000]))


def rows_of(shares, rows):
    """Return rows of logits with these probabilities, not normalized, and -inf for 0."""
    with np.errstate(divide="ignore"):
        return tensor(np.tile(np.log(shares) + 3, (rows, 1)))


@level("sample")
def test_tokens_come_as_often_as_their_probability_says(sample):
    """Of 20,000 rows with probabilities 0.5, 0, 0.3 and 0.2, as many give each token.

    Catches: greedy, uniform, one-draw-for-all-rows.
    """
    assert_draws(sample(rows_of(SHARES, DRAWS), torch_generator(7)), SHARES)


def numbers(answer):
    """Return the numbers of a tensor or a list."""
    return np.asarray(getattr(answer, "array", answer))


@level("sample")
def test_all_randomness_comes_from_the_generator(sample, rng):
    """The same seed gives the same tokens, and another seed gives others.

    Catches: own-seed, and rejected/global_generator.py.
    """
    logits = rows_of(SHARES, 200)
    seed = int(rng.integers(1000))
    first, again, other = (numbers(sample(logits, torch_generator(n))) for n in (seed, seed, seed + 1))
    if not np.array_equal(first, again):
        reject("the same seed gives other tokens when called again. Take all randomness from `generator`.")
    if np.array_equal(first, other):
        reject("two seeds give the same 200 tokens. Take the randomness from `generator`.")


@level("sample")
def test_each_row_gives_one_token(sample):
    """B rows give B tokens: where a row has one token only, this one.

    Catches: keeps-an-axis.
    """
    logits = tensor(np.where(np.eye(5)[[3, 0, 4]], -2, -np.inf))
    close(sample(logits, torch_generator(1)), Tensor(np.array([3, 0, 4])))
