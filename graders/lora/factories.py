"""The layers that the checks send, made in the worker."""

from torch import nn


def linear(weight, bias=None):
    """Return a linear layer with these numbers, in the weight's dtype."""
    made = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None, dtype=weight.dtype)
    made.load_state_dict({"weight": weight} if bias is None else {"weight": weight, "bias": bias})
    return made
