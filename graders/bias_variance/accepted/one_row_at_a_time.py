# bonus: none
# Welford's running mean and sum of squares over the rows; a class as in a course.
import numpy as np


class Running:
    def __init__(self, name, rows):
        rows = np.asarray(rows)
        if rows.ndim != 2 or 0 in rows.shape:
            raise ValueError(f"{name} must be a filled matrix")
        self.count, self.mean, self.squares = 0, np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
        for row in rows:
            self.count += 1
            step = row - self.mean
            self.mean += step / self.count
            self.squares += step * (row - self.mean)

    def variance(self):
        return float(np.mean(self.squares / self.count))


def bias_variance(predictions, labels):
    models, truth = Running("predictions", predictions), Running("labels", labels)
    if models.mean.shape != truth.mean.shape:
        raise ValueError("labels and predictions must be of the same points")
    return float(np.square(models.mean - truth.mean).mean()), models.variance(), truth.variance()
