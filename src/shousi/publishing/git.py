"""The `git` command: objects read and written by plumbing, which no setting of the user's bends."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from shousi.errors import UsageError, printable

# Whoever publishes, the commits are the same to the byte.
NAME, EMAIL = "shousi publish", "publish@shousi.invalid"


class File(msgspec.Struct, frozen=True):
    """A file of a tree.

    Attributes:
        data: what it holds.
        mode: as git writes it.
        oid: the object that holds it already; none where it has to be written.
    """

    data: bytes
    mode: str = "100644"
    oid: str = ""


class Failed(UsageError):
    """A git command ended with an error; `told` is its last line."""

    def __init__(self, command: str, told: str) -> None:
        super().__init__(f"git {command}: {told}")
        self.told = told


def run(root: Path, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
    """Return what a git command writes.

    Raises:
        Failed: it ends with an error.
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


# How to reach a remote; everything else that git reads from its environment is left out.
_KEPT = re.compile(r"GIT_(SSH|SSH_COMMAND|ASKPASS|CONFIG_COUNT|CONFIG_(KEY|VALUE)_\d+|SSL_CAINFO|SSL_NO_VERIFY)$")


def line(root: Path, *arguments: str) -> str:
    """Return the one line that a git command writes."""
    return run(root, *arguments).decode("utf-8", "replace").strip()


def resolve(root: Path, name: str) -> str:
    """Return the commit of a name; nothing where there is none."""
    try:
        return line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except Failed:
        return ""


def is_ancestor(root: Path, older: str, newer: str) -> bool:
    """Say whether one commit is another or comes before it."""
    try:
        run(root, "merge-base", "--is-ancestor", older, newer)
    except Failed:
        return False
    return True


def read_tree(root: Path, commit: str) -> dict[str, File]:
    """Return the files of a commit by their paths."""
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
    """Write files as a tree and return its object."""
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
    """Write a commit and return it: the same for the same arguments, whoever runs this, and wherever.

    Args:
        root: the repository.
        tree: what it holds.
        parents: what it follows.
        message: what it says.
        date: as git takes it, "1780000000 +0000".
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
    """Say whether `write_commit` made a commit."""
    return line(root, "show", "--no-patch", "--format=%ce", commit) == EMAIL
