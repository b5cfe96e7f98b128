"""Every field of every reply with every kind of value, sent by a real worker that writes its own frames."""

import math

import msgspec

from fuzz.frames import FLOATS, NUMBERS, PACKER, QUESTION, TEXTS, use
from shousi.sandbox.judge.calls import Call, Ended

OTHER_KINDS = (
    None, True, [], [[]], [None] * 20, {}, {"a": 1}, {1: 2}, b"bytes", b"", msgspec.msgpack.Ext(5, b"ext"),
    ["a", "<f8", [1], "C"], ["l", [1]], [1, 2], ["x", "y"], [["x", 1]], "x" * 70_000, list(range(300)),
)  # fmt: skip
VALUES = (*NUMBERS, *FLOATS, *(text for text in TEXTS if text.isprintable() or text.isascii()), *OTHER_KINDS)

# Messages as an honest worker writes them.
NODES = (
    ["a", "<f8", [3], "C"], ["a", "<f8", [3], "strided"], ["a", "|b1", [], "scalar"],
    ["T", "<f8", [3], False, False], ["m", "model", [1]], ["l", [1, 2.5]], ["t", [None, True]],
    ["d", ["k", 1], [1, "v"]], ["o", "generator", ""], None, True, 7, 1.5, "text",
)  # fmt: skip
REPLIES = (
    ["ready", "A", []], ["ready", "A", ["reading outside"]], ["loaded", []], ["loaded", ["double"]], ["unwritten"],
    ["syntax", "invalid syntax", 3, 1], ["forbidden", [["np.convolve", 4]]], ["signature", "(y)", "takes 1"],
    ["raised", "ValueError", "no", [[1, "double"]], ["ValueError", "Exception"]], ["large", "too large"],
    *(["returned", ["t", [node, None]], 0.25] for node in NODES),
    *(["returned", ["t", [2.0, ["l", [node]]]], 0.25] for node in NODES),
    ["returned", ["t", [2.0, ["l", []]]], 0.25], ["returned", ["t", [2.0, ["l", [1.0, 2.0]]]], 0.25],
)  # fmt: skip
_BLOB = bytes(64)  # three numbers, padded
_HAS_ARRAY = ("a", "T")

# A submission that sends what it is told to in place of the engine's next reply, with the nonce that is asked for.
FORGER = """
import os, sys
wire = sys.modules["shousi.wire"]
channel = sys.modules["shousi.sandbox.inside.channel"].Channel
honest, forged = channel.send, []

def send(self, nonce, message, buffers):
    if not forged:
        return honest(self, nonce, message, buffers)
    header, blob = forged.pop()
    frame = memoryview(wire.PREAMBLE.pack(wire.MAGIC, nonce, len(header), len(blob)) + header + blob)
    while frame:
        frame = frame[os.write(self.replies, frame):]

channel.send = send

def forge(header, blob):
    forged.append((bytes.fromhex(header), bytes.fromhex(blob)))
"""


def mutations(message):
    """Yield the message itself, and copies of which one part is replaced, left out, doubled or added."""
    yield message
    if isinstance(message, list):
        for at, part in enumerate(message):
            yield message[:at] + message[at + 1 :]
            yield [*message[:at], part, *message[at:]]
            yield from ([*message[:at], other, *message[at + 1 :]] for other in _others(part))
        yield [*message, 0]


def _others(part):
    if isinstance(part, list):
        yield from list(mutations(part))[1:]
    yield from VALUES


def all_forgeries():
    """Return the header and blob, in hexadecimal, of every reply and every mutation of it, each once."""
    found = {}
    for reply in REPLIES:
        for message in mutations(reply):
            for blob in (_BLOB, b"") if holds_array(reply) else (b"",):
                found[PACKER.encode(message).hex(), blob.hex()] = None
    return list(found)


def holds_array(message):
    """Say whether a message holds a node that takes bytes from the blob."""
    return isinstance(message, list) and any(part in _HAS_ARRAY or holds_array(part) for part in message if part)


def check_call(call):
    """Raise AssertionError unless a call is one that the rest of the judge can work with."""
    assert isinstance(call, Call)
    assert isinstance(call.ended, Ended)
    assert math.isfinite(call.cpu)
    assert call.cpu >= 0
    assert math.isfinite(call.wall)
    assert isinstance(call.detail, str)
    assert isinstance(call.printed, str)
    use(call)


class Forger:
    """Has a worker send forgeries; one that the judge has killed for it is replaced."""

    def __init__(self, launcher):
        self._launcher = launcher
        self._worker = None

    def answer_call(self, header, blob):
        """Return the call that a forged reply answered."""
        if self._worker is None or self._worker.gone():
            self._worker = self._launcher.start_worker()
            assert self._worker.load(FORGER, "double.py", ["forge"]).ended is Ended.RETURNED
        call = self._worker.call("forge", (header, blob))
        check_call(msgspec.structs.replace(call, function=QUESTION.function, args=QUESTION.args))
        return call

    def answer_load(self, header, blob):
        """Return the load that a forged reply answered."""
        worker = self._launcher.start_worker()
        call = worker.load(f"{FORGER}\nforge({header!r}, {blob!r})\n", "double.py", ["forge"])
        worker.close()
        check_call(call)
        return call

    def close(self):
        """End the worker."""
        if self._worker:
            self._worker.close()


def submission_of(header, blob, honest_calls):
    """Return a submission of the toy exercise that answers rightly some times, and by a forgery ever after."""
    return f"""{FORGER}
calls = 0

def double(x):
    global calls
    calls += 1
    if calls > {honest_calls}:
        forge({header!r}, {blob!r})
    return x * 2
"""
