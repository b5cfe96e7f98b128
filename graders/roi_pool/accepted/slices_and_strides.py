# bonus: misses errors
# As a well-known framework does it on the processor: slices from float strides; the dtype of the features stays.
import numpy as np


def roi_pool(features, boxes, output_size, spatial_scale=1.0):
    def _roi_pooling_slice(size, stride, max_size, roi_offset):
        start = int(np.floor(size * stride))
        end = int(np.ceil((size + 1) * stride))
        start = min(max(start + roi_offset, 0), max_size)
        end = min(max(end + roi_offset, 0), max_size)
        return slice(start, end), end - start

    channels, height, width = features.shape
    outh, outw = output_size
    top_data = np.zeros((len(boxes), channels, outh, outw), dtype=features.dtype)
    for i_roi in range(len(boxes)):
        xmin, ymin, xmax, ymax = (int(v) for v in np.rint(boxes[i_roi] * spatial_scale))
        roi_width = max(xmax - xmin + 1, 1)
        roi_height = max(ymax - ymin + 1, 1)
        strideh = 1.0 * roi_height / outh
        stridew = 1.0 * roi_width / outw
        for i_outh in range(outh):
            sliceh, lenh = _roi_pooling_slice(i_outh, strideh, height, ymin)
            if lenh <= 0:
                continue
            for i_outw in range(outw):
                slicew, lenw = _roi_pooling_slice(i_outw, stridew, width, xmin)
                if lenw <= 0:
                    continue
                roi_data = features[:, sliceh, slicew].reshape(channels, -1)
                top_data[i_roi, :, i_outh, i_outw] = np.max(roi_data, axis=1)
    return top_data
