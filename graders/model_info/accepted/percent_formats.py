# bonus: none
# As the interview question has it: %-formats, lists for shapes, sums over generators.
FORM = "%5s %40s %9s %12s %20s %10s %10s"


def model_info(model):
    rows = []
    print(FORM % ("layer", "name", "gradient", "parameters", "shape", "mu", "sigma"))
    for i, (name, p) in enumerate(model.named_parameters()):
        if name.startswith("module_list."):
            name = name[len("module_list.") :]
        v = p.data.double()
        sigma = float(v.std()) if p.numel() > 1 else 0.0
        row = {"layer": i, "name": name, "gradient": p.requires_grad, "parameters": p.numel(), "shape": list(p.shape)}
        row |= {"mu": float(v.mean()), "sigma": sigma}
        rows.append(row)
        print(FORM % (i, name, p.requires_grad, p.numel(), list(p.shape), "%.3g" % row["mu"], "%.3g" % sigma))
    n_p = sum(x.numel() for x in model.parameters())
    n_g = sum(x.numel() for x in model.parameters() if x.requires_grad)
    b_p = sum(x.numel() * x.element_size() for x in model.parameters())
    b_g = sum(x.numel() * x.element_size() for x in model.parameters() if x.requires_grad)
    print("Model Summary: %d layers, %d parameters, %d gradients" % (len(rows), n_p, n_g))
    print("%.3f MB parameters, %.3f MB gradients" % (b_p / 1e6, b_g / 1e6))
    return {"rows": rows, "parameters": n_p, "gradients": n_g, "parameters_mb": b_p / 1e6, "gradients_mb": b_g / 1e6}
