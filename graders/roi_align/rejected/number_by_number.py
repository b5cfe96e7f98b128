# verdict: too slow
# A loop over every number of every sample, channels too.
import numpy as np


def read(plane, y, x):
    height, width = plane.shape
    if y < -1 or y > height or x < -1 or x > width:
        return 0.0
    y, x = min(max(y, 0), height - 1), min(max(x, 0), width - 1)
    i, j = int(y), int(x)
    k, m = min(i + 1, height - 1), min(j + 1, width - 1)
    above = plane[i, j] * (1 - x + j) + plane[i, m] * (x - j)
    return above * (1 - y + i) + (plane[k, j] * (1 - x + j) + plane[k, m] * (x - j)) * (y - i)


def roi_align(features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    out = np.zeros((len(boxes), len(features), *output_size))
    for n, box in enumerate(np.asarray(boxes) * spatial_scale):
        x1, y1, x2, y2 = box - 0.5 if aligned else box
        height, width = (y2 - y1, x2 - x1) if aligned else (max(y2 - y1, 1), max(x2 - x1, 1))
        rows, columns = output_size[0] * sampling_ratio, output_size[1] * sampling_ratio
        for c, plane in enumerate(features):
            for i in range(rows):
                for j in range(columns):
                    value = read(plane, y1 + (i + 0.5) * height / rows, x1 + (j + 0.5) * width / columns)
                    out[n, c, i // sampling_ratio, j // sampling_ratio] += value / sampling_ratio**2
    return out
