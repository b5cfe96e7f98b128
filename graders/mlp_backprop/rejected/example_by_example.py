# verdict: too slow
# A Python loop over the examples, with outer products.
import numpy as np


def mlp_backprop(x, y, w1, b1, w2, b2):
    loss = 0.0
    grads = {"w1": np.zeros(w1.shape), "b1": np.zeros(b1.shape), "w2": np.zeros(w2.shape), "b2": np.zeros(b2.shape)}
    for row, label in zip(x, y):
        z = row @ w1 + b1
        h = np.maximum(z, 0)
        logits = h @ w2 + b2
        shifted = logits - logits.max()
        p = np.exp(shifted) / np.exp(shifted).sum()
        loss += np.log(np.exp(shifted).sum()) - shifted[label]
        p[label] -= 1
        dz = (w2 @ p) * (z > 0)
        grads["w2"] += np.outer(h, p)
        grads["b2"] += p
        grads["w1"] += np.outer(row, dz)
        grads["b1"] += dz
    return loss / len(x), {name: grad / len(x) for name, grad in grads.items()}
