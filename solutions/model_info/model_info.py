"""What a model is made of: the reference solution."""

from torch import nn

LINE = "{:>5} {:>28} {:>8} {:>10} {:>18} {:>10} {:>10}"


def model_info(model: nn.Module) -> dict:
    """Print a table of the model's parameters, and return what it says.

    Prints a header (layer, name, gradient, parameters, shape, mu, sigma), one line with these seven fields for each
    parameter, a line with the numbers of layers, parameters and gradients, and a line with the megabytes of parameters
    and of gradients. Counts are printed to the last digit, gradient as True or False, mu and sigma and megabytes to
    three significant digits or three decimals at least. The model is not changed.

    Args:
        model: any module. Its parameters have any real dtype (float16, bfloat16, float32, float64), any shape and any
            memory layout. It may have none, and two of its modules may share one.

    Returns:
        A dict with the keys
        "rows": a list with one dict for each parameter, in the order of named_parameters(), a shared one only once:
            "layer": the index of the row, from 0.
            "name": its name, without a leading "module_list.".
            "gradient": requires_grad, a bool.
            "parameters": its number of elements, an int.
            "shape": a tuple of ints (a list or a torch.Size passes).
            "mu", "sigma": mean and unbiased standard deviation (n - 1) as floats, computed in double precision, not
                rounded. The sigma of one element is 0.0.
        "parameters", "gradients": elements of all parameters, and of those with requires_grad.
        "parameters_mb", "gradients_mb": their bytes / 1e6, each element with the bytes of its dtype.

    Example:
        >>> import torch
        >>> model = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1, bias=False).half())
        >>> for parameter in model.parameters():
        ...     _ = parameter.data.copy_(torch.arange(parameter.numel()).reshape(parameter.shape))
        >>> _ = model[0].requires_grad_(False)
        >>> info = model_info(model)
        layer                         name gradient parameters              shape         mu      sigma
            0                     0.weight    False          6             (2, 3)        2.5       1.87
            1                       0.bias    False          2               (2,)        0.5      0.707
            2                     1.weight     True          2             (1, 2)        0.5      0.707
        Model Summary: 3 layers, 10 parameters, 2 gradients
        Megabytes: 3.6e-05 MB of parameters, 4e-06 MB of gradients
        >>> info["rows"][2]["shape"], info["gradients"], info["gradients_mb"]
        ((1, 2), 2, 4e-06)
    """
    named = list(model.named_parameters())  # a shared parameter comes once, under its first name
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
