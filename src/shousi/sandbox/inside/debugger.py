"""Running one call again under pdb, in the learner's own terminal, after the verdict.

There is no lock, no limit and no guard here, and nothing that happens here counts.
"""

from __future__ import annotations

import ast
import bdb
import contextlib
import os
import pdb  # noqa: T100 - this is what pdb is for
import sys
import types
from collections.abc import Callable
from typing import Any

from shousi import wire
from shousi.errors import printable
from shousi.sandbox.inside import given
from shousi.sandbox.inside.channel import Channel
from shousi.sandbox.messages import Ask, Load, Request

Arguments = Callable[[], tuple[tuple[Any, ...], dict[str, Any]]]


def main() -> None:
    """Debug a call. The first argument is a file with the two requests that a worker would get, Load and Ask.

    The second is "raised" if the call ended in an exception; without it, the call may have hung.
    """
    fd = os.open(sys.argv[1], os.O_RDONLY | getattr(os, "O_BINARY", 0))
    requests = wire.decoder_of(Request)
    channel = Channel(fd, -1)
    _, load, _ = channel.receive(requests)
    _, ask, blob = channel.receive(requests)
    os.close(fd)
    sys.path.insert(0, os.path.dirname(load.filename))
    module = types.ModuleType(os.path.splitext(os.path.basename(load.filename))[0])
    module.__file__ = load.filename
    make, _ = given.load(load.given)
    with contextlib.suppress(bdb.BdbQuit):
        exec(compile(load.source, load.filename, "exec"), module.__dict__)

        def arguments() -> tuple[tuple[Any, ...], dict[str, Any]]:
            made = _arguments(ask, blob, make)  # anew for each call: a call may change them
            if ask.seed is not None:
                given.seed_everything(ask.seed)
            return made

        debug(getattr(module, ask.function), arguments, load, raised="raised" in sys.argv[2:])


def debug(function: Any, arguments: Arguments, load: Load, *, raised: bool) -> None:
    """Call a function under pdb: stop at the learner's own breakpoint, else where it raises, else at its first line."""
    if stops_itself(load.source):
        args, kwargs = arguments()
        function(*args, **kwargs)
        return
    if raised:
        args, kwargs = arguments()
        try:
            function(*args, **kwargs)
        except Exception as error:
            debugger = pdb.Pdb()
            debugger.message(printable(f"{type(error).__name__}: {error}"))
            debugger.reset()
            debugger.interaction(None, _within(error.__traceback__, load.filename))
            return
    args, kwargs = arguments()
    pdb.Pdb().runcall(function, *args, **kwargs)


def stops_itself(source: str) -> bool:
    """Say whether a source calls breakpoint() or set_trace() anywhere."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return any(ast.unparse(call).rpartition(".")[2] in {"breakpoint", "set_trace"} for call in calls)


def _arguments(ask: Ask, blob: memoryview, make: wire.Build) -> tuple[tuple[Any, ...], dict[str, Any]]:
    pair: Any = wire.rebuild(ask.node, blob, make)
    return pair[0], pair[1]


def _within(trace: types.TracebackType | None, filename: str) -> types.TracebackType | None:
    """Return a traceback without its last frames outside the learner's file, such as those inside NumPy."""
    every = []
    while trace:
        every.append(trace)
        trace = trace.tb_next
    while every and every[-1].tb_frame.f_code.co_filename != filename:
        every.pop()
    cut = None
    for one in reversed(every):
        cut = types.TracebackType(cut, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return cut
