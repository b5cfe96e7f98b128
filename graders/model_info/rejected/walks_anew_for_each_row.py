# verdict: too slow
# Every row walks over the whole model again, for its name and for its flag.


def model_info(model):
    rows = []
    for layer in range(len(list(model.parameters()))):
        name = list(model.named_parameters())[layer][0]
        p = dict(model.named_parameters())[name]
        v = p.detach().double()
        row = {"layer": layer, "name": name.removeprefix("module_list."), "gradient": p.requires_grad}
        row |= {"parameters": p.numel(), "shape": p.shape, "mu": v.mean().item()}
        rows.append(row | {"sigma": v.std().item() if p.numel() > 1 else 0.0})
    n_p, n_g = (sum(p.numel() for p in model.parameters() if p.requires_grad or every) for every in (True, False))
    print(*(" ".join(map(str, row.values())) for row in rows), n_p, n_g, sep="\n")
    b_p, b_g = (sum(p.nbytes for p in model.parameters() if p.requires_grad or every) for every in (True, False))
    return {"rows": rows, "parameters": n_p, "gradients": n_g, "parameters_mb": b_p / 1e6, "gradients_mb": b_g / 1e6}
