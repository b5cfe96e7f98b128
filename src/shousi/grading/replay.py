"""Make a failing call again: from a saved .npz and a short script, or in a debugger."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shousi import wire
from shousi.catalogue import Exercise
from shousi.expressions import parts_of
from shousi.grading import story
from shousi.grading.failed_calls import FailedCall
from shousi.grading.runners import Source
from shousi.sandbox.judge.calls import Call, Ended
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
    call = call_of(failed)

    def code(callee: str, names: Sequence[str], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
        extra = [f"a{position}" for position in range(len(args))]  # beyond the parameters that have names
        shown = [_expression(value, name, arrays) for name, value in zip([*names, *extra], args, strict=False)]
        shown += [f"{name}={_expression(value, name, arrays)}" for name, value in kwargs.items()]
        return f"{callee}({', '.join(shown)})"

    torch = exercise.needs == "torch"
    *before, last = story.lines_of(call, exercise, code)
    seeds = [_seeded(one.seed, torch=torch) for one in (*call.before, call)]
    given = exercise.root / "exercises" / exercise.name
    folders = [submission.absolute().parent, given, *([exercise.factories.parent] if needs_factory(failed) else [])]
    modules = f"{'random, ' if any(seeds) else ''}sys, numpy as np{', torch' if torch else ''}"
    path = f"sys.path[:0] = {[str(folder.absolute()) for folder in dict.fromkeys(folders)]!r}"
    lines = [
        f"{MARK}{failed.check}",
        f"import {modules}; {path}; {_imports(failed, submission)}",
        'call = np.load(__file__.removesuffix("py") + "npz")',
        *(f"{seed}{line.variable}{line.code}" for seed, line in zip(seeds, before, strict=False)),
        f"{seeds[-1]}print(repr({last.code}))",
    ]
    return _npz(arrays), "\n".join(lines) + "\n"


def call_of(failed: FailedCall) -> Call:
    """Return the call that failed; `failed` may stand for one of which only the arguments are known."""
    return failed.call or Call(
        function=failed.function, args=failed.args, kwargs=failed.kwargs, seed=failed.seed, ended=Ended.RETURNED
    )


def _npz(arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    """Return arrays as an .npz. `np.savez` takes them as keywords, and none may be called "file"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)
    return buffer.getvalue()


def _seeded(seed: int | None, *, torch: bool) -> str:
    """Return the statements that seed the generators as the worker did; none where it did not."""
    if seed is None:
        return ""
    return f"random.seed({seed}); np.random.seed({seed % 2**32}); " + (f"torch.manual_seed({seed}); " if torch else "")


def messages(failed: FailedCall, source: Source, path: Path) -> bytes:
    """Return the messages that `sandbox.inside.debugger` reads: to load the submission, and to make the call.

    Args:
        failed: the failing call.
        source: the submission.
        path: of its file, which the debugger shows.
    """
    load = Load(str(path.absolute()), source.text, source.functions, (), source.given, source.seed)
    packed = wire.pack(1, load, [])
    call = call_of(failed)
    for one in (*call.before, call):
        node, buffers = wire.flatten((one.args, dict(one.kwargs)))
        packed += wire.pack(2, Ask(one.function, node, echo=False, seed=one.seed, step=one.step), buffers)
    return b"".join(bytes(piece) for piece in packed)


def needs_factory(failed: FailedCall) -> bool:
    """Return whether an argument is built in the worker, by the grader's own factories."""
    return any(isinstance(part, Built) and part.needs_factory for part in _parts(failed))


def _parts(failed: FailedCall) -> Iterator[object]:
    call = call_of(failed)
    for one in (*call.before, call):
        yield from parts_of((*one.args, *one.kwargs.values()))


def _imports(failed: FailedCall, submission: Path) -> str:
    call = call_of(failed)
    names = [one.function.partition(".")[0] for one in (*call.before, call) if not (one.step and one.step.on)]
    names += [part.code for part in _parts(failed) if isinstance(part, Built) and part.code.isidentifier()]
    names = list(dict.fromkeys(names))
    imported = "import factories; " if needs_factory(failed) else ""
    if submission.stem.isidentifier():
        return f"{imported}from {submission.stem} import {', '.join(names)}"
    return imported + "; ".join(f"{name} = __import__({submission.stem!r}).{name}" for name in names)


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
