"""A failing call on its own: as an .npz and a three-line script for whoever likes, or as the messages a worker gets."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np

from shousi import wire
from shousi.catalogue import Exercise, parameter_names
from shousi.grading.failed_calls import FailedCall
from shousi.grading.runners import Source
from shousi.sandbox.messages import Ask, Load
from shousi.wire import Built, Tensor

MARK = "# Replays a failing call of shousi: "


def saved(case: FailedCall, submission: Path, exercise: Exercise) -> tuple[bytes, str]:
    """Return the input of a failing call as the bytes of an .npz, and the script that lies beside it under its name.

    Args:
        case: the failing call.
        submission: the file to call; the script looks for it where it lies now.
        exercise: what it is a call of.
    """
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    names = parameter_names(exercise.solution, case.function)
    names += [f"a{position}" for position in range(len(case.args))]
    shown = [_expression(value, name, arrays) for name, value in zip(names, case.args, strict=False)]
    shown += [f"{name}={_expression(value, name, arrays)}" for name, value in case.kwargs.items()]
    call = f"{case.function}({', '.join(shown)})"
    given = exercise.root / "exercises" / exercise.name
    folders = [submission.absolute().parent, given, *([exercise.factories.parent] if needs_factory(case) else [])]
    torch = exercise.needs == "torch"
    modules = f"sys, numpy as np{', torch' if torch else ''}"
    path = f"sys.path[:0] = {[str(folder.absolute()) for folder in dict.fromkeys(folders)]!r}"
    lines = [
        f"{MARK}{case.check}",
        f"import {modules}; {path}; {_imports(case, submission)}",
        'case = np.load(__file__.removesuffix("py") + "npz")',
        f"{_seeded(case, torch=torch)}print(repr({call}))",
    ]
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue(), "\n".join(lines) + "\n"


def _seeded(case: FailedCall, *, torch: bool) -> str:
    if case.seed is None:
        return ""
    return f"np.random.seed({case.seed % 2**32}); " + (f"torch.manual_seed({case.seed}); " if torch else "")


def messages(case: FailedCall, source: Source, path: Path) -> bytes:
    """Return what `sandbox.debugger` reads: the submission under its own path, and the call.

    Args:
        case: the failing call.
        source: the submission.
        path: of its file, which a debugger shows.
    """
    load = Load(str(path.absolute()), source.text, source.functions, (), source.given, source.seed)
    node, buffers = wire.flatten((case.args, dict(case.kwargs)))
    ask = Ask(case.function, node, echo=False, seed=case.seed)
    return b"".join(bytes(piece) for piece in (*wire.pack(1, load, []), *wire.pack(2, ask, buffers)))


def needs_factory(case: FailedCall) -> bool:
    """Say whether an argument is made by the grader's own module, in the worker."""
    waiting: list[Any] = [*case.args, *case.kwargs.values()]
    while waiting:
        match waiting.pop():
            case Built():
                return True
            case list() | tuple() as items:
                waiting += items
            case dict() as items:
                waiting += items.values()
    return False


def _imports(case: FailedCall, submission: Path) -> str:
    imported = "import factories; " if needs_factory(case) else ""
    if submission.stem.isidentifier():
        return f"{imported}from {submission.stem} import {case.function}"
    return f"{imported}{case.function} = __import__({submission.stem!r}).{case.function}"


def _expression(value: Any, name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    """Return a value as Python that reads its arrays from `case`, and add these to `arrays`."""
    match value:
        case np.ndarray() | np.generic():
            arrays[name] = np.asarray(value)
            return f'case["{name}"]' if isinstance(value, np.ndarray) else f'case["{name}"][()]'
        case Tensor(array=array, requires_grad=tracked):
            arrays[name] = array
            return f'torch.from_numpy(case["{name}"]){".requires_grad_()" if tracked else ""}'
        case Built(factory=factory, args=args):
            return f"factories.{factory}({_listed(args, name, arrays)})"
        case list():
            return f"[{_listed(value, name, arrays)}]"
        case tuple():
            return f"({_listed(value, name, arrays)}{',' if len(value) == 1 else ''})"
        case dict():
            pairs = [(key, _expression(item, f"{name}_{key}", arrays)) for key, item in value.items()]
            return f"{{{', '.join(f'{key!r}: {item}' for key, item in pairs)}}}"
        case float() if not math.isfinite(value):
            return f'float("{value}")'
    return repr(value)


def _listed(values: Any, name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    return ", ".join(_expression(value, f"{name}_{number}", arrays) for number, value in enumerate(values))
