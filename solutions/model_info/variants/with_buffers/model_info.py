"""What a model is made of, with its buffers: the reference solution."""

from torch import nn

LINE = "{:>5} {:>28} {:>8} {:>10} {:>18} {:>10} {:>10}"


def model_info(model: nn.Module) -> dict:
    """Print a table of the model's parameters and buffers, and return what it says.

    What is printed and returned is that of model_info. After the rows of the parameters comes one for each buffer, in
    the order of named_buffers(), whose gradient is False.

    Args:
        model: any module.

    Returns:
        A dict with the keys "rows", "parameters", "gradients", "parameters_mb" and "gradients_mb".
    """
    named = [*model.named_parameters(), *model.named_buffers()]  # what is shared comes once, under its first name
    everything = [parameter for _, parameter in named]
    trained = [parameter for parameter in everything if parameter.requires_grad]
    info = {
        "rows": [_row(layer, name, parameter) for layer, (name, parameter) in enumerate(named)],
        "parameters": sum(parameter.numel() for parameter in everything),
        "gradients": sum(parameter.numel() for parameter in trained),
        "parameters_mb": _megabytes(everything),
        "gradients_mb": _megabytes(trained),
    }
    _print_table(info)
    return info


def _row(layer: int, name: str, parameter: nn.Parameter) -> dict:
    values = parameter.detach().double()  # a copy where it has to be one; the model itself stays as it is
    return {
        "layer": layer,
        "name": name.removeprefix("module_list."),
        "gradient": parameter.requires_grad,
        "parameters": parameter.numel(),
        "shape": tuple(parameter.shape),
        "mu": values.mean().item(),
        "sigma": values.std().item() if values.numel() > 1 else 0.0,  # n - 1 is 0 for one element: NaN
    }


def _megabytes(parameters: list[nn.Parameter]) -> float:
    return sum(parameter.numel() * parameter.element_size() for parameter in parameters) / 1e6


def _print_table(info: dict) -> None:
    print(LINE.format("layer", "name", "gradient", "parameters", "shape", "mu", "sigma"))
    for row in info["rows"]:
        *fields, mu, sigma = row.values()
        print(LINE.format(*map(str, fields), f"{mu:.3g}", f"{sigma:.3g}"))  # str: a bool with a width prints as 1
    layers, parameters, gradients = len(info["rows"]), info["parameters"], info["gradients"]
    print(f"Model Summary: {layers} layers, {parameters} parameters, {gradients} gradients")
    megabytes, of_gradients = info["parameters_mb"], info["gradients_mb"]
    print(f"Megabytes: {megabytes:.3g} MB of parameters, {of_gradients:.3g} MB of gradients")
