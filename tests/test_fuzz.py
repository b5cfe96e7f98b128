"""The decoder and what the judge does with its output, on bytes that nobody here wrote."""

import contextlib
import tracemalloc
from collections import Counter

import pytest

import fuzzing
from shousi import wire

FRAMES = 200_000
SHARE = 20_000  # a test's worth, well within the time that a hang is given


@pytest.mark.parametrize("seed", range(FRAMES // SHARE))
def test_no_frame_leads_to_any_exception_but_the_decoders_own(seed):
    assert fuzzing.run(SHARE, seed) > SHARE // 50  # and enough of them are let through for the rest to be tried


def test_every_kind_of_frame_is_made_and_all_but_bombs_and_noise_are_also_let_through():
    fuzzer = fuzzing.Fuzzer(1)
    made, through = Counter(), Counter()
    for make in {kind.__name__: kind for kind in fuzzer.kinds}.values():
        for _ in range(500):
            made[make.__name__] += 1
            try:
                through[make.__name__] += fuzzing.read(make()) is not None
            except wire.WireError:
                continue
    assert min(made.values()) == 500
    assert through["mutated"] > 20
    assert through["forged"] > 20


def test_an_honest_frame_is_let_through_as_an_answer_to_its_own_kind_of_question():
    for frame in fuzzing.honest()[1:]:  # the first one says ready, which answers nothing
        heard = 0
        for question in (fuzzing.QUESTION, fuzzing.LOADING):
            with contextlib.suppress(wire.WireError):
                heard += fuzzing.read(frame, question) is not None
        assert heard


def test_no_bomb_takes_more_memory_than_its_bytes_and_the_caps_allow():
    fuzzer = fuzzing.Fuzzer(5)
    tracemalloc.start()
    try:
        for _ in range(2000):
            frame = fuzzer.bomb()
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            with contextlib.suppress(wire.WireError):
                fuzzing.read(frame)
            # An object of 56 bytes for a byte of the header, and as much again while it is turned into a value.
            assert tracemalloc.get_traced_memory()[1] - before < 200 * len(frame) + (64 << 10)
    finally:
        tracemalloc.stop()
