"""The solution of `grpo_loss` against the formulas of the paper, in Python's own numbers."""

import math
import statistics

import pytest

torch = pytest.importorskip("torch")


def _token(logp, old_logp, ref_logp, advantage, clip, beta):
    ratio, odds = math.exp(logp - old_logp), math.exp(ref_logp) / math.exp(logp)
    gain = advantage * (min(ratio, 1 + clip) if advantage >= 0 else max(ratio, 1 - clip))
    return beta * (odds - math.log(odds) - 1) - gain


def test_grpo_loss_agrees_with_the_formulas(solution_of):
    module, draw = solution_of("grpo_loss"), torch.Generator().manual_seed(0)
    for _ in range(2000):
        n, longest = torch.randint(2, 9, (2,), generator=draw).tolist()
        rewards = torch.randn(n, longest, generator=draw)
        expected = [
            [(r - statistics.fmean(row)) / (statistics.stdev(row) + 1e-4) for r in row] for row in rewards.tolist()
        ]
        found = module.group_advantages(rewards)
        torch.testing.assert_close(found, torch.tensor(expected), rtol=1e-4, atol=1e-5)
        new, old, ref = 0.5 * torch.randn(3, n, longest, generator=draw) - 2
        mask = torch.rand(n, longest, generator=draw) < 0.6
        mask[:, 0] = True
        answers = []
        for i in range(n):
            at = mask[i].nonzero().flatten().tolist()
            terms = [_token(*(x[i, t].item() for x in (new, old, ref)), found[i, 0].item(), 0.2, 0.04) for t in at]
            answers.append(sum(terms) / len(terms))
        loss = torch.tensor(sum(answers) / n)
        torch.testing.assert_close(module.grpo_loss(new, old, ref, found[:, 0], mask), loss, rtol=1e-4, atol=1e-5)
