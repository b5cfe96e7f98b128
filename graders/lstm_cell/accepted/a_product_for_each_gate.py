# bonus: misses errors
# Weights are parted first, and each gate has a product of its own, as in lecture notes.
import torch


def lstm_cell(x, state, w_ih, w_hh, b_ih, b_hh):
    h, c = state
    W_ii, W_if, W_ig, W_io = torch.chunk(w_ih, 4, dim=0)
    W_hi, W_hf, W_hg, W_ho = torch.chunk(w_hh, 4, dim=0)
    b_i, b_f, b_g, b_o = torch.chunk(b_ih + b_hh, 4)
    i_t = torch.sigmoid(x @ W_ii.t() + h @ W_hi.t() + b_i)
    f_t = torch.sigmoid(x @ W_if.t() + h @ W_hf.t() + b_f)
    g_t = torch.tanh(x @ W_ig.t() + h @ W_hg.t() + b_g)
    o_t = torch.sigmoid(x @ W_io.t() + h @ W_ho.t() + b_o)
    c_t = f_t * c + i_t * g_t
    h_t = o_t * torch.tanh(c_t)
    return h_t, c_t
