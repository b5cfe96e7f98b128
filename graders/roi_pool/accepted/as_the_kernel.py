# bonus: misses errors
# As the reference kernel computes its bins, in floats.
import numpy as np


def roi_pool(features, boxes, output_size, spatial_scale=1.0):
    channels, height, width = features.shape
    pooled_h, pooled_w = output_size
    out = np.zeros((len(boxes), channels, pooled_h, pooled_w))
    for n, box in enumerate(boxes):
        x1, y1, x2, y2 = [int(round(float(v) * spatial_scale)) for v in box]
        roi_w, roi_h = max(x2 - x1 + 1, 1), max(y2 - y1 + 1, 1)
        bin_h, bin_w = roi_h / pooled_h, roi_w / pooled_w
        for ph in range(pooled_h):
            hstart = min(max(int(np.floor(ph * bin_h)) + y1, 0), height)
            hend = min(max(int(np.ceil((ph + 1) * bin_h)) + y1, 0), height)
            for pw in range(pooled_w):
                wstart = min(max(int(np.floor(pw * bin_w)) + x1, 0), width)
                wend = min(max(int(np.ceil((pw + 1) * bin_w)) + x1, 0), width)
                if hend > hstart and wend > wstart:
                    out[n, :, ph, pw] = features[:, hstart:hend, wstart:wend].max(axis=(1, 2))
    return out
