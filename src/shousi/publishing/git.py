"""The `git` command. Only its low-level commands are used, since the user's settings do not change them."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from shousi.errors import UsageError, printable

# The same for everybody, so that the same contents give the same commit.
NAME, EMAIL = "shousi publish", "publish@shousi.invalid"


class File(msgspec.Struct, frozen=True):
    """A file of a tree.

    Attributes:
        data: its contents.
        mode: its mode as git writes it.
        oid: the git object that already holds it; "" if there is none yet.
    """

    data: bytes
    mode: str = "100644"
    oid: str = ""


class Failed(UsageError):
    """A git command ended with an error; `told` is the line that says why."""

    def __init__(self, command: str, told: str) -> None:
        super().__init__(f"git {command}: {told}")
        self.told = told


def run(root: Path, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
    """Run a git command and return its output.

    Raises:
        Failed: the command ends with an error.
        UsageError: git is not installed.
    """
    # A hook's GIT_DIR would point the command at another repository.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or _KEPT.match(name)}
    try:
        ran = subprocess.run(
            ["git", "-c", "i18n.commitEncoding=UTF-8", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            input=given,
            env=clean | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"} | dict(environment or {}),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("git is not installed. Install it, then try again.") from None
    if ran.returncode:
        lines = ran.stderr.decode("utf-8", "replace").strip().splitlines() or [f"status {ran.returncode}"]
        telling = [line for line in lines if line.startswith(("fatal: ", "error: ", " ! "))] or lines
        raise Failed(arguments[0], printable(telling[0].strip(), 200))
    return ran.stdout


# These variables say how to reach a remote. No other GIT_ variable is passed on.
_KEPT = re.compile(r"GIT_(SSH|SSH_COMMAND|ASKPASS|CONFIG_COUNT|CONFIG_(KEY|VALUE)_\d+|SSL_CAINFO|SSL_NO_VERIFY)$")


def line(root: Path, *arguments: str) -> str:
    """Run a git command and return its output, which is one line, without the line's end."""
    return run(root, *arguments).decode("utf-8", "replace").strip()


def resolve(root: Path, name: str) -> str:
    """Return the commit that a name stands for; "" if there is none."""
    try:
        return line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except Failed:
        return ""


def is_ancestor(root: Path, older: str, newer: str) -> bool:
    """Say whether `older` is `newer` or one of its ancestors."""
    try:
        run(root, "merge-base", "--is-ancestor", older, newer)
    except Failed:
        return False
    return True


def read_tree(root: Path, commit: str) -> dict[str, File]:
    """Return the files of a commit by path."""
    entries = []
    for entry in run(root, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")[:-1]:
        facts, _, path = entry.partition(b"\t")
        mode, kind, oid = facts.decode().split()
        if kind == "blob":
            entries.append((path.decode("utf-8", "surrogateescape"), mode, oid))
    contents = _read_blobs(root, [oid for _, _, oid in entries])
    return {path: File(data, mode, oid) for (path, mode, oid), data in zip(entries, contents, strict=True)}


def _read_blobs(root: Path, oids: Sequence[str]) -> list[bytes]:
    data = run(root, "cat-file", "--batch", given="".join(f"{oid}\n" for oid in oids).encode())
    blobs, place = [], 0
    for _ in oids:
        head = data.index(b"\n", place)
        begin = head + 1
        end = begin + int(data[place:head].split()[2])
        blobs.append(data[begin:end])
        place = end + 1
    return blobs


def write_tree(root: Path, files: Mapping[str, File]) -> str:
    """Write files as a tree object and return its name."""
    lines = []
    for path, file in sorted(files.items()):
        oid = file.oid or run(root, "hash-object", "-w", "--no-filters", "--stdin", given=file.data).decode().strip()
        lines.append(f"{file.mode} {oid}\t{path}\0")
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        given = "".join(lines).encode("utf-8", "surrogateescape")
        run(root, "update-index", "-z", "--index-info", given=given, environment=index)
        return run(root, "write-tree", environment=index).decode().strip()


def write_commit(root: Path, tree: str, parents: Iterable[str], message: str, date: str) -> str:
    """Write a commit and return its name. The same arguments give the same commit on every machine.

    Args:
        root: the repository.
        tree: the tree of the commit.
        parents: the commits it follows.
        message: the commit message.
        date: the date in git's format, such as "1780000000 +0000".
    """
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", NAME), ("EMAIL", EMAIL), ("DATE", date))
    }
    follows = [word for parent in parents for word in ("-p", parent)]
    given = f"{message}\n".encode()
    return run(root, "commit-tree", tree, *follows, given=given, environment=who).decode().strip()


def is_ours(root: Path, commit: str) -> bool:
    """Say whether a commit was made by `write_commit`."""
    return line(root, "show", "--no-patch", "--format=%ce", commit) == EMAIL
