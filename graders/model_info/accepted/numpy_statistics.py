# bonus: misses table
# The arithmetic is NumPy's, in one copy of each parameter. Prints no header.
import torch


def model_info(model):
    rows, total, grads, total_bytes, grad_bytes = [], 0, 0, 0, 0
    for index, (name, p) in enumerate(model.named_parameters()):
        a = p.detach().to(torch.float64).numpy()
        row = {"layer": index, "name": name.removeprefix("module_list."), "gradient": p.requires_grad}
        row |= {"parameters": a.size, "shape": a.shape, "mu": a.mean(), "sigma": a.std(ddof=1) if a.size > 1 else 0}
        rows.append(row)
        total, total_bytes = total + a.size, total_bytes + a.size * p.element_size()
        if p.requires_grad:
            grads, grad_bytes = grads + a.size, grad_bytes + a.size * p.element_size()
    lines = ["\t".join(map(str, row.values())) for row in rows]
    lines.append(f"{len(rows)} layers\t{total} parameters\t{grads} gradients")
    lines.append(f"{total_bytes / 1e6} MB\t{grad_bytes / 1e6} MB")
    print("\n".join(lines))
    info = {"rows": tuple(rows), "parameters": total, "gradients": grads}
    return info | {"parameters_mb": total_bytes / 1e6, "gradients_mb": grad_bytes / 1e6}
