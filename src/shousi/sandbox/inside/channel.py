"""The worker's end of the pipes: whole frames, blocking."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import msgspec

from shousi import wire


class Channel:
    """Reads frames from one descriptor and writes frames to another; ends the process once the judge closes its end."""

    def __init__(self, requests: int, replies: int) -> None:
        self.requests = requests
        self.replies = replies

    def send(self, nonce: int, message: msgspec.Struct, buffers: Sequence[memoryview]) -> None:
        """Write one frame."""
        for piece in wire.pack(nonce, message, buffers):
            left = piece.cast("B")
            while left:
                left = left[os.write(self.replies, left) :]

    def receive(self, decoder: msgspec.msgpack.Decoder[Any]) -> tuple[int, Any, memoryview]:
        """Return the next frame as nonce, message and blob."""
        nonce, header, blob = wire.unpack_preamble(self._exactly(wire.PREAMBLE.size))
        message = wire.unpack_header(self._exactly(header), decoder)
        return nonce, message, memoryview(self._exactly(blob))

    def _exactly(self, count: int) -> bytearray:
        data = bytearray(count)
        view = memoryview(data)
        while view:
            got = wire.read_into(self.requests, view)
            if not got:
                os._exit(0)
            view = view[got:]
        return data
