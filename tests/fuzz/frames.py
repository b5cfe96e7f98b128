"""Random bytes and forged trees as frames, read without a process, and used as the judge would use them."""

import math
import random
import re
import struct
from pathlib import Path

import msgspec
import numpy as np

from shousi import catalogue, compare, display, wire
from shousi.errors import printable
from shousi.grading import verdicts
from shousi.sandbox.judge.calls import Call, Ended, call_from_reply
from shousi.sandbox.messages import (
    BadSignature,
    ForbiddenUse,
    Frame,
    Loaded,
    Raised,
    Ready,
    Reply,
    Returned,
    SyntaxProblem,
    TooLarge,
    Unwritten,
    Use,
)

TOY = catalogue.load(Path(__file__).parents[1] / "toy")["double"]
QUESTION = Call(function="double", args=(1.0,), ended=Ended.RETURNED)
LOADING = Call(ended=Ended.RETURNED)
DECODER = wire.decoder_of(Reply)
TEXTS = ("", "x", "é" * 40, "\x1b[31m::error::\r\n\u202e", "\ud800", "{0}%s", "ndarray", "0" * 300)
NUMBERS = (0, 1, -1, 2, 63, 255, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**63 - 1, -(2**63), 2**63, 2**64 - 1)
FLOATS = (0.0, -0.0, 1.5, float("inf"), float("-inf"), float("nan"), 5e-324, 1.8e308)
DTYPES = (
    *sorted(wire.DTYPES),
    "|O",
    "O",
    "|V8",
    "<U4",
    "|S3",
    "M8[s]",
    "<f16",
    ">f8",
    "f8",
    "<f8,<f8",
    "i",
    "",
    "x" * 50,
)
THREE, INDICES = np.ones(3), np.arange(3)
_UNSHOWABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
LAYOUTS = ("C", "F", "flipped", "strided", "scalar", "", "c", "no such")
PACKER = msgspec.msgpack.Encoder()
VALUES = (
    None, True, 3, -1.5, "text", [1, 2.0, "x", None], (1, (2, (3,))), {"a": 1, 2: [3]}, [[]] * 9, list(range(60)),
    np.arange(12.0).reshape(3, 4), np.arange(12.0).reshape(3, 4)[::-1], np.arange(12, dtype=np.uint8)[::2],
    np.float32(2.5), np.array(np.nan), np.zeros((0, 3)), np.ones((2, 3), np.complex64), np.array([True, False]),
    np.array([np.inf, -np.inf, np.nan]), wire.Tensor(np.ones((2, 2), np.float32), requires_grad=True), object(),
    {"labels": np.arange(3), "scores": (np.ones(50), 1e300)}, 2**70, "\ud800", np.arange(2000).reshape(20, 100),
)  # fmt: skip
REPLIES = (
    Ready("A"), Loaded(("f",)), Unwritten(), SyntaxProblem("bad", 3, 1), ForbiddenUse((Use("np.convolve", 4),)),
    Raised("ValueError", "no \x1b[2J", (Frame(1, "f"),), ("ValueError", "Exception")), BadSignature("(x)", "takes 1"),
    TooLarge("too large"),
)  # fmt: skip


def honest():
    """Frames as workers write them."""
    frames = [(reply, []) for reply in REPLIES]
    for value in VALUES:
        node, buffers = wire.flatten((value, [value, 1.0]))
        frames.append((Returned(node, 0.25), buffers))
    return [b"".join(wire.pack(7, message, buffers)) for message, buffers in frames]


class Fuzzer:
    """Makes frames: mutated honest ones, forged trees, and noise."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.corpus = honest()
        self.needed = 0
        self.kinds = (self.mutated, self.mutated, self.forged, self.forged, self.bomb, self.noise)

    def frame(self):
        return self.chance.choice(self.kinds)()

    def mutated(self):
        data = bytearray(self.chance.choice(self.corpus))
        for _ in range(self.chance.randint(1, 4)):
            self.mutate(data)
        return self.with_true_lengths(data) if self.chance.random() < 0.7 else bytes(data)

    def mutate(self, data):
        chance = self.chance
        at = chance.randrange(len(data)) if data else 0
        match chance.randrange(6):
            case 0 if data:
                data[at] ^= 1 << chance.randrange(8)
            case 1 if data:
                data[at] = chance.choice((0, 1, 0x7F, 0x80, 0xC1, 0xCF, 0xD9, 0xDD, 0xDF, 0xFF))
            case 2:
                data[at:at] = struct.pack(chance.choice("<>") + "Q", chance.choice(NUMBERS) % 2**64)
            case 3:
                del data[at : at + chance.randint(1, 9)]
            case 4:
                other = chance.choice(self.corpus)
                begin = chance.randrange(len(other))
                data[at:at] = other[begin : begin + chance.randint(1, 60)]
            case _:
                del data[at:]

    def with_true_lengths(self, data):
        """Give the preamble lengths that fit, so that the mutation is seen by what comes after it."""
        size = wire.PREAMBLE.size
        if len(data) < size:
            return bytes(data)
        header = min(struct.unpack_from("<I", data, 12)[0], len(data) - size)
        return wire.PREAMBLE.pack(wire.MAGIC, 7, header, len(data) - size - header) + bytes(data[size:])

    def forged(self):
        self.needed = 0
        tree = ["t", [self.node(0), self.node(0)]] if self.chance.random() < 0.9 else self.node(0)
        fits = self.chance.random() < 0.8
        blob = self.chance.randbytes(self.needed if fits else self.chance.choice((0, 1, 8, 64, 640)))
        return self.packed(["returned", tree, self.chance.choice((*FLOATS, None))], blob)

    def packed(self, message, blob=b""):
        header = PACKER.encode(message)
        return wire.PREAMBLE.pack(wire.MAGIC, 7, len(header), len(blob)) + header + blob

    def node(self, depth):
        chance = self.chance
        if depth > chance.randint(0, 5):
            return chance.choice((None, True, *NUMBERS, *FLOATS, "x", "\x07"))
        match chance.randrange(9):
            case 0 | 1 | 2:
                return ["a", *self.array(), chance.choice(LAYOUTS if chance.random() < 0.2 else LAYOUTS[:4])]
            case 3:
                return ["T", *self.array(), chance.random() < 0.5, chance.random() < 0.5]
            case 4:
                return ["d", [self.node(depth + 3) for _ in range(3)], [self.node(depth + 1) for _ in range(3)]]
            case 5:
                return ["o", chance.choice(TEXTS[:4]), chance.choice(TEXTS[:4])]
            case 6:
                return ["m", "model", [self.node(depth + 1)]]
            case _:
                return [chance.choice("lt"), [self.node(depth + 1) for _ in range(chance.randrange(4))]]

    def array(self):
        """Return a dtype and a shape, forged or not, and remember how many bytes those that are not ask for."""
        chance = self.chance
        if chance.random() < 0.2:
            return chance.choice(DTYPES), [chance.choice((0, 1, 3, *NUMBERS)) for _ in range(chance.randrange(5))]
        dtype = chance.choice(DTYPES[: len(wire.DTYPES)])
        shape = [chance.choice((0, 1, 1, 2, 3, 8)) for _ in range(chance.randrange(1, 4))]
        size = math.prod(shape) * int(dtype[2:])
        self.needed += size + -size % wire.ALIGNMENT
        return dtype, shape

    def bomb(self):
        chance = self.chance
        match chance.randrange(6):
            case 0:  # the same bytes, many times over
                return self.packed(
                    ["returned", ["l", [["a", "<f8", [8], "C"]] * chance.randint(2, 40)], 0.0], bytes(64)
                )
            case 1:  # deep: brackets only
                depth = chance.choice((10, 17, 40, 400))
                return self.raw(b"\x93\xa8returned" + b"\x92\xa1l\x91" * depth + b"\xc0" + b"\xcb" + bytes(8))
            case 2:  # a list that claims to be longer than any memory
                length = struct.pack(">I", chance.choice((2**16, 2**31, 2**32 - 1)))
                return self.raw(
                    b"\x93\xa8returned\x92\xa1l" + chance.choice((b"\xdd", b"\xdf", b"\xdb", b"\xc6")) + length
                )
            case 3:  # a rank, or a product of lengths, beyond any array
                shape = [chance.choice((1, 2**20, 2**28, 2**62))] * chance.choice((3, 16, 17, 64))
                return self.packed(["returned", ["a", "<f8", [*shape, chance.choice((0, 1))], "C"], 0.0])
            case 4:  # lengths in the preamble that nobody could wait for
                lengths = [chance.choice((0, 1, wire.MAX_HEADER + 1, 2**32 - 1)), chance.choice((0, 2**28 + 1, 2**63))]
                return wire.PREAMBLE.pack(wire.MAGIC, 7, *lengths) + chance.randbytes(40)
            case _:  # many empty parts
                return self.packed(["returned", ["t", [["l", [["l", []]] * chance.randint(1, 60)], None]], 0.0])

    def raw(self, header):
        return wire.PREAMBLE.pack(wire.MAGIC, 7, len(header), 0) + header

    def noise(self):
        data = self.chance.randbytes(self.chance.randint(0, 80))
        return self.raw(data) if self.chance.random() < 0.5 else data


def read(frame, question=QUESTION):
    """Read a frame as the judge does; None where it would wait for more. Raises WireError and nothing else."""
    size = wire.PREAMBLE.size
    if len(frame) < size:
        return None
    _, header, blob = wire.unpack_preamble(frame[:size])
    if len(frame) < size + header + blob:
        return None
    reply = wire.unpack_header(frame[size : size + header], DECODER)
    return call_from_reply(question, reply, memoryview(bytearray(frame[size + header : size + header + blob])))


def use(call):
    """Do with a call what the judge does: compare its value, show it, describe how it ended."""
    shown = display.text_of([call.value, call.after])
    assert len(shown) < 100_000
    assert not _UNSHOWABLE.search(shown)
    shown.encode("utf-8")
    compare.same(call.value, call.value)
    compare.close(call.value, THREE)
    compare.indices(call.value, INDICES)
    for text in (call.detail, call.error.message if call.error else "", *(use.name for use in call.uses)):
        printable(text).encode("utf-8")
    if call.ended is not Ended.RETURNED:
        verdicts.failure_of_call(call, TOY, "def double(x):\n    return x\n", "double.py")


def try_frames(count, seed=0):
    """Read and use that many frames; return how many were let through.

    Raises:
        Exception: whatever a frame led to that is not a WireError, with the frame in a note.
    """
    fuzzer = Fuzzer(seed)
    let_through = 0
    for number in range(count):
        frame = fuzzer.frame()
        try:
            call = read(frame, LOADING if number % 8 == 0 else QUESTION)
            if call is not None:
                let_through += 1
                use(call)
        except wire.WireError:
            pass
        except BaseException as error:
            error.add_note(f"frame {number} of seed {seed}: {frame.hex()}")
            raise
    return let_through
