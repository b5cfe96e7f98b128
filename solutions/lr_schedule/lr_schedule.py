"""Learning rate with linear warm-up and cosine decay: the reference solution."""

import math


def lr_at(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    """Return the learning rate of a step: a linear warm-up, then half a cosine down to the floor.

    Args:
        step: the number of the step, 0 for the first.
        warmup: the step at which the learning rate is `peak`; 0 for no warm-up.
        total: the step at which it is `floor`, above `warmup`; the warm-up is a part of it.
        peak: the highest learning rate.
        floor: the learning rate at `total` and after it.

    Returns:
        A float.

    Raises:
        ValueError: a number out of its range. The message names the argument.

    Example:
        >>> [round(lr_at(step, 4, 10, 8.0, 2.0), 3) for step in range(12)]
        [0.0, 2.0, 4.0, 6.0, 8.0, 7.598, 6.5, 5.0, 3.5, 2.402, 2.0, 2.0]
    """
    _check(step, warmup, total, peak, floor)
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return floor
    progress = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * 0.5 * (1 + math.cos(math.pi * progress))


def _check(step, warmup, total, peak, floor) -> None:
    if step < 0:
        raise ValueError(f"step: expected 0 or more, got {step}")
    if warmup < 0:
        raise ValueError(f"warmup: expected 0 or more, got {warmup}")
    if total <= warmup:
        raise ValueError(f"total: expected more than warmup, got {total}")
    if not 0 <= floor <= peak:
        raise ValueError(f"floor: expected 0 to peak, got {floor}")
