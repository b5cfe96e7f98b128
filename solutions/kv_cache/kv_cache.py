"""A KV cache: the reference solution."""

import math

import torch


class KVCache:
    """The keys and values of all tokens so far, of one attention layer.

    Attributes:
        length: the number of tokens so far, the same in each sequence.

    Example:
        >>> cache = KVCache(batch=2, heads=4, capacity=16, head_dim=8)
        >>> keys, values = cache.update(torch.ones(2, 4, 3, 8), torch.ones(2, 4, 3, 8))
        >>> keys, values = cache.update(torch.ones(2, 4, 1, 8), torch.ones(2, 4, 1, 8))
        >>> keys.shape, cache.length
        (torch.Size([2, 4, 4, 8]), 4)
    """

    def __init__(self, batch: int, heads: int, capacity: int, head_dim: int):
        """Make an empty cache for `capacity` tokens in each of `batch` sequences, `head_dim` features a head."""
        self.heads, self.capacity = heads, capacity
        self.keys, self.values = (torch.zeros(batch, heads, capacity, head_dim) for _ in range(2))
        self._length = 0

    def update(self, k: torch.Tensor, v: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Add the keys and values of new tokens.

        Args:
            k: (B, H, T, D), the keys of T new tokens.
            v: (B, H, T, D), their values.

        Returns:
            The keys and the values of all tokens so far, each (B, H, length, D).

        Raises:
            ValueError: there would be more than capacity tokens. The message names capacity; the cache is not changed.
        """
        end = self._length + k.shape[2]
        if end > self.capacity:
            raise ValueError(f"capacity: {self.capacity} tokens fit, and these would make {end}")
        self.keys[:, :, self._length : end] = k
        self.values[:, :, self._length : end] = v
        self._length = end
        return self.keys[:, :, :end], self.values[:, :, :end]

    @property
    def length(self) -> int:
        """The number of tokens so far."""
        return self._length


def decode(x_t: torch.Tensor, weights: dict[str, torch.Tensor], cache: KVCache) -> torch.Tensor:
    """Return what an attention layer gives for new tokens, which attend to those in the cache and to themselves.

    Args:
        x_t: (B, T, E), T new tokens of each sequence. E is heads times head_dim.
        weights: "q", "k", "v" and "o", each (E, E), multiplied from the right: x_t @ weights["q"].
        cache: the keys and values of the tokens before; those of the new ones are added.

    Returns:
        (B, T, E): new token i, which has `length` tokens before the call and i new ones before it, attends to all of
        these and to itself: softmax(q kᵀ / √D) v in each head, the heads side by side, times weights["o"].
    """
    past, new = cache.length, x_t.shape[1]
    q, k, v = ((x_t @ weights[name]).unflatten(-1, (cache.heads, -1)).transpose(1, 2) for name in "qkv")
    keys, values = cache.update(k, v)
    scores = q @ keys.mT / math.sqrt(q.shape[-1])
    hidden = torch.arange(past + new) > past + torch.arange(new)[:, None]
    scores = scores.masked_fill(hidden, -torch.inf)
    result = torch.softmax(scores, dim=-1) @ values
    return result.transpose(1, 2).flatten(2) @ weights["o"]
