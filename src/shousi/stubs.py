"""Make the stub from the solution; decide whether code is still the stub, or does nothing yet.

noxfile.py cannot import this, and counts for itself.

The worker imports this module, so it imports next to nothing.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Collection, Iterator

_ALWAYS = {"__future__", "numpy", "torch"}  # modules whose plain imports a learner needs whatever the signatures say
_RAISE = "raise NotImplementedError"


def lines_of(source: str) -> list[str]:
    """Return the lines of a source with their ends, as Python counts them: a form feed or U+2028 ends none."""
    return io.StringIO(source, newline=None).readlines()


def make(solution: str, names: Collection[str], title: str, task: str) -> str:
    """Return the stub of an exercise: the solution's signatures and docstrings, and nothing of what they do.

    Args:
        solution: the text of the solution.
        names: the functions and classes that a submission must define.
        title: of the exercise.
        task: what `nox -s grade` calls it.
    """
    lines, tree = solution.splitlines(), ast.parse(solution)
    wanted = [node for node in tree.body if isinstance(node, _DEFINITION) and node.name in names]
    parts = ["\n".join(_emptied(node, lines)) for node in wanted]
    needed = [node for node in tree.body if _is_needed(node, "\n".join(parts))]
    imports = list(_with_gaps(needed, solution))
    page = f"The statement is in README.md; `nox -s grade -- {task}` grades this file."
    head = "\n".join([f'"""{title}.', "", page, '"""', "", *imports]).rstrip()
    return "\n\n\n".join([head, *parts]) + "\n"


def _with_gaps(imports: list[ast.stmt], solution: str) -> Iterator[str]:
    """Yield the lines of imports, with an empty line wherever the solution has one between two of them."""
    lines, last = solution.splitlines(), 0
    for node in imports:
        if last and "" in lines[last : node.lineno - 1]:
            yield ""
        yield ast.get_source_segment(solution, node) or ""
        last = node.end_lineno or node.lineno


def _emptied(node: ast.FunctionDef | ast.ClassDef, lines: list[str]) -> Iterator[str]:
    """Yield the lines of a function up to its docstring, or of a class with its public methods so emptied."""
    first = node.body[0]
    has_docstring = ast.get_docstring(node) is not None
    end = (first.end_lineno or first.lineno) if has_docstring else first.lineno - 1
    yield from (f"{' ' * node.col_offset}@{ast.unparse(one)}" for one in node.decorator_list if _is_form(one))
    yield from lines[node.lineno - 1 : end]
    if isinstance(node, ast.FunctionDef):
        yield " " * first.col_offset + _RAISE
        return
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and (not method.name.startswith("_") or method.name.endswith("__")):
            yield ""
            yield from _emptied(method, lines)


def _is_form(decorator: ast.expr) -> bool:
    """Return whether a decorator says what a method is. Others are a part of the solution, such as torch.no_grad()."""
    return isinstance(decorator, ast.Name) and decorator.id in ("property", "staticmethod", "classmethod")


def _is_needed(node: ast.stmt, text: str) -> bool:
    """Return whether a statement imports a module that every stub imports, or a name that occurs in a stub's text."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return False
    bound = [(name.asname or name.name).partition(".")[0] for name in node.names]
    module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
    is_plain = module == "__future__" or (isinstance(node, ast.Import) and module in _ALWAYS)
    used = {word.id for word in ast.walk(ast.parse(text)) if isinstance(word, ast.Name)}
    return is_plain or any(name in used for name in bound)


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


_DEFINITION = ast.FunctionDef | ast.ClassDef


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
