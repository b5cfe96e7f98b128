"""Make the screens of README.md and of pages in docs/ by running what they show: `python3 docs/screens.py`."""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SPEED = ROOT / "docs" / "speed.md"
INSTRUCTORS = ROOT / "docs" / "instructors.md"
SCREEN = re.compile(r"<!-- screen: ([^\n]+) -->\n```\n(.*?)```\n", re.DOTALL)
BENCH = re.compile(r"<!-- bench -->\n```\n(.*?)```\n", re.DOTALL)
MISTAKE = (
    "np.argsort(-scores",
    "np.argsort(scores",
)  # of a student in docs/instructors.md: the worst score comes first
# A block of docs/instructors.md: a file to be written, what the commands before it write, or commands to be typed.
STEP = re.compile(r"(?:<!-- (file|screen)(?:: ([^\n]+))? -->\n)?```(\w*)\n(.*?)```\n", re.DOTALL)


def run(command: str) -> str:
    """Return what a command of the README writes to its output, as 80 columns of plain text."""
    words = [str(ROOT / word) if word == "noxfile.py" else word for word in command.split()]
    words[0] = sys.executable
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder:  # of somebody who has just begun
        for part in ("exercises", "solutions", "graders"):
            shutil.copytree(ROOT / part, Path(folder, part))
        done = subprocess.run(words, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False, text=True)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def follow(folder: Path, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """Do what docs/instructors.md says, from the top down, and return its screens: as they stand there, as they are.

    Args:
        folder: an empty one, in which everything happens. What GitHub would hold is in `hosted`.
        environment: of the commands; its PATH leads to the python3 that is meant.

    Raises:
        subprocess.CalledProcessError: a command does not end well.
    """
    hosted = _hosted(folder / "hosted")
    settings = {"user.name": "Instructor", "user.email": "instructor@example.org"}
    settings |= {f"url.{hosted.as_posix()}/.insteadOf": "git@github.com:YOUR-ORG/"}
    variables = {"COLUMNS": "80", "NO_COLOR": "1", "GIT_CONFIG_COUNT": str(len(settings))}
    for number, (name, value) in enumerate(settings.items()):
        variables |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    screens, written, place = [], "", folder
    for kind, name, language, text in STEP.findall(INSTRUCTORS.read_text(encoding="utf-8")):
        if kind == "file":
            (place / name).write_text(text, encoding="utf-8")
        elif kind == "screen":
            screens.append((text, written))
        elif not language:
            typed = text.replace("<this repository>", shlex.quote(str(hosted / "shousi")))
            command = ["sh", "-ec", f"{typed}pwd > {shlex.quote(str(folder / 'place'))}"]
            done = subprocess.run(
                command, cwd=place, env={**environment, **variables}, stdout=subprocess.PIPE, check=True, text=True
            )
            place = Path((folder / "place").read_text(encoding="utf-8").strip())
            written = re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", done.stdout)  # of a commit that exists nowhere else
    return screens


def stand_in(folder: Path, noxfile: str) -> Mapping[str, str]:
    """Return an environment in which `python3 noxfile.py …` runs this line of a shell, with what follows as "$@"."""
    folder.mkdir()
    program = folder / "python3"
    other = f'[ "$1" = noxfile.py ] || exec {shlex.quote(sys.executable)} "$@"'
    program.write_text(f"#!/bin/sh\n{other}\nshift\n{noxfile}\n", encoding="utf-8")
    program.chmod(0o755)
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def _hosted(folder: Path) -> Path:
    """Make the repositories that an instructor finds: this one as it stands, an empty template, a student's."""
    template, alice = folder / "week3-template.git", folder / "week3-alice.git"
    for name in _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            _copy(ROOT / name, folder / "shousi" / name)
    nms = alice / "exercises" / "nms" / "nms.py"
    _copy(ROOT / "solutions" / "nms" / "nms.py", nms)
    nms.write_text(nms.read_text(encoding="utf-8").replace(*MISTAKE), encoding="utf-8")
    _copy(ROOT / "solutions" / "iou" / "iou.py", alice / "exercises" / "iou" / "iou.py")
    for repository in (folder / "shousi", alice):
        for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Begin"]):
            _git(repository, "-c", "user.name=Author", "-c", "user.email=author@example.org", *arguments)
    _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", template.name)
    return folder


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, to)


def _git(where: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=where, stdout=subprocess.PIPE, check=True, text=True).stdout


def main() -> None:
    """Write the pages anew where a screen has changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", action="store_true", help="the figures of README.md too, on an idle machine")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        noxfile = f'exec {shlex.join([sys.executable, str(ROOT / "noxfile.py")])} "$@"'
        (Path(folder) / "class").mkdir()
        made = iter(follow(Path(folder, "class"), stand_in(Path(folder, "programs"), noxfile)))
    text = INSTRUCTORS.read_text(encoding="utf-8")
    text = STEP.sub(lambda found: _screen("", next(made)[1]) if found[1] == "screen" else found[0], text)
    INSTRUCTORS.write_text(text, encoding="utf-8")
    for page in (README, SPEED):
        text = page.read_text(encoding="utf-8")
        text = SCREEN.sub(lambda found: _screen(f": {found[1]}", run(found[1])), text)
        page.write_text(text, encoding="utf-8")
    if options.bench:
        figures = run("python3 noxfile.py -s bench")
        text = BENCH.sub(lambda _: f"<!-- bench -->\n```\n{figures}```\n", README.read_text(encoding="utf-8"))
        README.write_text(text, encoding="utf-8")


def _screen(of: str, shown: str) -> str:
    return f"<!-- screen{of} -->\n```\n{shown}```\n"


if __name__ == "__main__":
    main()
