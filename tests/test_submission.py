"""Reading what somebody hands in: every kind of path that is no submission, and every kind that is one."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from shousi import catalogue
from shousi.errors import UsageError, printable
from shousi.grading import submission
from shousi.sandbox.messages import Load

SOURCE = "def double(x):\n    return x + x\n"

on_posix = pytest.mark.skipif(os.name == "nt", reason="such a file cannot be made here")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="such a name cannot be given here")


@pytest.fixture
def exercise(toy):
    return catalogue.load(toy)["double"]


@pytest.fixture
def read(exercise):
    return lambda path: submission.read(exercise, path)


@pytest.fixture
def refusal(read):
    """What a person is told about a path; it has to come at once, in one printable line that names the path."""

    def refusal(path):
        begin = time.monotonic()
        with pytest.raises(UsageError) as caught:
            read(path)
        assert time.monotonic() - begin < 1
        assert str(caught.value).isprintable()
        return str(caught.value)

    return refusal


# ---------------------------------------------------------------------------------------------------------------------
# what is a submission


def test_without_a_path_the_stubs_own_file_is_read(read, exercise):
    source = read(None)
    assert source.text == exercise.stub.read_text()
    assert source.filename == "double.py"
    assert source.functions == exercise.functions
    assert source.forbidden == exercise.forbidden


def test_a_file_of_any_name_is_read(read, tmp_path):
    path = tmp_path / "my try (2).txt"
    path.write_text(SOURCE)
    assert (read(path).text, read(path).filename) == (SOURCE, "my try (2).txt")


def test_in_a_folder_the_file_of_the_stubs_name_is_read(read, tmp_path):
    (tmp_path / "double.py").write_text(SOURCE)
    (tmp_path / "other.py").write_text("raise SystemExit")
    assert read(tmp_path).text == SOURCE


def test_a_byte_order_mark_is_no_part_of_the_source(read, tmp_path):
    path = tmp_path / "double.py"
    path.write_bytes(b"\xef\xbb\xbf" + SOURCE.encode())
    assert read(path).text == SOURCE


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_any_line_end_is_kept_and_compiles(read, tmp_path, newline):
    path = tmp_path / "double.py"
    path.write_bytes(SOURCE.replace("\n", newline).encode())
    assert compile(read(path).text, "double.py", "exec")


def test_a_file_of_exactly_a_mebibyte_is_read(read, refusal, tmp_path):
    path = tmp_path / "double.py"
    path.write_bytes(b"#" * (1 << 20))
    assert len(read(path).text) == 1 << 20
    path.write_bytes(b"#" * ((1 << 20) + 1))
    assert "larger than 1 MiB" in refusal(path)


@on_posix
def test_a_link_to_a_file_of_the_same_folder_is_read(read, tmp_path):
    (tmp_path / "attempts").mkdir()
    (tmp_path / "attempts" / "third.py").write_text(SOURCE)
    (tmp_path / "double.py").symlink_to("attempts/third.py")
    assert read(tmp_path).text == SOURCE
    assert read(tmp_path / "double.py").text == SOURCE


@on_posix
def test_a_folder_that_is_reached_by_a_link_is_read(read, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "double.py").write_text(SOURCE)
    (tmp_path / "linked").symlink_to("real")
    assert read(tmp_path / "linked").text == SOURCE
    assert read(tmp_path / "linked" / "double.py").text == SOURCE


# ---------------------------------------------------------------------------------------------------------------------
# what is none


def test_a_path_where_nothing_is_names_the_path(refusal, tmp_path):
    assert refusal(tmp_path / "duoble.py") == f"{tmp_path / 'duoble.py'}: no such file."


def test_a_path_through_a_file_is_refused(refusal, tmp_path):
    (tmp_path / "file").write_text(SOURCE)
    assert str(tmp_path / "file" / "double.py") in refusal(tmp_path / "file" / "double.py")


def test_a_stub_that_was_deleted_is_named(refusal, exercise):
    exercise.stub.unlink()
    assert refusal(None) == f"{exercise.stub}: no such file. `shousi reset double` brings the stub back."


def test_a_stub_that_was_emptied_is_named_with_the_command_that_brings_it_back(refusal, exercise):
    exercise.stub.write_text("\n")
    assert refusal(None) == f"{exercise.stub}: empty. `shousi reset double` brings the stub back."


def test_a_folder_without_the_file_says_which_file_it_lacks(refusal, tmp_path):
    (tmp_path / "nms.py").write_text(SOURCE)
    assert refusal(tmp_path) == f"{tmp_path}: a folder without double.py. Name the file itself, or add it."


def test_a_folder_whose_file_is_a_folder_is_refused(refusal, tmp_path):
    (tmp_path / "double.py").mkdir()
    assert refusal(tmp_path).startswith(f"{tmp_path / 'double.py'}: ")


@pytest.mark.parametrize(
    "data",
    [SOURCE.encode("utf-16"), b"x = '\xe9'\n", b"\xff\xfe", b"\x80", b"# \xed\xa0\x80", b"# coding: latin-1\n# \xe9"],
    ids=["utf-16", "latin-1", "utf-16 mark", "lone byte", "surrogate", "declared"],
)
def test_what_is_not_utf_8_is_refused_with_the_place(refusal, tmp_path, data):
    path = tmp_path / "double.py"
    path.write_bytes(data)
    assert re.search(r"double\.py: not UTF-8 \(byte \d+\)\. Save it as UTF-8\.$", refusal(path))


@pytest.mark.parametrize("data", [b"", b"\n\n", b" \t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(refusal, tmp_path, data):
    path = tmp_path / "double.py"
    path.write_bytes(data)
    assert refusal(path) == f"{path}: empty."


@on_posix
def test_a_huge_file_is_refused_without_being_read_whole(refusal, tmp_path):
    path = tmp_path / "double.py"
    with path.open("wb") as file:
        file.truncate(1 << 33)  # 8 GiB of nothing
    assert refusal(path) == f"{path}: larger than 1 MiB; a submission is one file of source."


@on_posix
def test_a_link_out_of_the_folder_is_refused(refusal, tmp_path):
    (tmp_path / "secret.py").write_text(SOURCE)
    (tmp_path / "mine").mkdir()
    for target in ("../secret.py", tmp_path / "secret.py", "/etc/passwd"):
        link = tmp_path / "mine" / "double.py"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert "a link to a file outside its folder" in refusal(tmp_path / "mine")
        assert "a link to a file outside its folder" in refusal(link)


@on_posix
def test_a_chain_of_links_out_of_the_folder_is_refused(refusal, tmp_path):
    (tmp_path / "secret.py").write_text(SOURCE)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "double.py").symlink_to("next")
    (mine / "next").symlink_to("../secret.py")
    assert "a link to a file outside its folder" in refusal(mine)


@on_posix
def test_a_link_to_nowhere_is_refused(refusal, tmp_path):
    (tmp_path / "double.py").symlink_to("gone.py")
    assert str(tmp_path) in refusal(tmp_path)
    assert str(tmp_path / "double.py") in refusal(tmp_path / "double.py")


@on_posix
def test_a_loop_of_links_is_refused(refusal, tmp_path):
    (tmp_path / "double.py").symlink_to("second")
    (tmp_path / "second").symlink_to("double.py")
    assert str(tmp_path) in refusal(tmp_path)
    assert str(tmp_path / "double.py") in refusal(tmp_path / "double.py")


@on_posix
def test_a_named_pipe_is_refused_without_waiting_for_a_writer(refusal, tmp_path):
    os.mkfifo(tmp_path / "double.py")
    assert refusal(tmp_path / "double.py") == f"{tmp_path / 'double.py'}: not an ordinary file."
    assert refusal(tmp_path) == f"{tmp_path / 'double.py'}: not an ordinary file."


@on_posix
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/tty"])
def test_a_device_is_refused(refusal, device):
    assert refusal(Path(device)).startswith(f"{device}: ")


@on_posix
def test_a_socket_is_refused(refusal, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's whole path may have a hundred characters at most
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("double.py")
        assert str(tmp_path / "double.py") in refusal(tmp_path / "double.py")


@on_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(refusal, tmp_path):
    path = tmp_path / "double.py"
    path.write_text(SOURCE)
    path.chmod(0)
    assert "cannot be read (Permission denied)" in refusal(path)


@on_posix
def test_a_name_longer_than_any_file_can_have_is_refused(refusal, tmp_path):
    assert "File name too long" in refusal(tmp_path / ("a" * 300))
    assert "File name too long" in refusal(tmp_path.joinpath(*["a" * 200] * 30))


def test_a_name_with_a_nul_is_refused(refusal, tmp_path):
    assert "\\x00" in refusal(tmp_path / "a\0b")


# ---------------------------------------------------------------------------------------------------------------------
# names of somebody else's

HOSTILE = ["\x1b]0;title\x07.py", "a\nb.py", "\r::error::x.py", "\u202egnp.py", "\x9b31m.py", "\udcff.py"]


@on_linux
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_control_characters_in_a_name_are_escaped_in_the_message(refusal, tmp_path, name):
    path = tmp_path / name
    escaped = printable(name)
    assert escaped in refusal(path)
    path.write_bytes(b"")
    assert escaped in refusal(path)
    path.unlink()
    path.mkdir()
    assert escaped in refusal(path)


@on_linux
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_file_is_graded_under_a_name_that_can_be_shown_and_sent(read, tmp_path, name):
    path = tmp_path / name
    path.write_text(SOURCE)
    source = read(path)
    assert source.filename.isprintable()
    assert msgspec.msgpack.encode(Load(source.filename, source.text, source.functions, source.forbidden))


def test_a_long_path_is_shown_shortened(refusal, tmp_path):
    assert len(refusal(tmp_path.joinpath(*["deep"] * 60))) < 300


def test_what_is_no_submission_ends_the_command_with_status_2_and_one_line(toy, tmp_path):
    command = [sys.executable, "-P", "-m", "shousi", "grade", "double", "--submission", str(tmp_path / "gone.py")]
    done = subprocess.run(command, check=False, cwd=toy, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"shousi: {tmp_path / 'gone.py'}: no such file.\n"
