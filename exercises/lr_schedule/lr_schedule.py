"""Warm-up and cosine decay.

The statement is in README.md; `nox -s grade -- lr_schedule` grades this file.
"""


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
    raise NotImplementedError
