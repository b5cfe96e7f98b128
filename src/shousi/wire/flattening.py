"""From values to nodes and the buffers of their arrays."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from shousi.wire.frames import MAX_BLOB
from shousi.wire.nodes import (
    DTYPES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_NUMBERS,
    MAX_RANK,
    MAX_TEXT,
    ArrayNode,
    Built,
    BuiltNode,
    DictNode,
    Kept,
    KeptNode,
    ListNode,
    Node,
    NumbersNode,
    Opaque,
    OpaqueNode,
    Tensor,
    TensorNode,
    TupleNode,
    WireError,
)

_MANY = 256  # numbers; below, an array of their own is no smaller
_WHOLE, _FLOATS = {int, np.int64}, {float, np.float64}  # in a long list NumPy's arrive as Python's, which are equal


def flatten(value: object) -> tuple[Node, list[memoryview]]:
    """Return a value as a node, and the buffers of its arrays in the node's order.

    A value that has no plain form, such as a generator, becomes an OpaqueNode with the name of its type.

    Raises:
        WireError: the value is nested too deep or has too many parts.
    """
    walk = _Flatten()
    return walk.node(value, 0), walk.buffers


class _Flatten:
    def __init__(self) -> None:
        self.buffers: list[memoryview] = []
        self.nodes = 0
        self.numbers = 0

    def node(self, value: object, depth: int) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        if self.nodes > MAX_NODES:
            self.check_size()
        kind = type(value)
        if kind is tuple or kind is list:  # asked first, since each call sends some
            return self.sequence(value, depth + 1)  # type: ignore[arg-type]
        if value is None or kind is bool:
            return value  # type: ignore[return-value]
        if isinstance(value, np.generic):
            node = self.array(np.asarray(value), "scalar")
            return node if isinstance(node, ArrayNode) else OpaqueNode(type_name(value), "")
        if isinstance(value, int | float | str):
            return _number_or_text(value)
        if kind is np.ndarray:
            return self.array(value, layout_of(value))  # type: ignore[arg-type]
        return self.torch(value, depth + 1) or self.container(value, depth + 1)

    def torch(self, value: object, depth: int) -> Node:
        """Return the node of a tensor, or of what the judge has in place of a tensor or an object; else None."""
        if isinstance(value, Built):
            return BuiltNode(value.factory, [self.node(item, depth) for item in value.args])
        if isinstance(value, Kept):
            return KeptNode(value.number)
        if isinstance(value, Opaque):
            return OpaqueNode(value.type_name, value.text)
        if isinstance(value, Tensor):
            return self.tensor(value)
        tensor = _plain_tensor(value) if "torch" in sys.modules else None
        return self.tensor(tensor) if tensor else None

    def tensor(self, value: Tensor) -> Node:
        node = self.array(np.ascontiguousarray(value.array).reshape(value.array.shape), "C")
        if isinstance(node, OpaqueNode):
            return node
        return TensorNode(node.dtype, node.shape, value.requires_grad, value.has_history)

    def container(self, value: object, depth: int) -> Node:
        if isinstance(value, list | tuple):
            return self.sequence(value, depth)
        if isinstance(value, dict):
            return self.dictionary(value, depth)
        return OpaqueNode(type_name(value), "")

    def sequence(self, values: list[Any] | tuple[Any, ...], depth: int) -> Node:
        """Return the node of a list or tuple.

        Numbers of one kind are not looked at one by one, which would cost more than many a call that returns them.
        """
        made = TupleNode if isinstance(values, tuple) else ListNode
        if not values:
            return made([])
        kinds, many = set(map(type, values)), len(values) >= _MANY
        fits = kinds <= (_WHOLE if many else {int}) and min(values) >= -(2**63) and max(values) < 2**63
        if depth > MAX_DEPTH or not (fits or kinds <= (_FLOATS if many else {float}) or kinds == {bool}):
            plain = many and kinds <= _WHOLE | _FLOATS
            return made(
                [self.node(item.item() if plain and isinstance(item, np.generic) else item, depth) for item in values]
            )
        if not many or kinds == {bool}:
            self.nodes += len(values)
            self.check_size()
            return made(list(values))
        self.numbers += len(values)
        self.check_size()
        array = np.array(values, "<i8" if fits else "<f8")
        self.buffers.append(array.view(np.uint8).data)
        return NumbersNode(array.dtype.str, len(values), isinstance(values, tuple))

    def check_size(self) -> None:
        if self.nodes > MAX_NODES:
            raise WireError(f"more than {MAX_NODES} parts")
        if self.numbers > MAX_NUMBERS:
            raise WireError(f"more than {MAX_NUMBERS} numbers in lists; return an array")

    def dictionary(self, value: dict[Any, Any], depth: int) -> Node:
        keys = [key.item() if isinstance(key, np.generic) else key for key in value]
        if not all(isinstance(key, bool | int | float | str | None) for key in keys):
            return OpaqueNode("dict", "a key is neither a number nor a string")
        nodes = [self.node(key, depth) for key in keys]
        return DictNode(nodes, [self.node(item, depth) for item in value.values()])

    def array(self, value: np.ndarray[Any, Any], layout: str) -> ArrayNode | OpaqueNode:
        if value.nbytes > MAX_BLOB:  # asked before any copy: a broadcast view of a terabyte takes no memory
            raise WireError(f"too large: {value.nbytes} bytes, at most {MAX_BLOB} are sent")
        if value.dtype.byteorder == ">":  # big-endian, with the same numbers
            value = value.astype(value.dtype.newbyteorder("<"))
        if value.dtype.str not in DTYPES or value.ndim > MAX_RANK:
            return OpaqueNode("numpy.ndarray", f"dtype {value.dtype}, shape {value.shape}"[:MAX_TEXT])
        flat = np.ascontiguousarray(value).reshape(-1).view(np.uint8)
        self.buffers.append(flat.data)
        return ArrayNode(value.dtype.str, value.shape, layout)


def _plain_tensor(value: object) -> Tensor | None:
    """Return a PyTorch tensor's data, or None for anything else and for tensors that NumPy has no dtype for."""
    torch = sys.modules["torch"]
    if type(value) not in (torch.Tensor, torch.nn.Parameter):
        return None
    tensor: Any = value
    try:
        array = tensor.detach().cpu().numpy()
    except (TypeError, RuntimeError):  # bfloat16, sparse, quantised
        return None
    return Tensor(array, tensor.requires_grad, tensor.grad_fn is not None)


def _number_or_text(value: float | str) -> Node:
    if isinstance(value, int):
        return int(value) if -(2**63) <= value < 2**63 else OpaqueNode("int", f"{value.bit_length()} bits")
    return float(value) if isinstance(value, float) else _text_node(value)


def _text_node(value: str) -> Node:
    if len(value) > MAX_TEXT:
        return OpaqueNode("str", f"{len(value)} characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates have no UTF-8 form
        return OpaqueNode("str", value.encode("unicode_escape").decode("ascii")[:MAX_TEXT])
    return str(value)


def type_name(value: object) -> str:
    """Return the name of a value's class, as a person would write it."""
    kind = type(value)
    module = getattr(kind, "__module__", "")
    name = getattr(kind, "__qualname__", "object")
    full = name if module in {"builtins", "submission"} else f"{module}.{name}"
    return str(full).encode("ascii", "backslashreplace").decode("ascii")[:200]


def layout_of(array: np.ndarray[Any, Any]) -> str:
    """Return the kind of memory layout that the array will have on the other side.

    It is "C" or "F" for contiguous arrays, "flipped" for negative strides, and "strided" for any other view. The
    strides themselves are not sent: the kind is enough to expose code that relies on contiguous memory.
    """
    if array.flags.c_contiguous:
        return "C"
    if array.flags.f_contiguous:
        return "F"
    return "flipped" if min(array.strides) < 0 else "strided"
