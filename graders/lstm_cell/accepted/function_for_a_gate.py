# bonus: misses errors
# A function that makes the sum of one gate, called four times.
import torch


def lstm_cell(x, state, w_ih, w_hh, b_ih, b_hh):
    h, c = state
    H = h.shape[-1]

    def gate(n):
        rows = slice(n * H, (n + 1) * H)
        return x @ w_ih[rows].T + b_ih[rows] + h @ w_hh[rows].T + b_hh[rows]

    i = gate(0).sigmoid()
    f = gate(1).sigmoid()
    g = gate(2).tanh()
    o = gate(3).sigmoid()
    c_new = f * c + i * g
    h_new = o * c_new.tanh()
    return h_new, c_new
