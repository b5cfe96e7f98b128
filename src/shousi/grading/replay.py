"""Make a failing call again: from a saved .npz and a three-line script, or in a debugger."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from shousi import wire
from shousi.catalogue import Exercise, parameter_names
from shousi.expressions import parts_of
from shousi.grading.failed_calls import FailedCall
from shousi.grading.runners import Source
from shousi.sandbox.messages import Ask, Load
from shousi.wire import Built, Tensor

MARK = "# Replays a failing call of shousi: "


def saved(failed: FailedCall, submission: Path, exercise: Exercise) -> tuple[bytes, str]:
    """Return the arguments of a failing call as an .npz, and a script that makes the call again.

    The script reads the .npz of its own name, in its own folder.

    Args:
        failed: the failing call.
        submission: the file to import; the script looks for it where it is now.
        exercise: that the call belongs to.
    """
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    extra = [f"a{position}" for position in range(len(failed.args))]  # beyond the parameters that have names
    names = [*parameter_names(exercise.solution, failed.function), *extra]
    shown = [_expression(value, name, arrays) for name, value in zip(names, failed.args, strict=False)]
    shown += [f"{name}={_expression(value, name, arrays)}" for name, value in failed.kwargs.items()]
    call = f"{failed.function}({', '.join(shown)})"
    given = exercise.root / "exercises" / exercise.name
    folders = [submission.absolute().parent, given, *([exercise.factories.parent] if needs_factory(failed) else [])]
    torch = exercise.needs == "torch"
    modules = f"{'random, ' if failed.seed is not None else ''}sys, numpy as np{', torch' if torch else ''}"
    path = f"sys.path[:0] = {[str(folder.absolute()) for folder in dict.fromkeys(folders)]!r}"
    lines = [
        f"{MARK}{failed.check}",
        f"import {modules}; {path}; {_imports(failed, submission)}",
        'call = np.load(__file__.removesuffix("py") + "npz")',
        f"{_seeded(failed, torch=torch)}print(repr({call}))",
    ]
    return _npz(arrays), "\n".join(lines) + "\n"


def _npz(arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    """Return arrays as an .npz. `np.savez` takes them as keywords, and none may be called "file"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)
    return buffer.getvalue()


def _seeded(failed: FailedCall, *, torch: bool) -> str:
    """Return the statements that seed the generators as the worker did; none where it did not."""
    if failed.seed is None:
        return ""
    return f"random.seed({failed.seed}); np.random.seed({failed.seed % 2**32}); " + (
        f"torch.manual_seed({failed.seed}); " if torch else ""
    )


def messages(failed: FailedCall, source: Source, path: Path) -> bytes:
    """Return the messages that `sandbox.inside.debugger` reads: to load the submission, and to make the call.

    Args:
        failed: the failing call.
        source: the submission.
        path: of its file, which the debugger shows.
    """
    load = Load(str(path.absolute()), source.text, source.functions, (), source.given, source.seed)
    node, buffers = wire.flatten((failed.args, dict(failed.kwargs)))
    ask = Ask(failed.function, node, echo=False, seed=failed.seed)
    return b"".join(bytes(piece) for piece in (*wire.pack(1, load, []), *wire.pack(2, ask, buffers)))


def needs_factory(failed: FailedCall) -> bool:
    """Return whether an argument is built in the worker, by the grader's own factories."""
    arguments = (*failed.args, *failed.kwargs.values())
    return any(isinstance(part, Built) and part.needs_factory for part in parts_of(arguments))


def _imports(failed: FailedCall, submission: Path) -> str:
    imported = "import factories; " if needs_factory(failed) else ""
    if submission.stem.isidentifier():
        return f"{imported}from {submission.stem} import {failed.function}"
    return f"{imported}{failed.function} = __import__({submission.stem!r}).{failed.function}"


def _expression(value: Any, name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    """Return Python code for a value. Its arrays are added to `arrays`; the code reads them from `call`."""
    match value:
        case np.ndarray():
            return _laid_out(value, name, arrays)
        case np.generic():
            return f"{_stored(np.asarray(value), name, arrays)}[()]"
        case Tensor(array=array, requires_grad=tracked):
            return f"torch.from_numpy({_stored(array.copy(), name, arrays)}){'.requires_grad_()' if tracked else ''}"
        case Built(args=args):
            return f"{value.code}({_listed(args, name, arrays)})"
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


def _laid_out(array: np.ndarray[Any, Any], name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    """Return the code of an array with the layout that the submission got; .npy files keep C and Fortran order only."""
    match wire.layout_of(array):
        case "flipped":
            return f"{_stored(array[::-1].copy(), name, arrays)}[::-1]"
        case "strided":
            return f"{_stored(array.copy(), name, arrays)}.repeat(2, -1)[..., ::2]"
    return _stored(array, name, arrays)


def _stored(array: np.ndarray[Any, Any], name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    """Add an array under a name that no other one has, and return the code that reads it."""
    while name in arrays:
        name += "_"
    arrays[name] = array
    return f"call[{json.dumps(name)}]"


def _listed(values: Any, name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    return ", ".join(_expression(value, f"{name}_{number}", arrays) for number, value in enumerate(values))
