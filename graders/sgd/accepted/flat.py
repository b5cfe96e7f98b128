# bonus: misses errors
# All parameters in one vector.
import torch
from torch.nn.utils import parameters_to_vector


def sgd_step(params, grads, buffers, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False):
    fresh = [b is None for b in buffers]
    for first in (True, False):
        chosen = [i for i, g in enumerate(grads) if g is not None and fresh[i] == first]
        if not chosen:
            continue
        old = parameters_to_vector([params[i] for i in chosen]).detach()
        g = parameters_to_vector([grads[i] for i in chosen]) + weight_decay * old
        if momentum:
            v = g if first else momentum * parameters_to_vector([buffers[i] for i in chosen]) + (1 - dampening) * g
            g = g + momentum * v if nesterov else v
        new, start = old - lr * g, 0
        for i in chosen:
            end = start + params[i].numel()
            params[i].data = new[start:end].view_as(params[i])
            if momentum:
                buffers[i] = v[start:end].view_as(params[i])
            start = end
