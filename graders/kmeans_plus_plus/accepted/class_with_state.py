# bonus: none
# A class that keeps the squares, with all checks; searchsorted to the right.
import numpy as np


class Seeding:
    def __init__(self, x):
        if x.ndim != 2 or len(x) == 0:
            raise ValueError("x must be (N, D) with N > 0")
        self.x = np.array(x, dtype=np.float64)
        self.nearest = None

    def add(self, center):
        squares = np.einsum("nd,nd->n", self.x - center, self.x - center)
        self.nearest = squares if self.nearest is None else np.where(squares < self.nearest, squares, self.nearest)

    def pick(self, u):
        sums = self.nearest.cumsum()
        if sums[-1] == 0:
            return int(u * len(sums))
        return int(sums.searchsorted(u * sums[-1], side="right"))


def next_center(x, centers, u):
    seeding = Seeding(x)
    if centers.ndim != 2 or len(centers) == 0 or centers.shape[1] != x.shape[1]:
        raise ValueError("centers must be (C, D) with C > 0")
    if u < 0 or u >= 1:
        raise ValueError("u must be in [0, 1)")
    for center in centers:
        seeding.add(center)
    return seeding.pick(u)


def kmeans_plus_plus(x, k, rng):
    seeding = Seeding(x)
    if k < 1 or k > len(x):
        raise ValueError("k must be from 1 to N")
    chosen = [int(rng.random() * len(x))]
    for u in rng.random(k - 1):
        seeding.add(seeding.x[chosen[-1]])
        chosen.append(seeding.pick(u))
    return seeding.x[chosen]
