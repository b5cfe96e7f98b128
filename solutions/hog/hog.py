"""Histograms of oriented gradients: the reference solution."""

import numpy as np

_EPS = 1e-5


def cell_histograms(image: np.ndarray, cell: int = 8, bins: int = 9, interpolate: bool = False) -> np.ndarray:
    """Return for each cell how much gradient there is in each direction.

    Args:
        image: (H, W), gray, any real dtype.
        cell: side of a cell in pixels; rows and columns that fill no cell are left out.
        bins: number of directions between 0 and 180 degrees; bin k holds those from 180 k / bins on.
        interpolate: False gives a pixel's vote to the bin of its direction, True shares it between the two bins whose
            middles are nearest, by distance. The last bin and the first one are neighbors.

    Returns:
        (H // cell, W // cell, bins): the votes, which are magnitudes, summed and divided by cell * cell.

    Raises:
        ValueError: image has not two axes or no room for a cell, or cell or bins is below 1. The message names it.

    Example:
        >>> image = np.array([[0.0, 1, 3, 6], [0, 1, 3, 6], [4, 5, 7, 10], [0, 1, 3, 6]])
        >>> cell_histograms(image, cell=4)[0, 0].round(2)
        array([1.5 , 0.4 , 0.31, 0.  , 0.5 , 0.  , 0.  , 0.  , 0.  ])
    """
    image = np.asarray(image, dtype=np.float64)
    for name, value in (("cell", cell), ("bins", bins)):
        if value < 1:
            raise ValueError(f"{name}: expected 1 or more, got {value}")
    if image.ndim != 2 or min(image.shape) < cell:
        raise ValueError(f"image: expected (H, W) with sides of {cell} or more, got {image.shape}")
    gx, gy = np.zeros(image.shape), np.zeros(image.shape)
    gx[:, 1:-1] = image[:, 2:] - image[:, :-2]
    gy[1:-1] = image[2:] - image[:-2]
    rows, columns = (side // cell for side in image.shape)
    inside = slice(rows * cell), slice(columns * cell)
    magnitude = np.hypot(gx, gy)[inside]
    position = (np.rad2deg(np.arctan2(gy, gx)) * bins / 180)[inside]
    if interpolate:
        below = np.floor(position - 0.5)
        share = position - 0.5 - below
        votes = [(below, magnitude * (1 - share)), (below + 1, magnitude * share)]
    else:
        votes = [(np.floor(position), magnitude)]
    first = (np.arange(rows * cell)[:, None] // cell * columns + np.arange(columns * cell) // cell) * bins
    out = np.zeros(rows * columns * bins)
    for number, vote in votes:
        out += np.bincount((first + number.astype(int) % bins).ravel(), vote.ravel(), out.size)
    return out.reshape(rows, columns, bins) / cell**2


def normalize_blocks(histograms: np.ndarray, block: int = 3) -> np.ndarray:
    """Return the histograms of block by block neighboring cells as vectors, normalized by L2-Hys.

    Args:
        histograms: (rows, columns, bins), as `cell_histograms` returns them.
        block: side of a block in cells. Blocks overlap: they begin at each cell where one fits.

    Returns:
        (rows - block + 1, columns - block + 1, block * block * bins). Each vector holds the cells row by row, each with
        its bins, divided by √(sum of squares + eps²), cut at 0.2, and divided so once more; eps is 1e-5.

    Raises:
        ValueError: histograms has not three axes, block is below 1, or no block fits. The message names it.

    Example:
        >>> normalize_blocks(np.array([[[3.0, 0.1, 0]]]), block=1)[0, 0].round(3)
        array([0.986, 0.164, 0.   ])
    """
    if histograms.ndim != 3:
        raise ValueError(f"histograms: expected (rows, columns, bins), got {histograms.shape}")
    if not 1 <= block <= min(histograms.shape[:2]):
        raise ValueError(f"block: expected 1 to {min(histograms.shape[:2])}, got {block}")
    windows = np.lib.stride_tricks.sliding_window_view(histograms, (block, block), axis=(0, 1))
    vectors = np.moveaxis(windows, 2, 4).reshape(*windows.shape[:2], block**2 * histograms.shape[2])
    return _unit(np.minimum(_unit(vectors), 0.2))


def hog(image: np.ndarray, cell: int = 8, block: int = 3, bins: int = 9, interpolate: bool = False) -> np.ndarray:
    """Return the descriptor of an image: its normalized blocks, one after the other, in one vector.

    Args:
        image, cell, bins, interpolate: as in `cell_histograms`.
        block: as in `normalize_blocks`.

    Returns:
        (number of blocks * block * block * bins,), row by row.

    Raises:
        ValueError: as the two.

    Example:
        >>> hog(np.zeros((24, 32))).shape
        (162,)
    """
    return normalize_blocks(cell_histograms(image, cell, bins, interpolate), block).ravel()


def _unit(vectors):
    """Return vectors of length 1, or shorter where they are almost 0."""
    return vectors / np.sqrt(np.square(vectors).sum(-1, keepdims=True) + _EPS**2)
