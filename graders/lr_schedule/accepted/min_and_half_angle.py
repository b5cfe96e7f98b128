# bonus: misses errors
# The end by min(step, total), the peak by the warm-up, cos² of half the angle.
from math import cos, pi


def lr_at(step, warmup, total, peak, floor):
    if warmup and step <= warmup:
        return peak * (step / warmup)
    t = min(step, total) - warmup
    return floor + (peak - floor) * cos(pi * t / (2 * (total - warmup))) ** 2
