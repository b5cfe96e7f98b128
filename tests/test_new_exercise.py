"""`check --new` lays out an exercise that the gate takes as it is, and each standard check catches what it is for."""

import json
import shutil

import pytest

from conftest import TOY, run

SOLUTION = """import numpy as np


def cumulative_mean(x):
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 1:
        raise ValueError("x")
    return np.cumsum(x) / np.arange(1, len(x) + 1)
"""


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """The toy repository with a new exercise as it was laid out."""
    root = shutil.copytree(TOY, tmp_path_factory.mktemp("new") / "toy")
    ran = run("check", "--new", "cumulative_mean", cwd=root)
    assert (ran.status, "exercises/cumulative_mean/exercise.toml" in ran.out) == (0, True)
    return root


@pytest.mark.slow
def test_a_new_exercise_passes_the_gate_as_it_is(laid_out):
    ran = run("check", "cumulative_mean", "--seeds", "1", cwd=laid_out)
    assert (ran.status, ran.out) == (0, "cumulative_mean: all is well\n")


def test_a_name_that_is_taken_changes_nothing(laid_out):
    before = (laid_out / "exercises" / "catalogue.toml").read_bytes()
    for name in ("cumulative_mean", "../x", "Upper"):
        ran = run("check", "--new", name, cwd=laid_out)
        assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert (laid_out / "exercises" / "catalogue.toml").read_bytes() == before


WRONG = {
    "by name": ("(x):\n", "(y):\n    x = y\n", "unexpected keyword"),
    "by position": ("(x):\n", "(*, x):\n", "positional argument"),
    "random arguments": ("np.cumsum(x)", "np.cumsum(np.abs(x))", "expected"),
    "the same after the call": ("x = np.asarray", "x[:1] = 0\n    x = np.asarray", "was changed by the call"),
    "memory layout": (
        "x = np.asarray(x,",
        "x = np.asarray(x if x.base is None else np.ravel(x.base)[: len(x)],",
        "right for ordinary arrays, wrong for",
    ),
    "whole numbers": (
        "return np.cumsum(x) /",
        "return (np.cumsum(x) + integral) /",
        "right for these numbers in float64, wrong in int64",
    ),
}


@pytest.mark.parametrize("title", WRONG)
def test_each_standard_check_tells_what_it_is_for(laid_out, tmp_path, title):
    old, new, told = WRONG[title]
    source = SOLUTION.replace(old, new)
    if "integral" in new:
        source = source.replace("    x = np", "    integral = x.dtype.kind == 'i'\n    x = np", 1)
    path, out = tmp_path / "cumulative_mean.py", tmp_path / "report.json"
    path.write_text(source, encoding="utf-8")
    ran = run("grade", "cumulative_mean", "--submission", path, "--json", out, "--no-speed", cwd=laid_out)
    report = json.loads(out.read_text(encoding="utf-8"))
    failed = [check for check in report["checks"] if check["outcome"] == "failed"]
    assert ran.status == 1
    assert any(title in check["title"] and told in str(check["failure"]) for check in failed), failed
