# bonus: misses errors
# With a buffer always, and copy_ for the new parameter.
import torch


def sgd_step(params, grads, buffers, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False):
    with torch.no_grad():
        for i, (w, g) in enumerate(zip(params, grads)):
            if g is not None:
                g = g + weight_decay * w
                first = buffers[i] is None
                v = torch.zeros_like(w) if first else buffers[i]
                v = momentum * v + (1 if first else 1 - dampening) * g
                buffers[i] = v
                step = g + momentum * v if nesterov else v
                if momentum == 0:
                    step = g
                w.copy_(w - lr * step)
