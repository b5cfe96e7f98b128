import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return x times two, as float64."""
    raise NotImplementedError
