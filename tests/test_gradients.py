"""Gradients through a submission, and PyTorch layers as objects of a check; the judge itself never loads torch."""

import sys

import numpy as np
import pytest

from conftest import HAS_TORCH
from shousi.grading import Built, Tensor, assert_close, assert_gradients, assert_no_gradient, torch_generator
from shousi.grading.failures import CallFailed, Mismatch
from shousi.grading.functions import CheckRecord, Function, Solution
from shousi.grading.interface import interface_of
from shousi.grading.runners import Runner, Source
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.messages import Given

pytestmark = pytest.mark.skipif(not HAS_TORCH, reason="`nox -s tests` runs this in the torch environment")

RIGHT = """
import torch
from torch import nn

def attention(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5, -1)
    return weights @ v

def loss(policy, reference, beta=0.1):
    return -torch.nn.functional.logsigmoid(beta * (policy - reference.detach())).mean()

def block(x, weights):
    return x @ weights["up"].T, weights["scale"] * x

class LoRALinear(nn.Module):
    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.a = nn.Parameter(torch.ones(rank, linear.in_features) / 10)
        self.b = nn.Parameter(torch.ones(linear.out_features, rank) / 5)
        self.scale = alpha / rank

    def forward(self, x):
        return self.linear(x) + self.scale * (x @ self.a.T @ self.b.T)

    def merged(self) -> nn.Linear:
        linear = nn.Linear(self.linear.in_features, self.linear.out_features)
        linear.weight.data = self.linear.weight + self.scale * self.b @ self.a
        linear.bias.data = self.linear.bias
        return linear
"""
FACTORIES = """
import torch
def linear(i, o):
    layer = torch.nn.Linear(i, o)
    layer.weight.data = torch.arange(i * o).reshape(o, i) / 10
    layer.bias.data = torch.ones(o)
    return layer
def square():
    return lambda x: x * x
"""


@pytest.fixture
def sides(started):
    """Return the submission and the solution as a check has them, from the submission's source."""
    runners = []

    def sides(source=RIGHT, forbidden=()):
        record, interface = CheckRecord(), interface_of(RIGHT)
        for text, forbids in ((source, forbidden), (RIGHT, ())):
            whole = Source(
                text=text, filename="mine.py", functions=("attention",), forbidden=forbids,
                given=(Given("factories", FACTORIES),),
            )  # fmt: skip
            runners.append(Runner(started, whole))
        mine, theirs = runners[-2:]

        class Mine:
            def __getattr__(self, name):
                return Function(mine, name, record, interface=interface)

        return Mine(), Solution(theirs, record, interface=interface)

    yield sides
    for runner in runners:
        runner.close()


def changed(before, after):
    assert before in RIGHT
    return RIGHT.replace(before, after)


@pytest.fixture
def qkv(rng=None):
    rng = np.random.default_rng(1)
    return tuple(Tensor(rng.normal(size=(2, 3, 4)).astype(np.float32)) for _ in "qkv")


def test_the_gradients_of_another_right_way_are_accepted(sides, qkv):
    mine, solution = sides(changed("torch.softmax(", "(lambda s, d: s.exp() / s.exp().sum(d, keepdim=True))("))
    assert_gradients(mine.attention, solution.attention, qkv, wrt=("q", "k", "v"))
    assert_gradients(mine.attention, solution.attention, qkv, wrt=(0,))
    assert "torch" not in sys.modules


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "return weights @ v",
            "return (weights @ v).detach()",
            "no gradient reaches q, k and v: the result was comput",
        ),
        (
            "return weights @ v",
            "return torch.tensor((weights @ v).tolist())",
            "no gradient reaches q, k and v: the res",
        ),
        (
            "return weights @ v",
            "return torch.from_numpy((weights @ v).detach().numpy())",
            "no gradient reaches q, k an",
        ),
        (
            "return weights @ v",
            "return torch.from_numpy((weights @ v).numpy())",
            "no gradient reaches q, k and v: NumPy ",
        ),
        (
            "return weights @ v",
            "import numpy as np; return np.asarray(weights @ v)",
            "no gradient reaches q, k and v: Nu",
        ),
        (
            "    weights =",
            "    torch.set_grad_enabled(False)\n    weights =",
            "no gradient reaches q, k and v: the result",
        ),
        (
            "return weights @ v",
            "return weights.data @ v",
            "no gradient reaches q and k: a part of the result was compu",
        ),
        (
            "return weights @ v",
            "return 3.0",
            "no gradient reaches q, k and v: the result was computed outside autograd",
        ),
        ("** 0.5", "** 0.4", "the gradient of q is wrong: "),
    ],
)
def test_a_wrong_gradient_is_told_in_one_sentence(sides, qkv, before, after, told):
    mine, solution = sides(changed(before, after))
    with pytest.raises(Mismatch) as wrong:
        assert_gradients(mine.attention, solution.attention, qkv, wrt=("q", "k", "v"))
    assert str(wrong.value).startswith(told)


def test_a_gradient_that_should_be_none_is_told(sides):
    args = (Tensor(np.ones(3, np.float32)), Tensor(np.zeros(3, np.float32)))
    mine, solution = sides()
    assert_gradients(mine.loss, solution.loss, args, wrt=("policy", "reference"))
    assert_no_gradient(mine.loss, args, wrt=("reference",))
    mine, solution = sides(changed("reference.detach()", "reference"))
    with pytest.raises(Mismatch, match="a gradient reaches reference, and none should"):
        assert_no_gradient(mine.loss, args, wrt=("reference",))
    with pytest.raises(Mismatch, match="a gradient reaches reference, and none should"):
        assert_gradients(mine.loss, solution.loss, args, wrt=(0, 1))


def test_tensors_in_a_dict_and_several_results_have_gradients_too(sides):
    args = (Tensor(np.ones((2, 3), np.float32)),
            {"up": Tensor(np.ones((4, 3), np.float32)), "scale": Tensor(np.float32([2.0]))})  # fmt: skip
    mine, solution = sides(changed('weights["scale"] * x', 'weights["scale"].data * x'))
    with pytest.raises(Mismatch, match=r"no gradient reaches weights\['scale'\]: a part of"):
        assert_gradients(mine.block, solution.block, args, wrt=("x", "weights"))


def test_a_call_that_does_not_return_fails_as_such(sides, qkv):
    mine, solution = sides(changed("return weights @ v", "return 1 / 0"))
    with pytest.raises(CallFailed) as failed:
        assert_gradients(mine.attention, solution.attention, qkv)
    assert failed.value.call.error.type_name == "ZeroDivisionError"


def test_backward_may_be_forbidden_to_a_submission_whose_gradients_are_checked(sides, qkv):
    mine, solution = sides(forbidden=("torch.autograd.grad", "torch.autograd.backward", "torch.Tensor.backward"))
    assert_gradients(mine.attention, solution.attention, qkv, wrt=(0, 1, 2))


@pytest.mark.parametrize(
    "forged",
    [
        "Gradients.through = lambda *_: 5",
        "Gradients.through = lambda *_: (1, [2], True)",
        "Gradients.through = lambda *_: (1, {'0': 'x', '\\x1b[2J': 7.0}, True)",
        "Gradients.through = lambda *_: (1, {}, 3)",
        "Gradients.leaves = lambda *_: None",
    ],
)
def test_forged_gradients_end_in_a_verdict(sides, qkv, forged):
    mine, solution = sides(f"from shousi.sandbox.inside.gradients import Gradients\n{forged}\n{RIGHT}")
    with pytest.raises((Mismatch, CallFailed)) as wrong:
        assert_gradients(mine.attention, solution.attention, qkv)
    assert "\x1b" not in str(wrong.value)


LINEAR = Built("linear", (3, 2))
X = Tensor(np.arange(6, dtype=np.float32).reshape(2, 3))


def test_a_layer_is_called_merged_and_read(sides):
    mine, solution = sides()
    layer, right = mine.LoRALinear(LINEAR, 2, 8.0), solution.LoRALinear(LINEAR, 2, 8.0)
    assert_close(layer(X), right(X))
    merged = layer.merged()
    assert_close(merged(X), right(X))
    assert merged.weight.array.shape == (2, 3)
    assert list(layer.state_dict()) == ["a", "b", "linear.weight", "linear.bias"]
    assert [name for name, value in layer.named_parameters() if value.requires_grad] == ["a", "b"]
    assert layer.eval()(X).has_history


def test_the_gradients_of_a_layers_parameters_are_checked_and_a_frozen_one_has_none(sides):
    mine, solution = sides(changed("linear.requires_grad_(False)", "linear"))
    layer, right = mine.LoRALinear(LINEAR, 2, 8.0), solution.LoRALinear(LINEAR, 2, 8.0)
    assert_gradients(layer, right, (X,), wrt=("x",))
    with pytest.raises(Mismatch, match=r"a gradient reaches linear.weight and linear.bias, and none should: freeze"):
        assert_gradients(layer, right, (X,), wrt=("self",))
    mine, solution = sides(changed("alpha / rank", "alpha"))
    layer, right = mine.LoRALinear(LINEAR, 2, 8.0), solution.LoRALinear(LINEAR, 2, 8.0)
    with pytest.raises(Mismatch, match="the gradient of a is wrong"):
        assert_gradients(layer, right, (X,), wrt=("self",))


def test_merging_into_nothing_is_a_wrong_answer(sides):
    mine, _ = sides(changed("        return linear\n", ""))
    with pytest.raises(Mismatch, match=r"LoRALinear.merged: expected a Linear object, got None. Is there a return"):
        mine.LoRALinear(LINEAR, 2, 8.0).merged()


def test_a_method_is_a_function_of_an_object_that_the_worker_makes(sides):
    mine, _ = sides()
    forward = mine.LoRALinear.method("forward")
    assert forward(Built("LoRALinear", (LINEAR, 2, 8.0)), X).array.shape == (2, 2)


def test_a_function_is_an_argument_by_the_name_of_its_factory(sides):
    mine, _ = sides(f"{RIGHT}\ndef apply(f, x): return f(x)\n")
    assert mine.apply(Built("square"), 3.0) == 9.0
    call = mine.apply.outcome(Built("square"), "x")
    assert call.ended is Ended.BAD_SIGNATURE or call.error.type_name == "TypeError"


def test_a_torch_generator_is_an_argument(sides):
    mine, _ = sides(f"{RIGHT}\ndef draw(generator): return torch.rand(3, generator=generator)\n")
    first, again, other = (mine.draw(torch_generator(seed)).array for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
