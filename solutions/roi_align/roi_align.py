"""RoI align: the reference solution."""

import numpy as np


def roi_align(
    features: np.ndarray,
    boxes: np.ndarray,
    output_size: tuple[int, int],
    spatial_scale: float = 1.0,
    sampling_ratio: int = 2,
    aligned: bool = True,
) -> np.ndarray:
    """Cut each box out of a feature map, resized to one size by bilinear samples; nothing is rounded.

    Args:
        features: (C, H, W).
        boxes: (N, 4), x1 y1 x2 y2 in pixels of the image, x1 < x2 and y1 < y2; they may reach past the map.
        output_size: (OH, OW), the number of bins down and across.
        spatial_scale: what box coordinates are multiplied by, such as 1/16 for a feature map of stride 16.
        sampling_ratio: 1 or more; each bin is the mean of sampling_ratio² samples on an even grid.
        aligned: shift the scaled box by half a pixel up and left; without, no side is shorter than 1.

    Returns:
        (N, C, OH, OW) float64.

    Raises:
        ValueError: shapes that do not fit, an output_size or sampling_ratio below 1. The message names the argument.

    Example:
        >>> features = np.array([[[0.0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23], [30, 31, 32, 33]]])
        >>> roi_align(features, np.array([[1.0, 1, 3, 3]]), (2, 2))
        array([[[[11., 12.],
                 [21., 22.]]]])
    """
    if features.ndim != 3:
        raise ValueError(f"features: expected shape (C, H, W), got {features.shape}")
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes: expected shape (N, 4), got {boxes.shape}")
    if min(output_size) < 1:
        raise ValueError(f"output_size: expected two numbers of 1 or more, got {output_size}")
    if sampling_ratio < 1:
        raise ValueError(f"sampling_ratio: expected 1 or more, got {sampling_ratio}")
    scaled = boxes * spatial_scale - (0.5 if aligned else 0.0)
    result = np.empty((len(boxes), len(features), *output_size))
    for n, (x1, y1, x2, y2) in enumerate(scaled):
        top, bottom, down = _samples(y1, y2, output_size[0] * sampling_ratio, features.shape[1], aligned)
        left, right, across = _samples(x1, x2, output_size[1] * sampling_ratio, features.shape[2], aligned)
        rows = features[:, top] * down[0][:, None] + features[:, bottom] * down[1][:, None]
        samples = rows[:, :, left] * across[0] + rows[:, :, right] * across[1]
        cells = samples.reshape(len(features), output_size[0], sampling_ratio, output_size[1], sampling_ratio)
        result[n] = cells.mean(axis=(2, 4))
    return result


def _samples(
    start: float, end: float, count: int, length: int, aligned: bool
) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Return, along one axis, the two neighbors of each sample and their weights; both are 0 far outside the map."""
    size = end - start if aligned else max(end - start, 1.0)
    position = start + (np.arange(count) + 0.5) * size / count
    inside = (position >= -1) & (position <= length)
    position = position.clip(0, length - 1)
    low = position.astype(np.int64)
    high = np.minimum(low + 1, length - 1)
    weight = position - low  # outside the map it is 0
    return low, high, ((1 - weight) * inside, weight)
