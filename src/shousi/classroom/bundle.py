"""Bundles: an assignment with engine and graders, in the form that a host of classrooms expects."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from shousi import invocation
from shousi.classroom import sealed
from shousi.classroom.assignment import Assignment, secret_seed
from shousi.errors import UsageError, printable

Host = Literal["classroom50", "actions", "gradescope"]
HOSTS: tuple[Host, ...] = ("classroom50", "actions", "gradescope")
_PUBLIC = ("classroom50", "actions")  # students can read the bundles of these hosts
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold


class Bundle(msgspec.Struct, frozen=True):
    """A bundle that has not been written yet.

    Attributes:
        files: contents by path.
        programs: the paths of executable files.
        left_out: private parts of the assignment, left out because students can read the bundle.
    """

    files: dict[str, bytes]
    programs: frozenset[str]
    left_out: tuple[str, ...]


def make(host: Host, root: Path, assignment: Assignment, environment: Mapping[str, str]) -> Bundle:
    """Return the bundle of an assignment for a host.

    Args:
        host: who will run it.
        root: a checkout of main.
        assignment: the assignment.
        environment: variables, one of which may hold the private seed.

    Raises:
        UsageError: a part of the repository or the private seed is missing, or hatchling is not installed.
    """
    private = host not in _PUBLIC
    seed = secret_seed(assignment, environment) if private else None
    name, wheel = build_wheel(root)
    parts = {
        name: wheel,
        sealed.NAME: sealed.pack(root, assignment, seed, private=private),
        "engine.py": _part(root, "engine.py"),
    } | _requirements(root, assignment, name)
    left_out = () if private else tuple(_private_parts(assignment))
    if host == "classroom50":
        return Bundle(parts | {"autograder.py": _part(root, "classroom50/autograder.py")}, frozenset(), left_out)
    if host == "gradescope":
        programs = ("setup.sh", "run_autograder")
        own = {program: _part(root, f"gradescope/{program}") for program in programs}
        return Bundle(parts | own, frozenset(programs), left_out)
    parts["grade.py"] = _part(root, "actions/grade.py")
    files = {f".github/shousi/{path}": data for path, data in parts.items()}
    template = _part(root, "actions/workflow.yml").decode()
    # This replaces the starter's own workflow, which would grade everything a second time.
    files[".github/workflows/grade.yml"] = _workflow(template, assignment, parts).encode()
    return Bundle(files, frozenset(), left_out)


def write(bundle: Bundle, folder: Path) -> None:
    """Write a bundle into a new folder, completely or not at all.

    Raises:
        UsageError: the folder exists and is not empty, or it cannot be written.
    """
    shown = printable(str(folder), 200)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{shown}: exists already. Name a new folder, or remove that one first.")
    try:
        with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=f".{folder.name}.") as beside:
            made = Path(beside, "made")
            for name, data in bundle.files.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                path.chmod(0o755 if name in bundle.programs else 0o644)
            if folder.exists():
                folder.rmdir()
            made.replace(folder)
    except OSError as error:
        raise UsageError(f"{shown}: cannot be written ({error.strerror}).") from None


def zipped(bundle: Bundle) -> bytes:
    """Return a bundle as a zip file. The same files always give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:  # the wheel and the seal are compressed already
        for name, data in sorted(bundle.files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # Unix, so that the mode counts
            entry.external_attr = (0o100755 if name in bundle.programs else 0o100644) << 16
            archive.writestr(entry, data)
    return made.getvalue()


def build_wheel(root: Path) -> tuple[str, bytes]:
    """Build the engine's wheel from the repository, and return its file name and contents.

    Raises:
        UsageError: hatchling is not installed, or `root` is not a checkout of main.
    """
    if not (root / "pyproject.toml").is_file() or not (root / "hosts").is_dir():
        raise UsageError("bundles are made from a checkout of main; hosts/ or pyproject.toml is missing here.")
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError:
        command = invocation.command("classroom", "bundle", "…", sets_up=True)
        raise UsageError(f"bundles need hatchling; `{command}` installs it.") from None
    folder = tempfile.mkdtemp(prefix="shousi-wheel-")
    try:
        path = Path(next(WheelBuilder(str(root)).build(directory=folder, versions=["standard"])))
        return path.name, path.read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _part(root: Path, name: str) -> bytes:
    try:
        return (root / "hosts" / name).read_bytes()
    except OSError as error:
        raise UsageError(f"hosts/{name}: cannot be read ({error.strerror}). Bundle from a checkout of main.") from None


def _requirements(root: Path, assignment: Assignment, wheel: str) -> dict[str, bytes]:
    """Return the requirements files for pip. torch has a file of its own, since only torch comes from another index."""
    if all(task.exercise.needs != "torch" for task in assignment.tasks):
        return {"requirements.txt": f"./{wheel}\n".encode()}
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    lines = "".join(f"{requirement}\n" for requirement in groups["torch"] if requirement.startswith("torch"))
    return {"requirements.txt": f"./{wheel}\n--requirement torch.txt\n".encode(), "torch.txt": lines.encode()}


def _private_parts(assignment: Assignment) -> list[str]:
    parts = ["seed"] if assignment.seed_file else []
    return parts + [f"exercises.{task.exercise.name}.cases" for task in assignment.tasks if task.cases]


_STEP = """\
      - name: Grade {name}
        id: {name}
        if: ${{{{ !cancelled() && steps.own-files.outcome == 'success' }}}}
        run: python -I .github/shousi/grade.py {name} {points}
"""


def _workflow(template: str, assignment: Assignment, parts: Mapping[str, bytes]) -> str:
    names = [task.exercise.name for task in assignment.tasks]
    checksums = [f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(parts.items())]
    results = [f'          {name.upper()}_RESULTS: "${{{{ steps.{name}.outputs.result }}}}"' for name in names]
    steps = [_STEP.format(name=task.exercise.name, points=task.exercise.points) for task in assignment.tasks]
    filled = {
        "title": re.sub(r"[^\w .,:-]", "?", assignment.title),
        "checksums": "\n".join(f"          {line}" for line in checksums),
        "count": str(len(checksums)),
        "steps": "".join(steps).rstrip(),
        "results": "\n".join(results),
        "runners": ",".join(names),
    }
    return re.sub(r"@(\w+)@", lambda found: filled[found[1]], template)


def default_place(host: Host, assignment: Assignment) -> str:
    """Return the default name of a bundle's folder or zip file."""
    return f"{assignment.name}-{host}" + (".zip" if host == "gradescope" else "")
