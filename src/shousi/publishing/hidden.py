"""The folder into which the judge opens a seal: private, locked while in use, gone afterwards however that ends.

Its files are readable by the judge's own user alone, and it lies in the system's temporary folder, of which a locked
worker can read nothing. An ending by exception, ctrl-C, SIGTERM or SIGHUP removes it; after a SIGKILL the next judge
notices that its lock is free, and removes it.
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
_ENDINGS = ("SIGTERM", "SIGHUP")  # by name: Windows lacks the second


def is_sealed(root: Path) -> bool:
    """Say whether a repository is a starter: its graders and solutions lie in a seal."""
    return not (root / "graders").is_dir() and (root / seal.NAME).is_file()


@contextlib.contextmanager
def graders_of(root: Path, notice: Callable[[str], None]) -> Iterator[Path]:
    """Give the folder that holds graders/ and solutions/ of a repository; where they are sealed, open them meanwhile.

    Args:
        root: the repository.
        notice: told, in a line, of what an earlier judge had to leave behind.

    Raises:
        JudgeError: the seal is damaged or has been changed, or there is no room to open it.
    """
    if not is_sealed(root):
        yield root
        return
    with opened(seal.read(root / seal.NAME), notice) as folder:
        yield folder


@contextlib.contextmanager
def opened(files: Mapping[str, bytes], notice: Callable[[str], None]) -> Iterator[Path]:
    """Give a private folder that holds these files; it is gone afterwards."""
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
    """Remove the folders of judges that are gone without having done so, and say how many there were."""
    count = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            lock = (folder / _LOCK).open("r+", encoding="utf-8")
        except OSError:  # another user's, or one that is being made at this moment
            continue
        with lock:
            gone = locks.try_lock(lock)
            if gone:
                shutil.rmtree(folder, ignore_errors=True)  # while nobody else can take the lock
        if gone:
            shutil.rmtree(folder, ignore_errors=True)  # Windows keeps a file that is open
            count += not folder.exists()
    return count


def _locked_folder() -> tuple[Path, IO[str]]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))  # for its owner alone: mode 0700
        try:
            lock = (folder / _LOCK).open("x", encoding="utf-8")
        except FileNotFoundError:  # another judge removed it at once
            continue
        if locks.try_lock(lock) and (folder / _LOCK).exists():
            return folder, lock
        lock.close()  # another judge took it for a leftover before it was locked


@contextlib.contextmanager
def _removed_by_signals(folder: Path) -> Iterator[None]:
    """Have signals that end a process without unwinding it remove the folder first; they still end it."""
    if threading.current_thread() is not threading.main_thread():  # only that one may set handlers
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
