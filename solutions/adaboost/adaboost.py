"""AdaBoost: the reference solution."""

import numpy as np

_LEAST_ERROR = 1e-10


def adaboost(pool: np.ndarray, y: np.ndarray, rounds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Boost a pool of weak classifiers, given by what they say about the training examples.

    Each round chooses the classifier with the smallest weighted error, gives it the weight alpha in the vote, and makes
    the examples heavier about which it is wrong. An error below 1e-10 counts as 1e-10. The arguments are not changed.

    Args:
        pool: (M, N), what each of M classifiers says about each of N examples, 1 or −1.
        y: (N,), the labels, 1 or −1.
        rounds: T, how many rounds, 1 or more.

    Returns:
        chosen: (T,), the index of the classifier of each round; of equally good ones the first. One may come again.
        alphas: (T,), ½ ln((1 − error) / error) of each.
        weights: (N,), of the examples after the last round; they sum to 1.

    Raises:
        ValueError: pool is not (M, N), is empty, or not of 1 and −1; y is not (N,), or not of 1 and −1; rounds is below
            1. The message names the argument.

    Example:
        >>> pool = np.array([[1, 1, 1, -1], [1, -1, -1, -1], [-1, 1, -1, 1]])
        >>> chosen, alphas, weights = adaboost(pool, np.array([1, 1, -1, -1]), rounds=1)
        >>> chosen, alphas.round(4), weights.round(4)
        (array([0]), array([0.5493]), array([0.1667, 0.1667, 0.5   , 0.1667]))
    """
    _check("pool", pool, 2)
    _check("y", y, 1)
    if len(y) != pool.shape[1]:
        raise ValueError(f"y: expected ({pool.shape[1]},), as pool is {pool.shape}, got {y.shape}")
    if rounds < 1:
        raise ValueError(f"rounds: expected 1 or more, got {rounds}")
    wrong = (pool != y).astype(np.float64)
    weights = np.full(len(y), 1 / len(y))
    chosen, alphas = [], []
    for _ in range(rounds):
        errors = wrong @ weights
        best = int(errors.round(12).argmin())  # equally good ones may differ in the last digit
        error = max(errors[best], _LEAST_ERROR)
        alpha = 0.5 * np.log((1 - error) / error)
        weights = weights * np.exp(-alpha * y * pool[best])
        weights /= weights.sum()
        chosen.append(best)
        alphas.append(alpha)
    return np.array(chosen), np.array(alphas), weights


def predict(pool: np.ndarray, chosen: np.ndarray, alphas: np.ndarray) -> np.ndarray:
    """Return the weighted vote of the chosen classifiers. The arguments are not changed.

    Args:
        pool: (M, K), what each of M classifiers says about each of K examples, 1 or −1.
        chosen: (T,), the indices of the classifiers that vote; one may come more than once.
        alphas: (T,), their weights.

    Returns:
        (K,), 1 or −1, the sign of the sum of alpha times vote; 1 where the sum is 0.

    Raises:
        ValueError: pool is not (M, K), is empty, or not of 1 and −1; chosen is not (T,); alphas is not (T,). The
            message names the argument.

    Example:
        >>> predict(np.array([[1, -1], [-1, -1], [-1, 1]]), np.array([0, 2, 1]), np.array([0.5, 0.4, 0.3]))
        array([-1, -1])
    """
    _check("pool", pool, 2)
    if chosen.ndim != 1:
        raise ValueError(f"chosen: expected (T,), got {chosen.shape}")
    if alphas.shape != chosen.shape:
        raise ValueError(f"alphas: expected {chosen.shape}, one for each of chosen, got {alphas.shape}")
    return np.where(alphas @ pool[chosen] >= 0, 1, -1)


def _check(name, votes, axes) -> None:
    if votes.ndim != axes or not votes.size or not (np.abs(votes) == 1).all():
        raise ValueError(f"{name}: expected numbers that are 1 or -1 in {axes} axes, got shape {votes.shape}")
