# verdict: wrong answer
# Keeps the buffers in the module, by place and shape: a second model gets those of the first.
import torch

kept = {}


@torch.no_grad()
def sgd_step(params, grads, buffers, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False):
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        g = g + weight_decay * p
        if momentum:
            key = i, tuple(p.shape)
            kept[key] = g.clone() if key not in kept else momentum * kept[key] + (1 - dampening) * g
            buffers[i] = kept[key]
            g = g + momentum * kept[key] if nesterov else kept[key]
        p -= lr * g
