"""Forbidden functions while a submission runs: modules that cannot be imported, functions that refuse.

A submission shares this process and can undo all of it with enough effort; it does not get by an alias, getattr,
importlib, sys.modules or a library that wraps the function. docs/security.md says what is left.
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
    """Refuses what is forbidden, and remembers what was refused and where."""

    def __init__(self, patterns: Sequence[str], filename: str, modules: Sequence[str] = ()) -> None:
        self.patterns = tuple(patterns)
        self.filename = filename
        self.modules = frozenset(modules)  # that may be imported beside the standard library; empty allows all
        self.met: dict[str, int] = {}
        self._watches = False

    def install(self) -> None:
        """Stand before every other finder, and take what is forbidden out of the modules that are loaded already."""
        self._replace_functions()
        for name in [name for name in sys.modules if is_forbidden(name, self.patterns)]:
            del sys.modules[name]
            parent, _, child = name.rpartition(".")
            if hasattr(sys.modules.get(parent), child):
                delattr(sys.modules[parent], child)  # else getattr(parent, child) finds it without an import
        sys.meta_path.insert(0, self)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Refuse forbidden functions in here; libraries may call theirs while arguments are made and results packed."""
        self._watches = True
        try:
            yield
        finally:
            self._watches = False

    def find_spec(self, fullname: str, *_: object) -> None:
        """Raise for a forbidden module, else leave it to the other finders."""
        if is_forbidden(fullname, self.patterns):
            self._note(fullname)
            raise ForbiddenImport(f"{fullname} is forbidden in this exercise", name=fullname)
        if self._is_asked_by_submission():  # a library may import what it needs itself
            self.check_available(fullname)

    def check_available(self, name: str) -> None:
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
                self.check_available(name)
            return real(name, *args, **kwargs)

        return {**vars(builtins), "__import__": import_}

    def _is_asked_by_submission(self) -> bool:
        frame: types.FrameType | None = sys._getframe(2)
        while frame and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename == self.filename

    def uses(self) -> tuple[Use, ...]:
        """Return what was refused so far."""
        return tuple(Use(name, line) for name, line in self.met.items())

    def refusing(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that refuses while the submission runs, and is the given one otherwise."""

        @functools.wraps(function)
        def refuse(*args: Any, **kwargs: Any) -> Any:
            if self._watches:
                self._note(name)
                raise ForbiddenCall(f"{name} is forbidden in this exercise")
            return function(*args, **kwargs)

        return refuse

    def _replace_functions(self) -> None:
        """Replace forbidden functions in every module that holds them, under whatever name."""
        entries: list[object] = list(sys.modules.values())  # None where an import is blocked, or a library's own object
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
                    if is_own:
                        replaced[id(value)] = new
        if replaced:
            self._replace_elsewhere(loaded, replaced)

    def _replace_elsewhere(self, loaded: Sequence[types.ModuleType], replaced: dict[int, Callable[..., Any]]) -> None:
        for module in loaded:
            for attribute, value in list(vars(module).items()):
                if id(value) in replaced:
                    setattr(module, attribute, replaced[id(value)])

    def _refuse_instances(self, name: str, kind: type) -> None:
        """Refuse to make instances of a class, or of one that inherits from it; it stays a class for isinstance."""
        with contextlib.suppress(TypeError, AttributeError):  # a class written in C: the look at the source is all
            setattr(kind, "__init__", self.refusing(name, getattr(kind, "__init__")))  # noqa: B009, B010 - for mypy

    def _note(self, name: str) -> None:
        frame: types.FrameType | None = sys._getframe()
        while frame and frame.f_code.co_filename != self.filename:
            frame = frame.f_back
        self.met.setdefault(name, frame.f_lineno if frame else 0)


def _may_hold(module: str, patterns: Sequence[str]) -> bool:
    """Say whether a pattern reaches into a module: most modules need no look at all."""
    return any(f"{pattern}.".startswith(f"{module}.") or module.startswith(pattern.rstrip("*")) for pattern in patterns)


def _names(name: str, patterns: Sequence[str]) -> bool:
    """Say whether a pattern means this very name, and not only the module that holds it."""
    module = name.rpartition(".")[0]
    return any(
        pattern == name or (pattern.endswith("*") and len(pattern) > len(module) + 2 and is_forbidden(name, [pattern]))
        for pattern in patterns
    )


def _is_of(value: object, module: str) -> bool:
    """Say whether something was defined in a module: what it imported, such as Tensor, is used by everybody."""
    return f"{getattr(value, '__module__', None)}.".startswith(f"{module}.")
