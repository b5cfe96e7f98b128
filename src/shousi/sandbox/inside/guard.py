"""Stopping forbidden functions while a submission runs: their modules cannot be imported, and calls to them raise.

An alias, getattr, importlib, sys.modules or a library that wraps the function do not get around this. With enough
effort a submission can, since it shares this process; docs/security.md says how.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from typing import Any

from shousi.sandbox.inside.forbidden import is_forbidden
from shousi.sandbox.messages import Use


class ForbiddenImport(ImportError):
    """Raised in the worker when a submission imports a forbidden module."""


class ForbiddenCall(RuntimeError):
    """Raised in the worker when a submission calls a forbidden function, itself or through another one."""


class Guard(MetaPathFinder):
    """Refuses what is forbidden, and remembers what it refused and in which line."""

    def __init__(self, patterns: Sequence[str], filename: str, modules: Sequence[str] = ()) -> None:
        self.patterns = tuple(patterns)
        self.filename = filename
        self.modules = frozenset(modules)  # that may be imported beside the standard library; empty allows all
        self.met: dict[str, int] = {}
        self._watches = False
        self._replaced_in: set[str] = set()  # modules that would hold the real functions again if they were reloaded

    def install(self) -> None:
        """Come before all other finders, and take what is forbidden out of the modules that are loaded."""
        self._replace_functions()
        self._replace_methods()
        for name in [name for name in sys.modules if is_forbidden(name, self.patterns)]:
            del sys.modules[name]
            parent, _, child = name.rpartition(".")
            if hasattr(sys.modules.get(parent), child):
                delattr(sys.modules[parent], child)  # or getattr(parent, child) would find it without an import
        sys.meta_path.insert(0, self)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Refuse forbidden functions within this block, and only there: our own code may need one to make arguments."""
        self._watches = True
        try:
            yield
        finally:
            self._watches = False
            if self.patterns and self not in sys.meta_path:
                self._note("sys.meta_path")
                sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, *_: object) -> None:
        """Raise ForbiddenImport for a forbidden module; find no other, which leaves it to the other finders."""
        self._check_forbidden(fullname)
        if self._watches and fullname in self._replaced_in:
            self._note(f"reload of {fullname}")
            raise ForbiddenImport(f"{fullname} cannot be loaded again in this exercise", name=fullname)
        if self._is_asked_by_submission():  # a library may import what it needs itself
            self._check_available(fullname)

    def _check_forbidden(self, name: str) -> None:
        if is_forbidden(name, self.patterns):
            self._note(name)
            raise ForbiddenImport(f"{name} is forbidden in this exercise", name=name)

    def _check_available(self, name: str) -> None:
        """Raise ModuleNotFoundError for a module that this exercise does not offer, installed or not."""
        top = name.partition(".")[0]
        if self.modules and top not in self.modules and top not in sys.stdlib_module_names:
            offered = "PyTorch, NumPy" if "torch" in self.modules else "NumPy"
            told = f"{top} is not available in this exercise; {offered} and the standard library are"
            raise ModuleNotFoundError(told, name=top)

    def builtins(self) -> dict[str, Any]:
        """Return the builtins of the submission, whose import statements see what this exercise offers.

        A statement finds a module that is loaded already without asking any finder, so it is looked at here.
        """
        real = builtins.__import__

        def import_(name: str, *args: Any, **kwargs: Any) -> Any:
            if not (args[3] if len(args) > 3 else kwargs.get("level", 0)):
                self._check_forbidden(name)  # first: that an exercise forbids it says more than that it is not there
                self._check_available(name)
            return real(name, *args, **kwargs)

        return {**vars(builtins), "__import__": import_}

    def _is_asked_by_submission(self) -> bool:
        frame: types.FrameType | None = sys._getframe(2)
        while frame and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename == self.filename

    def uses(self) -> tuple[Use, ...]:
        """Return what has been refused so far."""
        return tuple(Use(name, line) for name, line in self.met.items())

    def refusing(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that raises ForbiddenCall while `watching`, and calls the given one otherwise."""

        @functools.wraps(function)
        def refuse(*args: Any, **kwargs: Any) -> Any:
            if self._watches:
                self._note(name)
                raise ForbiddenCall(f"{name} is forbidden in this exercise")
            return function(*args, **kwargs)

        del refuse.__wrapped__  # which everybody knows as the way round a wrapper
        return refuse

    def _replace_functions(self) -> None:
        """Replace forbidden functions in all modules, whatever name they have there."""
        entries: list[object] = list(sys.modules.values())  # some libraries put None or other objects there
        loaded = [entry for entry in entries if isinstance(entry, types.ModuleType)]
        replaced: dict[int, Callable[..., Any]] = {}
        for module in [module for module in loaded if _may_hold(module.__name__, self.patterns)]:
            for attribute, value in list(vars(module).items()):
                name = f"{module.__name__}.{attribute}"
                if not callable(value) or not is_forbidden(name, self.patterns):
                    continue
                is_own = _names(name, self.patterns) or _is_of(value, module.__name__)
                if isinstance(value, type):
                    if is_own:
                        self._refuse_instances(name, value)
                elif is_own or isinstance(value, types.BuiltinFunctionType):
                    new = self.refusing(name, value)
                    setattr(module, attribute, new)
                    self._replaced_in.add(module.__name__)
                    if is_own:
                        replaced[id(value)] = new
        if replaced:
            self._replace_elsewhere(loaded, replaced)

    def _replace_elsewhere(self, loaded: Sequence[types.ModuleType], replaced: dict[int, Callable[..., Any]]) -> None:
        for module in loaded:
            for attribute, value in list(vars(module).items()):
                if id(value) in replaced:
                    setattr(module, attribute, replaced[id(value)])

    def _replace_methods(self) -> None:
        """Replace forbidden methods of classes, and what does the work of a forbidden function under the same name.

        PyTorch offers most functions of `torch` and `torch.nn.functional` elsewhere too: as methods of tensors and in
        namespaces of its own.
        """
        for pattern in self.patterns:
            owner, _, name = pattern.rpartition(".")
            places = [owner, *(_SAME_NAMES if owner in _OF_TENSORS else ())]
            for place in places:
                holder = _found(place)
                method = getattr(holder, name, None) if name.isidentifier() else None
                if callable(method) and (place != owner or isinstance(holder, type)):
                    with contextlib.suppress(TypeError, AttributeError):  # of a class written in C
                        setattr(holder, name, self.refusing(f"{place}.{name}", method))

    def _refuse_instances(self, name: str, kind: type) -> None:
        """Refuse to make instances of a class or its subclasses. It stays a class, which isinstance needs."""
        with contextlib.suppress(TypeError, AttributeError):  # of a class written in C; `forbidden` still sees its name
            setattr(kind, "__init__", self.refusing(name, getattr(kind, "__init__")))  # noqa: B009, B010 - for mypy

    def _note(self, name: str) -> None:
        frame: types.FrameType | None = sys._getframe()
        while frame and frame.f_code.co_filename != self.filename:
            frame = frame.f_back
        self.met.setdefault(name, frame.f_lineno if frame else 0)


_OF_TENSORS = ("torch", "torch.nn.functional")
_SAME_NAMES = (
    "torch.Tensor",
    "torch._VF",
    "torch._C._nn",
    "torch.ops.aten",
    "torch._refs",
    "torch._refs.nn.functional",
)


def _found(name: str) -> object:
    """Return what a dotted name stands for, of modules that are loaded; None for nothing."""
    top, *rest = name.split(".")
    found: object = sys.modules.get(top)
    for part in rest:
        found = getattr(found, part, None)
    return found


def _may_hold(module: str, patterns: Sequence[str]) -> bool:
    """Say whether a pattern can match something in a module; most modules need not be searched."""
    return any(f"{pattern}.".startswith(f"{module}.") or module.startswith(pattern.rstrip("*")) for pattern in patterns)


def _names(name: str, patterns: Sequence[str]) -> bool:
    """Say whether a pattern matches this name itself, and not only the module that it is in."""
    module = name.rpartition(".")[0]
    return any(
        pattern == name or (pattern.endswith("*") and len(pattern) > len(module) + 2 and is_forbidden(name, [pattern]))
        for pattern in patterns
    )


def _is_of(value: object, module: str) -> bool:
    """Say whether something was defined in a module. What it only imported, such as Tensor, is needed elsewhere."""
    return f"{getattr(value, '__module__', None)}.".startswith(f"{module}.")
