# bonus: misses errors
# The formulas of PyTorch's pages in floats, with floor and ceil.
import math

import numpy as np


def output_size(size, layers):
    h = float(size)
    for layer in layers:
        d = {"stride": 1, "padding": 0, "dilation": 1, "output_padding": 0, "transposed": False, "ceil_mode": False}
        d.update(layer)
        if d["transposed"]:
            h = (h - 1) * d["stride"] - 2 * d["padding"] + d["dilation"] * (d["kernel_size"] - 1)
            h += d["output_padding"] + 1
            continue
        exact = (h + 2 * d["padding"] - d["dilation"] * (d["kernel_size"] - 1) - 1) / d["stride"] + 1
        out = math.ceil(exact) if d["ceil_mode"] else np.floor(exact)
        if d["ceil_mode"] and (out - 1) * d["stride"] >= h + d["padding"]:
            out -= 1
        h = out
    return h
