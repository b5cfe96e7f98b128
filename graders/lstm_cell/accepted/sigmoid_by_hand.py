# bonus: misses errors
# Its own sigmoid, and tanh from it, with columns as vectors.
import torch


def sigmoid(z):
    return 1 / (1 + torch.exp(-z))


def lstm_cell(x, state, w_ih, w_hh, b_ih, b_hh):
    h, c = state
    n = h.shape[1]
    z = (torch.mm(w_ih, x.T) + torch.mm(w_hh, h.T)).T + b_ih + b_hh
    i, f, o = sigmoid(z[:, :n]), sigmoid(z[:, n : 2 * n]), sigmoid(z[:, 3 * n :])
    g = 2 * sigmoid(2 * z[:, 2 * n : 3 * n]) - 1
    c = f * c + i * g
    return o * (2 * sigmoid(2 * c) - 1), c
