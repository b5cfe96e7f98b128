"""From nodes and the bytes of their arrays back to values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from shousi.wire.frames import ALIGNMENT, MAX_BLOB
from shousi.wire.nodes import (
    DTYPES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_NUMBERS,
    MAX_RANK,
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


def rebuild(node: Node, blob: memoryview, make: Build | None = None) -> object:
    """Return the value of a node: arrays, numbers, strings, lists, dicts, tuples, `Tensor` and `Opaque`.

    Args:
        node: what came in the header.
        blob: the bytes of its arrays.
        make: in a worker, the function that turns a `Tensor`, a `Built` or a `Kept` into the real thing. In the judge
            there is none: a tensor stays a `Tensor`, and the others are refused.

    Raises:
        WireError: the node and the blob do not belong together, or a cap is exceeded.
    """
    walk = _Rebuild(blob, make)
    value = walk.value(node, 0)
    if walk.offset != len(blob):
        raise WireError(f"{len(blob) - walk.offset} bytes too many")
    return value


Build = Callable[[Tensor | Built | Kept], Any]


class _Rebuild:
    def __init__(self, blob: memoryview, make: Build | None) -> None:
        self.blob = blob
        self.make = make
        self.offset = 0
        self.nodes = 0
        self.numbers = 0

    def value(self, node: Node, depth: int) -> object:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise WireError("nested too deep")
        if self.nodes > MAX_NODES:
            raise WireError("too many nodes")
        if not isinstance(node, msgspec.Struct):
            return node
        match node:  # the commonest first
            case TupleNode(items):
                return tuple([self.value(item, depth + 1) for item in items])
            case ListNode(items):
                return [self.value(item, depth + 1) for item in items]
            case DictNode():
                return self.dictionary(node, depth + 1)
            case ArrayNode():
                return self.array(node)
            case NumbersNode():
                return self.sequence(node)
            case OpaqueNode(type_name, text):
                return Opaque(type_name, text)
            case _:
                return self.torch(node, depth)

    def torch(self, node: TensorNode | BuiltNode | KeptNode, depth: int) -> object:
        if isinstance(node, TensorNode):
            array = self.array(ArrayNode(node.dtype, node.shape, "C"))
            tensor = Tensor(array, node.requires_grad, node.has_history)
            return self.make(tensor) if self.make else tensor
        if self.make is None:
            raise WireError("something to be made, where nothing is made")
        if isinstance(node, KeptNode):
            return self.make(Kept(node.number, ""))
        return self.make(Built(node.factory, tuple(self.value(item, depth + 1) for item in node.args)))

    def sequence(self, node: NumbersNode) -> list[object] | tuple[object, ...]:
        self.numbers += node.length
        if node.dtype not in ("<f8", "<i8") or self.numbers > MAX_NUMBERS:
            raise WireError("numbers of a kind that is not allowed, or too many")
        values = self.array(ArrayNode(node.dtype, (node.length,), "C")).tolist()
        return tuple(values) if node.is_tuple else values

    def dictionary(self, node: DictNode, depth: int) -> dict[object, object]:
        if len(node.keys) != len(node.values):
            raise WireError("a dict with more keys than values, or fewer")
        result: dict[object, object] = {}
        for key, item in zip(node.keys, node.values, strict=True):
            if isinstance(key, msgspec.Struct):
                raise WireError("a dict key that is not a plain number or string")
            result[key] = self.value(item, depth)
        return result

    def array(self, node: ArrayNode) -> Any:
        if node.dtype not in DTYPES or len(node.shape) > MAX_RANK:
            raise WireError("an array of a kind that is not allowed")
        dtype = np.dtype(node.dtype)
        count = 1
        for length in node.shape:
            if not 0 <= length <= MAX_BLOB:
                raise WireError("an array with an impossible shape")
            count *= length
        size = count * dtype.itemsize
        if size > len(self.blob) - self.offset:
            raise WireError("an array larger than its bytes")
        try:
            array = np.frombuffer(self.blob, dtype, count, self.offset).reshape(node.shape)
            laid_out = _laid_out(array, node.layout)
        except ValueError:  # an empty array, of which NumPy cannot multiply the other lengths
            raise WireError("an array with an impossible shape") from None
        self.offset += size + -size % ALIGNMENT
        return laid_out


def _laid_out(array: np.ndarray[Any, Any], layout: str) -> object:
    """Return an array with the kind of memory layout that it had on the other side; see `layout_of`."""
    match layout:
        case "C":
            return array
        case "scalar" if array.ndim == 0:
            return array[()]
        case "F":
            return np.asfortranarray(array)
        case "flipped" if array.ndim:
            return np.ascontiguousarray(array[::-1])[::-1]
        case "strided" if array.ndim:
            wide = np.empty((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
            wide[..., ::2] = array
            return wide[..., ::2]
        case _:
            raise WireError("an array with an unknown layout")
