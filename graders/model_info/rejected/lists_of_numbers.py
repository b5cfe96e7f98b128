# verdict: too slow
# Lists of Python numbers.


def model_info(model):
    rows = []
    for layer, (name, p) in enumerate(model.named_parameters()):
        v = p.detach().double().flatten().tolist()
        mu = sum(v) / len(v)
        squares = sum((x - mu) ** 2 for x in v)
        row = {"layer": layer, "name": name.removeprefix("module_list."), "gradient": p.requires_grad}
        row |= {"parameters": len(v), "shape": p.shape, "mu": mu, "sigma": (squares / max(len(v) - 1, 1)) ** 0.5}
        rows.append(row)
    n_p, n_g = (sum(p.numel() for p in model.parameters() if p.requires_grad or every) for every in (True, False))
    print(*(" ".join(map(str, row.values())) for row in rows), n_p, n_g, sep="\n")
    b_p, b_g = (sum(p.nbytes for p in model.parameters() if p.requires_grad or every) for every in (True, False))
    return {"rows": rows, "parameters": n_p, "gradients": n_g, "parameters_mb": b_p / 1e6, "gradients_mb": b_g / 1e6}
