"""How a command ends when something goes wrong that nobody expected: never with the status of a verdict."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, run, unmeasured
from shousi.__main__ import COMMANDS
from test_learning import HINTS

PLACE = re.compile(r"The traceback is in (.+?); please report it\.$")
posix = pytest.mark.skipif(os.name == "nt", reason="needs pipes and limits of POSIX")


@pytest.fixture
def shousi(toy, tmp_path):
    """Run a command in the toy repository; its temporary files go to `tmp_path / "tmp"`."""
    (tmp_path / "tmp").mkdir()

    def shousi(*words, env=None, inherited=os.environ, **settings):
        command = [sys.executable, "-P", "-m", "shousi", *words]
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | settings
        env = inherited | {"TMPDIR": str(tmp_path / "tmp")} | (env or {})
        return subprocess.run(command, cwd=toy, env=env, encoding="utf-8", timeout=100, check=False, **streams)

    return shousi


@pytest.fixture
def damaged(shousi, tmp_path):
    """Run a command with a copy of the engine in which lines were added to a module."""

    def damaged(module, lines, *words, **settings):
        copy = tmp_path / "engine"
        shutil.copytree(ROOT / "src" / "shousi", copy / "shousi", ignore=shutil.ignore_patterns("__pycache__"))
        with (copy / "shousi" / module).open("a", encoding="utf-8") as file:
            file.write(lines)
        return shousi(*words, env={"PYTHONPATH": str(copy)}, inherited=unmeasured(), **settings)

    return damaged


def test_an_error_that_nobody_expected_is_one_line_and_status_3_with_its_traceback_in_a_file(damaged, tmp_path):
    done = damaged("show/listing.py", "raise ValueError('two\\nlines \\x1b[2J of it')\n", "list")
    (line,) = done.stderr.splitlines()
    assert done.returncode == 3
    assert line.startswith("shousi: internal error: ValueError: two\\nlines \\x1b[2J of it. The traceback is in ")
    path = Path(PLACE.search(line)[1])
    assert [path] == list((tmp_path / "tmp").iterdir())
    traceback = path.read_text(encoding="utf-8")
    assert traceback.startswith("Traceback (most recent call last):\n")
    assert "listing.py" in traceback
    assert "\x1b" not in traceback


@pytest.mark.parametrize(
    ("module", "lines"),
    [
        ("commands/grade.py", "def run(options):\n    raise SystemExit(0)\n"),
        ("commands/grade.py", "def run(options):\n    raise SystemExit('rejected')\n"),
        ("commands/grade.py", "def run(options):\n    return run(options)\n"),
        ("commands/grade.py", "def run(options):\n    raise BrokenPipeError\n"),
        ("commands/grade.py", "def run(options):\n    return None\n"),
        ("commands/grade.py", "raise KeyError\n"),
        ("catalogue.py", "this is no Python\n"),
        ("errors.py", "import nothing_of_this_name\n"),
        ("commands/endings.py", "this is no Python\n"),
    ],
)
def test_whatever_is_damaged_the_status_is_that_of_no_verdict(damaged, module, lines):
    done = damaged(module, lines, "grade", "double")
    (line,) = done.stderr.splitlines()
    assert done.returncode == 3
    assert line.startswith("shousi: internal error: ")


@posix
def test_where_no_file_can_be_written_the_traceback_ends_on_the_terminal(damaged, toy):
    import resource

    before = sorted(toy.rglob("*"))
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))}
    done = damaged("show/listing.py", "raise ValueError('lost')\n", "list", **limit)
    first, *lines = done.stderr.splitlines()
    assert done.returncode == 3
    assert first == "shousi: internal error: ValueError: lost. Please report it with these lines:"
    assert lines[-1] == "ValueError: lost"
    assert any("listing.py" in line for line in lines)
    assert sorted(toy.rglob("*")) == before


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["list"], ["progress", "--export", "csv"], ["check", "double", "--seeds=1"]])
def test_where_nobody_reads_the_output_a_command_ends_as_a_shell_expects_it(shousi, words, unbuffered):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = shousi(*words, stdout=writing, env={"PYTHONUNBUFFERED": unbuffered})
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["list"], ["progress", "--export", "csv"]])
def test_output_that_cannot_be_written_is_an_error_and_no_verdict(shousi, words, unbuffered):
    with Path("/dev/full").open("w") as full:
        done = shousi(*words, stdout=full, env={"PYTHONUNBUFFERED": unbuffered})
    (line,) = done.stderr.splitlines()
    assert done.returncode == 3
    assert "No space left on device" in line


@posix
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_stream_that_the_caller_has_closed_takes_nothing_away(shousi, toy, number):
    shutil.copyfile(toy / "solutions" / "double" / "double.py", toy / "exercises" / "double" / "double.py")
    done = shousi("grade", "double", "--no-speed", "--json=report.json", preexec_fn=lambda: os.close(number))
    assert done.returncode == 1  # speed not measured
    assert '"speed not measured"' in (toy / "report.json").read_text(encoding="utf-8")
    assert "Traceback" not in done.stdout + done.stderr


RUNS = {  # each is run with a statement, a solution and an answer full of characters that few encodings have
    "grade": ["double"],
    "try": ["double", "--", "[1.5]"],
    "list": [],
    "hint": ["double"],
    "compare": ["double", "--reveal"],
    "reset": ["double"],
    "restore": ["double"],
    "practice": ["nosuch🙂"],
    "progress": [],
    "notebook": [],
    "check": ["nosuch🙂"],
    "publish": ["--only=nosuch🙂"],
    "classroom": ["bundle", "nosuch🙂.toml", "--for=actions"],
}
WIDE = "手撕 ≥ … — “é” 🙂"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "gbk"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_replaces_what_the_terminals_encoding_lacks(toy, name, encoding):
    folder = toy / "exercises" / "double"
    (folder / "hints.md").write_text(HINTS.replace("Hint 1\n", f"Hint 1\n{WIDE}"), encoding="utf-8")
    catalogue = toy / "exercises" / "double" / "exercise.toml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace('title = "', f'title = "{WIDE} '), "utf-8")
    for path in (folder / "double.py", toy / "solutions" / "double" / "double.py"):
        path.write_text(f"# {WIDE}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    answer = f"def double(x):\n    print('{WIDE}')\n    raise ValueError('{WIDE}')\n"
    (folder / "double.py").write_text(answer, encoding="utf-8")
    ran = run(name, *RUNS[name], cwd=toy, env={"PYTHONIOENCODING": encoding}, encoding=encoding)
    assert ran.status in {0, 1, 2}, ran.err
    assert "internal error" not in ran.err
    assert ran.out or ran.err
    assert (
        name in {"progress", "publish", "reset", "restore", "notebook"} or "?" in ran.out + ran.err
    )  # those say plain words


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_message_breaks_between_words_on_a_terminal_and_is_one_line_elsewhere(toy):
    pexpect = pytest.importorskip("pexpect")
    words = ["-P", "-m", "shousi", "grade", "--submission", "a" * 30, "double", "--only", "x", "--html", "page.html"]
    child = pexpect.spawn(sys.executable, words, cwd=str(toy), dimensions=(24, 40), encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    lines = child.before.splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 40
    assert run(*words[3:], cwd=toy).err == " ".join(lines) + "\n"
