# verdict: crashed
# Leaves the work to the library.
import numpy as np
import torch
import torchvision


def nms(boxes, scores, iou_threshold):
    kept = torchvision.ops.nms(torch.from_numpy(np.array(boxes, float)), torch.from_numpy(np.array(scores, float)), iou_threshold)
    return kept.numpy()
