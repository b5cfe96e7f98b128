"""The solution of `ppo_loss` against the definitions: double sums and cases, in Python's own numbers."""

import math

import pytest

torch = pytest.importorskip("torch")


def _advantage(t, rewards, values, dones, gamma, lam):
    """Return the weighted mean of the advantages of 1, 2, 3 ... steps, as the paper defines it."""
    end = next((i for i in range(t, len(rewards)) if dones[i]), len(rewards) - 1)
    total = 0.0
    for steps in range(1, end - t + 2):
        gain = sum(gamma**i * rewards[t + i] for i in range(steps)) - values[t]
        if not dones[t + steps - 1]:
            gain += gamma**steps * values[t + steps]
        total += gain * (lam ** (steps - 1) if t + steps - 1 == end else (1 - lam) * lam ** (steps - 1))
    return total


def _term(logp, old_logp, advantage, clip):
    ratio = math.exp(logp - old_logp)
    return advantage * (min(ratio, 1 + clip) if advantage >= 0 else max(ratio, 1 - clip))


def test_ppo_loss_agrees_with_the_definitions(solution_of):
    module, draw = solution_of("ppo_loss"), torch.Generator().manual_seed(0)
    for _ in range(2000):
        steps = int(torch.randint(1, 12, (), generator=draw))
        rewards, values = torch.randn(steps, generator=draw), torch.randn(steps + 1, generator=draw)
        dones = (torch.rand(steps, generator=draw) < 0.3).float()
        gamma, lam = torch.rand(2, generator=draw).tolist()
        lists = rewards.tolist(), values.tolist(), dones.tolist()
        expected = torch.tensor([_advantage(t, *lists, gamma, lam) for t in range(steps)])
        torch.testing.assert_close(module.gae(rewards, values, dones, gamma, lam), expected, rtol=1e-4, atol=1e-5)
        old_logp = torch.randn(steps, generator=draw) - 1
        logp = old_logp + 0.4 * torch.randn(steps, generator=draw)
        terms = [_term(*row, 0.2) for row in zip(logp.tolist(), old_logp.tolist(), rewards.tolist(), strict=True)]
        loss = torch.tensor(-sum(terms) / steps)
        torch.testing.assert_close(module.ppo_loss(logp, old_logp, rewards), loss, rtol=1e-4, atol=1e-5)
