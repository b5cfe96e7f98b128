"""Time over size, memory, and gradings that leave both out: real workers, and functions whose cost is known."""

import numpy as np
import pytest

from shousi.grading import race
from shousi.grading.checks import assert_close
from shousi.grading.failures import CallFailed, Mismatch, TooMuchMemory, TooSlow
from shousi.grading.functions import CheckRecord, Function
from shousi.grading.memory import Memory
from shousi.grading.race import Race
from shousi.grading.runners import Runner, Source
from shousi.grading.speed import Speed
from shousi.timing import Pair, Rule

LINEAR = "import numpy as np\ndef f(x):\n    return np.sort(x)\n"
SQUARE = "import numpy as np\ndef f(x):\n    np.subtract.outer(x, x)\n    return np.sort(x)\n"
MIB = 1 << 17  # float64


def source(text):
    return Source(text=text, filename="mine.py", functions=("f",))


@pytest.fixture
def judged(started):
    """Hold a function to a limit of time; return the fixture that did."""

    def judged(text, limit, solution=LINEAR, **options):
        def start_race(function, rule, compare):
            return Race(started, source(text), source(solution), function, rule, compare)

        record = CheckRecord()
        speed = Speed(start_race, np.random.default_rng(1), record, plot=options.pop("plot", False))
        function = Function(Runner(started, source(text)), "f", record)
        try:
            speed.at_most(limit, function, lambda rng, size=100: (rng.normal(size=size),), **options)
        except TooSlow as error:
            return record.speeds[-1], str(error)
        return record.speeds[-1], ""

    return judged


@pytest.fixture
def race_of(started):
    opened = []

    def race_of(text, solution=LINEAR):
        opened.append(Race(started, source(text), source(solution), "f", Rule(limit=10.0), assert_close))
        return opened[-1]

    yield race_of
    for one in opened:
        one.close()


def numbers(rng):
    return (rng.normal(size=100),)


def test_of_short_calls_so_many_are_made_that_handing_over_is_little_of_the_bill(race_of):
    sample = race_of(LINEAR).sample(numbers, np.random.default_rng(1), 5)
    assert sample.repeat > 10
    assert sorted(pair.solution for pair in sample.pairs)[2] > 0.0015


def test_one_long_call_makes_a_pair(race_of):
    slow = "import numpy as np\ndef f(x):\n    for _ in range(2000):\n        y = np.sort(x)\n    return y\n"
    assert race_of(slow, slow).sample(numbers, np.random.default_rng(1), 1).repeat == 1


FAILS_LATE = """
import numpy as np
def f(x):
    if x[0] > 2.5:
        raise KeyError
    return np.sort(x)
"""


def test_of_many_calls_the_one_that_fails_is_told_with_its_own_input(race_of):
    with pytest.raises(CallFailed) as failed:
        race_of(FAILS_LATE).sample(numbers, np.random.default_rng(1), 50)
    (x,) = failed.value.call.args
    assert x.shape == (100,)
    assert x[0] > 2.5


def test_of_many_calls_each_answer_is_held_to_the_solutions(race_of):
    wrong = FAILS_LATE.replace("raise KeyError", "return x")
    with pytest.raises(Mismatch):
        race_of(wrong).sample(numbers, np.random.default_rng(1), 50)


def test_an_answer_is_what_it_was_when_it_was_returned_though_its_memory_is_used_again(race_of):
    reuses = "import numpy as np\nout = np.empty(100)\ndef f(x):\n    out[:] = np.sort(x)\n    return out\n"
    assert race_of(reuses).sample(numbers, np.random.default_rng(1), 5).repeat > 10


def test_samples_are_joined_as_if_as_many_calls_had_made_each_pair():
    few = race.Sample(pairs=[Pair(2.0, 1.0, 2.0, 1.0)], repeat=2, official=True)
    many = race.Sample(pairs=[Pair(8.0, 4.0, 10.0, 6.0)], repeat=8, official=True)
    both = few.joined(many)
    assert both.pairs == [Pair(2.0, 1.0, 2.0, 1.0), Pair(2.0, 1.0, 2.5, 1.5)]
    assert both.milliseconds == (1000.0, 500.0)


SIZES = {"sizes": (250, 500, 1000), "of": "numbers"}


def test_time_that_grows_faster_than_the_solutions_is_too_slow_within_any_limit_and_told(judged):
    result, told = judged(SQUARE, 1e6, growth=True, **SIZES)
    assert "right, but it grows faster than the reference: " in told
    assert "at 250 numbers" in told
    assert result.growth.slope > result.growth.limit
    assert result.growth.sizes == (250, 500, 1000)


def test_time_that_grows_like_the_solutions_passes_and_so_does_any_growth_that_is_only_shown(judged):
    result, told = judged(LINEAR, 10, growth=True, **SIZES)
    assert not told
    assert result.growth.slope < result.growth.limit
    result, told = judged(SQUARE, 1e6, plot=True, **SIZES)
    assert not told
    assert result.growth.limit is None


def test_growth_is_not_measured_where_nobody_asks(judged):
    assert judged(LINEAR, 10, **SIZES)[0].growth is None


# A call of the solution on the largest input takes some 20 ms, so that a call is stopped by the limit, not by patience.
THRICE = {"sizes": (2_000, 20_000, 200_000), "of": "numbers"}
REPEATS = """
import numpy as np
def f(x):
    for _ in range(8 * {}):
        y = np.sort(x)
    return y
"""


def repeats(times):
    return REPEATS.format(f"({times})")


def test_what_is_slow_on_small_inputs_too_is_stopped_at_three_times_the_limit(judged):
    result, told = judged(repeats(60), 10, repeats(1), **THRICE)
    assert (result.pairs, result.ratio) == (1, pytest.approx(30.0))
    assert told == "f: right, but too slow: one call was stopped at 30 times the reference's time."


def test_what_is_slow_on_small_inputs_alone_is_fast_enough(judged):
    result, told = judged(repeats("60 if len(x) < 15_000 else 1"), 10, repeats(1), **THRICE)
    assert not told
    assert result.pairs >= 3


def test_the_largest_size_is_not_tried_again_for_the_growth_of_what_is_too_slow(judged):
    result, _ = judged(SQUARE, 2, plot=True, **SIZES)
    assert result.decision == "too slow"
    assert result.growth.milliseconds[-1] == result.milliseconds


PRINTS_IN_ITS_LOOP = """
import numpy as np
def f(x):
    for number in range({}):
        print({})
    return np.sort(x)
"""


def test_what_is_printed_while_it_is_timed_costs_next_to_nothing(judged):
    result, told = judged(PRINTS_IN_ITS_LOOP.format(40, "x"), 10, **SIZES)  # text of 1,000 numbers takes a millisecond
    assert not told
    assert result.decision == "fast enough"


def test_text_made_for_a_print_is_told_as_what_takes_most_of_the_time(judged):
    result, told = judged(PRINTS_IN_ITS_LOOP.format(9, "f'{x}'"), 10, **SIZES)
    assert result.decision == "too slow"
    assert " It printed 9 lines a call. Printing takes most of the time: without it, " in told
    assert told.endswith(" times the reference. Remove the print.")


def test_printing_is_told_too_where_every_call_had_to_be_stopped(judged):
    _, told = judged(PRINTS_IN_ITS_LOOP.format(1000, "f'{x}'"), 10, **SIZES)
    assert "one call was stopped" in told
    assert " Printing takes most of the time: without it, " in told


def test_a_print_that_does_not_matter_is_not_blamed(judged):
    slow = "import numpy as np\ndef f(x):\n    print('here')\n    return np.array(sorted(x.tolist(), key=str))\n"
    numbers = slow.replace("key=str", "key=lambda v: float(str(v))")
    _, told = judged(numbers, 10, **SIZES)
    assert "too slow" in told
    assert "print" not in told


def test_no_garbage_is_collected_during_a_call_and_what_was_loaded_is_never_looked_at(load):
    worker = load("import gc\ndef f():\n    return gc.isenabled(), gc.get_freeze_count() > 1000\n")
    assert worker.call("f", ()).value == (False, True)


def test_cycles_that_calls_leave_behind_do_not_add_up(load):
    loop = "import numpy as np\ndef f():\n    kept = [np.ones(50 << 17)]\n    kept.append(kept)\n    return 1\n"
    worker = load(loop)
    assert {worker.call("f", ()).ended.value for _ in range(15)} == {"returned"}  # 750 MiB in all


# ---------------------------------------------------------------------------------------------------------------------
# memory


@pytest.fixture
def remembered(started):
    """Hold a function to 60 MiB for an input of 1 MiB; return what was measured."""

    def remembered(text, solution="def f(x):\n    return x + 1\n"):
        record = CheckRecord()
        memory = Memory(started, source(text), source(solution), np.random.default_rng(1), record)
        try:
            function = Function(Runner(started, source(text)), "f", record)
            memory.at_most(60, function, lambda rng: (rng.normal(size=MIB),))
        finally:
            remembered.result = record.memory
        return record.memory

    return remembered


GREEDY = "import numpy as np\ndef f(x):\n    y = np.ones({mib} << 17)\n    return x + y[0]\n"


def test_a_call_that_takes_little_passes_with_about_what_it_took(remembered):
    assert 2 <= remembered("def f(x):\n    return x + 1\n").mebibytes <= 15
    assert 40 <= remembered(GREEDY.format(mib=40)).mebibytes <= 55


def test_a_call_over_the_limit_is_too_large_though_it_gave_all_back_before_it_returned(remembered):
    with pytest.raises(TooMuchMemory, match=r"f\(…\) took \d+ MiB, the limit here is 60 MiB"):
        remembered(GREEDY.format(mib=200))
    assert 200 <= remembered.result.mebibytes <= 215


READS = """
import glob, mmap, os
import numpy as np
FILES = glob.glob(os.path.join(os.path.dirname(np.__file__), "..", "numpy.libs", "*openblas*"))
def f(x):
    room = np.ones({mib} << 17)
    with open(FILES[0], "rb") as file:
        maps = [mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ) for _ in range(10)]
    return x + sum(np.frombuffer(one, np.uint8)[::4096].max() > 0 for one in maps) - 9 + 0 * room[0]
"""


def test_pages_of_files_which_the_kernel_counts_as_it_likes_are_not_held_against_a_call(remembered):
    assert remembered(READS.format(mib=1)).mebibytes == 60
    with pytest.raises(TooMuchMemory):
        remembered(READS.format(mib=100))


def test_a_call_that_runs_into_the_hard_limit_is_told_with_the_limit_of_the_check(remembered):
    with pytest.raises(TooMuchMemory, match=r"more memory than the 512 MiB of any call; the limit here is 60 MiB"):
        remembered(GREEDY.format(mib=4000))
    assert remembered.result.mebibytes is None
    assert remembered.result.official


def test_a_call_that_ends_its_worker_is_said_to_take_neither_much_nor_an_unknown_amount(remembered):
    with pytest.raises(CallFailed):
        remembered("import os\ndef f(x):\n    os._exit(1)\n")
    assert remembered.result is None


def test_memory_that_was_taken_at_loading_counts_too(remembered):
    with pytest.raises(TooMuchMemory):
        remembered("import numpy as np\nroom = np.ones(200 << 17)\ndef f(x):\n    return x + room[0]\n")


def test_a_wrong_answer_and_a_crash_are_told_as_such_and_not_as_memory(remembered):
    with pytest.raises(Mismatch, match="on a large input"):
        remembered("def f(x):\n    return x\n")
    with pytest.raises(CallFailed):
        remembered("def f(x):\n    raise KeyError\n")
    assert remembered.result.mebibytes < 60


# ---------------------------------------------------------------------------------------------------------------------
# without


RIGHT = """
import numpy as np
def double(x):
    if np.isnan(x).any():
        raise ValueError("x holds a NaN")
    return np.asarray(x, dtype=np.float64) * 2
"""


def test_without_speed_a_right_answer_is_not_accepted_but_told_as_not_measured(grade):
    ran = grade(RIGHT, "--no-speed")
    assert ran.status == 1
    assert ran.report["verdict"] == "speed not measured"
    assert ran.report["speed"] is None
    assert ran.report["points"] < ran.report["max_points"]
    assert "speed not measured" in ran.out
    assert "Also failed" not in ran.out


def test_without_speed_a_wrong_answer_is_a_wrong_answer(grade):
    assert grade(RIGHT.replace("* 2", "* 3"), "--no-speed").report["verdict"] == "wrong answer"


def test_growth_cannot_be_asked_for_without_speed(grade):
    ran = grade(RIGHT, "--no-speed", "--growth")
    assert ran.status == 2
    assert "--growth" in ran.err
