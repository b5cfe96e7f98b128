"""The worker's main loop: load one submission, then answer calls until the judge closes the pipe.

Everything said from here on can be a lie: the submission shares this process. So a reply is data, checked by the
judge; nothing here decides a verdict.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import inspect
import linecache
import sys
import time
import types
from collections.abc import Sequence
from typing import Any

from shousi import wire
from shousi.sandbox.inside import forbidden, given
from shousi.sandbox.inside.channel import Channel
from shousi.sandbox.inside.guard import Guard
from shousi.sandbox.messages import (
    Ask,
    BadSignature,
    ForbiddenUse,
    Frame,
    Load,
    Loaded,
    Raised,
    Ready,
    Reply,
    Request,
    Returned,
    SyntaxProblem,
    TooLarge,
    Unwritten,
)

MODULE = "submission"
_MAX_FRAMES = 12  # enough to see a recursion; the judge shows fewer
_MAX_MESSAGE = 2000


def serve(channel: Channel, tier: str, leaks: Sequence[str] = ()) -> None:
    """Say ready, load the submission that comes, then answer calls for ever."""
    sys.stderr = sys.stdout  # one stream, so that what is printed keeps its order …
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # … and is seen even if the call hangs
    sys.dont_write_bytecode = True  # the zygote may keep its own compiled; a worker cannot write files
    requests = wire.decoder_of(Request)
    channel.send(0, Ready(tier, tuple(leaks)), [])
    nonce, load, _ = channel.receive(requests)
    guard = Guard(load.forbidden, load.filename, _offered(load))
    module = types.ModuleType(MODULE)
    make = given.load(load.given)
    given.seed_everything(load.seed)
    reply = _load(load, guard, module)
    _flush()
    channel.send(nonce, reply, [])
    while True:
        nonce, ask, blob = channel.receive(requests)
        reply, buffers = _answer(ask, blob, module, load.filename, guard, make)
        _flush()
        try:
            channel.send(nonce, reply, buffers)
        except wire.WireError as error:  # each part may be sent, but not all of them; nothing has been written yet
            channel.send(nonce, TooLarge(str(error)), [])
        del ask, blob, reply, buffers  # an idle worker holds no inputs, so that its memory is its base
        gc.collect()  # cycles that the call left behind, which may be large and too few for Python to look for
        gc.freeze()  # what is left has been looked at for the last time


def _load(load: Load, guard: Guard, module: types.ModuleType) -> Reply:
    try:
        tree = ast.parse(load.source, load.filename)
        uses = forbidden.uses_in(tree, load.forbidden)
        code = compile(tree, load.filename, "exec")
    except SyntaxError as error:
        return SyntaxProblem(error.msg, error.lineno or 0, error.offset or 0)
    except (ValueError, RecursionError, MemoryError) as error:  # NUL bytes, nesting that the parser refuses
        return SyntaxProblem(str(error) or type(error).__name__, 0, 0)
    if uses:
        return ForbiddenUse(uses)
    if _is_unwritten(tree, load.functions):
        return Unwritten()
    guard.install()
    module.__file__ = load.filename
    vars(module)["__builtins__"] = guard.builtins()
    sys.modules[MODULE] = module
    lines = load.source.splitlines(keepends=True)
    linecache.cache[load.filename] = (len(load.source), None, lines, load.filename)
    try:
        with guard.watching():
            exec(code, module.__dict__)  # the submission runs here, and in its calls
    except BaseException as error:
        return _raised(error, load.filename, guard)
    gc.collect()
    gc.freeze()  # no collection looks at what has been loaded, whoever starts it and however large it is
    return Loaded(tuple(name for name in load.functions if not callable(getattr(module, name, None))))


def _offered(load: Load) -> tuple[str, ...]:
    return (*load.modules, *(module.name for module in load.given), MODULE) if load.modules else ()


def _is_unwritten(tree: ast.Module, names: Sequence[str]) -> bool:
    """Say whether all functions that were asked for are there, and none of them does anything yet."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return bool(names) and all(name in functions and all(map(_does_nothing, functions[name].body)) for name in names)


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    docstring_or_dots = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return docstring_or_dots or isinstance(statement, ast.Pass)


def _answer(
    ask: Ask, blob: memoryview, module: types.ModuleType, filename: str, guard: Guard, make: wire.Build
) -> tuple[Reply, list[memoryview]]:
    args, kwargs = _arguments(ask, blob, make)
    function = getattr(module, ask.function, None)
    try:
        if ask.seed is not None:
            given.seed_everything(ask.seed)
        if ask.each:
            return _answer_each(function, args, kwargs, guard)
        with guard.watching():
            result, cpu = _timed(function, args, kwargs)
        node, buffers = wire.flatten((result, [given.state_of(arg) for arg in args] if ask.echo else None))
    except wire.WireError as error:
        return TooLarge(str(error)), []
    except BaseException as error:
        reply = _raised(error, filename, guard)
        if isinstance(error, TypeError) and isinstance(reply, Raised) and not reply.frames:
            return _signature_problem(function, error), []
        return reply, []
    if guard.met:
        return ForbiddenUse(guard.uses()), []
    return Returned(node, cpu), buffers


def _answer_each(
    function: Any, every: Sequence[Any], kwargs: dict[str, Any], guard: Guard
) -> tuple[Reply, list[memoryview]]:
    """Call once for each of many arguments; what a call has returned is kept as it was when it returned."""
    nodes: list[wire.Node] = []
    kept: list[memoryview] = []
    cpu = 0.0
    for args in every:
        with guard.watching():
            result, seconds = _timed(function, args, kwargs)
        node, buffers = wire.flatten(result)
        nodes.append(node)
        kept += [memoryview(bytes(buffer)) for buffer in buffers]  # the next call may write into the same memory
        cpu += seconds
    if guard.met:
        return ForbiddenUse(guard.uses()), []
    return Returned(wire.TupleNode([wire.ListNode(nodes), None]), cpu), kept


def _arguments(ask: Ask, blob: memoryview, make: wire.Build) -> tuple[tuple[Any, ...], dict[str, Any]]:
    pair: Any = wire.rebuild(ask.node, blob, make)
    return pair[0], pair[1]


def _timed(function: Any, args: Any, kwargs: Any) -> tuple[Any, float]:
    # Garbage collection would bill one call for what another left behind.
    gc.disable()
    try:
        begin = time.process_time()
        result = function(*args, **kwargs)
        return result, time.process_time() - begin
    finally:
        gc.enable()


def _signature_problem(function: object, error: TypeError) -> BadSignature:
    """Tell a call that could not even begin, because the function takes other arguments."""
    try:
        signature = str(inspect.signature(function)) if callable(function) else ""
    except (TypeError, ValueError):  # some callables have no signature that can be read
        signature = ""
    return BadSignature(signature[:200], _message(error)[:200])


def _raised(error: BaseException, filename: str, guard: Guard) -> Reply:
    if guard.met:
        return ForbiddenUse(guard.uses())
    frames = []
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == filename:
            frames.append(Frame(trace.tb_lineno, trace.tb_frame.f_code.co_name[:200]))
        trace = trace.tb_next
    bases = tuple(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
    return Raised(_plain(type(error).__name__, 200), _message(error), tuple(frames[-_MAX_FRAMES:]), bases)


def _message(error: BaseException) -> str:
    try:
        return _plain(str(error), _MAX_MESSAGE)
    except BaseException:  # __str__ is the submission's own
        return "(its message cannot be read)"


def _plain(text: str, limit: int) -> str:
    return text[:limit].encode("utf-8", "backslashreplace").decode("utf-8")


def _flush() -> None:
    with contextlib.suppress(BaseException):  # the submission may have closed or replaced it; nothing is lost
        sys.stdout.flush()
