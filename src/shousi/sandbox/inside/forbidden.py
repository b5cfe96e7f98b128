"""Forbidden functions: whether a name is one, and where the source of a submission names them."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Collection, Sequence

from shousi.sandbox.messages import Use

_MOST_USES = 20  # the screen shows fewer


def is_forbidden(name: str, patterns: Sequence[str]) -> bool:
    """Say whether a dotted name is one of the patterns or lies inside one.

    A trailing * matches any ending. A leading ! makes an exception for that name and for the modules that contain it.
    """
    exceptions = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    if any(f"{exception}.".startswith(f"{name}.") or name.startswith(f"{exception}.") for exception in exceptions):
        return False
    for pattern in patterns:
        if pattern.endswith("*"):
            if name.startswith(pattern[:-1]):
                return True
        elif name == pattern or name.startswith(f"{pattern}."):
            return True
    return False


def is_private(name: str) -> bool:
    """Say whether a name lies in a private namespace of PyTorch, or in `torch.ops`: they do all that public ones do."""
    top, *rest = name.split(".")
    hidden = any(part.startswith("_") and not part.startswith("__") for part in rest)
    return top == "torch" and (hidden or rest[:1] == ["ops"])


def uses_in(tree: ast.Module, patterns: Sequence[str]) -> tuple[Use, ...]:
    """Return the forbidden names that a source uses, each once, in the order of their lines.

    This follows imports and their aliases. It sees names, not values: `guard` stops what getattr or importlib reach at
    run time. Where something of PyTorch is forbidden, so are its private namespaces.
    """
    of_torch = any(pattern.startswith("torch.") for pattern in patterns)

    def is_refused(name: str) -> bool:
        return is_forbidden(name, patterns) or (of_torch and is_private(name))

    aliases: dict[str, str] = {}
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        for bound, name in _imports(node):
            aliases[bound] = name
            if is_refused(name) or _brings_in(name, patterns):
                found.setdefault(name, node.lineno)  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        used = _dotted(node, aliases) if isinstance(node, ast.Attribute) else None
        if used and is_refused(used):
            found.setdefault(used, node.lineno)  # type: ignore[attr-defined]
    # Of torchvision, torchvision.ops and torchvision.ops.nms only the last is shown.
    shorter = {outer for name in found for outer in itertools.accumulate(name.split(".")[:-1], "{}.{}".format)}
    longest = [Use(name, line) for name, line in found.items() if name not in shorter]
    return tuple(sorted(longest, key=lambda use: use.line)[:_MOST_USES])


def _brings_in(name: str, patterns: Sequence[str]) -> bool:
    """Say whether a star import brings in something forbidden, because a pattern lies inside its module."""
    return name.endswith(".*") and any(pattern.startswith(name[:-1]) for pattern in patterns)


def _imports(node: ast.AST) -> list[tuple[str, str]]:
    """Return (bound name, dotted name) for each name that an import statement brings in."""
    if isinstance(node, ast.Import):
        pairs = []
        for alias in node.names:
            top = alias.name.partition(".")[0]
            pairs.append((alias.asname or top, alias.name if alias.asname else top))
            pairs.append((f"import {alias.name}", alias.name))  # the import itself, under a name nobody can write
        return pairs
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [(alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names]
    return []


def _dotted(node: ast.expr, aliases: dict[str, str]) -> str | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in aliases:
        return None
    return ".".join([aliases[node.id], *reversed(parts)])


def as_graded(tree: ast.Module, functions: Collection[str], patterns: Sequence[str]) -> ast.Module:
    """Return a module without what a grading never runs: main blocks, and functions that nothing names.

    People compare with the library there, so of such functions only those go that use something forbidden. What is
    taken out cannot run either, whatever the submission does.
    """
    kept = [part for node in tree.body for part in (node.orelse if _is_main(node) else [node])]  # type: ignore[attr-defined]
    tree = ast.Module(kept, tree.type_ignores)
    lines = {use.line for use in uses_in(tree, patterns)}
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | set(functions) if lines else set()

    def is_test(node: ast.stmt) -> bool:
        if not isinstance(node, ast.FunctionDef) or node.name in named or node.decorator_list:
            return False
        return not lines.isdisjoint(range(node.lineno, (node.end_lineno or node.lineno) + 1))

    return ast.Module([node for node in kept if not is_test(node)], tree.type_ignores)


def _is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"
