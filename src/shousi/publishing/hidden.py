"""The private folder into which the judge opens a seal.

Only the judge's own user can read it. It lies in the system's temporary folder, where a locked worker can read nothing.
It is removed when the grading ends, also by an exception, ctrl-C, SIGTERM or SIGHUP. After a SIGKILL the next judge
sees that nobody holds its lock, and removes it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import IO

from shousi import locks
from shousi.errors import JudgeError
from shousi.publishing import seal

_PREFIX = "shousi-judge-"
_LOCK = "lock"
_ENDINGS = ("SIGTERM", "SIGHUP")  # names, since Windows lacks the second


def is_sealed(root: Path) -> bool:
    """Say whether a repository is a starter: its graders and solutions lie in a seal."""
    return not (root / "graders").is_dir() and (root / seal.NAME).is_file()


@contextlib.contextmanager
def graders_of(root: Path, notice: Callable[[str], None]) -> Iterator[Path]:
    """Yield the folder that holds graders/ and solutions/ of a repository; a seal is opened for that time.

    Args:
        root: the repository.
        notice: called with a line of text if an earlier judge left an opened seal behind.

    Raises:
        JudgeError: the seal is damaged or has been changed, or it cannot be opened.
    """
    if not is_sealed(root):
        yield root
        return
    with opened(seal.read(root / seal.NAME), notice) as folder:
        yield folder


@contextlib.contextmanager
def opened(files: Mapping[str, bytes], notice: Callable[[str], None]) -> Iterator[Path]:
    """Yield a private folder that holds these files, and remove it afterwards."""
    if count := remove_leftovers():
        notice(f"removed {count} opened seal{'s' if count > 1 else ''} of a judge that was killed.")
    folder, lock = _locked_folder()
    try:
        with _removed_by_signals(folder):
            try:
                for name, content in files.items():
                    path = folder / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
            except OSError as error:
                raise JudgeError(f"the seal cannot be opened in {folder.parent} ({error.strerror}).") from None
            yield folder
    finally:
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers() -> int:
    """Remove the folders of judges that were killed, and return how many there were."""
    count = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            lock = (folder / _LOCK).open("r+", encoding="utf-8")
        except OSError:  # it belongs to another user, or is just being made
            continue
        with lock:
            gone = locks.try_lock(lock)
            if gone:
                shutil.rmtree(folder, ignore_errors=True)  # while we hold the lock
        if gone:
            shutil.rmtree(folder, ignore_errors=True)  # again, since Windows keeps open files
            count += not folder.exists()
    return count


def _locked_folder() -> tuple[Path, IO[str]]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))  # mode 0700: for its owner only
        try:
            lock = (folder / _LOCK).open("x", encoding="utf-8")
        except FileNotFoundError:  # another judge took it for a leftover
            continue
        if locks.try_lock(lock) and (folder / _LOCK).exists():
            return folder, lock
        lock.close()  # another judge took it for a leftover before we locked it


@contextlib.contextmanager
def _removed_by_signals(folder: Path) -> Iterator[None]:
    """Remove the folder before a signal ends this process, since such a signal runs no `finally`."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread can set handlers
        yield
        return
    numbers = [number for name in _ENDINGS if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.getsignal(number) for number in numbers}

    def end(number: int, _: FrameType | None) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    taken = [number for number in numbers if before[number] is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
