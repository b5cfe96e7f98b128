"""`kl_divergence` against torch.distributions, and the means of its estimators against the exact divergence."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Exact divergences of 2,000 random batches, and what k1 and k3 give on average."""
    module = solution_of("kl_divergence")
    generator = torch.Generator().manual_seed(1)
    for round_ in range(2000):
        n, c = torch.randint(1, 9, (2,), generator=generator).tolist()
        p, q = (torch.randn(n, c, generator=generator).double() * (1, 5, 30)[round_ % 3] for _ in "pq")
        one, two = (torch.distributions.Categorical(logits=logits) for logits in (p, q))
        expected = torch.distributions.kl_divergence(one, two).mean()
        torch.testing.assert_close(module.kl_divergence(p, q), expected, rtol=1e-9, atol=1e-9)
        k1, _, k3 = module.kl_estimators(two.logits, one.logits)  # for each class, which p draws with its probability
        for k in (k1, k3):
            torch.testing.assert_close((one.probs * k).sum(1).mean(), expected, rtol=1e-6, atol=1e-6)
