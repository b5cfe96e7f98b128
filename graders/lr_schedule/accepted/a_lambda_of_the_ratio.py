# bonus: misses errors
# A factor by a function of its own, as the best-known library has it; NumPy's cosine.
import numpy as np


def lr_lambda(step, warmup, total, ratio):
    if step < warmup:
        return float(step) / float(max(1, warmup))
    progress = min(1.0, float(step - warmup) / float(max(1, total - warmup)))
    return ratio + (1 - ratio) * max(0.0, 0.5 * (1.0 + np.cos(np.pi * 0.5 * 2.0 * progress)))


def lr_at(step, warmup, total, peak, floor):
    return peak * lr_lambda(step, warmup, total, floor / peak) if peak else 0.0
