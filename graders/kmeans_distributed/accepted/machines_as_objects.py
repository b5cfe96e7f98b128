# bonus: misses errors
# A class for a machine, einsum with one-hot labels; reduce adds the reports.
from functools import reduce

import numpy as np


class Machine:
    def __init__(self, points):
        self.points = np.asarray(points, dtype=float)

    def report(self, centers):
        squares = np.einsum("nkd,nkd->nk", *[self.points[:, None] - centers] * 2)
        one_hot = np.eye(len(centers))[squares.argmin(1)]
        return np.einsum("nk,nd->kd", one_hot, self.points), one_hot.sum(0), squares.min(1).sum()


def local_sums(x, centers):
    return Machine(x).report(np.asarray(centers, dtype=float))


def merge(sums, counts, centers):
    total, count = sums.sum(0), counts.sum(0)
    merged = np.array(centers, dtype=float)
    merged[count > 0] = total[count > 0] / count[count > 0][:, None]
    return merged


def kmeans_distributed(shards, init, iterations):
    machines, centers = [Machine(shard) for shard in shards], np.array(init, dtype=float)
    for _ in range(iterations):
        reports = [machine.report(centers) for machine in machines]
        sums, counts, _ = reduce(lambda a, b: tuple(u + v for u, v in zip(a, b)), reports)
        centers = merge(sums[None], counts[None], centers)
    return centers, sum(machine.report(centers)[2] for machine in machines)
