# bonus: none
# Sums and sums of squares around the first element, in double: one product in place of a second pass.
import math
import sys


def statistics(parameter):
    values = parameter.detach().reshape(-1).double()
    shift = values[0].item()
    values = values - shift
    n, total, squares = len(values), values.sum().item(), values.dot(values).item()
    return shift + total / n, math.sqrt(max(0.0, squares - total * total / n) / (n - 1)) if n > 1 else 0.0


def model_info(model):
    write = sys.stdout.write
    write(f"{'layer':<6}{'name':<50}{'gradient':<10}{'parameters':<14}{'shape':<24}{'mu':<14}{'sigma':<14}\n")
    write("-" * 132 + "\n")
    rows = []
    for name, parameter in model.named_parameters():
        mu, sigma = statistics(parameter)
        head, _, tail = name.partition(".")
        name = tail if head == "module_list" else name
        needs = parameter.requires_grad
        rows.append(
            {
                "layer": len(rows),
                "name": name,
                "gradient": needs,
                "parameters": math.prod(parameter.shape),
                "shape": parameter.size(),
                "mu": mu,
                "sigma": sigma,
            }
        )
        count, shape = rows[-1]["parameters"], str(parameter.shape)
        write(f"{len(rows) - 1:<6}{name:<50}{needs!s:<10}{count:<14_}{shape:<24} {mu:<14.6f}{sigma:<14.6f}\n")
    sizes = [(r["parameters"], p.element_size(), r["gradient"]) for r, p in zip(rows, model.parameters(), strict=True)]
    result = {
        "rows": rows,
        "parameters": sum(n for n, _, _ in sizes),
        "gradients": sum(n for n, _, g in sizes if g),
        "parameters_mb": sum(n * b for n, b, _ in sizes) / 1e6,
        "gradients_mb": sum(n * b * g for n, b, g in sizes) / 1e6,
    }
    write(f"{len(rows)} layers, {result['parameters']:_} parameters, {result['gradients']:_} gradients\n")
    write(f"{result['parameters_mb']:.4g} MB, {result['gradients_mb']:.4g} MB\n")
    return result
