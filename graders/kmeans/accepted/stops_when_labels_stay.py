# bonus: none
# A class as in a course; distances a center at a time, sums by np.add.at; the labels are a list.
import numpy as np


class Lloyd:
    def __init__(self, x, centers):
        self.x, self.centers, self.labels = x, centers, None

    def assign(self):
        distances = np.stack([((self.x - center) ** 2).sum(axis=1) for center in self.centers], axis=1)
        self.labels, before = distances.argmin(axis=1), self.labels
        return before is not None and np.array_equal(before, self.labels)

    def move(self):
        sums, counts = np.zeros_like(self.centers), np.zeros(len(self.centers))
        np.add.at(sums, self.labels, self.x)
        np.add.at(counts, self.labels, 1)
        has = counts > 0
        self.centers[has] = sums[has] / counts[has, None]

    def inertia(self):
        return sum(((self.x[self.labels == k] - center) ** 2).sum() for k, center in enumerate(self.centers))


def kmeans(x, init, iterations):
    if x.ndim != 2 or x.shape[0] == 0:
        raise ValueError("x must be (N, D)")
    if init.ndim != 2 or init.shape[0] == 0 or init.shape[1] != x.shape[1]:
        raise ValueError("init must be (K, D)")
    if iterations < 0:
        raise ValueError("iterations must not be negative")
    run = Lloyd(x, np.array(init, dtype=float))
    run.assign()
    for _ in range(iterations):
        run.move()
        if run.assign():
            break
    return run.centers, run.labels.tolist(), run.inertia()
