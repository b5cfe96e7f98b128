# bonus: misses errors
# In float32: one-hot classes, np.logaddexp.reduce, lists as answers.
import numpy as np


def softmax_log(scores):
    return (scores - np.logaddexp.reduce(scores, axis=1)[:, None]).tolist()


def gaussian_naive_bayes(x, y, new, smoothing=1e-9):
    x, new = x.astype(np.float32), new.astype(np.float32)
    one_hot = np.eye(y.max() + 1, dtype=np.float32)[y]
    n = one_hot.sum(0)
    mean = one_hot.T @ x / n[:, None]
    var = one_hot.T @ (x - mean[y]) ** 2 / n[:, None] + np.float32(smoothing) * x.var(0).max()
    scores = np.log(n / n.sum()) - 0.5 * np.log(var).sum(1) - 0.5 * ((new[:, None] - mean) ** 2 / var).sum(-1)
    return softmax_log(scores)


def multinomial_naive_bayes(counts, y, new, alpha=1.0):
    one_hot = np.eye(y.max() + 1, dtype=np.float32)[y]
    words = one_hot.T @ counts.astype(np.float32) + np.float32(alpha)
    log_p = np.log(words) - np.log(words.sum(1, keepdims=True))
    return softmax_log(new.astype(np.float32) @ log_p.T + np.log(one_hot.mean(0)))
