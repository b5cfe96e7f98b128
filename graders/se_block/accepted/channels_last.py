# bonus: misses errors
# Channels moved to the end, where weights and gates broadcast, as in Keras.
import torch


def se_block(x, w1, b1, w2, b2):
    y = x.permute(0, 2, 3, 1)
    z = y.sum((1, 2), keepdim=True) / (x.shape[2] * x.shape[3])
    z = torch.relu(torch.matmul(z, w1.T) + b1)
    z = torch.sigmoid(torch.matmul(z, w2.T) + b2)
    return torch.mul(y, z).permute(0, 3, 1, 2)
