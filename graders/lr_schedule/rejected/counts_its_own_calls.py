# verdict: wrong answer
# A schedule that moves with each call and does not look at `step`.
import math

calls = [0]


def lr_at(step, warmup, total, peak, floor):
    step = calls[0]
    calls[0] += 1
    if step < warmup:
        return peak * step / warmup
    part = min(1, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * part)) / 2
