"""The checks of `dpo_loss`: the standard ones of both functions, large numbers, and the frozen reference."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, assert_no_gradient, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: an exponential and a logarithm lose a digit each, and 1e-4 leaves another."""
    assert_close(got, expected, rtol=1e-4)


def tensor(*numbers):
    """Return a float32 tensor."""
    return Tensor(np.array(numbers, np.float32))


def draw_sequences(rng, batch=0, length=0, words=0):
    """Return logits, tokens and a mask; some masks begin with True."""
    batch, length, words = batch or rng.integers(1, 4), length or rng.integers(2, 7), words or rng.integers(2, 6)
    logits = rng.normal(scale=2, size=(batch, length, words)).astype(np.float32)
    return Tensor(logits), Tensor(rng.integers(0, words, (batch, length))), Tensor(rng.random((batch, length)) < 0.6)


def draw_pairs(rng):
    """Return the log-probabilities of some pairs of answers, and beta."""
    size = int(rng.integers(2, 6))
    numbers = [Tensor((rng.normal(scale=3, size=size) - 10).astype(np.float32)) for _ in range(4)]
    return (*numbers, float(rng.choice([0.1, 0.2, 0.5])))


def legal(function, *args):
    """Say whether a smaller input is fair: the shapes go together, and each token exists."""
    shapes = [argument.array.shape for argument in args if isinstance(argument, Tensor)]
    if function.name == "dpo_loss":
        return len(set(shapes)) == 1 and shapes[0][0] > 0
    batch, length, words = shapes[0]
    fits = shapes[1] == shapes[2] == (batch, length)
    return fits and batch > 0 and length > 1 and words > 1 and bool((args[1].array < words).all())


LOGITS = Tensor(np.log(np.float32([[[0.25, 0.75], [0.2, 0.8], [0.9, 0.1]]])))
PAIRS = tensor(-4, -3), tensor(-6, -2), tensor(-5, -3), tensor(-5, -4)
NAMES = ("policy_chosen", "policy_rejected", "reference_chosen", "reference_rejected")

globals().update(
    standard(
        "sequence_logprobs",
        example=(
            {
                "logits": LOGITS,
                "tokens": Tensor(np.array([[0, 1, 0]])),
                "mask": Tensor(np.array([[False, True, True]])),
            },
            tensor(np.log(0.15)),
        ),
        draw=draw_sequences,
        basic="log-probabilities",
        compare=close,
        gradients=("logits",),
        refuses={
            "tokens": [Tensor(np.zeros((1, n), int)) for n in (2, 4)],
            "mask": [Tensor(np.zeros((1, n), bool)) for n in (2, 4)],
        },
        speed=Fast(10, "32 sequences of 256 tokens", lambda rng: draw_sequences(rng, 32, 256, 64)),
    )
)
globals().update(
    standard(
        "dpo_loss",
        example=({**dict(zip(NAMES, PAIRS, strict=True)), "beta": 0.5}, Tensor(np.array(0.81326169, np.float32))),
        draw=draw_pairs,
        basic="loss",
        compare=close,
        gradients=("policy_chosen", "policy_rejected"),
        refuses={**{name: [tensor(-1), tensor(-1, -1, -1)] for name in NAMES[1:]}, "beta": [0.0, -0.1]},
    )
)


@level("loss")
def test_beta_may_be_left_out(dpo_loss, solution):
    """Beta is 0.1 where it is left out.

    Catches: other-beta.
    """
    close(dpo_loss(*PAIRS), solution.dpo_loss(*PAIRS))


@level("edge cases")
def test_large_logits_do_not_underflow(sequence_logprobs):
    """Logits of 1000 and of -1000 give log-probabilities, not NaN or infinity.

    Catches: log-of-softmax.
    """
    logits = Tensor(np.array([[[1000, -1000], [0, 0]]], np.float32))
    for token, expected in ((0, 0), (1, -2000)):
        tokens, mask = Tensor(np.array([[0, token]])), Tensor(np.array([[False, True]]))
        close(sequence_logprobs(logits, tokens, mask), tensor(expected))


@level("edge cases")
def test_large_margins_do_not_underflow(dpo_loss):
    """Margins of 2000 and of -2000 give a loss, not infinity.

    Catches: log-of-sigmoid.
    """
    low = tensor(-3000)
    for policy, expected in ((-2000, 200), (2000, 0)):
        close(dpo_loss(tensor(-3000), tensor(-3000 - policy), low, low, 0.1), Tensor(np.array(expected, np.float32)))


@level("reference")
def test_no_gradient_reaches_the_reference(dpo_loss):
    """The reference model is frozen: no gradient reaches its log-probabilities.

    Catches: reference-not-detached.
    """
    assert_no_gradient(dpo_loss, PAIRS, wrt=NAMES[2:])
