"""Double.

The statement is in README.md; `nox -s grade -- double` grades this file.
"""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return x times two, as float64.

    Example:
        >>> double(np.array([2.0]))
        array([4.])
    """
    raise NotImplementedError
