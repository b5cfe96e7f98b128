# bonus: misses memory
# A class for each axis, whose sliding is a matrix of ones and zeros, and messages of its own.
from dataclasses import dataclass

import numpy as np


def _refuse(argument, why):
    raise ValueError(f"{argument}: {why}")


@dataclass
class Axis:
    size: int
    taps: int
    stride: int
    padding: int
    dilation: int

    def __post_init__(self):
        if self.stride <= 0:
            _refuse("stride", "not positive")
        if self.padding < 0:
            _refuse("padding", "negative")
        if self.dilation <= 0:
            _refuse("dilation", "not positive")
        room = self.size + 2 * self.padding - 1 - self.dilation * (self.taps - 1)
        if room < 0:
            _refuse("weight", "no room for the kernel in x")
        self.outputs = 1 + room // self.stride

    def selection(self):
        """Return (taps, outputs, size): 1 where an output reads a pixel through a tap."""
        chosen = np.zeros((self.taps, self.outputs, self.size))
        for tap in range(self.taps):
            for output in range(self.outputs):
                pixel = output * self.stride + tap * self.dilation - self.padding
                if 0 <= pixel < self.size:
                    chosen[tap, output, pixel] = 1
        return chosen


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    x, weight = np.array(x, dtype="f8"), np.array(weight, dtype="f8")
    if len(x.shape) != 3:
        _refuse("x", f"{len(x.shape)} axes in place of 3")
    if len(weight.shape) != 4:
        _refuse("weight", f"{len(weight.shape)} axes in place of 4")
    if x.shape[0] != weight.shape[1]:
        _refuse("x", "channels")
    if bias is not None and np.shape(bias) != (weight.shape[0],):
        _refuse("bias", f"shape {np.shape(bias)}")
    down, across = (
        Axis(
            x.shape[1 + axis],
            weight.shape[2 + axis],
            *(v[axis] if type(v) is tuple else v for v in (stride, padding, dilation)),
        )
        for axis in (0, 1)
    )
    rows = np.tensordot(down.selection(), x, axes=(2, 1))  # (KH, OH, IC, W)
    windows = np.tensordot(rows, across.selection(), axes=(3, 2))  # (KH, OH, IC, KW, OW)
    summed = np.tensordot(weight, windows, axes=([1, 2, 3], [2, 0, 3]))
    if bias is None:
        return summed
    return summed + np.asarray(bias, dtype="f8")[:, None, None]
