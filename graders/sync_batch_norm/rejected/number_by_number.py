# verdict: too slow
# Loops over shards, channels and numbers in plain Python.
import numpy as np


def merge_statistics(counts, means, variances):
    total, (shards, channels) = sum(counts), np.shape(means)
    mean = [sum(counts[s] * means[s, c] for s in range(shards)) / total for c in range(channels)]
    variance = [
        sum(counts[s] * (variances[s, c] + (means[s, c] - mean[c]) ** 2) for s in range(shards)) / total
        for c in range(channels)
    ]
    return total, mean, variance


def sync_batch_norm(shards, weight, bias, eps=1e-5):
    outputs = [np.empty(x.shape) for x in shards]
    for c in range(len(weight)):
        values = [v for x in shards for v in x[:, c].ravel().tolist()]
        mean = sum(values) / len(values)
        scale = weight[c] / (sum((v - mean) ** 2 for v in values) / len(values) + eps) ** 0.5
        for x, out in zip(shards, outputs):
            out[:, c] = np.array([(v - mean) * scale + bias[c] for v in x[:, c].ravel()]).reshape(out[:, c].shape)
    return outputs
