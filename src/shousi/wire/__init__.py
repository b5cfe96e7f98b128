"""Turning values into bytes and back without pickle, for the messages between the judge and a worker.

A message travels as a frame: a preamble of fixed size, a header in msgpack, and a blob. The header is a typed tree of
nodes. The node of an array has no data; the bytes of all arrays follow in the blob, in the order of the tree. So forged
arrays cannot overlap, point outside the blob, or be larger than the bytes that came with them. Decoding runs no code of
the sender, checks each length before it allocates memory, and raises nothing but `WireError`.
"""

from shousi.wire.flattening import flatten, layout_of, type_name
from shousi.wire.frames import (
    ALIGNMENT,
    MAGIC,
    MAX_BLOB,
    MAX_HEADER,
    PREAMBLE,
    decoder_of,
    new_nonce,
    pack,
    read_into,
    unpack_header,
    unpack_preamble,
)
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
from shousi.wire.rebuilding import Build, rebuild

__all__ = [
    "ALIGNMENT",
    "DTYPES",
    "MAGIC",
    "MAX_BLOB",
    "MAX_DEPTH",
    "MAX_HEADER",
    "MAX_NODES",
    "MAX_NUMBERS",
    "MAX_RANK",
    "MAX_TEXT",
    "PREAMBLE",
    "ArrayNode",
    "Build",
    "Built",
    "BuiltNode",
    "DictNode",
    "Kept",
    "KeptNode",
    "ListNode",
    "Node",
    "NumbersNode",
    "Opaque",
    "OpaqueNode",
    "Tensor",
    "TensorNode",
    "TupleNode",
    "WireError",
    "decoder_of",
    "flatten",
    "layout_of",
    "new_nonce",
    "pack",
    "read_into",
    "rebuild",
    "type_name",
    "unpack_header",
    "unpack_preamble",
]
