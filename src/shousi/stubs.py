"""Decide whether code is still the stub, or does nothing yet. noxfile.py, which cannot import this, counts for itself.

The worker imports this module, so it imports nothing but ast.
"""

from __future__ import annotations

import ast
from collections.abc import Collection


def is_stub(source: bytes, functions: Collection[str]) -> bool:
    """Return whether a file defines the functions of a stub, and each still only raises NotImplementedError.

    Args:
        source: the file.
        functions: the names of the functions that the stub has, no more and no fewer.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    defined = definitions(tree)
    allowed = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom | ast.Expr
    if not all(isinstance(node, allowed) for node in tree.body):
        return False
    return set(defined) == set(functions) and all(map(is_stub_function, defined.values()))


def definitions(tree: ast.Module) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    """Return the functions and classes of a module by their names."""
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def is_stub_function(function: ast.FunctionDef | ast.ClassDef) -> bool:
    """Return whether a function is a docstring, which may be missing, and then `raise NotImplementedError`.

    A class is a stub if each of its methods is one; it may also have a docstring and declare attributes.
    """
    if isinstance(function, ast.ClassDef):
        methods = [node for node in function.body if isinstance(node, ast.FunctionDef)]
        others = [node for node in function.body if not isinstance(node, ast.FunctionDef)]
        return bool(methods) and all(map(is_stub_function, methods)) and all(map(_does_nothing, others))
    *before, last = function.body
    is_untouched = not before or (len(before) == 1 and ast.get_docstring(function) is not None)
    return is_untouched and ast.unparse(last) == "raise NotImplementedError"


def is_unwritten(tree: ast.Module, functions: Collection[str]) -> bool:
    """Return whether all these functions and classes are defined and none of them does anything yet.

    This is more lenient than `is_stub`: the rest of the file may have been edited.
    """
    defined = definitions(tree)
    if not functions or not set(functions) <= set(defined):
        return False
    return all(_does_nothing(statement) for name in functions for statement in defined[name].body)


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef):  # a method
        return all(map(_does_nothing, statement.body))
    if isinstance(statement, ast.AnnAssign):  # the declaration of an attribute
        return statement.value is None
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    docstring_or_dots = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return docstring_or_dots or isinstance(statement, ast.Pass)
