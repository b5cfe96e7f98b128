# bonus: misses errors
# Two linear maps, and slices of the sum, as recurrent networks are often written out.
import torch
import torch.nn.functional as F


def lstm_cell(x, state, w_ih, w_hh, b_ih, b_hh):
    hx, cx = state
    hidden = hx.size(-1)
    z = F.linear(x, w_ih, b_ih) + F.linear(hx, w_hh, b_hh)
    ingate = z[:, :hidden].sigmoid()
    forgetgate = z[:, hidden : 2 * hidden].sigmoid()
    cellgate = z[:, 2 * hidden : 3 * hidden].tanh()
    outgate = z[:, 3 * hidden :].sigmoid()
    cy = forgetgate * cx + ingate * cellgate
    hy = outgate * torch.tanh(cy)
    return hy, cy
