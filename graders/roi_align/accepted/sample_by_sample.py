# bonus: misses errors
# As the reference kernel is written: a loop over everything but the channels.
import numpy as np


def bilinear(features, y, x):
    _, height, width = features.shape
    if y < -1.0 or y > height or x < -1.0 or x > width:
        return 0.0
    y, x = max(y, 0), max(x, 0)
    y_low, x_low = int(y), int(x)
    if y_low >= height - 1:
        y_high = y_low = height - 1
        y = float(y_low)
    else:
        y_high = y_low + 1
    if x_low >= width - 1:
        x_high = x_low = width - 1
        x = float(x_low)
    else:
        x_high = x_low + 1
    ly, lx = y - y_low, x - x_low
    hy, hx = 1.0 - ly, 1.0 - lx
    return (
        hy * hx * features[:, y_low, x_low]
        + hy * lx * features[:, y_low, x_high]
        + ly * hx * features[:, y_high, x_low]
        + ly * lx * features[:, y_high, x_high]
    )


def roi_align(features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    oh, ow = output_size
    out = np.zeros((len(boxes), features.shape[0], oh, ow))
    offset = 0.5 if aligned else 0.0
    for n, box in enumerate(boxes):
        x1, y1, x2, y2 = box * spatial_scale - offset
        rw, rh = x2 - x1, y2 - y1
        if not aligned:
            rw, rh = max(rw, 1.0), max(rh, 1.0)
        bh, bw = rh / oh, rw / ow
        for i in range(oh):
            for j in range(ow):
                for a in range(sampling_ratio):
                    for b in range(sampling_ratio):
                        y = y1 + i * bh + (a + 0.5) * bh / sampling_ratio
                        x = x1 + j * bw + (b + 0.5) * bw / sampling_ratio
                        out[n, :, i, j] += bilinear(features, y, x)
    return out / sampling_ratio**2
