"""How a command ends: its exit status, its last line, and standard streams that take every character.

Nothing that goes wrong may look like a verdict. An error that no command expected is one line, with the traceback in a
file, and the exit status 3; never 1, which means "rejected".
"""

from __future__ import annotations

import argparse
import codecs
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from shousi.errors import ShousiError, printable

_INTERNAL_ERROR = 3
_INTERRUPTED = 130  # 128 + SIGINT, which a shell expects after ctrl-C
_UNREAD = 141  # 128 + SIGPIPE, as in `shousi list | head -1`
_PLAIN = "shousi-plain"
_PLAIN_CHARACTERS = {  # of our own texts, and of the Markdown that rich shows
    "…": "...", "–": "-", "—": "-", "−": "-", "×": "x", "µ": "u", "≥": ">=", "≤": "<=", "±": "+-", "•": "*",
    "★": "*", "▀": "#",
    "“": '"', "”": '"', "‘": "'", "’": "'", "─": "-", "━": "=", "═": "=", "│": "|", "┃": "|", "▌": "|",
}  # fmt: skip
_LAST_LINES = 12  # of a traceback that no file could take


def run_safely(parse: Callable[[Sequence[str]], argparse.Namespace], words: Sequence[str]) -> int:
    """Run a command and return its exit status, whatever happens.

    Args:
        parse: returns the options of the command that these words name; `run` among them runs it.
        words: of the command line.
    """
    make_streams_safe()
    try:
        status = _run(parse, words)
        sys.stdout.flush()  # else the interpreter does at its end, and a failure there has a status of its own
    except KeyboardInterrupt:
        _say("interrupted.")
        status = _INTERRUPTED
    except BaseException as error:  # noqa: BLE001 - an error must never end in Python's own status 1
        status = _UNREAD if _is_unread(error) else _INTERNAL_ERROR
        if status == _INTERNAL_ERROR:
            _say(report_of(error))
    _discard_output()
    return status


def _run(parse: Callable[[Sequence[str]], argparse.Namespace], words: Sequence[str]) -> int:
    try:
        try:
            options = parse(words)
        except SystemExit:
            return 0  # after --help or --version
        return int(options.run(options))
    except ShousiError as error:
        _say(str(error))
        return error.status


def make_streams_safe() -> None:
    """Make stdout and stderr replace what their encoding lacks, and open what the caller has closed."""
    codecs.register_error(_PLAIN, _plain)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:
            number = os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is that of this stream
            os.set_inheritable(number, True)  # else a child process takes its first socket for its output
            opened = os.fdopen(number, mode)
            setattr(sys, name, opened)
            setattr(sys, f"__{name}__", opened)  # pytest needs this one
        elif isinstance(stream, io.TextIOWrapper) and mode == "w":
            stream.reconfigure(errors=_PLAIN)


def _plain(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for characters that an encoding lacks: plain ones where they exist, else question marks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN_CHARACTERS.get(char, "?") for char in lacking), error.end


def report_of(error: BaseException) -> str:
    """Return what to say of an error that nobody expected: one line where its traceback could be kept in a file."""
    import traceback  # only an error pays for these imports

    lines = [printable(line) for text in traceback.format_exception(error) for line in text.splitlines()]
    said = printable("".join(traceback.format_exception_only(type(error), error)).strip(), 300).rstrip(".")
    path = _keep("\n".join(lines) + "\n")
    if path:
        return f"internal error: {said}. The traceback is in {printable(str(path))}; please report it."
    return "\n".join([f"internal error: {said}. Please report it with these lines:", *lines[-_LAST_LINES:]])


def _keep(text: str) -> Path | None:
    """Write a new file in the system's temporary folder, and return its path; None where that is impossible."""
    import tempfile

    path = None
    try:
        folder = tempfile.gettempdir()
        if Path(folder).samefile(Path.cwd()):  # where nothing else is writable: but that is somebody's work
            return None
        handle, name = tempfile.mkstemp(".txt", "shousi-error-", folder)
        path = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        if path:
            path.unlink(missing_ok=True)
        return None
    return path


def _is_unread(error: BaseException) -> bool:
    """Return whether an error means that nobody reads our output any more; other pipes break too."""
    if isinstance(error, SystemExit):  # rich's, which has redirected the output already
        return isinstance(error.__context__, BrokenPipeError)
    return isinstance(error, BrokenPipeError) and (_is_broken(sys.stdout) or _is_broken(sys.stderr))


def _is_broken(stream: TextIO) -> bool:
    """Return whether a stream is a pipe that nobody reads. To flush it once more does not always tell."""
    import select

    if not hasattr(select, "poll"):  # Windows
        return True
    poll = select.poll()
    poll.register(stream.fileno(), select.POLLOUT)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def said(text: str) -> str:
    """Return a message as it is printed: on a terminal with line ends where its edge would break a word."""
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):  # a pipe or a file, in which each message is one line
        return f"shousi: {text}"
    import textwrap

    lines = f"shousi: {text}".split("\n")
    wrap = textwrap.TextWrapper(max(width, 20), break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrap.fill(line) for line in lines)


def _say(text: str) -> None:
    with contextlib.suppress(OSError):  # nobody reads it, and the exit status still tells
        print(said(text), file=sys.stderr, flush=True)


def _discard_output() -> None:
    """Let the interpreter flush what is left into nothing: to fail again would change the exit status."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                os.dup2(null, stream.fileno())
        os.close(null)
