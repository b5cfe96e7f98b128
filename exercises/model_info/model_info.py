"""What a model is made of.

The statement is in README.md; `nox -s grade -- model_info` grades this file.
"""

from torch import nn


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
    raise NotImplementedError
