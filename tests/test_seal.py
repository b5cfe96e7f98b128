"""graders.seal: one file for all that a learner must not meet by accident, opened by the judge and gone afterwards."""

import bz2
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from conftest import run
from shousi.errors import JudgeError
from shousi.publishing import hidden, seal
from shousi.sandbox.lock import lockdown

HAS_LOCK = sys.platform == "linux" and lockdown.strongest().tier <= "B"
RIGHT = "import numpy as np\ndef double(x):\n    if np.isnan(x).any(): raise ValueError('x: NaN')\n    return x + x\n"
# Its second call never ends: the judge waits for it with the seal open.
HANGS = "import time\nprint('loaded')\ndef double(x):\n    time.sleep(60)\n"
FILES = {"graders/a/test_a.py": b"def test_a(): ...\n", "solutions/a/a.py": b"def a(): ...\n"}

on_posix = pytest.mark.skipif(os.name == "nt", reason="sends signals")


@pytest.fixture
def sealed(toy):
    """The toy repository as a starter holds it: a seal in place of graders/ and solutions/."""
    files = {
        path.relative_to(toy).as_posix(): path.read_bytes()
        for part in ("graders", "solutions")
        for path in sorted((toy / part).rglob("*"))
        if path.is_file()
    }
    for part in ("graders", "solutions"):
        shutil.rmtree(toy / part)
    (toy / seal.NAME).write_bytes(seal.seal(files))
    return toy


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A temporary folder of one's own, where nothing but the judge's folder can be."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_seal_gives_back_the_files_and_the_same_files_give_the_same_bytes():
    data = seal.seal(FILES)
    assert seal.unseal(data, "seal") == FILES
    assert seal.seal(dict(reversed(FILES.items()))) == data
    assert b"def " not in data


def test_a_changed_seal_is_refused_with_both_checksums(sealed):
    path = sealed / seal.NAME
    data = path.read_bytes()
    path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    ran = run("grade", "double", cwd=sealed)
    changed = hashlib.sha256(path.read_bytes()[79:]).hexdigest()
    assert (ran.status, ran.out) == (3, "")
    assert "graders.seal: its SHA-256 checksum does not fit" in ran.err
    assert data[14:78].decode() in ran.err
    assert changed in ran.err


@pytest.mark.parametrize("part", ["graders/double/test_double.py", "solutions/double/double.py", seal.NAME])
def test_without_grader_or_solution_nothing_is_graded_and_what_is_missing_is_named(part, toy, request):
    if part == seal.NAME:
        request.getfixturevalue("sealed")
    (toy / part).unlink()
    told = "graders/double/test_double.py" if part == seal.NAME else part
    for command in (("grade", "double"), ("compare", "double"), ("classroom", "run", "--for", "summary", "double")):
        ran = run(*command, cwd=toy)
        assert (ran.status, ran.out) == (3, "")
        line = f"shousi: double cannot be graded: {told} is missing here, and in graders.seal."
        assert ran.err == f"{line} `git checkout` brings back what you have had.\n"


def sealing(files):
    packed = bz2.compress(msgspec.msgpack.encode(files))
    return b"shousi seal 1\n%s\n%s" % (hashlib.sha256(packed).hexdigest().encode(), packed)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 some other archive",
        sealing({"../outside.py": b""}),
        sealing({"/etc/outside": b""}),
        sealing({"C:\\outside": b""}),
        sealing({"": b""}),
        sealing({"a": "text"}),
        sealing(["a"]),
        sealing(FILES)[:90],
        sealing({"big": b"\0" * (70 << 20)}),
    ],
)
def test_what_is_no_seal_is_refused(data, temporary):
    with pytest.raises(JudgeError, match=r"^graders\.seal: "):
        seal.unseal(data, "graders.seal")


def test_a_repository_with_a_seal_grades_as_one_with_graders(sealed, tmp_path, temporary):
    right = tmp_path / "right.py"
    right.write_text(RIGHT, encoding="utf-8")
    assert run("grade", "double", "--submission", right, cwd=sealed).status == 0
    stub = run("grade", "double", cwd=sealed)
    assert stub.status == 1
    assert "not started" in stub.out
    assert not list(temporary.iterdir())


def test_a_diagnosis_comes_out_of_the_seal_too(sealed, tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text(RIGHT.replace("x + x", "x + x - (x == 4)"), encoding="utf-8")
    told = run("grade", "double", "--submission", wrong, cwd=sealed)
    unsealed = run("grade", "double", "--submission", wrong, cwd=Path(__file__).parent / "toy")
    assert told.status == unsealed.status == 1
    assert told.out.splitlines()[:2] == unsealed.out.splitlines()[:2]


PEEKS = """
import glob, os, tempfile
def double(x):
    for path in glob.glob(os.path.join(%r, "*", "**"), recursive=True):
        if os.path.isfile(path):
            open(path)
            raise SystemExit("read " + path)
    raise LookupError("nothing to be seen")
"""


@pytest.mark.skipif(not HAS_LOCK, reason="no lock here: tier C or D")
def test_no_worker_sees_the_opened_seal(sealed, tmp_path, temporary):
    peeking = tmp_path / "peeks.py"
    peeking.write_text(PEEKS % str(temporary), encoding="utf-8")
    ran = run("grade", "double", "--submission", peeking, "--require-tier", "B", cwd=sealed)
    assert ran.status == 1
    assert "LookupError: nothing to be seen" in ran.out


@on_posix
def test_the_judges_folder_is_for_its_owner_alone(temporary):
    with hidden.opened(FILES, print) as folder:
        assert folder.parent == temporary
        assert folder.stat().st_mode & 0o077 == 0
        assert (folder / "graders/a/test_a.py").read_bytes() == FILES["graders/a/test_a.py"]
    assert not list(temporary.iterdir())


def test_the_judges_folder_is_gone_after_an_exception(temporary):
    with pytest.raises(ZeroDivisionError), hidden.opened(FILES, print):
        raise ZeroDivisionError
    assert not list(temporary.iterdir())


def begun(sealed, tmp_path, temporary):
    """A grading that waits for a submission, in a process of its own, with the seal open."""
    hanging = tmp_path / "hangs.py"
    hanging.write_text(HANGS, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "shousi", "grade", "double", "--submission", str(hanging)]
    process = subprocess.Popen(command, cwd=sealed, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not list(temporary.glob("*/graders/double/__pycache__")) and not list(temporary.glob("*/solutions/*/*.py")):
        assert process.poll() is None
        time.sleep(0.01)
    return process


@on_posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_judges_folder_is_gone_after_a_signal(number, sealed, tmp_path, temporary):
    process = begun(sealed, tmp_path, temporary)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert not list(temporary.iterdir())


@on_posix
def test_what_a_killed_judge_left_behind_is_removed_by_the_next_one_and_told(sealed, tmp_path, temporary):
    process = begun(sealed, tmp_path, temporary)
    process.kill()
    process.communicate(timeout=60)
    assert len(list(temporary.iterdir())) == 1
    ran = run("grade", "double", cwd=sealed)
    assert ran.err == "shousi: removed 1 opened seal of a judge that was killed.\n"
    assert not list(temporary.iterdir())


@on_posix
def test_the_folder_of_a_judge_at_work_is_left_alone(temporary):
    with hidden.opened(FILES, print) as folder:
        assert hidden.remove_leftovers() == 0
        assert folder.exists()


@on_posix
def test_two_judges_at_once_do_not_take_each_others_folders(sealed, tmp_path, temporary):
    right = tmp_path / "right.py"
    right.write_text(RIGHT, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "shousi", "grade", "double", "--submission", str(right)]
    both = [subprocess.Popen(command, cwd=sealed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(process.communicate(timeout=100)[1], process.returncode) for process in both] == [(b"", 0)] * 2
