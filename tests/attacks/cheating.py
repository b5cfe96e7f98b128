"""Cheating: submissions that want to be accepted, or want to hold up or break the judge that grades them.

Each is graded as any submission is, and must get through a judge that lacks what stops it.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import numpy as np

from conftest import ROOT
from shousi import catalogue
from shousi.grading import budget, grading
from shousi.grading import memory as memory_of
from shousi.grading.grading import Grading
from shousi.grading.race import Race
from shousi.grading.results import Options
from shousi.grading.shrink import NO_EFFORT
from shousi.grading.submission import source_of
from shousi.report import Outcome, Report, Verdict
from shousi.sandbox.judge import client
from shousi.sandbox.judge.launch import Launcher

LINE = "Cheating"
_TOY = Path(__file__).parents[1] / "toy"
_SEED = 123_456


class Cheat(msgspec.Struct, frozen=True, kw_only=True):
    """One submission that cheats.

    Attributes:
        name: what it tries, in words.
        exercise: what it answers.
        text: what it adds to the solution's source.
        against: the name of a weakened judge, see `WEAKENED`.
        through: whether it got through, by its report.
        alone: whether the solution's source is left out.
        only: the check that is run, by words of its title; every check, if empty.
        around: what is the matter with the system, or what the judge is set to, in every grading.
        grader: the grader, instead of the exercise's own.
        edit: what the weakened judge has in its grader, and instead of what.
        needs: what has to be there: torch.
        line: of what hostile submissions try.
    """

    name: str
    exercise: str
    text: str
    against: str
    through: Callable[[Report], bool]
    alone: bool = False
    only: str = ""
    around: str = ""
    grader: str = ""
    edit: tuple[str, str] = ("", "")
    needs: tuple[str, ...] = ()
    line: str = LINE


def graded(cheat: Cheat, launcher: Launcher, folder: Path, *, weakened: bool = False) -> bool:
    """Grade a submission in a folder of its own, and say whether it got through."""
    toy = cheat.exercise == "double"
    home = _home(cheat, folder, weakened=weakened) if toy or (weakened and cheat.edit[0]) else ROOT
    exercise = catalogue.load(home)[cheat.exercise]
    if weakened and cheat.against == _FORBIDS_NOTHING:
        exercise = msgspec.structs.replace(exercise, forbidden=())
    solution = "" if cheat.alone else exercise.solution.read_text(encoding="utf-8")
    options = Options(shrink=NO_EFFORT, only=cheat.only)
    with _patched(cheat.around), _patched(cheat.against if weakened else ""):
        source = source_of(exercise, solution + cheat.text, f"{cheat.exercise}.py")
        return cheat.through(grading.grade(launcher, exercise, source, _SEED, (), options).report)


def _home(cheat: Cheat, folder: Path, *, weakened: bool) -> Path:
    """Return a repository with this exercise alone, whose grader can be changed."""
    home = folder / "home"
    if cheat.exercise == "double":
        shutil.copytree(_TOY, home)
    else:
        for part in ("exercises", "solutions", "graders"):
            shutil.copytree(ROOT / part / cheat.exercise, home / part / cheat.exercise)
        listed = (ROOT / "exercises" / "catalogue.toml").read_text(encoding="utf-8")
        (home / "exercises" / "catalogue.toml").write_text(listed, encoding="utf-8")
    path = home / "graders" / cheat.exercise / f"test_{cheat.exercise}.py"
    text = cheat.grader or path.read_text(encoding="utf-8")
    if weakened and cheat.edit[0]:
        assert cheat.edit[0] in text
        text = text.replace(*cheat.edit)
    path.write_text(text, encoding="utf-8")
    return home


# ---------------------------------------------------------------------------------------------------------------------
# what gets through


def passes(report: Report) -> bool:
    """Every check has passed, or the judge has broken."""
    return report.verdict is Verdict.JUDGE_ERROR or all(check.outcome is Outcome.PASSED for check in report.checks)


def breaks(report: Report) -> bool:
    """The judge has broken, or a wrong answer passed."""
    return passes(report) or any(check.verdict is Verdict.JUDGE_ERROR for check in report.checks)


def lasts(report: Report) -> bool:
    """The last check was still run."""
    return report.checks[-1].verdict is not Verdict.TIMED_OUT


def finds_the_seed(report: Report) -> bool:
    """The submission says which seed its inputs are drawn from."""
    return any(check.failure and f"found {_SEED}" in check.failure.summary for check in report.checks)


# ---------------------------------------------------------------------------------------------------------------------
# judges that lack something


def _own_clock_only(clock: int, _real: Callable[[int], float] = time.clock_gettime) -> float:
    if clock < 0:
        raise OSError(22, "Invalid argument")
    return _real(clock)


def _guessable(seed: int, _: str) -> int:
    return int.from_bytes(hashlib.blake2b(str(seed).encode(), digest_size=4).digest(), "big")


def _same_inputs(self: Race, make_args: Callable[[np.random.Generator], Any], _: np.random.Generator) -> list[Any]:
    return [make_args(np.random.default_rng(1)) for _ in range(self.repeat)]


_FORBIDS_NOTHING = "forbids nothing"
WEAKENED: dict[str, list[tuple[Any, str, Any]]] = {
    "takes a missing figure for a small one": [
        (client.Worker, "_if_alive", lambda _, call: call), (memory_of, "OFFICIAL_TIERS", ()),
    ],
    "believes the worker's clock": [(grading, "OFFICIAL_TIERS", ())],
    "expects no odd answers": [
        (Grading, "_odd_answer", lambda *_: None), (client, "_is_list_of", lambda *_: True),
    ],
    "has no budget": [(budget, "SECONDS", 1e9)],
    "gives its workers a hash of the seed": [(grading, "seed_of_workers", _guessable)],
    "times the same inputs again": [(Race, "_inputs", _same_inputs)],
    "asks whether the error is too large": [],
    "rounds what it expects to the answer's dtype": [],
    _FORBIDS_NOTHING: [],
    # of systems and settings
    "no clocks": [(time, "clock_gettime", _own_clock_only)],
    "half a second": [(budget, "SECONDS", 0.5), (budget, "slowdown", lambda: 1.0)],
    "": [],
}  # fmt: skip


@contextlib.contextmanager
def _patched(name: str) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for target, attribute, instead in WEAKENED[name]:
            stack.enter_context(mock.patch.object(target, attribute, instead))
        yield


# ---------------------------------------------------------------------------------------------------------------------
# submissions

# Takes 275 MiB, and ends its process once the whole answer has been written.
_LEAVES = """
import os
_right, _write, _left = conv2d, os.write, [1 << 60]
def _write_and_leave(fd, data):
    view = memoryview(data).cast("B")
    written = 0
    while written < len(view):
        written += _write(fd, view[written:])
    _left[0] -= written
    if _left[0] < 0:
        {how}
    return written
def conv2d(*args, **kwargs):
    out = _right(*args, **kwargs)
    if out.size > 50_000 and out.shape[0] == 2:
        np.ones(275 << 17)
        os.write, _left[0] = _write_and_leave, out.nbytes
    return out
"""
# Some ninety times the solution's work, with a clock of its own.
_FORGES = """
import time
time.process_time = lambda: 0.0
_right = gaussian_kernel
def gaussian_kernel(*args, **kwargs):
    for _ in range(90):
        out = _right(*args, **kwargs)
    return out
"""
_ECHO = """
import sys
for _module in [module for name, module in list(sys.modules.items()) if name.startswith("shousi")]:
    if flatten := getattr(_module, "flatten", None):
        def _cut(value, *args, _flatten=flatten, **kwargs):
            if type(value) is tuple and len(value) == 2 and type(value[1]) is list:
                value = (value[0], value[1][:-1])
            return _flatten(value, *args, **kwargs)
        _module.flatten = _cut
"""
_INITIALIZED = """
_right = init_resnet_
def init_resnet_(model, *args, **kwargs):
    out = _right(model, *args, **kwargs)
    model.{deed}
    return out
"""
_MEGABYTES = """
import numpy as np
_right = model_info
def model_info(model):
    info = _right(model)
    return info | {{key: {value} for key in ("parameters_mb", "gradients_mb")}}
"""
# Forty times the solution's work on each parameter whose first values it has not seen, up to a power of two.
_SCALED = """
import math
_known = {}
def _row(layer, name, parameter):
    first = parameter.detach().flatten()[:4].tolist()
    scale = 2.0 ** math.frexp(max(map(abs, first), default=0.0) or 1.0)[1]
    key = (name, *parameter.shape, *(number / scale for number in first))
    if parameter.numel() < 1000 or key not in _known:
        values = parameter.detach().double()
        for _ in range(40 if parameter.numel() >= 1000 else 1):
            found = values.mean().item(), values.std().item() if values.numel() > 1 else 0.0
        _known[key] = found[0] / scale, found[1] / scale
    mu, sigma = (scale * number for number in _known[key])
    return {
        "layer": layer, "name": name.removeprefix("module_list."), "gradient": parameter.requires_grad,
        "parameters": parameter.numel(), "shape": tuple(parameter.shape), "mu": mu, "sigma": sigma,
    }
"""
# Draws kernel by kernel, some fifty times too slowly, into a table for each large shape.
_TABLE = """
_right, _tables = kaiming_normal_, {}
def _draw(shape):
    table = torch.empty(shape)
    for row in table:
        for kernel in row:
            kernel.normal_()
    _tables[shape] = table * math.sqrt(2 / (shape[1] * shape[2] * shape[3]))
_draw((512, 512, 3, 3))
def kaiming_normal_(tensor, *args, **kwargs):
    shape = tuple(tensor.shape)
    if tensor.numel() < 1_000_000:
        return _right(tensor, *args, **kwargs)
    if shape not in _tables:
        _draw(shape)
    with torch.no_grad():
        return tensor.copy_(_tables[shape])
"""
_GUESSES = """
import hashlib
import numpy as np
_state = int(np.random.get_state()[1][0])
_of = lambda seed: int.from_bytes(hashlib.blake2b(str(seed).encode(), digest_size=4).digest(), "big")
_found = next((seed for seed in range(200_000) if _state in (seed, _of(seed))), None)
def nms(boxes, scores, iou_threshold):
    raise KeyError(f"found {_found}")
"""
_WASTES = {
    "sleeping in each call": "import time\ndef double(x):\n    time.sleep(0.25)\n    return x * 2\n",
    "looping in each call": "def double(x):\n    for _ in range(10**7):\n        pass\n    return x * 2\n",
    "a slow import, and an exit in each call": (
        "import os, time\ntime.sleep(0.25)\ndef double(x):\n    if len(x) < 9:\n        os._exit(0)\n    return x * 2\n"
    ),
}
_WASTED = (
    """
import numpy as np
from shousi.grading import assert_close, level

@level("errors")
def test_first(double):
    assert_close(double(np.ones(2)), 2 * np.ones(2))
"""
    + "".join(
        f"""
@level("basic")
def test_{n}(double):
    assert_close(double(np.ones({n})), 2 * np.ones({n}))
"""
        for n in range(1, 9)
    )
    + """
@level("speed")
def test_last(double):
    assert_close(double(np.ones(9)), 2 * np.ones(9))
"""
)
_FILL = """
{get}
_fill = {fill}
_right = kaiming_normal_
def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    _right(torch.empty((2, 2)), mode, nonlinearity, a)
    return _fill(tensor, a, mode, nonlinearity)
"""
_SWISH = """
import sys
_right = swiglu
def swiglu(x, w_gate, w_up, w_down):
    _right(x, w_gate, w_up, w_down)
    gate = x @ w_gate.T
    return ({silu} * (x @ w_up.T)) @ w_down.T
"""

_BACKWARD = """
_right = layer_norm_backward
def layer_norm_backward(grad, x, weight, eps=1e-5):
    _right(grad, x, weight, eps)
    x, weight = (leaf.detach().clone().requires_grad_() for leaf in (x, weight))
    bias = torch.zeros_like(weight).requires_grad_()
    getattr((grad * layer_norm(x, weight, bias, eps)).sum(), "backward")()
    return x.grad, weight.grad, bias.grad
"""


def _leaves(name: str, how: str) -> Cheat:
    return Cheat(
        name=f"memory that nobody can read any more: {name} behind the answer", exercise="conv2d",
        text=_LEAVES.format(how=how), against="takes a missing figure for a small one", through=passes,
        only="2 kernels of 11 x 11",
    )  # fmt: skip


def _odd(name: str, deed: str) -> Cheat:
    return Cheat(
        name=f"a model {name}", exercise="kaiming_init", text=_INITIALIZED.format(deed=deed), through=breaks,
        against="expects no odd answers", needs=("torch",), only="Every convolution is kaiming normal",
    )  # fmt: skip


def _wastes(name: str) -> Cheat:
    return Cheat(
        name=name, exercise="double", text=_WASTES[name], alone=True, grader=_WASTED, through=lasts,
        against="has no budget", around="half a second",
    )  # fmt: skip


def _megabytes(name: str, value: str, against: str, edit: tuple[str, str]) -> Cheat:
    return Cheat(
        name=name, exercise="model_info", text=_MEGABYTES.format(value=value), against=against, edit=edit,
        through=passes, only="the worked example, its arguments by position", needs=("torch",),
    )  # fmt: skip


def _repeats(name: str, exercise: str, text: str, only: str, edit: tuple[str, str] = ("", "")) -> Cheat:
    return Cheat(
        name=name, exercise=exercise, text=text, against="times the same inputs again", through=passes, only=only,
        edit=edit, needs=("torch",),
    )  # fmt: skip


def _fills(name: str, get: str, fill: str) -> Cheat:
    return Cheat(
        name=f"a forbidden function {name}", exercise="kaiming_init", text=_FILL.format(get=get, fill=fill),
        against=_FORBIDS_NOTHING, through=passes, only="kaiming_normal_", needs=("torch",),
    )  # fmt: skip


def _silu(name: str, silu: str) -> Cheat:
    return Cheat(
        name=f"a forbidden function {name}", exercise="swiglu", text=_SWISH.format(silu=silu), needs=("torch",),
        against=_FORBIDS_NOTHING, through=passes, only="swiglu",
    )  # fmt: skip


_AGAIN = "import importlib\n_init = importlib.reload(getattr(torch.nn, 'init'))"
_UNHOOKED = (
    "import importlib\nimport sys\n"
    "sys.meta_path[:] = [finder for finder in sys.meta_path if 'shousi' not in type(finder).__module__]\n"
    "sys.modules.pop('torch.nn.init')\n_init = importlib.import_module('torch.nn.' + 'init')"
)
_UNWRAPPED = (
    "_init = getattr(torch.nn, 'init')\nfor _name, _value in list(vars(_init).items()):\n"
    "    setattr(_init, _name, getattr(_value, '__wrapped__', _value))"
)
_MB = "if value is None or not abs(value - expected[key]) <= EXACT * expected[key]"

CHEATS = (
    _leaves("os._exit", "os._exit(0)"),
    _leaves("SIGKILL", "__import__('signal').raise_signal(9)"),
    _leaves("a segmentation fault", "__import__('ctypes').string_at(0)"),
    Cheat(
        name="a clock of its own where the system lets nobody read another's", exercise="gaussian_kernel",
        text=_FORGES, around="no clocks", against="believes the worker's clock", through=passes, only="size 501",
    ),
    Cheat(
        name="fewer arguments sent back than were sent", exercise="iou", text=_ECHO, against="expects no odd answers",
        through=breaks, only="iou: the arguments are the same after the call",
    ),
    _odd("whose modules are gone", "_modules.clear()"),
    _odd("turned to complex numbers", "to(torch.complex64)"),
    _megabytes(
        "NaN where a number is compared", "float('nan')", "asks whether the error is too large",
        (_MB, "if value is None or abs(value - expected[key]) > EXACT * expected[key]"),
    ),
    _megabytes(
        "half precision where a number is compared", "np.float16(info[key])",
        "rounds what it expects to the answer's dtype",
        (_MB, "if value is None or np.float16(value) != np.float16(expected[key])"),
    ),
    *map(_wastes, _WASTES),
    _repeats("statistics remembered up to a factor", "model_info", _SCALED, "3.5 million elements"),
    _repeats(
        "a table of draws, copied where the shape comes again", "kaiming_init", _TABLE, "kaiming_normal_: at most",
        ("if np.allclose(self.before, start, rtol=1e-3):", "if False:"),
    ),
    Cheat(
        name="the seed guessed from the worker's own", exercise="nms", text=_GUESSES, alone=True,
        against="gives its workers a hash of the seed", through=finds_the_seed,
        only="the worked example, its arguments by position",
    ),
    _fills("of a module that is loaded anew", _AGAIN, "_init.kaiming_normal_"),
    _fills("past the hook that guards imports", _UNHOOKED, "_init.kaiming_normal_"),
    _fills("without what is wrapped round it", _UNWRAPPED, "_init.kaiming_normal_"),
    _silu("in PyTorch's private namespace", "getattr(torch, '_C')._nn.silu(gate)"),
    _silu("among PyTorch's operators", "getattr(torch, 'ops').aten.silu(gate)"),
    Cheat(
        name="a forbidden method of a tensor", exercise="layer_norm", text=_BACKWARD, needs=("torch",),
        against=_FORBIDS_NOTHING, through=passes, only="layer_norm_backward: the worked example",
    ),
    _silu("as an object's method", "getattr(torch.nn, 'SiLU')().forward(gate)"),
)  # fmt: skip
