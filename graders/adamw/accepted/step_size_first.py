# bonus: misses errors
# As optimisers in PyTorch have it: step size and denominator take the corrections.
import math

import numpy as np


def adamw_step(params, grads, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, decoupled=True):
    beta1, beta2 = betas
    step = state["step"] = state["step"] + 1
    bias_correction1 = 1 - beta1**step
    bias_correction2_sqrt = math.sqrt(1 - beta2**step)
    for param, grad, exp_avg, exp_avg_sq in zip(params, grads, state["m"], state["v"]):
        if decoupled:
            np.multiply(param, 1 - lr * weight_decay, out=param)
        elif weight_decay:
            grad = grad + param * weight_decay
        exp_avg *= beta1
        exp_avg += grad * (1 - beta1)
        exp_avg_sq *= beta2
        exp_avg_sq += grad * grad * (1 - beta2)
        denom = np.sqrt(exp_avg_sq) / bias_correction2_sqrt + eps
        param -= (lr / bias_correction1) * exp_avg / denom
