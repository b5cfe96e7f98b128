# bonus: misses errors
# float32, biases as an extra row of the weights.
import numpy as np


def mlp_backprop(x, y, w1, b1, w2, b2):
    f = lambda a: np.asarray(a, dtype=np.float32)  # noqa: E731
    one = np.ones((len(x), 1), dtype=np.float32)
    X = np.hstack([f(x), one])
    W1, W2 = np.vstack([f(w1), f(b1)]), np.vstack([f(w2), f(b2)])
    Z = X.dot(W1)
    H = np.hstack([np.where(Z > 0, Z, 0), one])
    S = H.dot(W2)
    S -= S.max(1, keepdims=True)
    P = np.exp(S)
    total = P.sum(1, keepdims=True)
    loss = float(np.mean(np.log(total)[:, 0] - S[range(len(x)), y]))
    G = P / total
    G[range(len(x)), y] -= 1
    G /= len(x)
    D = G.dot(W2[:-1].T)
    D[Z <= 0] = 0
    dW2, dW1 = H.T.dot(G), X.T.dot(D)
    return loss, dict(w1=dW1[:-1], b1=dW1[-1], w2=dW2[:-1], b2=dW2[-1])
