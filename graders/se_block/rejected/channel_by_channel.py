# verdict: too slow
# Python loops over images and channels.
import torch


def se_block(x, w1, b1, w2, b2):
    images = []
    for image in x:
        means = torch.stack([channel.mean() for channel in image])
        gate = torch.sigmoid(w2 @ torch.relu(w1 @ means + b1) + b2)
        images.append(torch.stack([channel * g for channel, g in zip(image, gate, strict=True)]))
    return torch.stack(images)
