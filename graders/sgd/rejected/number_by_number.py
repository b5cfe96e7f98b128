# verdict: too slow
# A Python loop over the elements.
import torch


@torch.no_grad()
def sgd_step(params, grads, buffers, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False):
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        first = buffers[i] is None
        old = [0.0] * p.numel() if first else buffers[i].reshape(-1).tolist()
        now, buffer = [], []
        for w, slope, v in zip(p.reshape(-1).tolist(), g.reshape(-1).tolist(), old):
            slope += weight_decay * w
            v = slope if first else momentum * v + (1 - dampening) * slope
            buffer.append(v)
            now.append(w - lr * (slope if not momentum else slope + momentum * v if nesterov else v))
        p.copy_(torch.tensor(now).view_as(p))
        if momentum:
            buffers[i] = torch.tensor(buffer).view_as(p)
