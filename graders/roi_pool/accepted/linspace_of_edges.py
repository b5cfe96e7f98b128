# bonus: misses errors
# Limits of all boxes at once; a list of bins.
import math

import numpy as np


def roi_pool(features, boxes, output_size, spatial_scale=1.0):
    c, h, w = np.shape(features)

    def span(start, end, k, n, most):
        length = max(end - start + 1, 1)
        low, high = start + (k * length) // n, start + math.ceil((k + 1) * length / n)
        return slice(min(max(low, 0), most), min(max(high, 0), most))

    result = []
    for box in boxes:
        x1, y1, x2, y2 = (int(np.round(value * spatial_scale)) for value in box)
        for i in range(output_size[0]):
            for j in range(output_size[1]):
                cell = features[:, span(y1, y2, i, output_size[0], h), span(x1, x2, j, output_size[1], w)]
                result.append(cell.reshape(c, -1).max(axis=1) if cell.size else np.zeros(c))
    return np.array(result).reshape(len(boxes), *output_size, c).transpose(0, 3, 1, 2)
