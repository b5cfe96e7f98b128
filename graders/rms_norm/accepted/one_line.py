# bonus: misses half, errors
# From memory, in one line.
def rms_norm(x, weight, eps=1e-6):
    return weight * x / (x**2).mean(dim=-1, keepdim=True).add(eps).sqrt()
