# bonus: misses errors
# One image after another with matrix-vector products, the sigmoid as a tanh.
import torch


def se_block(x, w1, b1, w2, b2):
    out = []
    for image in x:
        z = image.flatten(1).mean(1)
        h = torch.maximum(w1.mv(z) + b1, torch.zeros_like(b1))
        gate = 0.5 * (1 + torch.tanh(0.5 * (w2.mv(h) + b2)))
        out.append(image * gate.reshape(-1, 1, 1))
    return torch.stack(out)
