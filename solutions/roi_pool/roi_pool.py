"""RoI pooling: the reference solution."""

import numpy as np


def roi_pool(
    features: np.ndarray, boxes: np.ndarray, output_size: tuple[int, int], spatial_scale: float = 1.0
) -> np.ndarray:
    """Cut each box out of a feature map and reduce it to one size, by the maximum of each bin.

    Args:
        features: (C, H, W).
        boxes: (N, 4), x1 y1 x2 y2 in pixels of the image; they may reach past the map.
        output_size: (OH, OW), the number of bins down and across.
        spatial_scale: what box coordinates are multiplied by, such as 1/16 for a feature map of stride 16.

    Returns:
        (N, C, OH, OW) float64; 0 for a bin without cells.

    Raises:
        ValueError: shapes that do not fit, an output_size below 1. The message names the argument.

    Example:
        >>> features = np.array([[[0.0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23], [30, 31, 32, 33]]])
        >>> roi_pool(features, np.array([[1.0, 0, 3, 2]]), (2, 2))
        array([[[[12., 13.],
                 [22., 23.]]]])
    """
    if features.ndim != 3:
        raise ValueError(f"features: expected shape (C, H, W), got {features.shape}")
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes: expected shape (N, 4), got {boxes.shape}")
    if min(output_size) < 1:
        raise ValueError(f"output_size: expected two numbers of 1 or more, got {output_size}")
    result = np.zeros((len(boxes), len(features), *output_size))
    for n, (x1, y1, x2, y2) in enumerate(np.rint(boxes * spatial_scale).astype(np.int64)):
        rows = _bins(y1, y2, output_size[0], features.shape[1])
        columns = _bins(x1, x2, output_size[1], features.shape[2])
        for i, (top, bottom) in enumerate(rows):
            for j, (left, right) in enumerate(columns):
                if top < bottom and left < right:
                    result[n, :, i, j] = features[:, top:bottom, left:right].max(axis=(1, 2))
    return result


def _bins(first: int, last: int, bins: int, length: int) -> np.ndarray:
    """Return where each bin begins and ends along one axis, (bins, 2); the last cell of the box belongs to it."""
    cells, k = last - first + 1, np.arange(bins)
    starts, ends = k * cells // bins, -((k + 1) * cells // -bins)  # whole numbers: floor, and ceil as minus floor
    return (first + np.stack([starts, ends], axis=1)).clip(0, length)
