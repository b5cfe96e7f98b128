"""LSTM cell: the reference solution."""

import torch


def lstm_cell(
    x: torch.Tensor,
    state: tuple[torch.Tensor, torch.Tensor],
    w_ih: torch.Tensor,
    w_hh: torch.Tensor,
    b_ih: torch.Tensor,
    b_hh: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the state after one step of an LSTM. The arguments are not changed.

    Args:
        x: (B, I), what each of B sequences has at this step.
        state: (h, c), each (B, H): the hidden state and the cell state before the step.
        w_ih: (4H, I), the weights of x. Rows 0 to H - 1 are the input gate's, then come the forget gate, the candidate
            and the output gate, H rows each.
        w_hh: (4H, H), the weights of h, in the same order.
        b_ih, b_hh: (4H,), two biases, in the same order; both are added.

    Returns:
        (h, c), each (B, H): the state after the step.

    Raises:
        ValueError: a weight or a bias has another shape. The message names the argument.

    Example:
        >>> x, h, c = torch.tensor([[2.0]]), torch.tensor([[1.0]]), torch.tensor([[2.0]])
        >>> w_ih, b_ih = torch.tensor([[0.5], [-1.0], [1.0], [0.5]]), torch.tensor([0.5, -0.5, 0.5, 0.5])
        >>> w_hh, b_hh = torch.tensor([[-1.0], [2.0], [-1.0], [-1.0]]), torch.tensor([0.5, -0.5, -0.5, -0.5])
        >>> lstm_cell(x, (h, c), w_ih, w_hh, b_ih, b_hh)
        (tensor([[0.3993]]), tensor([[1.0947]]))

    Source:
        torch.nn.LSTMCell.
    """
    h, c = state
    inputs, rows = x.shape[1], 4 * h.shape[1]
    wanted = {"w_ih": (w_ih, (rows, inputs)), "w_hh": (w_hh, (rows, h.shape[1]))}
    wanted |= {"b_ih": (b_ih, (rows,)), "b_hh": (b_hh, (rows,))}
    for name, (value, shape) in wanted.items():
        if value.shape != shape:
            raise ValueError(f"{name}: expected shape {shape}, got {tuple(value.shape)}")
    gates = x @ w_ih.T + b_ih + h @ w_hh.T + b_hh
    i, f, g, o = gates.chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h = torch.sigmoid(o) * torch.tanh(c)
    return h, c
