# bonus: none
# torch._foreach-like: lists of tensors, one kind of operation after the other, as fused optimizers do.
import torch


@torch.no_grad()
def sgd_step(params, grads, buffers, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False):
    if len(grads) != len(params):
        raise ValueError("grads does not fit")
    for name in ("lr", "momentum", "dampening", "weight_decay"):
        if locals()[name] < 0:
            raise ValueError(f"Invalid {name}")
    if nesterov and not (momentum > 0 and dampening == 0):
        raise ValueError("nesterov momentum requires a momentum and zero dampening")
    used = [i for i, g in enumerate(grads) if g is not None]
    if any(grads[i].shape != params[i].shape for i in used):
        raise ValueError("grads has wrong shapes")
    steps = [torch.add(grads[i], params[i], alpha=weight_decay) for i in used]
    if momentum:
        old = [buffers[i] for i in used]
        new = [s.clone() if b is None else torch.lerp(s * (1 - dampening), s * (1 - dampening) + b, momentum)
               for s, b in zip(steps, old)]  # fmt: skip
        for i, b in zip(used, new):
            buffers[i] = b
        steps = [s + momentum * b for s, b in zip(steps, new)] if nesterov else new
    for i, s in zip(used, steps):
        params[i].subtract_(s, alpha=lr)
