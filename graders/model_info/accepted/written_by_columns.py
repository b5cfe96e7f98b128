# bonus: none
# Columns first and rows from them, a table by zip, and trained weights as a set.
import torch


def moments(parameter):
    values = torch.as_tensor(parameter.detach(), dtype=torch.float64).ravel()
    centred = values - values.mean()
    n = values.nelement()
    return float(values.mean()), float(torch.dot(centred, centred) / (n - 1)) ** 0.5 if n > 1 else 0.0


def model_info(model):
    names, parameters = zip(*model.named_parameters()) if any(True for _ in model.parameters()) else ((), ())
    trained = {p for p in parameters if p.requires_grad}
    mu, sigma = zip(*map(moments, parameters)) if parameters else ((), ())
    columns = {
        "layer": range(len(names)),
        "name": [name[12:] if name.find("module_list.") == 0 else name for name in names],
        "gradient": [p in trained for p in parameters],
        "parameters": [p.numel() for p in parameters],
        "shape": [list(p.shape) for p in parameters],
        "mu": mu,
        "sigma": sigma,
    }
    print(*(f"{key.capitalize():^14}" for key in columns), sep="│")
    for cells in zip(*columns.values()):
        print(*(f"{cell!s:^14}" for cell in cells), sep="│")
    size = {p: p.numel() * p.element_size() / 1e6 for p in parameters}
    totals = [sum(map(torch.numel, kept)) for kept in (parameters, trained)]
    totals += [sum(map(size.get, kept)) for kept in (parameters, trained)]
    print("\nModel Summary: {:d} layers, {:,d} parameters, {:,d} gradients".format(len(names), *totals[:2]))
    print("Model Size:    {:.3f} MB parameters, {:.3f} MB gradients".format(*totals[2:]))
    rows = [dict(zip(columns, cells)) for cells in zip(*columns.values())]
    return {"rows": rows} | dict(zip(("parameters", "gradients", "parameters_mb", "gradients_mb"), totals))
