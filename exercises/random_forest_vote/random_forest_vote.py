"""The vote of a random forest.

The statement is in README.md; `nox -s grade -- random_forest_vote` grades this file.
"""

import numpy as np


def random_forest_vote(predictions: np.ndarray) -> np.ndarray:
    """Return for each example the class that most trees predict. The argument is not changed.

    Args:
        predictions: (T, N), the class that each of T trees predicts for each of N examples, from 0.

    Returns:
        (N,), the classes. Of equally frequent ones it is the smallest.

    Raises:
        ValueError: predictions is not (T, N), or is empty. The message names the argument.

    Example:
        >>> random_forest_vote(np.array([[0, 1], [2, 1], [2, 0]]))
        array([2, 1])
    """
    raise NotImplementedError


def soft_vote(probabilities: np.ndarray) -> np.ndarray:
    """Return for each example the class whose probability is largest on average over the trees.

    The argument is not changed.

    Args:
        probabilities: (T, N, C), the probability that each of T trees gives each of C classes for each of N examples.

    Returns:
        (N,), the classes. Of equally probable ones it is the smallest.

    Raises:
        ValueError: probabilities is not (T, N, C), or is empty. The message names the argument.

    Example:
        >>> soft_vote(np.array([[[0.9, 0.1]], [[0.4, 0.6]], [[0.4, 0.6]]]))
        array([0])
    """
    raise NotImplementedError


def out_of_bag_error(predictions: np.ndarray, labels: np.ndarray, samples: np.ndarray) -> float:
    """Return the error of the forest on its training examples, each judged by the trees that have not seen it.

    An example that is in every sample is left out. The arguments are not changed.

    Args:
        predictions: (T, N), the class that each tree predicts for each training example, from 0.
        labels: (N,), their classes.
        samples: (T, B), the indices of the examples that each tree was trained on; some come more than once.

    Returns:
        The share of examples, of those that are not left out, whose vote is not their label.

    Raises:
        ValueError: predictions is not (T, N), or is empty; labels is not (N,); samples is not (T, B), or has an index
            below 0 or above N - 1, or all examples in every sample. The message names the argument.

    Example:
        >>> predictions = np.array([[0, 1, 2], [0, 1, 1], [1, 0, 2]])
        >>> out_of_bag_error(predictions, np.array([0, 1, 2]), np.array([[0, 0, 2], [1, 1, 1], [0, 1, 2]]))
        0.3333333333333333
    """
    raise NotImplementedError
