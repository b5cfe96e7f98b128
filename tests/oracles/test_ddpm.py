"""`ddpm` against many small steps and Bayes' rule for normal variables, in NumPy; PyTorch has no such function."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def _tensor(array):
    return torch.tensor(np.asarray(array), dtype=torch.float64)


def test_add_noise_agrees_with_the_moments_of_many_small_steps(solution_of):
    """The factors of x0 and of noise are the mean and the deviation after t + 1 steps x -> √(1 - β) x + √β noise."""
    add_noise, rng = solution_of("ddpm").add_noise, np.random.default_rng(0)
    for _ in range(2000):
        betas, (x0, noise) = rng.uniform(0.01, 0.5, rng.integers(1, 9)), rng.normal(size=(2, 3, 1, 2, 2))
        steps, expected = rng.integers(0, len(betas), 3), []
        for image, other, t in zip(x0, noise, steps, strict=True):
            mean, variance = image, 0.0
            for beta in betas[: t + 1]:
                mean, variance = np.sqrt(1 - beta) * mean, (1 - beta) * variance + beta
            expected.append(mean + np.sqrt(variance) * other)
        shares = _tensor(np.cumprod(1 - betas))
        got = add_noise(_tensor(x0), torch.from_numpy(steps), _tensor(noise), shares)
        np.testing.assert_allclose(got.numpy(), expected, rtol=1e-9, atol=1e-12)


def test_step_agrees_with_the_rule_of_bayes(solution_of):
    """The mean is that of x_(t-1) given x_t and the x0 that the predicted noise implies: two normal ones multiplied."""
    step, rng = solution_of("ddpm").step, np.random.default_rng(1)
    for _ in range(2000):
        betas, (x, predicted, noise) = rng.uniform(0.01, 0.5, rng.integers(1, 9)), rng.normal(size=(3, 2, 1, 2, 2))
        t = int(rng.integers(len(betas)))
        before, beta = np.prod(1 - betas[:t]), betas[t]
        share = before * (1 - beta)
        x0 = (x - np.sqrt(1 - share) * predicted) / np.sqrt(share)
        expected = x0
        if t > 0:
            prior, likelihood = 1 / (1 - before), (1 - beta) / beta  # precisions
            mean = (prior * np.sqrt(before) * x0 + likelihood * x / np.sqrt(1 - beta)) / (prior + likelihood)
            expected = mean + np.sqrt(beta) * noise
        got = step(_tensor(x), t, _tensor(predicted), _tensor(betas), _tensor(noise))
        np.testing.assert_allclose(got.numpy(), expected, rtol=1e-8, atol=1e-9)
