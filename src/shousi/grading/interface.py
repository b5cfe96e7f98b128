"""Which names of a solution are classes, and which of their attributes are methods: read from its source.

The judge must know without asking a submission what a check calls and what it reads. The solution settles that.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping

import msgspec

from shousi.catalogue import signatures


class Member(msgspec.Struct, frozen=True):
    """An attribute of a class: a method, or a value to be read.

    Attributes:
        is_method: whether it is called.
        makes: the class of the object that it gives; empty where it gives a plain value.
    """

    is_method: bool
    makes: str = ""


class Interface(msgspec.Struct, frozen=True):
    """What a solution offers.

    Attributes:
        makes: the class of the object that a function returns; a class makes objects of its own.
        members: of each class that the solution defines.
        parameters: of each function and method.
    """

    makes: Mapping[str, str] = {}
    members: Mapping[str, Mapping[str, Member]] = {}
    parameters: Mapping[str, list[str]] = {}

    def member(self, kind: str, name: str) -> Member:
        """Return an attribute of a class. A class that the solution does not define is taken for a torch.nn.Module."""
        members = self.members.get(kind, _MODULE)
        found = members.get(name, _VALUE)
        return msgspec.structs.replace(found, makes=kind) if found.makes == _SELF else found


@functools.lru_cache(maxsize=16)
def interface_of(source: str) -> Interface:
    """Return what a solution offers. A function makes an object if its annotation says `-> nn.Linear` or the like."""
    body = ast.parse(source).body
    classes = {node.name: node for node in body if isinstance(node, ast.ClassDef)}
    makes = {name: name for name in classes}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            makes[node.name] = _made(node.returns, classes)
    members = {name: dict(_members(node, classes)) for name, node in classes.items()}
    return Interface(makes, members, signatures(source))


def _members(node: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> Iterator[tuple[str, Member]]:
    """Yield the attributes of a class, inherited ones first."""
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id in classes:
            yield from _members(classes[base.id], classes)
        elif _is_of_torch(ast.unparse(base)):
            yield from _MODULE.items()
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            is_method = not any("property" in ast.unparse(decorator) for decorator in part.decorator_list)
            yield part.name, Member(is_method, _made(part.returns, classes))
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id, Member(is_method=False, makes=_made(part.annotation, classes))


def _made(annotation: ast.expr | None, classes: Mapping[str, ast.ClassDef]) -> str:
    """Return the class of the object that an annotation stands for; empty for a plain value."""
    if annotation is None:
        return ""
    is_quoted = isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)
    text = annotation.value if isinstance(annotation, ast.Constant) and is_quoted else ast.unparse(annotation)
    name = str(text).rpartition(".")[2]
    if name == _SELF:
        return _SELF
    return name if name in classes or (_is_of_torch(str(text)) and name != "Parameter") else ""


def _is_of_torch(name: str) -> bool:
    return name.startswith(("nn.", "torch.nn."))


_SELF = "Self"
_VALUE = Member(is_method=False)
# What every torch.nn.Module has, as far as checks use it.
_MODULE = {
    **dict.fromkeys(
        ("forward", "state_dict", "load_state_dict", "parameters", "named_parameters", "buffers", "named_buffers",
         "zero_grad", "__call__"),
        Member(is_method=True),
    ),
    **dict.fromkeys(
        ("eval", "train", "requires_grad_", "to", "half", "float", "double"), Member(is_method=True, makes=_SELF)
    ),
}  # fmt: skip
