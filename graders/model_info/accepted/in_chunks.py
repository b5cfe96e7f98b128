# bonus: none
# Reads each parameter a piece at a time, so that no second copy of a large one is ever needed.
import torch

FORM = "%6s  %-44s  %-8s  %12s  %-22s  %12s  %12s"


def moments(flat, chunk=1 << 15):
    total = 0.0
    for start in range(0, flat.numel(), chunk):
        total += flat[start : start + chunk].double().sum().item()
    mu = total / flat.numel()
    squares = 0.0
    for start in range(0, flat.numel(), chunk):
        piece = flat[start : start + chunk].double() - mu
        squares += torch.linalg.vector_norm(piece).item() ** 2
    return mu, (squares / max(1, flat.numel() - 1)) ** 0.5


class Info:
    def __init__(self, model):
        self.table = {}
        for name, p in model.named_parameters():
            self.table[name] = (p, *moments(p.detach().flatten()))

    def rows(self):
        for layer, (name, (p, mu, sigma)) in enumerate(self.table.items()):
            short = name[12:] if name.startswith("module_list.") else name
            yield {
                "layer": layer,
                "name": short,
                "gradient": p.requires_grad,
                "parameters": p.numel(),
                "shape": [*p.shape],
                "mu": mu,
                "sigma": sigma,
            }

    def total(self, trained):
        kept = [p for p, _, _ in self.table.values() if p.requires_grad or not trained]
        return sum(map(torch.numel, kept)), sum(p.numel() * p.element_size() for p in kept) * 1e-6


def model_info(model):
    info = Info(model)
    rows = list(info.rows())
    (parameters, parameters_mb), (gradients, gradients_mb) = info.total(False), info.total(True)
    print(FORM % ("layer", "name", "gradient", "parameters", "shape", "mu", "sigma"))
    for row in rows:
        print(FORM % (*list(row.values())[:5], "%.5f" % row["mu"], "%.5f" % row["sigma"]))
    print("summary: %d layers, %d parameters, %d gradients" % (len(rows), parameters, gradients))
    print("summary: %.4f MB parameters, %.4f MB gradients" % (parameters_mb, gradients_mb))
    return locals()
