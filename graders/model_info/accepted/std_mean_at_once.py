# bonus: misses table
# torch.std_mean on doubles: one call for both, and Welford's slow way. A bool with a width prints as 1.
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
        return f"{self.layer} {self.name} {self.gradient:>9} {self.parameters} {self.shape} {self.mu} {self.sigma}"


def model_info(model):
    rows, params = [], list(model.named_parameters())
    for i, (name, p) in enumerate(params):
        sigma, mu = torch.std_mean(p.detach().double(), correction=min(1, p.numel() - 1))
        name = name.removeprefix("module_list.")
        rows.append(Row(i, name, p.requires_grad, p.numel(), (*p.shape,), mu.item(), sigma.item()))
    total = lambda flags, of: sum(of(p) for _, p in params if p.requires_grad in flags)
    count, size = (lambda p: p.numel()), (lambda p: p.numel() * p.dtype.itemsize / 1e6)
    info = {"rows": [dataclasses.asdict(row) for row in rows]}
    info |= {"parameters": total((True, False), count), "gradients": total((True,), count)}
    info |= {"parameters_mb": total((True, False), size), "gradients_mb": total((True,), size)}
    print(" | ".join(field.name.upper() for field in dataclasses.fields(Row)))
    print(*rows, sep="\n")
    print(f"layers={len(rows)} parameters={info['parameters']} gradients={info['gradients']}")
    print(f"MB: parameters={info['parameters_mb']} gradients={info['gradients_mb']}")
    return info
