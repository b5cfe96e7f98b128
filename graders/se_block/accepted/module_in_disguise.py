# bonus: misses errors
# As in most repositories: adaptive pooling, view, F.linear, expand_as.
import torch.nn.functional as F


def se_block(x, w1, b1, w2, b2):
    b, c, _, _ = x.size()
    y = F.adaptive_avg_pool2d(x, 1).view(b, c)
    y = F.relu(F.linear(y, w1, b1), inplace=True)
    y = F.linear(y, w2, b2).sigmoid().view(b, c, 1, 1)
    return x * y.expand_as(x)
