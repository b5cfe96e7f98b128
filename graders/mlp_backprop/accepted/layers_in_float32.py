# bonus: misses errors
# A class for each layer with forward and backward, in float32; the mean comes last.
import numpy as np


class Linear:
    def __init__(self, w, b):
        self.w, self.b = w.astype(np.float32), b.astype(np.float32)

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, dout):
        self.dw = self.x.T @ dout
        self.db = dout.sum(0)
        return dout @ self.w.T


class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return dout * self.mask


class SoftmaxLoss:
    def forward(self, logits, y):
        top = logits.max(1, keepdims=True)
        lse = top[:, 0] + np.log(np.exp(logits - top).sum(1))
        self.p, self.y = np.exp(logits - lse[:, None]), y
        return np.mean(lse - np.take_along_axis(logits, y[:, None].astype(int), 1)[:, 0])

    def backward(self):
        d = self.p.copy()
        d[range(len(d)), self.y] -= 1
        return d


def mlp_backprop(x, y, w1, b1, w2, b2):
    first, relu, second, head = Linear(w1, b1), ReLU(), Linear(w2, b2), SoftmaxLoss()
    loss = head.forward(second.forward(relu.forward(first.forward(x.astype(np.float32)))), y)
    first.backward(relu.backward(second.backward(head.backward())))
    n = len(x)
    return loss, {"w1": first.dw / n, "b1": first.db / n, "w2": second.dw / n, "b2": second.db / n}
