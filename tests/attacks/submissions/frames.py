"""Submissions that write to the judge themselves, past the worker's own code."""

import os
import struct
import sys
import time

import msgspec
import numpy as np
from shousi import wire
from shousi.sandbox.messages import Loaded, Returned

_clock = time.process_time
_REPLIES = 4  # the descriptor


def wrong(x):
    return x + 1000.0


def _nonce():
    """Return the number of the present question, from the frame of the worker's own loop."""
    frame = sys._getframe()
    while frame.f_code.co_name != "serve":
        frame = frame.f_back
    return frame.f_locals["nonce"]


def _reply(nonce, value, cpu=0.0):
    node, buffers = wire.flatten((value, None))
    return b"".join(wire.pack(nonce, Returned(node, cpu), buffers))


def _raw(header, blob=b"", *, nonce=None, header_length=None, blob_length=None, magic=wire.MAGIC):
    """Write a frame whose parts are what they are, and say no more."""
    nonce = _nonce() if nonce is None else nonce
    lengths = (
        len(header) if header_length is None else header_length,
        len(blob) if blob_length is None else blob_length,
    )
    os.write(_REPLIES, wire.PREAMBLE.pack(magic, nonce, *lengths))
    data = memoryview(header + blob)
    while data:
        data = data[os.write(_REPLIES, data) :]
    time.sleep(60)


def _returned(node, blob=b""):
    """Write an answer made of any node, a msgpack list."""
    _raw(msgspec.msgpack.encode(["returned", ["t", [node, None]], 0.0]), blob)


# ---------------------------------------------------------------------------------------------------------------------
# whose answer to which question


def before_the_question(x):
    forged = b"".join(wire.pack(0, Loaded(()), [])) + _reply(0, np.array([2.0, 4.0]))
    os.write(_REPLIES, forged)


def with_a_guessed_nonce(x):
    os.write(_REPLIES, _reply(0, np.asarray(x) * 2.0))
    return wrong(x)


def with_the_nonce_before(x):
    os.write(_REPLIES, _reply(max(_nonce() - 1, 0), np.asarray(x) * 2.0))
    return wrong(x)


_sent = []


def replayed(x):
    if not _sent:
        write = os.write
        os.write = lambda fd, data: (_sent.append(bytes(data)), write(fd, data))[1]
        return np.asarray(x) * 2.0
    os.write(_REPLIES, b"".join(_sent))
    return wrong(x)


def two_answers(x):
    if not _sent:
        _sent.append(x)
        os.write(_REPLIES, _reply(_nonce(), np.asarray(x) * 2.0))
        return np.asarray(x) * 2.0
    time.sleep(60)


def for_no_time(x):
    end = _clock() + 0.1
    while _clock() < end:
        pass
    os.write(_REPLIES, _reply(_nonce(), np.asarray(x) * 2.0, cpu=0.0))
    time.sleep(60)


def of_another_kind(_):
    _raw(msgspec.msgpack.encode(Loaded(())))


# ---------------------------------------------------------------------------------------------------------------------
# malformed frames


def header_of_four_gigabytes(_):
    _raw(b"", header_length=2**32 - 1)


_FINE = msgspec.msgpack.encode(["returned", None, 0.0])


def blob_of_2_to_the_63(_):
    _raw(_FINE, blob_length=2**63)


def blob_of_a_terabyte(_):
    _raw(_FINE, blob_length=1 << 40)


def nested_100_deep(_):
    node = 1
    for _ in range(100):
        node = ["l", [node]]
    _returned(node)


def nested_100_000_deep(_):
    _raw(b"\x91" * 100_000)


def many_nodes(_):
    _returned(["l", [1] * 300_000])


def many_empty_lists(_):
    _returned(["l", [["l", []]] * 240_000])


def aliased_many_times(_):
    _returned(["l", [["t", []]] * 240_000])


def strings_in_an_array(_):
    _returned(["a", "<U4", [1], "C"], struct.pack("=16I", *b"mine", *bytes(12)))


def raw_bytes_in_an_array(_):
    _returned(["a", "|V64", [1], "C"], bytes(64))


def dates_in_an_array(_):
    _returned(["a", "<M8[s]", [8], "C"], bytes(64))


def other_byte_order(_):
    _returned(["a", ">f8", [8], "C"], bytes(64))


def seventeen_dimensions(_):
    _returned(["a", "<f8", [1] * 7 + [8] + [1] * 9, "C"], bytes(64))


def not_utf8(_):
    _raw(b"\x92\xa6raised\xa2\xff\xfe")


def an_extension(_):
    _raw(b"\xc7\x04\x05mine")


def an_unknown_kind(_):
    _raw(b"\x92\xa8accepted\xc3")


def half_a_header(_):
    _raw(b"\x95\xa8returned"[:4])


def more_after_the_header(_):
    _raw(_FINE + b"mine")


def half_a_frame(_):
    _raw(b"half", header_length=1000)


def half_a_preamble(_):
    os.write(_REPLIES, wire.MAGIC)
    time.sleep(60)


def drop_by_drop(_):
    while True:
        os.write(_REPLIES, b"S" if not _sent else b"\0")
        _sent.append(1)
        time.sleep(0.05)
        if len(_sent) > 3:
            time.sleep(60)
