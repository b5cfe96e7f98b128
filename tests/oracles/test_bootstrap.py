"""`bootstrap` against the formula of its shares and SciPy's bootstrap; and how often its checks fail a right answer."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest


def test_the_share_out_of_bag_is_that_of_the_formula(solution_of):
    module, rng = solution_of("bootstrap"), np.random.default_rng(1)
    for n in (1, 2, 3, 5, 10, 100):
        shares = module.out_of_bag(module.bootstrap(n, 20_000, rng))
        assert shares.mean() == pytest.approx((1 - 1 / n) ** n, abs=0.006)  # 6 deviations where they are largest


def test_the_interval_agrees_with_scipy(solution_of):
    stats = pytest.importorskip("scipy.stats")
    module, rng = solution_of("bootstrap"), np.random.default_rng(2)
    for seed in range(2000):
        x, confidence = rng.exponential(size=int(rng.integers(2, 30))), float(rng.uniform(0.3, 0.99))
        options = {"confidence_level": confidence, "n_resamples": 50, "method": "percentile"}
        theirs = stats.bootstrap((x,), np.mean, vectorized=True, rng=np.random.default_rng(seed), **options)
        samples = module.bootstrap(len(x), 50, np.random.default_rng(seed))  # SciPy draws the same indices
        np.testing.assert_allclose(module.interval(x, samples, confidence), theirs.confidence_interval, rtol=1e-9)
        outside = [len(set(range(len(x))) - set(sample)) / len(x) for sample in samples.tolist()]
        np.testing.assert_allclose(module.out_of_bag(samples), outside, atol=1e-12)


def test_the_checks_of_draws_fail_no_right_answer_in_10_000_runs(solution_of, monkeypatch):
    """Each states a probability below 1e-9."""
    grading = pytest.importorskip("shousi.grading")
    monkeypatch.setattr(grading, "level", lambda name: lambda check: check)  # a plain function for each check
    monkeypatch.setattr(grading, "standard", lambda *args, **options: {})
    path = Path(__file__).parents[2] / "graders" / "bootstrap" / "test_bootstrap.py"
    spec = importlib.util.spec_from_file_location("grader", path)
    grader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(grader)
    solution = solution_of("bootstrap").bootstrap

    def bootstrap(n, rounds, generator):
        return solution(n, rounds, np.random.default_rng(*generator.args))

    assert grading.numpy_generator(3).args == (3,)
    for seed in range(10_000):
        rng = np.random.default_rng(seed)
        grader.test_draws_every_sample_as_often_as_chance_has_it(bootstrap, rng)
        grader.test_draws_from_the_generator_alone(bootstrap, rng)
