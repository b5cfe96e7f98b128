# bonus: misses errors
# A multiplier between floor / peak and 1, as schedulers of PyTorch have it.
import math


def lr_at(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * (step / max(1, warmup))
    progress = min(1.0, (step - warmup) / max(1, total - warmup))
    cosine = 0.5 * (1.0 + math.cos(math.pi * progress))
    lowest = floor / peak
    return peak * ((1 - lowest) * cosine + lowest)
