# bonus: misses errors
# The crop is cut out of a map with a wide border of -inf, so that nothing has to be clipped.
import numpy as np


def roi_pool(features, boxes, output_size, spatial_scale=1.0):
    boxes = np.floor(boxes * spatial_scale + 0.5).astype(int)
    oh, ow = output_size
    c, h, w = features.shape
    margin = int(max(0, -boxes.min(initial=0), boxes[:, 2].max(initial=0) - w + 1, boxes[:, 3].max(initial=0) - h + 1))
    padded = np.pad(features.astype(float), ((0, 0), (margin,) * 2, (margin,) * 2), constant_values=-np.inf)
    out = np.empty((len(boxes), c, oh, ow))
    for n, (x1, y1, x2, y2) in enumerate(boxes + margin):
        crop = padded[:, y1 : max(y2, y1) + 1, x1 : max(x2, x1) + 1]
        ch, cw = crop.shape[1:]
        for i in range(oh):
            for j in range(ow):
                bin_ = crop[
                    :, i * ch // oh : ((i + 1) * ch + oh - 1) // oh, j * cw // ow : ((j + 1) * cw + ow - 1) // ow
                ]
                out[n, :, i, j] = bin_.max((1, 2))
    return np.where(np.isneginf(out), 0.0, out)
