"""`moe` against the rules in Python's own numbers, one token after the other; PyTorch has no such layer."""

import math

import pytest

torch = pytest.importorskip("torch")


def _softmax(numbers):
    powers = [math.exp(number - max(numbers)) for number in numbers]
    return [power / sum(powers) for power in powers]


def _dot(row, other):
    return sum(a * b for a, b in zip(row, other, strict=True))


def _answer(token, w1, w2):
    hidden = [max(_dot(row, token), 0.0) for row in w1.tolist()]
    return [_dot(row, hidden) for row in w2.tolist()]


def _expected(x, router, experts, k):
    out, counts, sums = [], [0] * len(experts), [0.0] * len(experts)
    for token in x.tolist():
        logits = [_dot(row, token) for row in router.tolist()]
        chosen = sorted(range(len(logits)), key=lambda n: -logits[n])[:k]
        weights = _softmax([logits[n] for n in chosen])
        answers = zip(*(_answer(token, *experts[n]) for n in chosen), strict=True)
        out.append([_dot(weights, numbers) for numbers in answers])
        for n, probability in enumerate(_softmax(logits)):
            counts[n] += n in chosen
            sums[n] += probability
    return torch.tensor(out), len(experts) * torch.tensor(_dot(counts, sums)) / len(x) ** 2


def test_moe_agrees_with_the_rules(solution_of):
    moe, draw = solution_of("moe").moe, torch.Generator().manual_seed(0)
    for _ in range(2000):
        tokens, width, hidden, count, k = torch.randint(1, 6, (5,), generator=draw).tolist()
        x, router = (torch.randn(rows, width, generator=draw) for rows in (tokens, count))
        shapes = (hidden, width), (width, hidden)
        experts = [tuple(torch.randn(shape, generator=draw) for shape in shapes) for _ in range(count)]
        args = x, router, experts, min(k, count)
        torch.testing.assert_close(moe(*args), _expected(*args), rtol=1e-4, atol=1e-5)
