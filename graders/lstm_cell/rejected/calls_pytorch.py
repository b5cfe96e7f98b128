# verdict: forbidden
# Leaves the step to PyTorch.
import torch


def lstm_cell(x, state, w_ih, w_hh, b_ih, b_hh):
    cell = torch.nn.LSTMCell(x.shape[1], state[0].shape[1])
    names = {"weight_ih": w_ih, "weight_hh": w_hh, "bias_ih": b_ih, "bias_hh": b_hh}
    return torch.func.functional_call(cell, names, (x, state))
