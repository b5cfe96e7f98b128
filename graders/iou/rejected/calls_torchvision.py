# verdict: crashed
# Leaves the work to the library.
import torch
import torchvision


def iou(boxes1, boxes2):
    return torchvision.ops.box_iou(torch.from_numpy(boxes1), torch.from_numpy(boxes2)).numpy()


def giou(boxes1, boxes2):
    return torchvision.ops.generalized_box_iou(torch.from_numpy(boxes1), torch.from_numpy(boxes2)).numpy()
