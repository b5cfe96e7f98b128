"""A file under watch: every way of saving it is seen once, when it is whole; and single keys."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shousi.watch import Gone, Saved, Watcher
from shousi.watch.keyboard import Keyboard

WHOLE, HALF = b"x = 1\n", b"def f(:\n"


class Desk:
    """A file, its watcher, and a clock that only moves when told to."""

    def __init__(self, path):
        self.path, self.watcher, self.now = path, Watcher(path), 0.0

    def write(self, data):
        self.path.write_bytes(data)
        os.utime(self.path, ns=(0, hash((data, self.now)) % 10**15))  # a file system's clock may be coarse

    def look(self, seconds=0.0):
        """All that is seen while this time goes by, a look every fiftieth of a second."""
        seen, end = [self.watcher.look(self.now)], self.now + seconds
        while self.now < end:
            self.now += 0.02
            seen.append(self.watcher.look(self.now))
        return [event for event in seen if event]


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "nms.py")
    desk.write(WHOLE)
    assert desk.look() == [Saved(WHOLE)], "what is there already is seen at the first look"
    return desk


def test_a_save_is_seen_once_and_within_a_tenth_of_a_second(desk):
    desk.write(b"x = 2\n")
    assert desk.look(0.08) == [Saved(b"x = 2\n")]
    assert desk.look(2) == []


def test_a_save_that_changes_nothing_is_not_seen(desk):
    desk.write(WHOLE)
    assert desk.look(2) == []


def test_a_save_by_rename_is_seen(desk, tmp_path):
    (tmp_path / "other").write_bytes(b"x = 2\n")
    (tmp_path / "other").replace(desk.path)
    assert desk.look(0.2) == [Saved(b"x = 2\n")]


@pytest.mark.parametrize("half", [b"", HALF, b"x = (\n", b"\x00"])
def test_a_half_written_file_is_waited_for(desk, half):
    desk.write(half)
    assert desk.look(0.1) == []
    desk.write(b"x = 2\n")
    assert desk.look(0.2) == [Saved(b"x = 2\n")]


def test_a_file_that_stays_broken_is_seen_too(desk):
    desk.write(HALF)
    assert desk.look(1) == [Saved(HALF)]


def test_a_file_that_keeps_changing_is_waited_for(desk):
    for number in range(20):
        desk.write(b"x = %d\n" % number)
        assert desk.look() == []
        desk.now += 0.03
    assert desk.look(0.2) == [Saved(b"x = 19\n")]


def test_a_file_that_is_away_for_a_moment_is_not_missed(desk):
    desk.path.unlink()
    assert desk.look(0.2) == []
    desk.write(WHOLE)
    assert desk.look(2) == []


def test_a_deleted_file_is_told_once_and_seen_when_it_is_back(desk):
    desk.path.unlink()
    assert desk.look(5) == [Gone()]
    desk.write(WHOLE)
    assert desk.look(0.2) == [Saved(WHOLE)]


def test_a_file_that_was_never_there_is_told_and_seen_when_it_comes(tmp_path):
    desk = Desk(tmp_path / "nms.py")
    assert desk.look(5) == [Gone()]
    desk.write(WHOLE)
    assert desk.look(0.2) == [Saved(WHOLE)]


@pytest.mark.skipif(os.name == "nt", reason="no named pipes and no pseudo-terminals there")
def test_a_named_pipe_in_the_place_of_the_file_stops_nobody(desk):
    desk.path.unlink()
    os.mkfifo(desk.path)
    assert desk.look(1) == [Saved(b"")]


@pytest.fixture
def typed(monkeypatch):
    """A keyboard on a terminal of its own, and what types on it."""
    if os.name == "nt":
        pytest.skip("needs a pseudo-terminal")
    master, slave = os.openpty()
    with os.fdopen(slave, "r") as stdin, monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", stdin)
        yield Keyboard(), lambda data: os.write(master, data), slave
    os.close(master)


def test_keys_come_one_by_one_without_enter_and_without_echo(typed):
    keyboard, type_, _ = typed
    with keyboard:
        type_(b"Hq")
        assert [keyboard.read(1), keyboard.read(1), keyboard.read(0)] == ["h", "q", ""]


def test_arrow_keys_and_control_characters_are_no_keys(typed):
    keyboard, type_, _ = typed
    with keyboard:
        type_(b"\x1b[A")
        assert keyboard.read(0.5) == ""
        type_(b"\x02x")
        assert keyboard.read(0.5) == "x"


def test_the_terminal_is_left_as_it_was_found_also_by_an_exception(typed):
    import termios

    keyboard, _, fd = typed
    before = termios.tcgetattr(fd)
    with contextlib.suppress(KeyboardInterrupt), keyboard:
        assert termios.tcgetattr(fd) != before
        with keyboard.cooked():
            assert termios.tcgetattr(fd) == before
        raise KeyboardInterrupt
    assert termios.tcgetattr(fd) == before


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_the_terminal_is_left_as_it_was_found_where_ctrl_c_came_before_the_context_was_entered():
    import termios

    master, slave = os.openpty()
    before = termios.tcgetattr(slave)
    code = (
        "import sys, termios\n"
        "from shousi.watch import Keyboard\n"
        "before = termios.tcgetattr(0)\n"
        "Keyboard().__enter__()\n"
        "sys.exit(7 if termios.tcgetattr(0) != before else 0)\n"
    )
    ran = subprocess.run([sys.executable, "-P", "-c", code], stdin=slave, check=False, timeout=60)
    assert (ran.returncode, termios.tcgetattr(slave)) == (7, before)
    os.close(slave)
    os.close(master)


def test_without_a_terminal_nothing_is_ever_pressed(monkeypatch):
    with Path(os.devnull).open() as nobody, monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", nobody)
        with Keyboard() as keyboard:
            assert not keyboard.is_there
            assert keyboard.read(0.01) == ""
