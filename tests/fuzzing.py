"""The long form of the fuzz tests; `tests/test_fuzz.py` runs a sample of the same in seconds.

`python tests/fuzzing.py [frames] [replies] [endings] [--count N] [--seed N]` runs the kinds named, or all three.
"""

import argparse
import contextlib
import random
import resource
import time
import warnings

from fuzz import endings, frames, replies
from fuzz.gradings import check_grading
from shousi.sandbox.judge.launch import launcher

FRAMES = 10_000_000
COMBINATIONS = 2_000
ROUND = 1_000_000  # frames between two lines of progress


def fuzz_frames(count, seed):
    """Read and use random frames."""
    through = done = 0
    while done < count:
        size = min(ROUND, count - done)
        through += frames.try_frames(size, seed + done // ROUND)
        done += size
        print(f"frames: {done:,} tried, {through:,} let through", flush=True)


def fuzz_replies(count, seed):
    """Send forged replies: each as the answer to a call and to a load, and one in ten in a whole grading."""
    chance, every = random.Random(seed), replies.all_forgeries()
    chance.shuffle(every)
    with contextlib.closing(launcher()) as started:
        forger = replies.Forger(started)
        for number, forgery in enumerate(shown(every[:count], "replies")):
            forger.answer_call(*forgery)
            forger.answer_load(*forgery)
            if number % 10 == 0:  # one takes as long as ten of the others
                check_grading(started, replies.submission_of(*forgery, chance.randrange(9)), may_pass=True)
        forger.close()


def fuzz_endings(count, seed):
    """Grade submissions that end in every way at every place, and some random combinations."""
    chance = random.Random(seed)
    every = [*endings.all_submissions(), *(endings.random_submission(chance) for _ in range(count))]
    with contextlib.closing(launcher()) as started:
        for text in shown(every, "endings"):
            check_grading(started, text, may_pass=True)


def shown(every, kind):
    """Yield each, and print a line now and then."""
    for number, one in enumerate(every, 1):
        yield one
        if number % 500 == 0 or number == len(every):
            print(f"{kind}: {number:,} of {len(every):,}", flush=True)


KINDS = {"frames": (fuzz_frames, FRAMES), "replies": (fuzz_replies, None), "endings": (fuzz_endings, COMBINATIONS)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", help=f"some of {', '.join(KINDS)}; all, if none are named")
    parser.add_argument("--count", type=int, help="frames, replies, or random combinations of endings; all, by default")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed makes the same fuzz")
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"no kind {', '.join(sorted(unknown))}: choose from {', '.join(KINDS)}")
    warnings.simplefilter("error")
    for kind in options.kinds or KINDS:
        fuzz, usual = KINDS[kind]
        before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        fuzz(options.count if options.count is not None else usual, options.seed)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
        print(f"{kind}: seed {options.seed}, {time.monotonic() - begin:.0f} s, no fault; memory grew by {grown} MiB")


if __name__ == "__main__":
    main()
