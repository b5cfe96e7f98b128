# bonus: none
# Leaves float32 and float64 to the library in their own dtype, and widens only the short floats.
import torch
from torch import nn


def model_info(model: nn.Module) -> dict:
    short = (torch.float16, torch.bfloat16)
    print(f"{'layer':>5} {'name':>40} {'gradient':>9} {'parameters':>12} {'shape':>20} {'mu':>10} {'sigma':>10}")
    rows = []
    with torch.no_grad():
        for layer, (name, p) in enumerate(model.named_parameters()):
            wide = p.float() if p.dtype in short else p
            mu = wide.mean().item()
            sigma = wide.std().item() if p.nelement() != 1 else 0.0
            name = name.replace("module_list.", "", 1) if name.startswith("module_list.") else name
            values = (layer, name, p.requires_grad, p.nelement(), tuple(p.shape), mu, sigma)
            rows.append(dict(zip(("layer", "name", "gradient", "parameters", "shape", "mu", "sigma"), values)))
            print("{:5d} {:>40} {!s:>9} {:12d} {!s:>20} {:10.4g} {:10.4g}".format(*values))
    size = {p: p.nelement() * p.element_size() for p in model.parameters()}
    trained = [p for p in size if p.requires_grad]
    out = {
        "rows": rows,
        "parameters": sum(r["parameters"] for r in rows),
        "gradients": sum(p.nelement() for p in trained),
    }
    out["parameters_mb"] = sum(size.values()) / 1000000
    out["gradients_mb"] = sum(size[p] for p in trained) / 1000000
    print(f"Model Summary: {len(rows)} layers, {out['parameters']} parameters, {out['gradients']} gradients")
    print(f"Model Size: {out['parameters_mb']:.3f} MB parameters, {out['gradients_mb']:.3f} MB gradients")
    return out
