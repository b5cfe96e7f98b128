"""Every public path on which PyTorch offers a forbidden function is refused, whichever way a submission goes there."""

import types

import pytest

from conftest import ROOT
from shousi import catalogue
from shousi.sandbox.inside.forbidden import is_forbidden

torch = pytest.importorskip("torch", reason="`nox -s tests` runs this in the torch environment")

FORBIDDING = {
    name: exercise.forbidden
    for name, exercise in catalogue.load(ROOT).items()
    if any(pattern.startswith("torch.") and pattern != "torch.ops" for pattern in exercise.forbidden)
}

REACHING = """
import torch
def reach(paths):
    for path in paths:
        try:
            value = torch
            for part in path.split(".")[1:]:
                value = getattr(value, part)
            value()
            print(path)
        except BaseException as error:
            if type(error).__name__ not in ("ForbiddenCall", "ForbiddenImport", "AttributeError"):
                print(path)
"""


def public_paths(patterns):
    """Return the public names of PyTorch whose values are forbidden functions or classes, or do the same work."""
    wanted = {
        id(value) for pattern in patterns if pattern[0] != "!" for value in functions_of(found(pattern), patterns)
    }
    seen, paths = set(), []

    def walk(prefix, module):
        seen.add(id(module))
        for name, value in list(vars(module).items()):
            if id(value) in wanted:
                paths.append(f"{prefix}.{name}")
            is_torch = issubclass(type(value), types.ModuleType) and value.__name__.startswith("torch.")
            if is_torch and not name.startswith("_") and id(value) not in seen:
                walk(f"{prefix}.{name}", value)

    walk("torch", torch)
    names = {pattern.rpartition(".")[2] for pattern in patterns if pattern.rpartition(".")[0] in OF_TENSORS}
    paths += [f"torch.Tensor.{name}" for name in names if callable(getattr(torch.Tensor, name, None))]
    paths += [f"torch.ops.aten.{name}" for name in names if name.isidentifier() and hasattr(torch.ops.aten, name)]
    return paths


OF_TENSORS = ("torch", "torch.nn.functional")


def found(name):
    value = torch
    for part in name.split(".")[1:]:
        value = getattr(value, part, None)
    return value


def functions_of(value, patterns):
    """Return a function or class itself, and those of a module that it defines itself."""
    if not isinstance(value, types.ModuleType):
        return [value] if callable(value) else []
    members = [one for one in vars(value).values() if getattr(one, "__module__", None) == value.__name__]
    return [one for one in members if callable(one) and is_forbidden(f"{value.__name__}.{one.__name__}", patterns)]


@pytest.mark.parametrize("name", FORBIDDING)
def test_every_public_path_to_a_forbidden_function_is_refused(name, load):
    paths = public_paths(FORBIDDING[name])
    assert paths
    call = load(REACHING, functions=["reach"], forbidden=FORBIDDING[name]).call("reach", (paths,))
    assert call.printed == ""
    # A module that is forbidden as a whole is not there, so that looking for it finds nothing to refuse.
    is_gone = all(path.startswith(f"{pattern}.") for path in paths for pattern in FORBIDDING[name])
    assert call.ended.name == ("RETURNED" if is_gone else "FORBIDDEN")


@pytest.mark.parametrize(
    ("patterns", "line"),
    [
        ("torch.softmax", "x.softmax(1)"),
        ("torch.nn.functional.softmax", "x.softmax(1)"),
        ("torch.nn.functional.softmax", "getattr(getattr(torch, 'ops').aten, 'softmax')(x, 1)"),
        ("torch.Tensor.backward", "x.requires_grad_().sum().backward()"),
        ("torch.nn.functional.gelu", "getattr(getattr(torch, '_C')._nn, 'gelu')(x)"),
        ("torch.nn.functional.layer_norm", "getattr(torch.nn.functional, 'layer_norm').__wrapped__(x, (2,))"),
        (
            "torch.nn.functional.layer_norm",
            "__import__('importlib').reload(torch.nn.functional).__dict__['layer_norm'](x, (2,))",
        ),
        ("torch.nn.init", "__import__('importlib').reload(getattr(torch.nn, 'init')).ones_(x)"),
        ("torch.nn.init", "__import__('sys').meta_path.clear() or __import__('torch.nn.init')"),
    ],
)
def test_methods_namespaces_wrappers_and_reloads_are_no_way_round(patterns, line, load):
    source = f"import torch\ndef f():\n    x = torch.ones(2, 2)\n    return {line}"
    worker = load(source, functions=["f"], forbidden=[patterns])
    assert worker.loading.ended.name == "RETURNED"
    call = worker.call("f", ())
    assert call.ended.name in ("FORBIDDEN", "RAISED")
    assert call.value is None


@pytest.mark.parametrize("line", ["torch._C._nn.gelu(x)", "torch.ops.aten.gelu(x)", "torch._VF.layer_norm(x, [2])"])
def test_private_namespaces_are_refused_where_something_of_pytorch_is_forbidden(line, load):
    source = f"import torch\ndef f():\n    x = torch.ones(2, 2)\n    return {line}, torch.__version__"
    assert load(source, functions=["f"], forbidden=["torch.nn.functional.gelu"]).loading.ended.name == "FORBIDDEN"


def test_what_is_not_forbidden_works_as_ever(load):
    source = (
        "import torch\ndef f():\n    x = torch.ones(2, 2)\n"
        "    return float((x.softmax(1) + torch.relu(x) + torch.nn.functional.silu(x)).sum()), torch.__version__"
    )
    worker = load(source, functions=["f"], forbidden=["torch.nn.functional.gelu", "torch.nn.functional.layer_norm"])
    assert worker.call("f", ()).ended.name == "RETURNED"
