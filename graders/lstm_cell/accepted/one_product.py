# bonus: none
# x and h side by side, one matrix product by einsum; a list comes back.
import torch


def lstm_cell(x, state, w_ih, w_hh, b_ih, b_hh):
    h, c = state
    rows = 4 * h.shape[1]
    for name, w, shape in (
        ("w_ih", w_ih, [rows, x.shape[1]]),
        ("w_hh", w_hh, [rows, h.shape[1]]),
        ("b_ih", b_ih, [rows]),
        ("b_hh", b_hh, [rows]),
    ):
        if list(w.shape) != shape:
            raise ValueError(name + " has a wrong shape")
    both = torch.einsum("bi,oi->bo", torch.cat([x, h], dim=1), torch.cat([w_ih, w_hh], dim=1)) + (b_ih + b_hh)
    i, f, g, o = both.view(len(x), 4, -1).unbind(1)
    new = torch.addcmul(f.sigmoid() * c, i.sigmoid(), g.tanh())
    return [o.sigmoid() * new.tanh(), new]
