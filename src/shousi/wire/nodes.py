"""The typed tree of a frame's header, and the values that have no plain form of their own."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

MAX_DEPTH = 16  # results are lists of dicts of arrays; nobody returns deeper by intent
MAX_NODES = 200_000  # a list of 200,000 numbers; longer results are arrays
MAX_RANK = 16
MAX_TEXT = 1 << 16

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
    """Something to be made in the worker, by a function of the grader's own factories.py."""

    factory: str
    args: list[Node]


class ListNode(msgspec.Struct, tag="l", array_like=True, frozen=True):
    """A list."""

    items: list[Node]


class TupleNode(msgspec.Struct, tag="t", array_like=True, frozen=True):
    """A tuple."""

    items: list[Node]


class DictNode(msgspec.Struct, tag="d", array_like=True, frozen=True):
    """A dict with keys of any plain hashable kind."""

    keys: list[Node]
    values: list[Node]


class OpaqueNode(msgspec.Struct, tag="o", array_like=True, frozen=True):
    """Something that has no plain form; only its type's name and a short text travel."""

    type_name: str
    text: str


Node = (
    None | bool | int | float | str | ArrayNode | TensorNode | BuiltNode | ListNode | TupleNode | DictNode | OpaqueNode
)


class Opaque(msgspec.Struct, frozen=True):
    """What the judge sees of a value that has no plain form: a generator, a tensor, an object.

    Attributes:
        type_name: as a person would write it, such as "torch.Tensor" or "generator".
        text: what else can be said in short, or nothing.
    """

    type_name: str
    text: str = ""


class Tensor(msgspec.Struct, frozen=True):
    """What the judge has of a PyTorch tensor; the judge never loads PyTorch.

    Attributes:
        array: the elements.
        requires_grad: whether gradients are asked for.
        has_history: whether it was computed from something that asks for them.
    """

    array: np.ndarray[Any, Any]
    requires_grad: bool = False
    has_history: bool = False


class Built(msgspec.Struct, frozen=True):
    """An argument that only the worker can hold, such as a model: a function of factories.py and its arguments."""

    factory: str
    args: tuple[Any, ...] = ()
