"""Frames, replies and endings that nobody here wrote: a sample of what `nox -s fuzz` tries at length."""

import contextlib
import random
import sys
import tracemalloc
from collections import Counter

import pytest

from fuzz import endings, frames, replies
from fuzz.gradings import check_grading
from shousi import wire
from shousi.report import Verdict

FRAMES = 200_000
SHARE = 20_000  # a test's worth, well within the time that a hang is given


@pytest.mark.parametrize("seed", range(FRAMES // SHARE))
def test_no_frame_leads_to_any_exception_but_the_decoders_own(seed):
    assert frames.try_frames(SHARE, seed) > SHARE // 50  # and enough of them are let through for the rest to be tried


def test_every_kind_of_frame_is_made_and_all_but_bombs_and_noise_are_also_let_through():
    fuzzer = frames.Fuzzer(1)
    made, through = Counter(), Counter()
    for make in {kind.__name__: kind for kind in fuzzer.kinds}.values():
        for _ in range(500):
            made[make.__name__] += 1
            try:
                through[make.__name__] += frames.read(make()) is not None
            except wire.WireError:
                continue
    assert min(made.values()) == 500
    assert through["mutated"] > 20
    assert through["forged"] > 20


def test_an_honest_frame_is_let_through_as_an_answer_to_its_own_kind_of_question():
    for frame in frames.honest()[1:]:  # the first one says ready, which answers nothing
        heard = 0
        for question in (frames.QUESTION, frames.LOADING):
            with contextlib.suppress(wire.WireError):
                heard += frames.read(frame, question) is not None
        assert heard


def test_no_bomb_takes_more_memory_than_its_bytes_and_the_caps_allow():
    fuzzer = frames.Fuzzer(5)
    tracemalloc.start()
    try:
        for _ in range(2000):
            frame = fuzzer.bomb()
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            with contextlib.suppress(wire.WireError):
                frames.read(frame)
            # An object of 56 bytes for a byte of the header, and as much again while it is turned into a value.
            assert tracemalloc.get_traced_memory()[1] - before < 200 * len(frame) + (64 << 10)
    finally:
        tracemalloc.stop()


# ---------------------------------------------------------------------------------------------------------------------
# replies that a real worker sends, and submissions that end in nasty ways

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a zygote: by spawned workers it takes minutes")
FORGERIES = random.Random(14).sample(replies.all_forgeries(), 320)
SUBMISSIONS = random.Random(14).sample(list(endings.all_submissions(stops=False)), 60)


@linux
def test_every_forged_reply_to_a_call_ends_in_a_call_that_the_judge_can_use(started):
    forger = replies.Forger(started)
    ends = {forger.answer_call(*forgery).ended for forgery in FORGERIES[:200]}
    forger.close()
    assert len(ends) > 2  # they are not all refused alike


@linux
def test_every_forged_reply_to_a_load_ends_in_a_call_that_the_judge_can_use(started):
    forger = replies.Forger(started)
    for forgery in FORGERIES[200:300]:
        forger.answer_load(*forgery)


@linux
def test_every_reply_as_it_stands_answers_a_call_or_a_load_or_is_refused(started):
    forger = replies.Forger(started)
    for reply in replies.REPLIES:
        forgery = frames.PACKER.encode(reply).hex(), bytes(64).hex() if replies.holds_array(reply) else ""
        forger.answer_call(*forgery)
        forger.answer_load(*forgery)
    forger.close()


@linux
@pytest.mark.parametrize("number", range(300, 320))
def test_a_grading_in_which_replies_are_forged_ends_in_a_verdict(started, number):
    check_grading(started, replies.submission_of(*FORGERIES[number], number % 9), may_pass=True)


@linux
@pytest.mark.parametrize("number", range(len(SUBMISSIONS)))
def test_a_submission_that_ends_in_a_nasty_way_ends_in_a_verdict(started, number):
    check_grading(started, SUBMISSIONS[number], may_pass=True)


@linux
@pytest.mark.parametrize("place", [endings.in_a_call, endings.at_import])
def test_a_submission_that_exits_or_is_killed_has_crashed(started, place):
    for ending in ("import os\nos._exit(0)", "import os\nos._exit(256)", *endings.SIGNALS[39:44]):
        assert check_grading(started, place(ending)).verdict is Verdict.CRASHED


def test_every_submission_of_the_grammar_is_valid_python():
    chance = random.Random(3)
    for text in [*endings.all_submissions(), *(endings.random_submission(chance) for _ in range(300))]:
        compile(text, "double.py", "exec")
