# bonus: misses errors
# As one types it: .data, and the buffer changed in place.
import torch


def sgd_step(params, grads, buffers, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False):
    for i in range(len(params)):
        if grads[i] is None:
            continue
        d_p = grads[i].clone()
        if weight_decay != 0:
            d_p.add_(params[i].data, alpha=weight_decay)
        if momentum != 0:
            if buffers[i] is None:
                buffers[i] = torch.clone(d_p).detach()
            else:
                buffers[i].mul_(momentum).add_(d_p, alpha=1 - dampening)
            if nesterov:
                d_p = d_p.add(buffers[i], alpha=momentum)
            else:
                d_p = buffers[i]
        params[i].data.add_(d_p, alpha=-lr)
