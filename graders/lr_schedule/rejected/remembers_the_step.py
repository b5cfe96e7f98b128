# verdict: wrong answer
# Keeps the rate of each step, whatever the schedule.
import math

known = {}


def lr_at(step, warmup, total, peak, floor):
    if step not in known:
        part = min(1, max(0, step - warmup) / (total - warmup))
        decayed = floor + (peak - floor) * (1 + math.cos(math.pi * part)) / 2
        known[step] = peak * step / warmup if step < warmup else decayed
    return known[step]
