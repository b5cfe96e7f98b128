# verdict: wrong answer
# The tokens are kept in the class, so they outlive a cache and all caches share them.
import torch


class KVCache:
    kept = {}

    def __init__(self, batch, heads, capacity, head_dim):
        self.shape = (batch, heads, head_dim)

    def update(self, k, v):
        earlier = self.kept.get(self.shape, [k[:, :, :0], v[:, :, :0]])
        self.kept[self.shape] = [torch.cat([old, new], 2) for old, new in zip(earlier, (k, v))]
        return self.kept[self.shape]

    @property
    def length(self):
        return self.kept[self.shape][0].shape[2] if self.shape in self.kept else 0


def decode(x_t, weights, cache):
    (_, h, d), past = cache.shape, cache.length
    q, k, v = ((x_t @ weights[name]).unflatten(2, (h, d)).transpose(1, 2) for name in "qkv")
    keys, values = cache.update(k, v)
    hidden = torch.arange(keys.shape[2]) > past + torch.arange(x_t.shape[1])[:, None]
    scores = (q @ keys.mT / d**0.5).masked_fill(hidden, float("-inf"))
    return (scores.softmax(-1) @ values).transpose(1, 2).flatten(2) @ weights["o"]
