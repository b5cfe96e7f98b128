"""`decision_stump` against every stump tried by itself, from the definition."""

import itertools

import numpy as np
import pytest


def test_no_stump_is_better_and_no_earlier_one_as_good(solution_of):
    module, rng = solution_of("decision_stump"), np.random.default_rng(1)
    for _ in range(2000):
        n, d = int(rng.integers(3, 25)), int(rng.integers(1, 4))
        x, y = rng.integers(-5, 6, (n, d)) / 2, rng.choice([-1, 1], n)
        weights = rng.choice([0.25, 0.5, 1.0, 3.0], n)  # equally good stumps are common
        tried = []
        for feature in range(d):
            values = sorted(set(x[:, feature].tolist()))
            for low, high in itertools.pairwise(values):
                for polarity in (1, -1):
                    says = [polarity if value > (low + high) / 2 else -polarity for value in x[:, feature]]
                    wrong = [w for w, one, other in zip(weights, says, y, strict=True) if one != other]
                    tried.append((sum(wrong) / sum(weights), feature, (low + high) / 2, polarity))
        if not tried:
            continue
        best = next(stump for stump in tried if stump[0] < min(tried)[0] + 1e-9)
        *stump, error = module.decision_stump(x, y, weights)
        assert tuple(stump) == best[1:]
        assert error == pytest.approx(best[0], abs=1e-12)
        assert weights[module.predict(x, *stump) != y].sum() / weights.sum() == pytest.approx(error, abs=1e-12)
