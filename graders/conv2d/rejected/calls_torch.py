# verdict: crashed
# Leaves the work to the library.
import numpy as np
import torch
import torch.nn.functional as F


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    x, weight = torch.from_numpy(np.array(x, float)), torch.from_numpy(np.array(weight, float))
    bias = None if bias is None else torch.from_numpy(np.array(bias, float))
    return F.conv2d(x[None], weight, bias, stride, padding, dilation)[0].numpy()
