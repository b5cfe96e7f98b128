# verdict: too slow
# A loop over channels and cells too.
import math

import numpy as np


def roi_pool(features, boxes, output_size, spatial_scale=1.0):
    out = np.zeros((len(boxes), len(features), *output_size))
    for n, box in enumerate(boxes):
        x1, y1, x2, y2 = (round(float(value) * spatial_scale) for value in box)
        rows, columns = max(y2 - y1 + 1, 1), max(x2 - x1 + 1, 1)
        for c, plane in enumerate(features):
            for i in range(output_size[0]):
                for j in range(output_size[1]):
                    best = None
                    for y in range(y1 + i * rows // output_size[0], y1 + math.ceil((i + 1) * rows / output_size[0])):
                        for x in range(
                            x1 + j * columns // output_size[1], x1 + math.ceil((j + 1) * columns / output_size[1])
                        ):
                            inside = 0 <= y < plane.shape[0] and 0 <= x < plane.shape[1]
                            if inside and (best is None or plane[y, x] > best):
                                best = plane[y, x]
                    out[n, c, i, j] = 0.0 if best is None else best
    return out
