"""The same source without its print statements: what would it take if they were gone?"""

from __future__ import annotations

import ast


class _Removal(ast.NodeTransformer):
    def __init__(self) -> None:
        self.removed = 0

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        match node.value:
            case ast.Call(func=ast.Name(id="print")):
                self.removed += 1
                return ast.copy_location(ast.Pass(), node)
        return node


def without_prints(text: str) -> str | None:
    """Return a source without the statements that only call print; None if it has none.

    >>> without_prints("print(1)")
    'pass'
    """
    removal = _Removal()
    try:
        tree = removal.visit(ast.parse(text))
        return ast.unparse(tree) if removal.removed else None
    except (SyntaxError, ValueError, RecursionError):  # it was loaded once, but may nest deeper than we do here
        return None
