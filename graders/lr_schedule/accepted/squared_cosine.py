# bonus: none
# With cos² of half the angle, which is the same factor.
from math import cos, pi


def lr_at(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    for name, bad in (("step", step < 0), ("warmup", warmup < 0), ("total", total <= warmup)):
        if bad:
            raise ValueError(f"bad {name}")
    if floor < 0 or floor > peak:
        raise ValueError("floor must lie between 0 and peak")
    if step < warmup:
        return step / warmup * peak
    left = max(total - step, 0) / (total - warmup)
    share = cos(pi / 2 * (1 - left)) ** 2
    return share * peak + (1 - share) * floor
