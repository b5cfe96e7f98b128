# bonus: misses table
# An f-string with a width prints True as 1.
from torch import nn


def model_info(model: nn.Module) -> dict:
    named = list(model.named_parameters())
    rows = []
    for layer, (name, p) in enumerate(named):
        v = p.detach().double()
        rows.append(
            {
                "layer": layer,
                "name": name.removeprefix("module_list."),
                "gradient": p.requires_grad,
                "parameters": p.numel(),
                "shape": tuple(p.shape),
                "mu": v.mean().item(),
                "sigma": v.std().item() if p.numel() > 1 else 0.0,
            }
        )
    n_p = sum(p.numel() for _, p in named)
    n_g = sum(p.numel() for _, p in named if p.requires_grad)
    mb_p = sum(p.numel() * p.element_size() for _, p in named) / 1e6
    mb_g = sum(p.numel() * p.element_size() for _, p in named if p.requires_grad) / 1e6
    print("%5s %40s %9s %12s %20s %10s %10s" % ("layer", "name", "gradient", "parameters", "shape", "mu", "sigma"))
    for r in rows:
        print(
            "%5d %40s" % (r["layer"], r["name"]),
            f"{r['gradient']:>9} {r['parameters']:>12} {r['shape']!s:>20} {r['mu']:10.3g} {r['sigma']:10.3g}",
        )
    print("Model Summary: %d layers, %d parameters, %d gradients" % (len(rows), n_p, n_g))
    print("%.4g MB of parameters, %.4g MB of gradients" % (mb_p, mb_g))
    return {"rows": rows, "parameters": n_p, "gradients": n_g, "parameters_mb": mb_p, "gradients_mb": mb_g}
