"""Tensors and built arguments on the wire, without PyTorch: the judge never has it. And the reading of pipes."""

import os

import msgspec
import numpy as np
import pytest

from shousi import wire
from shousi.wire import ALIGNMENT, Built, Opaque, Tensor, WireError, frames
from shousi.wire.nodes import MAX_DEPTH, ArrayNode, BuiltNode, TensorNode


def through(value, make=None):
    """Flatten a value, join its buffers as a frame does, and rebuild it."""
    node, buffers = wire.flatten(value)
    blob = b"".join(bytes(buffer) + bytes(-buffer.nbytes % ALIGNMENT) for buffer in buffers)
    return wire.rebuild(node, memoryview(blob), make)


@pytest.mark.parametrize("requires_grad", [False, True])
@pytest.mark.parametrize("has_history", [False, True])
def test_a_tensor_comes_back_with_its_elements_and_what_it_says_of_gradients(requires_grad, has_history):
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    tensor = through(Tensor(array, requires_grad, has_history))
    assert type(tensor) is Tensor
    assert (tensor.requires_grad, tensor.has_history) == (requires_grad, has_history)
    assert tensor.array.dtype == np.float32
    np.testing.assert_array_equal(tensor.array, array)


@pytest.mark.parametrize("array", [np.arange(6.0).reshape(2, 3).T, np.arange(3.0)[::-1], np.array(2.0)])
def test_a_tensor_of_any_memory_layout_keeps_its_shape_and_elements(array):
    tensor = through(Tensor(array))
    assert tensor.array.shape == array.shape
    np.testing.assert_array_equal(tensor.array, array)


def test_tensors_take_their_elements_one_after_the_other():
    first, second, number = through([Tensor(np.arange(3.0)), Tensor(np.arange(5.0)), 7])
    assert (first.array.tolist(), second.array.tolist(), number) == ([0, 1, 2], [0, 1, 2, 3, 4], 7)


def test_a_tensor_of_a_dtype_that_is_not_sent_is_opaque_and_names_the_dtype():
    opaque = through(Tensor(np.array([None])))
    assert opaque == Opaque("numpy.ndarray", "dtype object, shape (1,)")


def test_a_worker_makes_what_tensors_and_built_arguments_stand_for():
    made = []

    def make(value):
        made.append(value)
        return f"number {len(made)}"

    value = (Tensor(np.ones(2)), Built("model", (3, Tensor(np.zeros(1)))))
    assert through(value, make) == ("number 1", "number 3")
    assert isinstance(made[0], Tensor)
    assert made[2] == Built("model", (3, "number 2"))


def test_the_judge_refuses_a_built_argument_since_it_builds_nothing():
    with pytest.raises(WireError, match=r"^something to be made, where nothing is made$"):
        wire.rebuild(BuiltNode("model", []), memoryview(b""))


def test_built_arguments_count_as_nesting_on_both_sides():
    def nested(depth):
        value = 1
        for _ in range(depth):
            value = Built("f", (value,))
        return value

    through(nested(MAX_DEPTH), lambda built: built)
    with pytest.raises(WireError, match="deep"):
        wire.flatten(nested(MAX_DEPTH + 1))
    node = 1
    for _ in range(MAX_DEPTH + 1):
        node = BuiltNode("f", [node])
    with pytest.raises(WireError, match="deep"):
        wire.rebuild(node, memoryview(b""), lambda built: built)


def test_a_tensor_larger_than_its_bytes_is_refused():
    with pytest.raises(WireError, match="larger than its bytes"):
        wire.rebuild(TensorNode("<f8", (9,), False, False), memoryview(bytes(64)))


def test_a_nonce_has_64_bits_that_do_not_come_again():
    nonces = [wire.new_nonce() for _ in range(2000)]
    assert len(set(nonces)) == len(nonces)
    assert all(0 <= nonce < 2**64 for nonce in nonces)
    for bit in range(64):  # each is as often set as not, but for chances of one in 10**15
        assert 800 < sum(nonce >> bit & 1 for nonce in nonces) < 1200


@pytest.mark.parametrize("has_readv", [True, False])
def test_reading_a_pipe_fills_the_view_from_its_start_and_tells_how_much_came(has_readv, monkeypatch):
    if not has_readv:
        monkeypatch.delattr(os, "readv", raising=False)
    reader, writer = os.pipe()
    try:
        os.write(writer, b"abcdef")
        room = bytearray(b"........")
        assert wire.read_into(reader, memoryview(room)[:4]) == 4
        assert room == b"abcd...."
        assert wire.read_into(reader, memoryview(room)[4:]) == 2
        assert room == b"abcdef.."
        os.close(writer)
        writer = None
        assert wire.read_into(reader, memoryview(room)) == 0
    finally:
        os.close(reader)
        if writer is not None:
            os.close(writer)


def test_a_decoder_takes_messages_of_its_kind_alone():
    class Wanted(msgspec.Struct, tag="wanted", array_like=True):
        node: wire.Node

    class Other(msgspec.Struct, tag="other", array_like=True):
        node: wire.Node

    decoder = wire.decoder_of(Wanted)
    encode = msgspec.msgpack.encode
    assert frames.unpack_header(encode(Wanted(ArrayNode("<f8", (1,), "C"))), decoder).node.shape == (1,)
    with pytest.raises(WireError, match="bad header"):
        frames.unpack_header(encode(Other(1)), decoder)
