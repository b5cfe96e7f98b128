"""The checks of `clip_grad`. Each looks at what the arguments are after the call."""

import numpy as np

from shousi.display import kind_of
from shousi.grading import Tensor, assert_close, assert_refuses, comparison, level, reject
from shousi.grading.failures import Mismatch

RTOL = 1e-4  # 1e-6 beside a norm of 0.1 is a part in 100,000
EXAMPLE = [Tensor(np.array([3, 4], dtype=np.float32)), Tensor(np.array([[12]], dtype=np.float32))]


def draw(rng, shapes=((3,), (2, 3), (4, 1, 2), ())):
    """Return gradients, some much larger than others; the norm of each part is far from that of all."""
    return [Tensor((rng.normal(size=shape) * rng.choice([0.5, 2])).astype(np.float32)) for shape in shapes]


def norm(grads, p=2.0):
    """Return the norm of all numbers."""
    flat = np.concatenate([g.array.ravel() for g in grads])
    return float(np.abs(flat).max() if np.isinf(p) else (np.abs(flat) ** p).sum() ** (1 / p))


@comparison
def same_after(got, expected):
    """Compare a list of gradients after the call."""
    if not isinstance(got, list | tuple) or len(got) != len(expected):
        reject(f"grads: expected a list of {len(expected)} after the call, got {kind_of(got)}.")
    for i, (one, other) in enumerate(zip(got, expected, strict=True)):
        if (one is None) != (other is None):
            reject(f"grads[{i}]: expected {kind_of(other)} after the call, got {kind_of(one)}.")
        if other is None:
            continue
        try:
            assert_close(one, other, rtol=RTOL)
        except Mismatch as mismatch:
            raise mismatch.explained(f"grads[{i}] after the call") from None


def clips(function, solution, *args, **kwargs):
    """Clip with both, and compare what is returned and the gradients after the call."""
    theirs = getattr(solution, function.name).returned(*args, echo=True, **kwargs)
    ours = function.returned(*args, echo=True, **kwargs)
    same_after(ours.after[0], theirs.after[0])
    if function.name == "clip_grad_norm_":
        assert_close(ours.value, theirs.value, rtol=RTOL)


@level("norm")
def test_scales_by_the_norm_of_all(clip_grad_norm_, solution, rng):
    """Gradients above `max_norm` are scaled by one factor; the norm before is returned. The example first.

    Catches: each-tensor-by-itself, no-root, norm-after-clipping, new-tensors, other-default.
    """
    clips(clip_grad_norm_, solution, EXAMPLE, max_norm=6.5)
    for part in (0.1, 0.5, 0.9):
        grads = draw(rng)
        clips(clip_grad_norm_, solution, grads, part * norm(grads))


@level("norm")
def test_leaves_small_gradients_alone(clip_grad_norm_, solution, rng):
    """Gradients whose norm is below `max_norm` stay as they are.

    Catches: scales-up.
    """
    for part in (1.1, 2, 100):
        grads = draw(rng)
        clips(clip_grad_norm_, solution, grads, part * norm(grads), 2.0)


@level("edge cases")
def test_takes_other_norms(clip_grad_norm_, solution, rng):
    """`norm_type` of 1, 3 and infinity.

    Catches: ignores-the-norm-type, sum-of-the-norms, no-infinity.
    """
    for p in (1.0, 3.0, float("inf")):
        grads = draw(rng)
        clips(clip_grad_norm_, solution, grads, 0.5 * norm(grads, p), p)


@level("edge cases")
def test_takes_missing_gradients_and_zeros(clip_grad_norm_, clip_grad_value_, solution, rng):
    """An entry of None stays None, gradients of 0 stay 0, and with a limit of 0 all become 0.

    Catches: needs-all-gradients, nan-for-zeros.
    """
    grads = draw(rng)
    clips(clip_grad_norm_, solution, [None, *grads, None], norm(grads), 2.0)
    clips(clip_grad_value_, solution, [None, *grads, None], 100.0)
    zeros = [Tensor(np.zeros_like(g.array)) for g in grads]
    clips(clip_grad_norm_, solution, zeros, 1.0, 2.0)
    clips(clip_grad_norm_, solution, grads, 0.0, 2.0)
    clips(clip_grad_value_, solution, grads, 0.0)


@level("value")
def test_clips_each_number(clip_grad_value_, solution, rng):
    """Each number moves into the range from −clip_value to clip_value. The example first.

    Catches: clips-above-only, values-by-a-factor, zeroes-large-values.
    """
    grads = [Tensor(np.array([3, -4], dtype=np.float32)), EXAMPLE[1]]
    clips(clip_grad_value_, solution, grads, clip_value=3.5)
    for clip_value in (0.1, 0.7, 5.0):
        clips(clip_grad_value_, solution, draw(rng), clip_value)


@level("errors")
def test_refuses_bad_arguments(clip_grad_norm_, clip_grad_value_):
    """Negative limits, and norms of type 0 and below, raise a ValueError that names the argument.

    Catches: no-checks.
    """
    assert_refuses(clip_grad_norm_, EXAMPLE, -1.0, naming="max_norm")
    for bad in (0.0, -2.0):
        assert_refuses(clip_grad_norm_, EXAMPLE, 1.0, bad, naming="norm_type")
    assert_refuses(clip_grad_value_, EXAMPLE, -0.5, naming="clip_value")


@level("speed")
def test_is_fast_enough(clip_grad_norm_, speed):
    """clip_grad_norm_: 200,000 numbers take at most 20 times as long as the reference.

    Catches: number_by_number.py.
    """

    def norm_close(got, expected):
        assert_close(got, expected, rtol=RTOL)

    speed.at_most(20, clip_grad_norm_, lambda rng: (draw(rng, ((400, 500), (500,))), 1.0), norm_close)
