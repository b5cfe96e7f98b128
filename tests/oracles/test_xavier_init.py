"""`xavier_init` against torch.nn.init, and 10,000 runs of the solution through the checks of its grader."""

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_draws_what_pytorch_draws(solution_of):
    module, rng = solution_of("xavier_init"), np.random.default_rng(1)
    for seed in range(2000):
        shape, gain = tuple(rng.integers(1, 6, rng.integers(2, 6)).tolist()), float(rng.uniform(0.1, 3))
        for name in ("xavier_uniform_", "xavier_normal_"):
            got, expected = (
                getattr(of, name)(torch.empty(shape), gain, generator=torch.Generator().manual_seed(seed))
                for of in (module, torch.nn.init)
            )
            torch.testing.assert_close(got, expected, rtol=1e-5, atol=1e-7)


@pytest.mark.timeout(900)
def test_the_checks_pass_10_000_runs_of_the_solution(solution_of, request):
    request.config.addinivalue_line("markers", "level(name): of the grader")
    path = Path(__file__).parents[2] / "graders" / "xavier_init" / "test_xavier_init.py"
    spec = importlib.util.spec_from_file_location("grader", path)
    grader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(grader)
    module, generator = solution_of("xavier_init"), torch.Generator().manual_seed(1)
    std = math.sqrt(2 / 600)
    for run in range(10_000):
        family = ("uniform", "normal")[run % 2]
        got = getattr(module, f"xavier_{family}_")(torch.empty(400, 200), generator=generator).double().numpy()
        grader.check_spread(got, std)
        grader.check_family(got / std, family)
        if run < 500:  # sorting them takes longer than all the rest
            grader.check_different(got)
