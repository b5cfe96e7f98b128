"""Values to bytes and back, and what becomes of bytes that nobody here wrote."""

import contextlib
import math
import random
import struct
import tracemalloc

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from shousi import wire
from shousi.wire import ArrayNode, DictNode, ListNode, NumbersNode, Opaque, OpaqueNode, TupleNode, WireError


class Message(msgspec.Struct, tag="message", array_like=True, frozen=True):
    node: wire.Node


DECODER = wire.decoder_of(Message)


def sent(value):
    """The whole frame of a value."""
    node, buffers = wire.flatten(value)
    return b"".join(wire.pack(7, Message(node), buffers))


def received(frame):
    """What the other side makes of a frame."""
    size = wire.PREAMBLE.size
    _, header, blob = wire.unpack_preamble(frame[:size])
    if len(frame) != size + header + blob:  # on a pipe: wait for the rest, and then for the end
        raise WireError("cut short")
    message = wire.unpack_header(bytearray(frame[size : size + header]), DECODER)
    return wire.rebuild(message.node, memoryview(bytearray(frame[size + header :])))


def there_and_back(value):
    return received(sent(value))


def identical(left, right):
    """Equal in type, bits and order, which == is not: it knows no NaN, no -0.0 and no dtype."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray | np.generic):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(identical, left, right))
    if isinstance(left, dict):
        return identical(list(left), list(right)) and identical(list(left.values()), list(right.values()))
    if isinstance(left, float):
        return struct.pack("d", left) == struct.pack("d", right)
    return left == right


@contextlib.contextmanager
def at_most(limit):
    """Hold what runs inside to this many bytes of memory beyond what there was."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < limit


def header(data):
    """A message whose node is given as plain data: what a worker that lies can send."""
    return wire.unpack_header(msgspec.msgpack.encode(["message", data]), DECODER).node


# ---------------------------------------------------------------------------------------------------------------------
# there and back

SHAPES = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5)
LAYOUTS = st.sampled_from(["C", "F", "flipped", "strided", "transposed", "broadcast"])


@st.composite
def arrays(draw):
    """Arrays of every allowed dtype, any bits, in every layout."""
    shape = draw(SHAPES)
    dtype = np.dtype(draw(st.sampled_from(sorted(wire.DTYPES))))
    seed = draw(st.integers(0, 2**32 - 1))
    count = 2 * math.prod(shape)
    bits = np.random.default_rng(seed).integers(0, 256, count * dtype.itemsize, np.uint8)
    flat = bits % 2 == 1 if dtype == np.bool_ else bits.view(dtype)
    layout = draw(LAYOUTS)
    if layout == "broadcast":
        return np.broadcast_to(flat[: math.prod(shape)].reshape(shape), (draw(st.integers(0, 3)), *shape))
    if not shape or layout == "C":
        return flat[: math.prod(shape)].reshape(shape)
    wide = flat.reshape((*shape[:-1], 2 * shape[-1]))
    if layout == "strided":
        return wide[..., ::2]
    half = np.ascontiguousarray(wide[..., ::2])
    if layout == "F":
        return np.asfortranarray(half)
    return half.T if layout == "transposed" else half[::-1]


def fits_utf8(text):
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=20).filter(fits_utf8),
)
VALUES = st.recursive(
    st.one_of(SCALARS, arrays()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.one_of(st.integers(-99, 99), st.text("abc", max_size=3)), inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(arrays())
def test_an_array_comes_back_with_the_same_dtype_shape_and_bits(array):
    back = there_and_back([array])[0]
    assert identical(back, array)
    assert type(back) is np.ndarray
    assert back.flags.aligned


@settings(max_examples=80, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_a_nested_value_comes_back_as_it_was(value):
    assert identical(there_and_back(value), value)


@pytest.mark.parametrize("dtype", sorted(wire.DTYPES))
def test_every_allowed_dtype_passes_whole_and_as_a_scalar(dtype):
    array = np.arange(6).reshape(2, 3).astype(dtype)
    assert identical(there_and_back(array), array)
    assert identical(there_and_back(array[1, 2]), array[1, 2])
    assert identical(there_and_back(np.array(array[1, 2])), np.array(array[1, 2]))


SQUARE = np.arange(16.0).reshape(4, 4)


@pytest.mark.parametrize(
    ("kind", "array"),
    [
        ("C", SQUARE),
        ("F", SQUARE.T),
        ("flipped", SQUARE[::-1]),
        ("flipped", SQUARE[:, ::-1]),
        ("flipped", SQUARE[::-2, ::2]),
        ("strided", SQUARE[:, ::2]),
        ("strided", SQUARE[:3, 1:]),
        ("strided", SQUARE[:, :1]),
        ("strided", np.broadcast_to(SQUARE[0], (4, 4))),
    ],
)
def test_the_kind_of_memory_layout_survives(kind, array):
    assert wire.layout_of(array) == kind
    back = there_and_back(array)
    assert wire.layout_of(back) == kind
    assert np.array_equal(back, array)


@pytest.mark.parametrize(
    "value",
    [float("nan"), -0.0, float("inf"), 5e-324, 2**63 - 1, -(2**63), True, None, "", "手撕", "\x00", "\U0010ffff"],
)  # fmt: skip
def test_the_edges_of_plain_values_survive_bit_by_bit(value):
    assert identical(there_and_back([value])[0], value)


def test_the_nan_payload_and_the_signed_zero_of_an_array_survive():
    bits = np.array([0x7FF8000000000001, 0xFFF8000000000000, 0x8000000000000000], np.uint64)
    assert there_and_back(bits.view(np.float64)).view(np.uint64).tolist() == bits.tolist()


@pytest.mark.parametrize("shape", [(0,), (0, 4), (4, 0), (3, 0, 2), ()])
def test_arrays_without_elements_and_without_axes_keep_their_shape(shape):
    assert there_and_back(np.zeros(shape)).shape == shape


def test_a_dict_keeps_the_order_and_the_kind_of_its_keys():
    value = {"b": 1, 1: 2, 0.5: 3, None: 4, "a": 5}
    assert identical(there_and_back(value), value)
    assert identical(there_and_back({np.int64(3): "x"}), {3: "x"})


def test_subclasses_of_plain_values_arrive_as_the_plain_value():
    class Text(str):
        __slots__ = ()

    class Number(int):
        pass

    back = there_and_back([Text("a"), Number(3)])
    assert identical(back, ["a", 3])


def test_many_arrays_share_one_frame_without_sharing_memory():
    back = there_and_back([np.arange(n, dtype=np.uint8) for n in range(130)])
    assert all(array.tolist() == list(range(n)) for n, array in enumerate(back))
    back[5][:] = 255
    assert back[4].tolist() == [0, 1, 2, 3]
    assert back[6].tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("dtype", sorted(wire.DTYPES))
def test_an_array_after_an_odd_number_of_bytes_is_aligned_all_the_same(dtype):
    back = there_and_back([np.zeros(3, np.int8), np.ones(5, dtype)])[1]
    assert back.flags.aligned
    assert back.flags.writeable


# ---------------------------------------------------------------------------------------------------------------------
# what has no plain form


class Mine:
    pass


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ((number for number in range(3)), "generator"),
        ({1, 2}, "set"),
        (b"bytes", "bytes"),
        (1j, "complex"),
        (range(3), "range"),
        (len, "builtin_function_or_method"),
        (int, "type"),
        (Mine(), f"{__name__}.Mine"),
        (np.ma.array([1.0]), "numpy.ma.MaskedArray"),
        (np.rec.array([1.0]), "numpy.rec.recarray"),
    ],
    ids=lambda value: value if isinstance(value, str) else "of",
)
def test_what_has_no_plain_form_is_opaque_with_its_types_name(value, name):
    back = there_and_back([value])[0]
    assert isinstance(back, Opaque)
    assert back.type_name.replace("numpy.ma.core.", "numpy.ma.") == name


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_a_matrix_is_not_taken_for_an_array():
    assert there_and_back(np.matrix([[1.0]])) == Opaque("numpy.matrix")


@pytest.mark.parametrize(
    "array",
    [
        np.array([1, "a"], dtype=object),
        np.array(["text"]),
        np.array([b"bytes"]),
        np.zeros(2, "V8"),
        np.zeros(2, [("x", "<f8")]),
        np.zeros(2, "M8[s]"),
        np.zeros(2, np.longdouble),
    ],
    ids=lambda array: str(array.dtype),
)
def test_an_array_of_any_other_dtype_is_opaque_and_says_which(array):
    if array.dtype.str in wire.DTYPES:
        pytest.skip("a long double is a double on this system")
    back = there_and_back(array)
    assert back == Opaque("numpy.ndarray", f"dtype {array.dtype}, shape {array.shape}")


@pytest.mark.parametrize("dtype", [">f8", ">i2", ">c8"])
def test_an_array_of_the_other_byte_order_arrives_with_the_same_numbers(dtype):
    array = np.arange(-3, 3).astype(dtype)
    assert identical(there_and_back(array), array.astype(array.dtype.newbyteorder("<")))
    assert identical(there_and_back(array[::2]), array[::2].astype(array.dtype.newbyteorder("<")))


@pytest.mark.parametrize("value", [np.str_("text"), np.bytes_(b"x"), np.datetime64("2020-01-01"), np.void(b"12345678")])
def test_a_scalar_of_any_other_dtype_is_opaque_and_is_not_called_an_array(value):
    assert there_and_back(value).type_name == f"numpy.{type(value).__name__}"


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, pytest.param(10**5000, id="huge")])
def test_an_integer_over_64_bits_is_opaque_with_its_length(value):
    assert there_and_back(value) == Opaque("int", f"{value.bit_length()} bits")


def test_a_lone_surrogate_is_opaque_and_shown_escaped():
    assert there_and_back("a\ud800") == Opaque("str", "a\\ud800")


def test_a_long_text_is_opaque_with_its_length():
    assert there_and_back("x" * wire.MAX_TEXT) == "x" * wire.MAX_TEXT
    assert there_and_back("x" * (wire.MAX_TEXT + 1)) == Opaque("str", f"{wire.MAX_TEXT + 1} characters")


@pytest.mark.parametrize("key", [(1, 2), b"bytes", frozenset()])
def test_a_dict_with_other_keys_than_numbers_and_strings_is_opaque(key):
    assert there_and_back({key: 1}).type_name == "dict"


def test_nothing_of_an_object_is_run_or_pickled():
    class Loud:
        def refuse(self, *_):
            raise AssertionError("a method was called")

        __reduce__ = __reduce_ex__ = __getstate__ = __array__ = __iter__ = __len__ = __repr__ = __str__ = refuse

    assert there_and_back(Loud()).type_name.endswith("Loud")


def test_a_types_long_name_in_any_script_arrives_as_short_ascii():
    kind = type("手" * 20, (), {"__module__": "撕" * 50})
    name = there_and_back(kind()).type_name
    assert name.startswith("\\u6495")
    assert len(name) <= 200


# ---------------------------------------------------------------------------------------------------------------------
# too deep, too many, too large


def nested(depth, inner=0):
    value = inner
    for _ in range(depth):
        value = [value]
    return value


def test_sixteen_deep_passes_and_seventeen_is_refused():
    assert identical(there_and_back(nested(wire.MAX_DEPTH)), nested(wire.MAX_DEPTH))
    with pytest.raises(WireError, match="nested more than 16 deep"):
        sent(nested(wire.MAX_DEPTH + 1))


def test_a_list_that_holds_itself_is_refused():
    loop = []
    loop.append(loop)
    with pytest.raises(WireError, match="deep"):
        sent(loop)


def test_a_value_of_too_many_parts_is_refused():
    with pytest.raises(WireError, match="more than 200000 parts"):
        sent([None] * wire.MAX_NODES)


@pytest.mark.parametrize("kind", [list, tuple])
@pytest.mark.parametrize(
    "numbers",
    [
        [0.1 * number for number in range(5000)],
        [float("nan"), float("-inf"), -0.0, 5e-324] * 500,
        [-(2**63), 2**63 - 1, 0] * 500,
        [1, 2.0] * 500,
        [True, False] * 500,
        [2**63] + [1] * 500,
    ],
    ids=["floats", "odd floats", "whole numbers", "mixed", "truth values", "one too large"],
)
def test_long_lists_of_numbers_come_back_as_they_were(kind, numbers):
    came = received(sent([kind(numbers), "last"]))
    assert came[1] == "last"
    assert type(came[0]) is kind
    if numbers[0] == 2**63:
        assert (came[0][0], came[0][1:]) == (Opaque("int", "64 bits"), kind(numbers[1:]))
    else:
        assert list(map(repr, came[0])) == list(map(repr, numbers))


@pytest.mark.parametrize(
    ("numbers", "kinds"),
    [
        ([0.5, *np.arange(300_000.0)], {float}),
        ([7, *np.arange(300_000)], {int}),
        ([1, *np.arange(300.0), *np.arange(300)], {int, float}),
    ],
    ids=["floats", "whole numbers", "mixed"],
)
def test_long_lists_of_numpy_numbers_among_others_come_back_with_the_same_numbers(numbers, kinds):
    came = received(sent(numbers))
    assert came == numbers
    assert set(map(type, came)) == kinds


def test_a_table_of_a_million_numbers_is_sent_without_numpy_and_a_larger_one_is_refused():
    row = [0.5] * 1024
    assert received(sent([row] * 1024)) == [row] * 1024
    with pytest.raises(WireError, match="more than 1048576 numbers in lists; return an array"):
        sent([row] * 1025)


def test_few_objects_that_unfold_to_many_parts_are_refused():
    value = [0] * 100
    for _ in range(5):
        value = [value] * 100  # 10^12 parts, 600 list items
    with pytest.raises(WireError, match="more than 200000 parts"):
        sent(value)


@pytest.mark.parametrize("dtype", ["<f8", ">f8"])
def test_a_view_larger_than_any_memory_is_refused_before_anything_is_copied(dtype):
    view = np.broadcast_to(np.zeros(1, dtype), (1 << 30, 1 << 20))  # 8 bytes of memory, 8 PiB to look at
    with at_most(1 << 20), pytest.raises(WireError, match="too large: 9007199254740992 bytes"):
        sent([view])


def test_many_arrays_that_together_are_too_large_are_refused():
    part = np.zeros(wire.MAX_BLOB // 4, np.uint8)  # one buffer, sent five times
    node, buffers = wire.flatten([part] * 4)
    assert wire.pack(0, Message(node), buffers)
    node, buffers = wire.flatten([part] * 5)
    with pytest.raises(WireError, match="too large"):
        wire.pack(0, Message(node), buffers)


def test_a_structure_that_would_not_be_accepted_is_not_sent():
    with pytest.raises(WireError, match="too many parts"):
        sent(["x" * 1000] * 3000)


# ---------------------------------------------------------------------------------------------------------------------
# frames that lie


def preamble(magic=b"SHO1", nonce=7, header=0, blob=0):
    return struct.pack("<4sQIQ", magic, nonce, header, blob)


@pytest.mark.parametrize(
    "start",
    [
        preamble(magic=b"SHO2"),
        preamble(magic=b"\0\0\0\0"),
        preamble(header=wire.MAX_HEADER + 1),
        preamble(header=2**32 - 1),
        preamble(blob=wire.MAX_BLOB + 1),
        preamble(blob=2**63),
        preamble(blob=2**64 - 1),
    ],
)
def test_a_wrong_magic_or_an_impossible_length_is_refused(start):
    with pytest.raises(WireError):
        wire.unpack_preamble(start)


def test_the_largest_legal_lengths_are_accepted():
    start = preamble(header=wire.MAX_HEADER, blob=wire.MAX_BLOB, nonce=2**64 - 1)
    assert wire.unpack_preamble(start) == (2**64 - 1, wire.MAX_HEADER, wire.MAX_BLOB)


HUGE = 2**28


@pytest.mark.parametrize("layout", ["C", "F", "flipped", "strided", "scalar", "", "K"])
@pytest.mark.parametrize(
    ("dtype", "shape"),
    [
        ("O", (1,)),
        ("|O", (1,)),
        ("V8", (1,)),
        ("|V8", (1,)),
        ("<U4", (2,)),
        (">f8", (1,)),
        ("f8", (1,)),
        ("<f8,<f8", (1,)),
        ("", (1,)),
        ("<f8", (-1,)),
        ("<f8", (-1, -1)),
        ("<f8", (2**62,)),
        ("<f8", (2**32, 2**32)),
        ("<f8", (2**63 - 1, 2)),
        ("<f8", (2,)),
        ("|u1", (9,)),
        ("<c16", ()),
        ("<f8", (1,) * 17),
        ("|b1", (0, HUGE, HUGE, HUGE)),
        ("<c16", (HUGE, HUGE, HUGE, 0)),
    ],
)
def test_an_array_that_is_forbidden_or_larger_than_its_bytes_is_refused(dtype, shape, layout):
    with pytest.raises(WireError):
        wire.rebuild(ArrayNode(dtype, shape, layout), memoryview(bytearray(8)))


@pytest.mark.parametrize("layout", ["C", "F", "flipped", "strided"])
@pytest.mark.parametrize("shape", [(0, HUGE, HUGE, 64), (0, HUGE, HUGE, 127), (HUGE, HUGE, 64, 0)])
def test_an_empty_array_of_absurd_shape_is_refused_or_rebuilt_but_never_breaks_the_judge(shape, layout):
    try:
        back = wire.rebuild(ArrayNode("|b1", shape, layout), memoryview(b""))
    except WireError:
        return
    assert back.shape == shape
    assert back.nbytes == 0


@pytest.mark.parametrize(("layout", "shape"), [("scalar", (1,)), ("flipped", ()), ("strided", ()), ("?", (1,))])
def test_a_layout_that_does_not_fit_the_array_is_refused(layout, shape):
    with pytest.raises(WireError, match="layout"):
        wire.rebuild(ArrayNode("<f8", shape, layout), memoryview(bytearray(64)))


def test_bytes_that_belong_to_no_array_are_refused():
    with pytest.raises(WireError, match="64 bytes too many"):
        wire.rebuild(ArrayNode("<f8", (8,), "C"), memoryview(bytearray(128)))
    with pytest.raises(WireError, match="1 bytes too many"):
        wire.rebuild(None, memoryview(bytearray(1)))


def test_padding_that_did_not_come_is_missed():
    with pytest.raises(WireError):
        wire.rebuild(ArrayNode("<f8", (1,), "C"), memoryview(bytearray(8)))


def test_two_arrays_cannot_be_read_from_the_same_bytes():
    twice = ListNode([ArrayNode("<f8", (8,), "C"), ArrayNode("<f8", (8,), "C")])
    with pytest.raises(WireError, match="larger than its bytes"):
        wire.rebuild(twice, memoryview(bytearray(64)))


def test_an_array_of_negative_length_cannot_take_the_bytes_of_the_next():
    greedy = ListNode([ArrayNode("<f8", (-1,), "C"), ArrayNode("<f8", (8,), "C")])
    with pytest.raises(WireError, match="impossible shape"):
        wire.rebuild(greedy, memoryview(bytearray(64)))


@pytest.mark.parametrize(
    "node",
    [
        NumbersNode("<f8", -1, is_tuple=False),
        NumbersNode("<f8", 2, is_tuple=False),
        NumbersNode("<f4", 1, is_tuple=False),
        NumbersNode("|O", 1, is_tuple=True),
        ListNode([NumbersNode("<i8", wire.MAX_NUMBERS, is_tuple=False), NumbersNode("<i8", 1, is_tuple=False)]),
        ListNode([NumbersNode("<f8", -wire.MAX_NUMBERS, is_tuple=False), NumbersNode("<f8", 1, is_tuple=False)]),
    ],
)
def test_numbers_that_no_list_holds_are_refused(node):
    with pytest.raises(WireError):
        wire.rebuild(node, memoryview(bytearray(8)))


@pytest.mark.parametrize(("keys", "values"), [([1, 2], [1]), ([1], [1, 2]), ([], [1])])
def test_a_dict_with_more_keys_than_values_or_fewer_is_refused(keys, values):
    with pytest.raises(WireError, match="dict"):
        wire.rebuild(DictNode(keys, values), memoryview(b""))


@pytest.mark.parametrize(
    "key",
    [ListNode([]), TupleNode([]), DictNode([], []), OpaqueNode("x", ""), ArrayNode("|u1", (0,), "C")],
)
def test_a_dict_key_that_is_no_number_or_string_is_refused(key):
    with pytest.raises(WireError, match="key"):
        wire.rebuild(DictNode([key], [1]), memoryview(b""))


def test_a_message_nested_deeper_than_is_sent_is_refused():
    node = 0
    for _ in range(wire.MAX_DEPTH + 1):
        node = ListNode([node])
    with pytest.raises(WireError, match="deep"):
        wire.rebuild(node, memoryview(b""))


def test_a_message_with_more_parts_than_are_sent_is_refused():
    with pytest.raises(WireError, match="too many nodes"):
        wire.rebuild(ListNode([None] * wire.MAX_NODES), memoryview(b""))


@pytest.mark.parametrize(
    "data",
    [
        ["x", []],
        ["A", "<f8", [1], "C"],
        [],
        [[]],
        ["a"],
        ["a", "<f8", [1]],
        ["a", "<f8", "1", "C"],
        ["a", "<f8", [1.5], "C"],
        ["a", "<f8", [None], "C"],
        ["a", b"<f8", [1], "C"],
        ["l", 3],
        ["d", [1]],
        ["o", "name"],
        ["o", 1, 2],
        {"l": []},
        b"bytes",
        msgspec.msgpack.Ext(1, b"ext"),
    ],
)
def test_unknown_tags_and_fields_of_the_wrong_type_are_refused(data):
    with pytest.raises(WireError, match="bad header"):
        header(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",  # never used in msgpack
        b"\x92\xa7message",  # an array of two that ends after one
        b"\x92\xa7message\xa4\xff\xfe\xfd\xfc",  # not UTF-8
        b"\x92\xa7message\xa1\xed\xa0\x80",
        b"\x92\xa7message\xdb\xff\xff\xff\xff",  # a string of 4 GiB
        b"\x92\xa7message\x92\xa1l\xdd\xff\xff\xff\xff",  # a list of four billion
        b"\x92\xa7message\x92\xa1l\xdd\x7f\xff\xff\xff\xc0",
        b"\x92\xa7message\xc0\xc0",  # one byte more than the message
        b"\x92\xa7message" + b"\x92\xa1l\x91" * 5000,
        b"\x92\xa7message" + b"\x92\xa1t\x91" * 250_000,
        b"\x91" * 5000,
        b"\xdd\xff\xff\xff\xff" * 5000,
    ],
    ids=lambda data: data[:16].hex() + f"-{len(data)}",
)
def test_a_header_that_is_cut_short_ill_formed_or_a_nesting_bomb_is_refused(data):
    with pytest.raises(WireError, match="bad header"):
        wire.unpack_header(data, DECODER)


def test_every_proper_beginning_of_a_header_is_refused():
    _, size, _ = wire.unpack_preamble(sent(EXAMPLE)[: wire.PREAMBLE.size])
    whole = sent(EXAMPLE)[wire.PREAMBLE.size :][:size]
    for end in range(size):
        with pytest.raises(WireError):
            wire.unpack_header(whole[:end], DECODER)


# ---------------------------------------------------------------------------------------------------------------------
# frames that chance has spoilt

EXAMPLE = (
    [np.arange(6, dtype=np.int64), SQUARE[:, ::2], SQUARE.T, SQUARE[::-1], np.float32(1.5)],
    {"k": [1, -2, 3.5, None, True, "text", (1, [2, [3]])], 2: np.zeros((0, 3), np.int16), "g": {1, 2}},
)


def spoilt(frame, rng):
    """A copy with some bytes changed, taken out, doubled or cut off; its lengths may be put right again."""
    data = bytearray(frame)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(data))
        match rng.randrange(5):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                data[at] ^= 1 << rng.randrange(8)
            case 2:
                data[at : at + rng.randrange(1, 9)] = b""
            case 3:
                data[at:at] = data[at : at + rng.randrange(1, 9)]
            case _:
                data[at : at + 1] = rng.choice((b"\xdd\xff\xff\xff\xff", b"\xcf" + b"\xff" * 8, b"\x92\xa1l", b"\xc6"))
        if len(data) < wire.PREAMBLE.size:
            return bytes(data.ljust(wire.PREAMBLE.size, b"\0"))
    return bytes(data)


def with_right_lengths(frame, blob):
    """The same header and blob, in a preamble that agrees with them, so that the inner checks are reached."""
    blob = min(blob, len(frame) - wire.PREAMBLE.size)
    return preamble(header=len(frame) - wire.PREAMBLE.size - blob, blob=blob) + frame[wire.PREAMBLE.size :]


def test_twenty_thousand_spoilt_frames_raise_nothing_but_wire_errors_and_stay_small():
    frame = sent(EXAMPLE)
    _, _, blob = wire.unpack_preamble(frame[: wire.PREAMBLE.size])
    rng = random.Random(20260601)
    passed = 0
    with at_most(4 << 20):
        for number in range(20_000):
            wrong = spoilt(frame, rng)
            if number % 8:
                wrong = with_right_lengths(wrong, blob)
            try:
                received(wrong)
                passed += 1
            except WireError:
                continue
    assert 100 < passed < 19_900, "spoilt too much or too little to say anything"
