"""The worker's main loop: load one submission, then answer calls until the judge closes the pipe.

The submission shares this process and can change all of it, so a reply may be a lie. It is data, which the judge
checks; nothing here decides a verdict.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import gc
import inspect
import linecache
import sys
import time
import types
from collections.abc import Sequence
from typing import Any

import msgspec

from shousi import stubs, wire
from shousi.sandbox.inside import forbidden, given, output
from shousi.sandbox.inside.channel import Channel
from shousi.sandbox.inside.gradients import Gradients
from shousi.sandbox.inside.guard import Guard
from shousi.sandbox.inside.objects import Objects
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
    """Send Ready, load the submission that comes, then answer calls until the process is ended.

    Args:
        channel: the pipes to the judge.
        tier: how this process is locked.
        leaks: what the lock should have stopped and did not.
    """
    printed = output.take_over()
    sys.dont_write_bytecode = True  # a worker cannot write files
    requests = wire.decoder_of(Request)
    channel.send(0, Ready(tier, tuple(leaks)), [])
    nonce, load, _ = channel.receive(requests)
    guard = Guard(load.forbidden, load.filename, _offered(load))
    module = types.ModuleType(MODULE)
    objects, gradients = Objects(module, load.given, guard), Gradients()
    given.seed_everything(load.seed)
    reply = _load(load, guard, module, printed)
    _reply(channel, nonce, reply, [])
    while True:
        nonce, ask, blob = channel.receive(requests)
        printed.begin(muted=ask.timed)
        reply, buffers = _answer(ask, blob, objects, gradients, load.filename, guard)
        if printed.lines and isinstance(reply, Returned):
            reply = msgspec.structs.replace(reply, lines=printed.lines)
        _reply(channel, nonce, reply, buffers)
        del ask, blob, reply, buffers  # an idle worker holds no inputs: its memory is the base that calls add to
        gc.collect()  # cycles that the call left behind: Python would not look for a few large ones
        gc.freeze()  # no later collection spends time on what is left


def _reply(channel: Channel, nonce: int, reply: Reply, buffers: list[memoryview]) -> None:
    with contextlib.suppress(BaseException):  # the submission may have closed or replaced it; nothing is lost
        sys.stdout.flush()
    try:
        channel.send(nonce, reply, buffers)
    except wire.WireError as error:  # too large as a whole, though each part is not; nothing has been written yet
        channel.send(nonce, TooLarge(str(error)), [])


def _load(load: Load, guard: Guard, module: types.ModuleType, printed: output.Output) -> Reply:
    try:
        tree = forbidden.as_graded(ast.parse(load.source, load.filename), load.functions, load.forbidden)
        uses = forbidden.uses_in(tree, load.forbidden)
        code = compile(tree, load.filename, "exec")
    except SyntaxError as error:
        return SyntaxProblem(error.msg, error.lineno or 0, error.offset or 0)
    except (ValueError, RecursionError, MemoryError) as error:  # NUL bytes, nesting that the parser refuses
        return SyntaxProblem(str(error) or type(error).__name__, 0, 0)
    if uses:
        return ForbiddenUse(uses)
    if stubs.is_unwritten(tree, load.functions):
        return Unwritten()
    guard.install()
    module.__file__ = load.filename
    vars(module)["__builtins__"] = {**guard.builtins(), "print": printed.print()}
    sys.modules[MODULE] = module
    lines = stubs.lines_of(load.source)
    linecache.cache[load.filename] = (len(load.source), None, lines, load.filename)
    try:
        with guard.watching():
            exec(code, module.__dict__)  # the submission runs here, and in its calls
    except BaseException as error:
        return _raised(error, load.filename, guard)
    gc.collect()
    gc.freeze()  # no collection during a call spends time on what has been loaded
    return Loaded(tuple(name for name in load.functions if not callable(getattr(module, name, None))))


def _offered(load: Load) -> tuple[str, ...]:
    return (*load.modules, *(module.name for module in load.given), MODULE) if load.modules else ()


def _answer(
    ask: Ask, blob: memoryview, objects: Objects, gradients: Gradients, filename: str, guard: Guard
) -> tuple[Reply, list[memoryview]]:
    function = None
    try:
        args, kwargs = _arguments(ask, blob, objects.make)
        if ask.seed is not None:
            given.seed_everything(ask.seed)
        if ask.each:
            return _answer_each(objects.target(ask), args, kwargs, guard)
        wanted = ask.gradient
        leaves = gradients.leaves(wanted, args, kwargs, objects.owner(ask)) if wanted else {}
        with guard.watching():
            function = objects.target(ask)
            result, cpu = _timed(function, args, kwargs)
            result = objects.kept(result, ask.step)
        if wanted:
            result = gradients.through(result, leaves, wanted.seed)
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
    """Call the function once for each tuple of arguments, and return all results as they were when they came."""
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
    # Without this, a garbage collection would bill one call for what another left behind.
    gc.disable()
    try:
        begin = time.process_time()
        result = function(*args, **kwargs)
        return result, time.process_time() - begin
    finally:
        gc.enable()


def _signature_problem(function: object, error: TypeError) -> BadSignature:
    """Return that a call could not begin, because the function takes other arguments."""
    try:
        signature = _plain(str(inspect.signature(function)), 200) if callable(function) else ""
    except BaseException:  # some callables have none that can be read; __signature__ may be the submission's own
        signature = ""
    return BadSignature(signature, _message(error)[:200])


def _raised(error: BaseException, filename: str, guard: Guard) -> Reply:
    if guard.met:
        return ForbiddenUse(guard.uses())
    frames = []
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == filename:
            frames.append(Frame(trace.tb_lineno, _plain(trace.tb_frame.f_code.co_name, 200)))
        trace = trace.tb_next
    # As `type` itself tells them: error.__class__ or a metaclass of the submission's own may raise here.
    kind = type(error)
    name, mro = (type.__dict__[fact].__get__(kind) for fact in ("__name__", "__mro__"))
    bases = tuple(_BUILTIN_NAMES[id(base)] for base in mro if id(base) in _BUILTIN_NAMES)
    return Raised(_plain(name, 200), _message(error), tuple(frames[-_MAX_FRAMES:]), bases)


def _message(error: BaseException) -> str:
    try:
        return _plain(str(error), _MAX_MESSAGE)
    except BaseException:  # __str__ is the submission's own
        return "(its message cannot be read)"


def _plain(text: str, limit: int) -> str:
    return text[:limit].encode("utf-8", "backslashreplace").decode("utf-8")


_BUILTIN_NAMES = {id(value): value.__name__ for value in vars(builtins).values() if isinstance(value, type)}
