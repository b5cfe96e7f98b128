# bonus: misses table
# Copies the whole model, converts the copy, and asks the original only for flags and sizes. Prints no megabytes.
import copy


def model_info(model):
    twin = copy.deepcopy(model).double().requires_grad_(False)
    columns = {"layer": [], "name": [], "gradient": [], "parameters": [], "shape": [], "mu": [], "sigma": []}
    sizes = []
    for (name, mine), theirs in zip(model.named_parameters(), twin.parameters()):
        columns["layer"].append(len(sizes))
        columns["name"].append(name.removeprefix("module_list."))
        columns["gradient"].append(mine.requires_grad)
        columns["parameters"].append(theirs.numel())
        columns["shape"].append(list(theirs.shape))
        columns["mu"].append(theirs.mean().item())
        columns["sigma"].append(theirs.std().item() if theirs.numel() > 1 else 0.0)
        sizes.append(mine.numel() * mine.element_size() / 1e6)
    rows = [dict(zip(columns, row)) for row in zip(*columns.values())]
    flags, counts = columns["gradient"], columns["parameters"]
    out = dict(rows=rows, parameters=sum(counts), gradients=sum(n for n, g in zip(counts, flags) if g))
    out |= dict(parameters_mb=sum(sizes), gradients_mb=sum(s for s, g in zip(sizes, flags) if g))
    print("LAYER NAME GRADIENT PARAMETERS SHAPE MU SIGMA")
    for row in rows:
        print(*row.values())
    print("Layers", len(rows), "Parameters", out["parameters"], "Gradients", out["gradients"])
    return out
