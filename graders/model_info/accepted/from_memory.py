# bonus: misses precision, table
# One loop over named_parameters, statistics by the tensor's own methods, a print for each.


def model_info(model):
    rows = []
    for i, (name, p) in enumerate(model.named_parameters()):
        data = p.detach().float()
        sigma = data.std().item() if p.numel() > 1 else 0.0
        row = {"layer": i, "name": name.removeprefix("module_list."), "gradient": p.requires_grad}
        row |= {"parameters": p.numel(), "shape": list(p.shape), "mu": data.mean().item(), "sigma": sigma}
        rows.append(row)
        print(*row.values())
    n_p = sum(p.numel() for p in model.parameters())
    n_g = sum(p.numel() for p in model.parameters() if p.requires_grad)
    mb = sum(p.numel() * p.element_size() for p in model.parameters()) / 1e6
    mb_g = sum(p.numel() * p.element_size() for p in model.parameters() if p.requires_grad) / 1e6
    print(f"total: {n_p} parameters, {n_g} gradients, {mb:.2f} MB, {mb_g:.2f} MB")
    return {"rows": rows, "parameters": n_p, "gradients": n_g, "parameters_mb": mb, "gradients_mb": mb_g}
