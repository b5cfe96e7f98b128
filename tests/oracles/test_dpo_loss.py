"""The solution of `dpo_loss` against torch.nn.functional.cross_entropy and Python's own numbers."""

import math

import pytest

torch = pytest.importorskip("torch")


def _loss(chosen, rejected, reference_chosen, reference_rejected, beta):
    rewards = beta * (chosen - reference_chosen), beta * (rejected - reference_rejected)
    return -math.log(math.exp(rewards[0]) / (math.exp(rewards[0]) + math.exp(rewards[1])))  # Bradley-Terry


def test_dpo_loss_agrees_with_pytorch_and_with_bradley_and_terry(solution_of):
    module, draw = solution_of("dpo_loss"), torch.Generator().manual_seed(0)
    for _ in range(2000):
        b, n, v = (torch.randint(2, 9, (3,), generator=draw)).tolist()
        logits, tokens = torch.randn(b, n, v, generator=draw), torch.randint(v, (b, n), generator=draw)
        mask = torch.rand(b, n, generator=draw) < 0.6
        targets = tokens[:, 1:].masked_fill(~mask[:, 1:], -100)
        losses = torch.nn.functional.cross_entropy(logits[:, :-1].mT, targets, reduction="none")
        found = module.sequence_logprobs(logits, tokens, mask)
        torch.testing.assert_close(found, -losses.sum(1), rtol=1e-4, atol=1e-5)
        pairs = torch.randn(4, b, generator=draw) * 3 - 10
        expected = sum(_loss(*pair, 0.3) for pair in pairs.T.tolist()) / b
        torch.testing.assert_close(module.dpo_loss(*pairs, 0.3), torch.tensor(expected), rtol=1e-4, atol=1e-5)
