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
from collections.abc import Callable, Iterator
from typing import Any

from shousi import wire
from shousi.errors import printable
from shousi.sandbox.inside import given
from shousi.sandbox.inside.channel import Channel
from shousi.sandbox.inside.guard import Guard
from shousi.sandbox.inside.objects import Objects
from shousi.sandbox.messages import Ask, Load, Request

Arguments = Callable[[], tuple[tuple[Any, ...], dict[str, Any]]]


def main() -> None:
    """Debug a call. The first argument is a file with the requests that a worker would get: a Load, and Asks.

    The last of them is debugged; those before it make its objects.
    The second is "raised" if the call ended in an exception; without it, the call may have hung.
    """
    fd = os.open(sys.argv[1], os.O_RDONLY | getattr(os, "O_BINARY", 0))
    requests = wire.decoder_of(Request)
    channel = Channel(fd, -1)
    _, load, _ = channel.receive(requests)
    *before, (ask, blob) = _asks(fd, channel)
    os.close(fd)
    sys.path.insert(0, os.path.dirname(load.filename))
    module = types.ModuleType(os.path.splitext(os.path.basename(load.filename))[0])
    module.__file__ = load.filename
    objects = Objects(module, load.given, Guard((), load.filename))
    with contextlib.suppress(bdb.BdbQuit):
        exec(compile(load.source, load.filename, "exec"), module.__dict__)

        def arguments() -> tuple[tuple[Any, ...], dict[str, Any]]:
            return _arguments(ask, blob, objects)  # anew for each call: a call may change them

        for earlier, its_blob in before:
            args, kwargs = _arguments(earlier, its_blob, objects)
            objects.kept(objects.target(earlier)(*args, **kwargs), earlier.step)
        debug(objects.target(ask), arguments, load, raised="raised" in sys.argv[2:])


def _asks(fd: int, channel: Channel) -> Iterator[tuple[Ask, memoryview]]:
    """Yield the calls that follow in the file."""
    requests, size = wire.decoder_of(Request), os.fstat(fd).st_size
    while os.lseek(fd, 0, os.SEEK_CUR) < size:
        _, ask, blob = channel.receive(requests)
        yield ask, blob


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


def _arguments(ask: Ask, blob: memoryview, objects: Objects) -> tuple[tuple[Any, ...], dict[str, Any]]:
    pair: Any = wire.rebuild(ask.node, blob, objects.make)
    if ask.seed is not None:
        given.seed_everything(ask.seed)
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
