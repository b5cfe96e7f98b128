# bonus: none
# A list of steps, and a loop over the new tokens: each is added before its query looks.
import torch


class KVCache:
    def __init__(self, batch, heads, capacity, head_dim):
        self.steps, self.capacity, self.shape = [], capacity, (heads, head_dim)

    def update(self, k, v):
        if len(self.steps) + k.shape[2] > self.capacity:
            raise ValueError("the capacity is used up")
        self.steps.extend(zip(k.unbind(2), v.unbind(2)))
        return [torch.stack(each, dim=2) for each in zip(*self.steps)]

    length = property(lambda self: len(self.steps))


def decode(x_t, weights, cache):
    (h, d), outputs = cache.shape, []
    q, k, v = ((x_t @ weights[name]).reshape(*x_t.shape[:2], h, d) for name in "qkv")
    for t in range(x_t.shape[1]):
        keys, values = cache.update(k[:, t, :, None], v[:, t, :, None])
        scores = (keys * q[:, t, :, None]).sum(-1) / d**0.5
        outputs.append((scores.softmax(-1)[..., None] * values).sum(2).flatten(1))
    return torch.stack(outputs, dim=1) @ weights["o"]
