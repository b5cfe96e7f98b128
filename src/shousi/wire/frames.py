"""Frames: a preamble of fixed size, a header in msgpack, and the blob, which holds the bytes of arrays."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from shousi.wire.nodes import WireError

# A source of 1 MiB and what comes with it; 112 MiB in the judge at most, since a byte can become an empty list of 56.
MAX_HEADER = 2 << 20
MAX_BLOB = 256 << 20  # four times the largest result of any exercise: a 2000 by 2000 float64 matrix is 32 MB
ALIGNMENT = 64  # bytes, as NumPy aligns its own arrays: enough for every dtype and vector width
PREAMBLE = struct.Struct("<4sQIQ")  # magic, nonce, header length, blob length
MAGIC = b"SHO1"

M = TypeVar("M", bound=msgspec.Struct)


def pack(nonce: int, message: msgspec.Struct, buffers: Sequence[memoryview]) -> list[memoryview]:
    """Return a frame as the pieces to be written; arrays are not copied.

    Raises:
        WireError: the message cannot be encoded, or the frame would be larger than the other side accepts.
    """
    try:
        header = _encoder.encode(message)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:  # lone surrogates, integers over 64 bits
        raise WireError(f"cannot be encoded: {type(error).__name__}") from None
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
    """Return nonce, header length and blob length of a frame; both lengths are within their caps.

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
    """Return 64 random bits: an answer must repeat those of its question, and nobody can guess them beforehand."""
    return int.from_bytes(os.urandom(8), "little")


def read_into(fd: int, view: memoryview) -> int:
    """Read what there is into a view, and return how many bytes that was; 0 means the end. Copies on Windows only."""
    if hasattr(os, "readv"):
        return os.readv(fd, [view])
    data = os.read(fd, len(view))
    view[: len(data)] = data
    return len(data)


_encoder = msgspec.msgpack.Encoder()
_ZEROS = memoryview(bytes(ALIGNMENT))


def decoder_of(kinds: Any) -> msgspec.msgpack.Decoder[Any]:
    """Return a typed decoder for a message type or a union of them."""
    return msgspec.msgpack.Decoder(kinds)
