# verdict: crashed
# Leaves the work to OpenCV, imported at the call.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    from cv2 import INTER_LINEAR, resize

    return resize(np.asarray(image, dtype=float), (size[1], size[0]), interpolation=INTER_LINEAR)
