# bonus: none
# Copies the whole model, converts the copy, and asks the original only for flags and sizes.
import copy
from itertools import count


def model_info(model):
    twin = copy.deepcopy(model).double().requires_grad_(False)
    columns = {"layer": count(), "name": [], "gradient": [], "parameters": [], "shape": [], "mu": [], "sigma": []}
    sizes = []
    for (name, mine), theirs in zip(model.named_parameters(), twin.parameters()):
        columns["name"].append(name.removeprefix("module_list."))
        columns["gradient"].append(bool(mine.requires_grad))
        columns["parameters"].append(theirs.numel())
        columns["shape"].append(tuple(theirs.shape))
        columns["mu"].append(theirs.mean().item())
        columns["sigma"].append(theirs.std().item() if theirs.numel() > 1 else 0.0)
        sizes.append(mine.numel() * mine.element_size() / 1e6)
    rows = [dict(zip(columns, row)) for row in zip(*list(columns.values())[1:])]
    rows = [{**dict(zip(list(columns)[1:], row.values())), "layer": layer} for layer, row in enumerate(rows)]
    flags = columns["gradient"]
    out = dict(
        rows=rows,
        parameters=sum(columns["parameters"]),
        gradients=sum(n for n, g in zip(columns["parameters"], flags) if g),
    )
    out |= dict(parameters_mb=sum(sizes), gradients_mb=sum(s for s, g in zip(sizes, flags) if g))
    print("LAYER NAME GRADIENT PARAMETERS SHAPE MU SIGMA")
    for row in rows:
        print(*(row[column] for column in columns))
    print("Layers", len(rows), "Parameters", out["parameters"], "Gradients", out["gradients"])
    print("Parameters", out["parameters_mb"], "MB, gradients", out["gradients_mb"], "MB")
    return out
