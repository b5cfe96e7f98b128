"""Values to bytes and back without pickle: what the judge and a worker say to each other.

A frame is a fixed preamble, a msgpack header and a blob. The header is a typed tree of nodes; arrays are nodes
without data, whose bytes follow in the blob one after the other, in the order of the tree. Arrays therefore cannot
overlap, point outside or be forged larger than the bytes that came with them. Decoding executes nothing, checks each
length before it allocates, and raises nothing but `WireError`.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
import numpy as np

MAX_HEADER = 1 << 20  # a msgpack byte can become 56 bytes of empty list: 56 MiB in the judge at most
MAX_BLOB = 256 << 20  # four times the largest result of any exercise: a 2000 by 2000 float64 matrix is 32 MB
MAX_DEPTH = 16  # results are lists of dicts of arrays; nobody returns deeper by intent
MAX_NODES = 200_000  # a list of 200,000 numbers; longer results are arrays
MAX_RANK = 16
ALIGNMENT = 64  # so that the arrays of a message are aligned as NumPy's own are, for every dtype and vector width
MAX_TEXT = 1 << 16

DTYPES = frozenset(
    ["|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]
)  # fixed size, no objects, no strings, one byte order

PREAMBLE = struct.Struct("<4sQIQ")  # magic, nonce, header length, blob length
MAGIC = b"SHO1"


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


class MadeNode(msgspec.Struct, tag="m", array_like=True, frozen=True):
    """Something to be made in the worker, by a function of the grader's own made.py."""

    maker: str
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
    None | bool | int | float | str | ArrayNode | TensorNode | MadeNode | ListNode | TupleNode | DictNode | OpaqueNode
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


class Made(msgspec.Struct, frozen=True):
    """An argument that only the worker can hold, such as a model: a function of made.py, and what to call it with."""

    maker: str
    args: tuple[Any, ...] = ()


M = TypeVar("M", bound=msgspec.Struct)


# ---------------------------------------------------------------------------------------------------------------------
# values to nodes


def flatten(value: object) -> tuple[Node, list[memoryview]]:
    """Return a value as a node, and the buffers of its arrays in the node's order.

    What has no plain form becomes opaque; nothing is ever pickled.

    Raises:
        WireError: the value is nested too deep or has too many parts.
    """
    walk = _Flatten()
    return walk.node(value, 0), walk.buffers


class _Flatten:
    def __init__(self) -> None:
        self.buffers: list[memoryview] = []
        self.nodes = 0

    def node(self, value: object, depth: int) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        if self.nodes > MAX_NODES:
            raise WireError(f"more than {MAX_NODES} parts")
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, np.generic):
            node = self.array(np.asarray(value), "scalar")
            return node if isinstance(node, ArrayNode) else OpaqueNode(_type_name(value), "")
        if isinstance(value, int | float | str):
            return _number_or_text(value)
        if type(value) is np.ndarray:
            return self.array(value, layout_of(value))
        return self.torch(value, depth + 1) or self.container(value, depth + 1)

    def torch(self, value: object, depth: int) -> Node:
        """Return the node of a tensor, or of what stands for one in the judge; None for anything else."""
        if isinstance(value, Made):
            return MadeNode(value.maker, [self.node(item, depth) for item in value.args])
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
        if isinstance(value, list):
            return ListNode([self.node(item, depth) for item in value])
        if isinstance(value, tuple):
            return TupleNode([self.node(item, depth) for item in value])
        if isinstance(value, dict):
            return self.dictionary(value, depth)
        return OpaqueNode(_type_name(value), "")

    def dictionary(self, value: dict[Any, Any], depth: int) -> Node:
        keys = [key.item() if isinstance(key, np.generic) else key for key in value]
        if not all(isinstance(key, bool | int | float | str | None) for key in keys):
            return OpaqueNode("dict", "a key is neither a number nor a string")
        nodes = [self.node(key, depth) for key in keys]
        return DictNode(nodes, [self.node(item, depth) for item in value.values()])

    def array(self, value: np.ndarray[Any, Any], layout: str) -> ArrayNode | OpaqueNode:
        if value.nbytes > MAX_BLOB:  # before any copy: a broadcast view of a terabyte costs nothing until then
            raise WireError(f"too large: {value.nbytes} bytes, at most {MAX_BLOB} are sent")
        if value.dtype.byteorder == ">":  # the other byte order holds the same numbers
            value = value.astype(value.dtype.newbyteorder("<"))
        if value.dtype.str not in DTYPES or value.ndim > MAX_RANK:
            return OpaqueNode("numpy.ndarray", f"dtype {value.dtype}, shape {value.shape}"[:MAX_TEXT])
        flat = np.ascontiguousarray(value).reshape(-1).view(np.uint8)
        self.buffers.append(flat.data)
        return ArrayNode(value.dtype.str, value.shape, layout)


def _plain_tensor(value: object) -> Tensor | None:
    """Return a tensor's data where PyTorch is loaded; None for what is no ordinary tensor, or has no NumPy dtype."""
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


def _type_name(value: object) -> str:
    kind = type(value)
    module = getattr(kind, "__module__", "")
    name = getattr(kind, "__qualname__", "object")
    full = name if module in {"builtins", "submission"} else f"{module}.{name}"
    return str(full).encode("ascii", "backslashreplace").decode("ascii")[:200]


def layout_of(array: np.ndarray[Any, Any]) -> str:
    """Return the kind of memory layout that `rebuild` gives the array on the other side.

    "C" and "F" contiguous, "flipped" for negative strides, "strided" for any other view. The kind travels, not the
    strides themselves: enough to meet code that relies on contiguous memory.
    """
    if array.flags.c_contiguous:
        return "C"
    if array.flags.f_contiguous:
        return "F"
    return "flipped" if min(array.strides) < 0 else "strided"


# ---------------------------------------------------------------------------------------------------------------------
# nodes to values


def rebuild(node: Node, blob: memoryview, make: Make | None = None) -> object:
    """Return the value of a node: plain arrays, numbers, strings, lists, dicts, tuples, `Tensor` and `Opaque`.

    Args:
        node: what came in the header.
        blob: the bytes of its arrays.
        make: in a worker, turns `Tensor` and `Made` into what they stand for; in the judge there is none.

    Raises:
        WireError: the node and the blob do not belong together, or a cap is exceeded.
    """
    walk = _Rebuild(blob, make)
    value = walk.value(node, 0)
    if walk.offset != len(blob):
        raise WireError(f"{len(blob) - walk.offset} bytes too many")
    return value


Make = Callable[[Tensor | Made], Any]


class _Rebuild:
    def __init__(self, blob: memoryview, make: Make | None) -> None:
        self.blob = blob
        self.make = make
        self.offset = 0
        self.nodes = 0

    def value(self, node: Node, depth: int) -> object:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise WireError("nested too deep")
        if self.nodes > MAX_NODES:
            raise WireError("too many nodes")
        match node:
            case ArrayNode():
                return self.array(node)
            case TensorNode() | MadeNode():
                return self.torch(node, depth)
            case ListNode(items):
                return [self.value(item, depth + 1) for item in items]
            case TupleNode(items):
                return tuple(self.value(item, depth + 1) for item in items)
            case DictNode():
                return self.dictionary(node, depth + 1)
            case OpaqueNode(type_name, text):
                return Opaque(type_name, text)
            case _:
                return node

    def torch(self, node: TensorNode | MadeNode, depth: int) -> object:
        if isinstance(node, TensorNode):
            array = self.array(ArrayNode(node.dtype, node.shape, "C"))
            tensor = Tensor(array, node.requires_grad, node.has_history)
            return self.make(tensor) if self.make else tensor
        if self.make is None:
            raise WireError("something to be made, where nothing is made")
        return self.make(Made(node.maker, tuple(self.value(item, depth + 1) for item in node.args)))

    def dictionary(self, node: DictNode, depth: int) -> dict[object, object]:
        if len(node.keys) != len(node.values):
            raise WireError("a dict with more keys than values, or fewer")
        result: dict[object, object] = {}
        for key, item in zip(node.keys, node.values, strict=True):
            if isinstance(key, msgspec.Struct):
                # Dicts keyed by tuples have not been met; a list of pairs says the same.
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
        except ValueError:  # no bytes, but a shape whose other lengths NumPy cannot hold
            raise WireError("an array with an impossible shape") from None
        self.offset += size + -size % ALIGNMENT
        return laid_out


def _laid_out(array: np.ndarray[Any, Any], layout: str) -> object:
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


# ---------------------------------------------------------------------------------------------------------------------
# frames


def pack(nonce: int, message: msgspec.Struct, buffers: Sequence[memoryview]) -> list[memoryview]:
    """Return a frame as the pieces to be written, arrays uncopied.

    Raises:
        WireError: the frame would be larger than the other side accepts.
    """
    header = _encoder.encode(message)
    pieces = []
    total = 0
    for buffer in buffers:
        pad = -buffer.nbytes % ALIGNMENT
        total += buffer.nbytes + pad
        pieces += [buffer, _ZEROS[:pad]]
    if len(header) > MAX_HEADER:
        raise WireError(f"too many parts: {len(header)} bytes of structure, at most {MAX_HEADER} are sent")
    if total > MAX_BLOB:
        raise WireError(f"too large: {total} bytes, at most {MAX_BLOB} are sent")
    preamble = PREAMBLE.pack(MAGIC, nonce, len(header), total)
    return [memoryview(preamble + header), *(piece for piece in pieces if piece.nbytes)]


def unpack_preamble(data: bytes | bytearray) -> tuple[int, int, int]:
    """Return nonce, header length and blob length, which are within their caps.

    Raises:
        WireError: the bytes are not the start of a frame.
    """
    magic, nonce, header, blob = PREAMBLE.unpack(data)
    if magic != MAGIC or header > MAX_HEADER or blob > MAX_BLOB:
        raise WireError("not a frame")
    return nonce, header, blob


def unpack_header(data: bytes | bytearray, decoder: msgspec.msgpack.Decoder[M]) -> M:
    """Return the message of a frame's header.

    Raises:
        WireError: it is not a message of the decoder's type.
    """
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, MemoryError) as error:
        raise WireError(f"bad header: {type(error).__name__}") from None


def new_nonce() -> int:
    """Return the number that ties an answer to its question: 64 bits that cannot be guessed."""
    return int.from_bytes(os.urandom(8), "little")


_encoder = msgspec.msgpack.Encoder()
_ZEROS = memoryview(bytes(ALIGNMENT))


def decoder_of(kinds: Any) -> msgspec.msgpack.Decoder[Any]:
    """Return a typed decoder for a message type or a union of them."""
    return msgspec.msgpack.Decoder(kinds)
