"""The filter of `sampling` against the rules, one token after the other, and its draws against the probabilities."""

import math

import pytest

torch = pytest.importorskip("torch")


def _filtered(row, temperature, top_k, top_p):
    scaled = [x / temperature for x in row]
    order = sorted(range(len(row)), key=lambda token: -scaled[token])[: top_k or None]
    weights = [math.exp(scaled[token]) for token in order]
    total, kept = 0.0, []
    for token, weight in zip(order, weights, strict=True):
        kept.append(token)
        total += weight / sum(weights)
        if total >= top_p:
            break
    return [x if token in kept else -math.inf for token, x in enumerate(scaled)]


def test_sampling_agrees_with_the_rules(solution_of):
    module, draw = solution_of("sampling"), torch.Generator().manual_seed(0)
    for _ in range(2000):
        rows, words, top_k = (int(torch.randint(1, 9, (), generator=draw)) for _ in range(3))
        logits = 2 * torch.randn(rows, words, generator=draw)
        temperature, top_p = (0.05 + 0.95 * torch.rand(2, generator=draw)).tolist()
        options = temperature, top_k if top_k <= words else 0, top_p
        expected = torch.tensor([_filtered(row, *options) for row in logits.tolist()])
        torch.testing.assert_close(module.filter_logits(logits, *options), expected, rtol=1e-4, atol=1e-5)
    shares = torch.tensor([0.5, 0.0, 0.3, 0.2])
    drawn = module.sample(shares.log().expand(100_000, 4), draw)
    torch.testing.assert_close(torch.bincount(drawn, minlength=4) / 100_000, shares, rtol=0, atol=0.01)
