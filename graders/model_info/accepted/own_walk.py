# bonus: none
# Walks over the modules itself, and remembers which parameters it has met by their identity.
import torch


def walk(module, prefix, met):
    for name, parameter in module._parameters.items():
        if parameter is not None and id(parameter) not in met:
            met.add(id(parameter))
            yield prefix + name, parameter
    for name, child in module._modules.items():
        if child is not None:
            yield from walk(child, prefix + name + ".", met)


@torch.no_grad()
def model_info(model):
    info = {"gradients_mb": 0, "parameters_mb": 0, "gradients": 0, "parameters": 0, "rows": []}
    print("| Layer | Name | Gradient | Parameters | Shape | Mu | Sigma |")
    print("|---|---|---|---|---|---|---|")
    for name, parameter in walk(model, "", set()):
        size, numbers = parameter.nbytes / 10**6, parameter.numel()
        mu = parameter.sum(dtype=torch.float64).item() / numbers
        sigma = (parameter.double() - mu).square().sum().div(max(numbers - 1, 1)).sqrt().item()
        if name[:12] == "module_list.":
            name = name[12:]
        row = dict(sigma=sigma, mu=mu, shape=parameter.shape, parameters=numbers, gradient=parameter.requires_grad)
        row.update(name=name, layer=len(info["rows"]), dtype=str(parameter.dtype))
        info["rows"].append(row)
        shape = "x".join(map(str, parameter.shape)) or "()"
        print(f"| {row['layer']} | {name} | {row['gradient']} | {numbers:,} | {shape} | {mu:.4e} | {sigma:.4e} |")
        info["parameters"] += numbers
        info["parameters_mb"] += size
        if parameter.requires_grad:
            info["gradients"] += numbers
            info["gradients_mb"] += size
    print()
    print(f"Layers: {len(info['rows']):,}, parameters: {info['parameters']:,}, gradients: {info['gradients']:,}.")
    print(f"Parameters take {info['parameters_mb']:.6f} megabytes and gradients {info['gradients_mb']:.6f}.")
    return info
