"""A deadline holds whatever happens to the machine's clocks."""

import pytest

from shousi import clock
from shousi.clock import Moment, Reading

START = Moment(wall=1_000_000.0, steady=500.0, era="boot 1", sleeps=False)
UNREAD = Reading(0.0, START)


def later(wall, steady, era="boot 1", sleeps=False):
    return Moment(START.wall + wall, START.steady + steady, era, sleeps)


@pytest.mark.parametrize("wall", [-86_400, 0, 60, 86_400], ids=["set back", "stopped", "right", "set forward"])
def test_on_one_boot_no_change_of_the_system_clock_counts(wall):
    assert clock.passed(START, UNREAD, later(wall=wall, steady=60)) == 60


def test_a_restart_of_the_machine_goes_on_by_the_wall_clock():
    assert clock.passed(START, Reading(300.0, START), later(wall=900, steady=-480, era="boot 2")) == 900


def test_a_clock_set_back_across_a_restart_gives_no_time_back():
    assert clock.passed(START, Reading(300.0, START), later(wall=-5_000, steady=-480, era="boot 2")) == 300


def test_after_a_restart_time_goes_on_although_the_clock_was_set_back():
    seen = Reading(300.0, later(wall=-5_000, steady=-480, era="boot 2"))
    assert clock.passed(START, seen, later(wall=-4_960, steady=-440, era="boot 2")) == 340


def test_where_no_clock_counts_sleep_the_wall_clock_does():
    start = Moment(START.wall, START.steady, "process 1", sleeps=True)
    asleep = Moment(START.wall + 600, START.steady + 60, "process 1", sleeps=True)
    assert clock.passed(start, Reading(0.0, start), asleep) == 600


def test_where_no_clock_counts_sleep_a_clock_set_back_gives_no_time_back():
    start = Moment(START.wall, START.steady, "process 1", sleeps=True)
    back = Moment(START.wall - 600, START.steady + 60, "process 1", sleeps=True)
    assert clock.passed(start, Reading(40.0, start), back) == 100


@pytest.mark.parametrize(
    ("wall", "seconds"), [(0, 100), (-30, 70), (-90, 60), (3600, 100)], ids=["now", "before", "long ago", "later"]
)
def test_when_a_file_was_saved_is_told_within_what_is_known(wall, seconds):
    now = clock.now()
    start = Moment(now.wall - 100, now.steady - 100, now.era, now.sleeps)
    watch = clock.Stopwatch(start, Reading(0.0, start), 600.0)
    assert watch.at(now.wall + wall, 60.0) == pytest.approx(seconds, abs=5)


def test_this_machine_s_clock_goes_forward_within_one_era():
    one, two = clock.now(), clock.now()
    assert one.era == two.era
    assert two.steady >= one.steady
