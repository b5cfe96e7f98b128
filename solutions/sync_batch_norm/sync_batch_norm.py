"""Synchronized batch normalization: the reference solution."""

import numpy as np


def merge_statistics(
    counts: np.ndarray, means: np.ndarray, variances: np.ndarray
) -> tuple[int, np.ndarray, np.ndarray]:
    """Return count, mean and variance of all numbers together, from those of shards.

    Args:
        counts: (S,), how many numbers of each channel every shard has; 1 or more.
        means: (S, C), their mean in each shard.
        variances: (S, C), the mean of their squared distances from that mean, divided by n.

    Returns:
        (count, mean, variance) of all shards together: a number, (C,) and (C,). The variance is divided by n too.

    Raises:
        ValueError: shapes that do not fit, or a count below 1. The message names the argument.

    Example:
        >>> merge_statistics(np.array([3, 1]), np.array([[0.0], [4]]), np.array([[8.0], [0]]))
        (4, array([1.]), array([9.]))
    """
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(f"counts: expected (S,), each 1 or more, got {counts}")
    if means.ndim != 2 or len(means) != len(counts):
        raise ValueError(f"means: expected ({len(counts)}, C), got {means.shape}")
    if variances.shape != means.shape:
        raise ValueError(f"variances: expected {means.shape}, got {variances.shape}")
    total = counts.sum()
    share = (counts / total)[:, np.newaxis]
    mean = (share * means).sum(axis=0)
    variance = (share * (variances + (means - mean) ** 2)).sum(axis=0)
    return int(total), mean, variance


def sync_batch_norm(
    shards: list[np.ndarray], weight: np.ndarray, bias: np.ndarray, eps: float = 1e-5
) -> list[np.ndarray]:
    """Normalize each shard of a batch by the mean and the variance of the whole batch, then scale and shift.

    Args:
        shards: arrays of (N, C, …); N may differ from shard to shard.
        weight, bias: (C,), the scale of each channel, and what is added after scaling.
        eps: added to the variance, under the root.

    Returns:
        A list of arrays, in the shapes of the shards.

    Raises:
        ValueError: no shards, shapes that do not fit, or eps below 0. The message names the argument.

    Example:
        >>> shards = [np.array([[4.0], [-2], [-2]]), np.array([[4.0]])]
        >>> [out.ravel().round(3) for out in sync_batch_norm(shards, np.array([2.0]), np.array([1.0]), eps=0.0)]
        [array([ 3., -1., -1.]), array([3.])]
    """
    rest = _check(shards, weight, bias, eps)
    axes, channels = (0, *range(2, len(rest) + 1)), (*rest[:1], *(1 for _ in rest[1:]))
    counts = np.array([len(x) for x in shards])  # each example has as many pixels as any other, so examples weigh alike
    means, variances = np.array([x.mean(axes) for x in shards]), np.array([x.var(axes) for x in shards])
    _, mean, variance = merge_statistics(counts, means, variances)
    mean, bias = mean.reshape(channels), bias.reshape(channels)
    scale = (weight / np.sqrt(variance + eps)).reshape(channels)
    return [(x - mean) * scale + bias for x in shards]


def _check(shards, weight, bias, eps) -> tuple[int, ...]:
    """Return the shape of an example, (C, …), or refuse what does not fit."""
    shapes = {x.shape[1:] for x in shards}
    if len(shapes) != 1 or () in shapes:
        raise ValueError("shards: expected one or more arrays of (N, C, …) that differ in N only")
    rest = shapes.pop()
    for name, value in (("weight", weight), ("bias", bias)):
        if value.shape != rest[:1]:
            raise ValueError(f"{name}: expected {rest[:1]}, a number for each channel, got {value.shape}")
    if eps < 0:
        raise ValueError(f"eps: expected 0 or more, got {eps}")
    return rest
