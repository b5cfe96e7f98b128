"""Tensors, models and seeds on their way to a worker and back; the judge itself never loads torch."""

import sys

import numpy as np
import pytest

from conftest import HAS_TORCH, ROOT, run
from shousi import catalogue
from shousi.grading import Built, Density, Tensor, submission
from shousi.grading.grading import grade
from shousi.grading.results import Options
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.messages import Given, Limits
from shousi.show import figures

pytestmark = pytest.mark.skipif(not HAS_TORCH, reason="`nox -s tests` runs this in the torch environment")

MODELS = "import torch\ndef linear(i, o): return torch.nn.Linear(i, o)\n"


@pytest.fixture
def worker(started):
    worker = started.start_worker()
    source = """
import torch, made_for_all
def same(t): return t
def fill_(t):
    with torch.no_grad():
        return t.fill_(made_for_all.VALUE)
def draw(n): return torch.randn(n)
def count(model): return sum(p.numel() for p in model.parameters())
def zero_(model):
    for p in model.parameters(): torch.nn.init.zeros_(p)
def product(t): return t * 2
def half(): return torch.zeros(2, dtype=torch.bfloat16)
"""
    given = [Given("made_for_all", "VALUE = 3.0"), Given("factories", MODELS)]
    assert worker.load(source, "mine.py", ["same"], given=given).ended is Ended.RETURNED
    yield worker
    worker.close()


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16, np.int64, np.uint8, np.bool_])
def test_a_tensor_comes_back_as_it_was_sent(worker, dtype):
    array = np.arange(6).reshape(2, 3).astype(dtype)
    value = worker.call("same", (Tensor(array),)).value
    assert value.array.dtype == dtype
    assert np.array_equal(value.array, array)


def test_gradients_asked_for_and_recorded_are_seen(worker):
    asked = Tensor(np.ones(2, np.float32), requires_grad=True)
    assert worker.call("same", (asked,)).value.requires_grad
    assert worker.call("product", (asked,)).value.has_history
    assert not worker.call("product", (Tensor(np.ones(2)),)).value.has_history


def test_a_tensor_changed_in_place_is_seen_afterwards(worker):
    call = worker.call("fill_", (Tensor(np.zeros(2)),), echo=True)
    assert call.after[0].array.tolist() == [3.0, 3.0]


def test_a_model_is_made_in_the_worker_and_comes_back_as_its_state(worker):
    assert worker.call("count", (Built("linear", (3, 4)),)).value == 16
    after = worker.call("zero_", (Built("linear", (3, 4)),), echo=True).after[0]
    assert {name: tensor.array.shape for name, tensor in after.items()} == {"weight": (4, 3), "bias": (4,)}
    assert not after["weight"].array.any()


def test_many_calls_in_one_request_have_a_model_or_a_tensor_each(worker):
    assert worker.call("count", ((Built("linear", (3, 4)),), (Built("linear", (1, 1)),)), each=True).value == [16, 2]
    tensors = worker.call("fill_", ((Tensor(np.zeros(2)),), (Tensor(np.zeros(3)),)), each=True).value
    assert [tensor.array.tolist() for tensor in tensors] == [[3.0, 3.0], [3.0, 3.0, 3.0]]


def test_a_seed_repeats_what_a_call_draws(worker):
    first, again, other = (worker.call("draw", (5,), seed=seed).value.array for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_dtype_that_numpy_lacks_is_opaque(worker):
    assert worker.call("half", ()).value.type_name == "torch.Tensor"


def test_the_judge_has_not_loaded_torch(worker):
    worker.call("draw", (5,))
    assert "torch" not in sys.modules


@pytest.mark.parametrize(
    "way",
    [
        "torch.nn.modules.linear.init.kaiming_uniform_(x)",
        "getattr(torch.nn, 'in' + 'it').kaiming_uniform_(x)",
        "torch.nn.Linear(3, 3)",
    ],
)
def test_a_forbidden_function_is_not_reached_through_a_module_that_holds_or_wraps_it(load, way):
    source = f"import torch\ndef f(x):\n    {way}"
    worker = load(source, forbidden=["torch.nn.init", "!torch.nn.init.calculate_gain"])
    call = worker.call("f", (Tensor(np.ones((3, 3))),))
    assert (call.ended, [(use.name, use.line) for use in call.uses]) == (
        Ended.FORBIDDEN,
        [("torch.nn.init.kaiming_uniform_", 3)],
    )


def test_vmap_works_though_its_first_call_reads_what_is_forbidden(load):
    worker = load("import torch\ndef f(x):\n    return torch.vmap(torch.sum)(x)", forbidden=["torch.ops"])
    assert worker.call("f", (Tensor(np.ones((3, 2))),)).value.array.tolist() == [2.0, 2.0, 2.0]


def test_models_of_the_grader_may_use_what_a_submission_may_not(started):
    worker = started.start_worker()
    source = "def count(model): return sum(p.numel() for p in model.parameters())"
    worker.load(source, "mine.py", ["count"], ["torch.nn.init"], [Given("factories", MODELS)])
    assert worker.call("count", (Built("linear", (3, 2)),)).value == 8
    worker.close()


def test_an_optimiser_works_though_its_import_asks_for_a_folder(load):
    source = """
import torch
def f():
    weight = torch.ones(2, requires_grad=True)
    optimiser = torch.optim.SGD([weight], lr=1.0)
    weight.sum().backward()
    optimiser.step()
    return weight.detach()
"""
    worker = load(source, limits=Limits(cpu=60.0, wall=120.0))
    assert worker.call("f", ()).value.array.tolist() == [0.0, 0.0]


WRONG = """
import math, torch
def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    with torch.no_grad():
        return tensor.normal_(0, math.sqrt(2 / tensor.numel()))
def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    with torch.no_grad():
        return tensor.uniform_(-1, 1) / 12
def init_resnet_(model, zero_init_residual=False):
    return None
"""


def test_the_picture_of_a_wrong_initialisation_shows_the_density_of_the_formula(started):
    exercise = catalogue.load(ROOT)["kaiming_init"]
    source = submission.source_of(exercise, WRONG, "kaiming_init.py")
    found = {
        case.check: case for case in grade(started, exercise, source, 1, options=Options(speed=False)).failed_calls
    }
    example = found["test_spreads_as_in_the_worked_example"]
    assert example.density == Density("normal", pytest.approx(1 / 24))
    assert "Expected: normal, mean 0, std 0.04167." in figures.draw_failed_call(exercise, example).alt
    evenly = found["test_draws_from_a_uniform_distribution"]
    assert evenly.density == Density("uniform", pytest.approx(1 / 12))
    assert found["test_sets_batch_norms_to_the_identity"].density is None


def test_a_model_of_ones_own_is_made_in_both_workers():
    solution = ROOT / "solutions" / "model_info" / "model_info.py"
    model = "torch.nn.Sequential(torch.nn.Linear(2, 3))"
    ran = run("try", "model_info", "--submission", solution, "--", model, cwd=ROOT)
    assert ran.status == 0, ran.err
    assert "model_info(model=<a torch.nn.modules.container.Sequential>)" in ran.out.replace("\n", "")
