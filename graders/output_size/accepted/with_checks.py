# bonus: none
# Ceiling by negated division; each layer checked as it comes.
from dataclasses import dataclass


@dataclass
class Layer:
    kernel_size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    transposed: bool = False
    output_padding: int = 0
    ceil_mode: bool = False

    def __post_init__(self):
        if self.kernel_size <= 0 or self.stride <= 0 or self.dilation <= 0 or self.padding < 0:
            raise ValueError("layers: bad numbers")

    def __call__(self, n):
        span = (self.kernel_size - 1) * self.dilation + 1
        if self.transposed:
            return self.stride * (n - 1) + span - 2 * self.padding + self.output_padding
        free = n + 2 * self.padding - span
        if not self.ceil_mode:
            return 1 + free // self.stride
        out = 1 - (-free // self.stride)
        return out - (self.stride * (out - 1) >= n + self.padding)


def output_size(size, layers):
    if size < 1:
        raise ValueError("size must be positive")
    for layer in layers:
        size = Layer(**layer)(size)
        if size < 1:
            raise ValueError("layers do not fit")
    return size
