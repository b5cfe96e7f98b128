# verdict: crashed
# Leaves the work to the library.
import numpy as np
import torch
import torchvision


def iou(boxes1, boxes2):
    return torchvision.ops.box_iou(torch.from_numpy(np.array(boxes1, float)), torch.from_numpy(np.array(boxes2, float))).numpy()


def giou(boxes1, boxes2):
    pair = (torch.from_numpy(np.array(boxes, float)) for boxes in (boxes1, boxes2))
    return torchvision.ops.generalized_box_iou(*pair).numpy()
