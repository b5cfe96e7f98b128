"""The nodes of a frame's header, and what stands for values that cannot be sent themselves."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

MAX_DEPTH = 16  # of lists in lists; a list of dicts of arrays has a depth of three
MAX_NODES = 200_000  # a table of as many rows, or as many short texts
MAX_NUMBERS = 1 << 20  # in long lists: an image of 1000 by 1000 as people write it without NumPy
MAX_RANK = 16  # of arrays; a batch of images has a rank of four
MAX_TEXT = 1 << 16  # characters of one string; no exercise asks for so long a text

DTYPES = frozenset(
    ["|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]
)  # fixed size, no objects, no strings, one byte order


class WireError(Exception):
    """The bytes are not a frame that this module writes, or a value does not fit into one."""


class ArrayNode(msgspec.Struct, tag="a", array_like=True, frozen=True):
    """An array whose bytes are the next ones of the blob, in C order."""

    dtype: str
    shape: tuple[int, ...]
    layout: str


class TensorNode(msgspec.Struct, tag="T", array_like=True, frozen=True):
    """A PyTorch tensor on the CPU: an array in C order, and whether gradients are asked for or were recorded."""

    dtype: str
    shape: tuple[int, ...]
    requires_grad: bool
    has_history: bool


class BuiltNode(msgspec.Struct, tag="m", array_like=True, frozen=True):
    """A value that the worker makes, by a function of the grader's factories.py."""

    factory: str
    args: list[Node]


class KeptNode(msgspec.Struct, tag="k", array_like=True, frozen=True):
    """An object that stays in the worker, by the number that the judge gave it."""

    number: int


class ListNode(msgspec.Struct, tag="l", array_like=True, frozen=True):
    """A list."""

    items: list[Node]


class NumbersNode(msgspec.Struct, tag="n", array_like=True, frozen=True):
    """A long list or tuple of floats, or of integers of 64 bits, whose bytes are the next ones of the blob."""

    dtype: str
    length: int
    is_tuple: bool


class TupleNode(msgspec.Struct, tag="t", array_like=True, frozen=True):
    """A tuple."""

    items: list[Node]


class DictNode(msgspec.Struct, tag="d", array_like=True, frozen=True):
    """A dict with keys of any plain hashable kind."""

    keys: list[Node]
    values: list[Node]


class OpaqueNode(msgspec.Struct, tag="o", array_like=True, frozen=True):
    """A value that has no plain form; only the name of its type and a short text are sent."""

    type_name: str
    text: str


Node = (
    None
    | bool
    | int
    | float
    | str
    | ArrayNode
    | TensorNode
    | BuiltNode
    | KeptNode
    | ListNode
    | NumbersNode
    | TupleNode
    | DictNode
    | OpaqueNode
)


class Opaque(msgspec.Struct, frozen=True):
    """What the judge gets for a value that has no plain form, such as a generator or an object.

    Attributes:
        type_name: as a person would write it, such as "torch.Tensor" or "generator".
        text: a short description, or nothing.
    """

    type_name: str
    text: str = ""


class Tensor(msgspec.Struct, frozen=True):
    """What the judge has for a PyTorch tensor, since the judge never loads PyTorch.

    Attributes:
        array: the elements.
        requires_grad: as PyTorch has it.
        has_history: whether it has a `grad_fn`: it was computed from a tensor that requires gradients.
    """

    array: np.ndarray[Any, Any]
    requires_grad: bool = False
    has_history: bool = False


class Built(msgspec.Struct, frozen=True):
    """An argument that only the worker can make, such as a model.

    Attributes:
        factory: a function of factories.py, a class of the submission, or the code that makes a random generator.
        args: its arguments.
    """

    factory: str
    args: tuple[Any, ...] = ()

    @property
    def code(self) -> str:
        """The code of what is called."""
        return f"factories.{self.factory}" if self.needs_factory else self.factory

    @property
    def needs_factory(self) -> bool:
        """Whether factories.py makes it: its functions are in lower case, and classes of the submission are not."""
        return "." not in self.factory and not self.factory[:1].isupper()


class Kept(msgspec.Struct, frozen=True):
    """An argument that is an object of the worker's: the judge has only the number under which the worker keeps it.

    Attributes:
        number: as the judge chose it. A reply never holds one, so no submission can pass off one object as another.
        type_name: of its class, as the solution has it.
    """

    number: int
    type_name: str
