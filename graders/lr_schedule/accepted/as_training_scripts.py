# bonus: misses errors
# As training scripts have it: warm-up, the end, and the cosine in between.
import math


def lr_at(step, warmup, total, peak, floor):
    if step < warmup:
        return peak * step / warmup
    if step > total:
        return floor
    decay_ratio = (step - warmup) / (total - warmup)
    assert 0 <= decay_ratio <= 1
    coeff = 0.5 * (1.0 + math.cos(math.pi * decay_ratio))
    return floor + coeff * (peak - floor)
