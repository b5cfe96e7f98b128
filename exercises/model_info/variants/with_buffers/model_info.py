"""What a model is made of: with its buffers.

The statement is in README.md; `nox -s grade -- model_info/with_buffers` grades this file.
"""

from torch import nn


def model_info(model: nn.Module) -> dict:
    """Print a table of the model's parameters and buffers, and return what it says.

    Prints a header (layer, name, gradient, parameters, shape, mu, sigma), one line with these seven fields for each
    parameter and then for each buffer, a line with the numbers of layers, parameters and gradients, and a line with the
    megabytes of parameters and of gradients. Counts are printed to the last digit, gradient as True or False, mu and
    sigma and megabytes to three significant digits or three decimals at least. The model is not changed.

    Args:
        model: any module. Its parameters have any real dtype (float16, bfloat16, float32, float64), any shape and any
            memory layout. It may have none, and two of its modules may share one.

    Returns:
        A dict with the keys
        "rows": a list with one dict for each parameter, in the order of named_parameters(), and then for each buffer,
            in the order of named_buffers(), a shared one only once:
            "layer": the index of the row, from 0.
            "name": its name, without a leading "module_list.".
            "gradient": requires_grad, a bool; False for a buffer.
            "parameters": its number of elements, an int.
            "shape": a tuple of ints (a list or a torch.Size passes).
            "mu", "sigma": mean and unbiased standard deviation (n - 1) as floats, computed in double precision, not
                rounded. The sigma of one element is 0.0.
        "parameters", "gradients": elements of all rows, and of those with requires_grad.
        "parameters_mb", "gradients_mb": their bytes / 1e6, each element with the bytes of its dtype.

    Example:
        >>> info = model_info(nn.BatchNorm1d(3))
        layer                         name gradient parameters              shape         mu      sigma
            0                       weight     True          3               (3,)          1          0
            1                         bias     True          3               (3,)          0          0
            2                 running_mean    False          3               (3,)          0          0
            3                  running_var    False          3               (3,)          1          0
            4          num_batches_tracked    False          1                 ()          0          0
        Model Summary: 5 layers, 13 parameters, 6 gradients
        Megabytes: 5.6e-05 MB of parameters, 2.4e-05 MB of gradients

    Source:
        torch.nn.Module.named_parameters for the rows and their order, torch.std for sigma.
    """
    raise NotImplementedError
