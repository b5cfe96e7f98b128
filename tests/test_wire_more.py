"""Tensors and built arguments on the wire, without PyTorch: the judge never has it. And the reading of pipes."""

import os

import msgspec
import numpy as np
import pytest

from shousi import wire
from shousi.wire import ALIGNMENT, MAX_BLOB, Built, Opaque, Tensor, WireError, frames
from shousi.wire.nodes import MAX_DEPTH, MAX_RANK, ArrayNode, BuiltNode, DictNode, TensorNode, TupleNode


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


EDGES = [-(2**63), -(2**63) + 1, -1, 0, 2**63 - 1]


@pytest.mark.parametrize("value", [*EDGES, EDGES, [[-(2**63)], (2**63 - 1,)], list(range(300)), [-126, -127, 5]])
def test_every_integer_of_64_bits_comes_back_also_in_lists(value):
    assert through(value) == value


@pytest.mark.parametrize(("value", "bits"), [(2**63, 64), (-(2**63) - 1, 64), (2**100, 101)])
def test_a_larger_integer_is_opaque_and_tells_its_bits_also_in_lists(value, bits):
    opaque = Opaque("int", f"{bits} bits")
    assert through(value) == opaque
    assert through([1, value]) == [1, opaque]


def test_arrays_of_as_many_axes_as_are_sent_come_back_and_of_one_more_are_opaque():
    assert through(np.ones((1,) * MAX_RANK)).shape == (1,) * MAX_RANK
    assert isinstance(through(np.ones((1,) * (MAX_RANK + 1))), Opaque)


def test_what_has_no_plain_form_is_told_by_the_name_of_its_type():
    mine = type("Mine", (), {"__module__": "submission", "__qualname__": "Outer.Mine"})
    assert through(mine()) == Opaque("Outer.Mine")
    assert through(object()) == Opaque("object")
    assert through(np.dtype("f8")).type_name.startswith("numpy.")
    assert through({(1, 2): 3}) == Opaque("dict", "a key is neither a number nor a string")
    assert through(type("Größe", (), {"__module__": "submission"})()) == Opaque("Gr\\xf6\\xdfe")


def test_a_lone_surrogate_is_told_as_an_escape():
    assert through("a\ud800") == Opaque("str", "a\\ud800")


def rebuilt(node, size=64):
    return lambda: wire.rebuild(node, memoryview(bytes(size)))


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (rebuilt(ArrayNode("O", (1,), "C")), "an array of a kind that is not allowed"),
        (rebuilt(ArrayNode("<f8", (1,) * (MAX_RANK + 1), "C")), "an array of a kind that is not allowed"),
        (rebuilt(ArrayNode("<f8", (-1,), "C")), "an array with an impossible shape"),
        (rebuilt(ArrayNode("<f8", (MAX_BLOB + 1,), "C")), "an array with an impossible shape"),
        (rebuilt(ArrayNode("<f8", (MAX_BLOB,), "C")), "an array larger than its bytes"),
        (rebuilt(ArrayNode("<f8", (MAX_BLOB,) * 4 + (0,), "C"), 0), "an array with an impossible shape"),
        (rebuilt(ArrayNode("<f8", (9,), "C")), "an array larger than its bytes"),
        (rebuilt(ArrayNode("<f8", (1,), "E")), "an array with an unknown layout"),
        (rebuilt(DictNode([1], []), 0), "a dict with more keys than values, or fewer"),
        (rebuilt(DictNode([TupleNode([1])], [1]), 0), "a dict key that is not a plain number or string"),
        (rebuilt(None), "64 bytes too many"),
        (lambda: wire.unpack_preamble(bytes(wire.PREAMBLE.size)), "not a frame"),
        (lambda: frames.unpack_header(b"\xc1", wire.decoder_of(int)), "bad header: DecodeError"),
    ],
    ids=[f"reply {number}" for number in range(13)],
)
def test_a_reply_that_is_refused_is_told_with_the_reason(refused, why):
    with pytest.raises(WireError) as raised:
        refused()
    assert str(raised.value) == why
