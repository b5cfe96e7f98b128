"""`dropout` against torch.nn.functional.dropout: the same values, and shares as close as chance has them."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """For 200 random inputs the two give the same two values to each element, each as often."""
    module, rng = solution_of("dropout"), np.random.default_rng(1)
    torch.manual_seed(1)
    for round_ in range(2000):
        x, p = rng.uniform(1, 2, rng.integers(20, 80, 2)), (0.0, 0.2, 0.5, 0.9, 1.0)[round_ % 5]
        theirs = torch.nn.functional.dropout(torch.tensor(x), p).numpy()
        got = module.dropout(x, p, rng)
        both = (got != 0) & (theirs != 0)
        np.testing.assert_allclose(got[both], theirs[both], rtol=1e-12)
        assert abs((got == 0).mean() - (theirs == 0).mean()) <= 8 * np.sqrt(p * (1 - p) / x.size)
        np.testing.assert_array_equal(module.dropout(x, p, rng, training=False), x)
