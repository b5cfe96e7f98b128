"""The submission in a Jupyter notebook: its code cells that define things, without what only tries them."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterator

_DEFINING = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def source_in(notebook: str, names: Collection[str]) -> str:
    """Return the text of the cells that define one of these names, and of those that hold nothing but definitions.

    Args:
        notebook: the text of an .ipynb file.
        names: the functions and classes that a submission must define.

    Raises:
        ValueError: it is no notebook.
    """
    try:
        found = [
            _without_magics(cell["source"]) for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"
        ]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return "\n\n".join(cell for cell in found if cell.strip() and _is_wanted(cell, names))


def _without_magics(source: str | list[str]) -> str:
    """Return a cell's text without the lines for IPython alone; nothing if a magic makes all of it another language."""
    lines = "".join(source).splitlines()
    first = lines[0].split()[:1] if lines else []
    if first and first[0].startswith("%%") and first != ["%%grade"]:
        return ""
    return "\n".join(line for line in lines if not line.startswith(("%", "!")))


def _is_wanted(cell: str, names: Collection[str]) -> bool:
    try:
        body = ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError):
        return any(f"def {name}" in cell or f"class {name}" in cell for name in names)  # its error is to be shown
    defined = set(_defined(body))
    return bool(defined & set(names)) or all(isinstance(node, _DEFINING) for node in body)


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
