"""What a model is made of: with its buffers.

The statement is in README.md; `nox -s grade -- model_info/with_buffers` grades this file.
"""

from torch import nn


def model_info(model: nn.Module) -> dict:
    """Print a table of the model's parameters and buffers, and return what it says.

    What is printed and returned is that of model_info. After the rows of the parameters comes one for each buffer, in
    the order of named_buffers(), whose gradient is False.

    Args:
        model: any module.

    Returns:
        A dict with the keys "rows", "parameters", "gradients", "parameters_mb" and "gradients_mb".
    """
    raise NotImplementedError
