# bonus: none
# A class for an axis, a generator over its two taps, and np.einsum in place of a multiplication.
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Axis:
    old: int
    new: int
    aligned: bool

    @property
    def positions(self):
        grid = np.r_[: self.new]
        if self.aligned:
            return grid * ((self.old - 1) / (self.new - 1)) if self.new > 1 else np.zeros(1)
        return np.fmin(np.fmax((grid + 0.5) / self.new * self.old - 0.5, 0), self.old - 1)

    def taps(self):
        low = np.trunc(self.positions).astype(np.intp)
        weight = self.positions - low
        yield low, 1 - weight
        yield np.minimum(low + 1, self.old - 1), weight


def _refuse(argument, why):
    raise ValueError(f"{argument}: {why}")


def bilinear_resize(image, size, align_corners=False):
    pixels = np.array(image, dtype="f8")
    if pixels.ndim < 2 or pixels.ndim > 3:
        _refuse("image", f"{pixels.ndim} axes")
    if not pixels.size:
        _refuse("image", "no pixels")
    if not isinstance(size, (tuple, list)) or len(size) != 2:
        _refuse("size", "not a pair")
    if any(int(n) != n or n <= 0 for n in size):
        _refuse("size", "not positive integers")
    down, across = (Axis(old, int(new), align_corners) for old, new in zip(pixels.shape, size))
    half = sum(np.einsum("ij...,j->ij...", pixels[:, index], weight) for index, weight in across.taps())
    return sum(np.einsum("i...,i->i...", half[index], weight) for index, weight in down.taps())
