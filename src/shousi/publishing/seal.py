"""graders.seal: graders and solutions as one compressed file with a checksum.

A seal keeps nothing secret: whoever wants to read the graders can. It keeps a learner from seeing them by accident (in
an editor's search, in `grep`, in a diff), and its checksum shows a damaged or changed file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import msgspec

from shousi.errors import JudgeError, printable

NAME = "graders.seal"
_MAGIC = b"shousi seal 1\n"
_MAX_BYTES = 64 << 20  # of all files together; the files of all exercises take half a MiB


def seal(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive. The same files give the same bytes on every machine.

    Args:
        files: contents by path, as in "graders/nms/test_nms.py".
    """
    import bz2  # zlib has several implementations, which write different bytes; bz2 has one

    packed = bz2.compress(msgspec.msgpack.encode(dict(sorted(files.items()))))
    return b"%s%s\n%s" % (_MAGIC, hashlib.sha256(packed).hexdigest().encode(), packed)


def unseal(data: bytes, shown: str) -> dict[str, bytes]:
    """Return the files of an archive.

    Args:
        data: the archive.
        shown: the name of the archive in error messages.

    Raises:
        JudgeError: it is damaged, or somebody has changed it. The message names its checksum.
    """
    magic, stated, packed = data[: len(_MAGIC)], data[len(_MAGIC) : len(_MAGIC) + 64], data[len(_MAGIC) + 65 :]
    if magic != _MAGIC:
        raise JudgeError(f"{shown}: no archive of this version of shousi. {_MEND}")
    found = hashlib.sha256(packed).hexdigest().encode()
    if found != stated:
        checksums = (
            f"{printable(stated.decode('ascii', 'replace'), 80)} is written in it, {found.decode()} is what it has"
        )
        raise JudgeError(f"{shown}: its SHA-256 checksum does not fit ({checksums}). {_MEND}")
    return {name: content for name, content in _decoded(packed, shown).items() if _is_inside(name, shown)}


_MEND = "It has been damaged or changed: `git checkout` brings it back."


def _decoded(packed: bytes, shown: str) -> dict[str, bytes]:
    try:
        import bz2

        plain = bz2.BZ2Decompressor().decompress(packed, _MAX_BYTES)
        return msgspec.msgpack.decode(plain, type=dict[str, bytes])
    except ImportError:
        raise JudgeError(f"{shown}: this Python was built without bz2, so it cannot be opened. Use another.") from None
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise JudgeError(f"{shown}: cannot be read ({printable(str(error), 120)}). {_MEND}") from None


def _is_inside(name: str, shown: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        raise JudgeError(f"{shown}: holds a file {printable(name, 80)}, which lies outside. {_MEND}")
    return True


def read(path: Path) -> dict[str, bytes]:
    """Return the files of the archive at `path`.

    Raises:
        JudgeError: it cannot be read, is damaged, or somebody has changed it.
    """
    shown = printable(path.name, 80)
    try:
        return unseal(path.read_bytes(), shown)
    except OSError as error:
        raise JudgeError(f"{shown}: cannot be read ({error.strerror}).") from None
