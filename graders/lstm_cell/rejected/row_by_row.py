# verdict: too slow
# A loop over the sequences.
import torch


def lstm_cell(x, state, w_ih, w_hh, b_ih, b_hh):
    hs, cs = [], []
    for row, h, c in zip(x, *state):
        i, f, g, o = (w_ih @ row + b_ih + w_hh @ h + b_hh).chunk(4)
        cs.append(f.sigmoid() * c + i.sigmoid() * g.tanh())
        hs.append(o.sigmoid() * cs[-1].tanh())
    return torch.stack(hs), torch.stack(cs)
