"""Values to bytes and back without pickle: what the judge and a worker say to each other.

A frame is a fixed preamble, a msgpack header and a blob. The header is a typed tree of nodes; arrays are nodes
without data, whose bytes follow in the blob one after the other, in the order of the tree. Arrays therefore cannot
overlap, point outside or be forged larger than the bytes that came with them. Decoding executes nothing, checks each
length before it allocates, and raises nothing but `WireError`.
"""

from shousi.wire.flattening import flatten, layout_of
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
    MAX_RANK,
    MAX_TEXT,
    ArrayNode,
    Built,
    BuiltNode,
    DictNode,
    ListNode,
    Node,
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
    "MAX_RANK",
    "MAX_TEXT",
    "PREAMBLE",
    "ArrayNode",
    "Build",
    "Built",
    "BuiltNode",
    "DictNode",
    "ListNode",
    "Node",
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
    "unpack_header",
    "unpack_preamble",
]
