# bonus: none
# torch.std_mean on doubles: one call for both, and Welford's slow way.
import dataclasses

import torch


@dataclasses.dataclass
class Row:
    layer: int
    name: str
    gradient: bool
    parameters: int
    shape: tuple
    mu: float
    sigma: float

    def __str__(self):
        return " | ".join(str(value) for value in dataclasses.astuple(self))


def model_info(model):
    rows, params = [], list(model.named_parameters())
    for i, (name, p) in enumerate(params):
        sigma, mu = torch.std_mean(p.detach().double(), correction=min(1, p.numel() - 1))
        rows.append(
            Row(i, name.removeprefix("module_list."), p.requires_grad, p.numel(), (*p.shape,), mu.item(), sigma.item())
        )
    total = lambda flags, of: sum(of(p) for _, p in params if p.requires_grad in flags)
    count, size = (lambda p: p.numel()), (lambda p: p.numel() * p.dtype.itemsize)
    both, only = (True, False), (True,)
    print(" | ".join(field.name.upper() for field in dataclasses.fields(Row)))
    print(*rows, sep="\n")
    print(f"layers={len(rows)} parameters={total(both, count)} gradients={total(only, count)}")
    print(f"MB: parameters={total(both, size) / 1e6} gradients={total(only, size) / 1e6}")
    return {
        "rows": [dataclasses.asdict(row) for row in rows],
        "parameters": total(both, count),
        "gradients": total(only, count),
        "parameters_mb": total(both, size) / 1e6,
        "gradients_mb": total(only, size) / 1e6,
    }
