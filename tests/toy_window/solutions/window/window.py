"""A window over the latest rows, as a cache of keys and values has it."""

import numpy as np


class Window:
    """The latest rows, at most `capacity` of them."""

    def __init__(self, capacity: int, width: int):
        """Make an empty window."""
        self.capacity = capacity
        self.rows = np.zeros((0, width))

    def update(self, rows):
        """Add rows and return all that are left."""
        self.rows = np.concatenate([self.rows, rows])[-self.capacity :]
        return self.rows.copy()

    @property
    def length(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def half(self) -> "Window":
        """Return a window of half the capacity with the latest rows."""
        other = Window(self.capacity // 2, self.rows.shape[1])
        other.update(self.rows)
        return other

    def __call__(self, weights):
        """Return the weighted sum of the rows."""
        return weights @ self.rows


def refill(rows, window):
    """Add each row on its own and return the lengths."""
    lengths = []
    for row in rows:
        window.update(row[None])
        lengths.append(window.length)
    return lengths
