"""Make the screens of README.md and docs/instructors.md by running what they show: `python docs/screens.py`.

With --bench the figures of README.md too.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
INSTRUCTORS = ROOT / "docs" / "instructors.md"
ASSIGNMENT = re.compile(r"```toml\n(.*?)```\n", re.DOTALL)
SCREEN = re.compile(r"<!-- screen: ([^\n]+) -->\n```\n(.*?)```\n", re.DOTALL)
BENCH = re.compile(r"<!-- bench -->\n```\n(.*?)```\n", re.DOTALL)


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


def run_in_class(command: str) -> str:
    """Return what a command of docs/instructors.md writes, in a checkout of main beside that page's assignment."""
    words = [str(ROOT / word) if word == "noxfile.py" else word for word in command.split()]
    words[0] = sys.executable
    page = INSTRUCTORS.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "main")
        for name in _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
            if name and (ROOT / name).is_file():
                (main / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, main / name)
        for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Begin"]):
            _git(main, "-c", "user.name=Instructor", "-c", "user.email=instructor@example.org", *arguments)
        Path(folder, "week3.toml").write_text(ASSIGNMENT.search(page)[1], encoding="utf-8")
        Path(folder, "week3.seed").write_text("not to be guessed", encoding="utf-8")
        Path(folder, "nms_cases.py").touch()
        done = subprocess.run(words, cwd=main, stdout=subprocess.PIPE, check=False, text=True)
    return re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", done.stdout)  # of a commit that exists nowhere else


def _git(where: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=where, stdout=subprocess.PIPE, check=True, text=True).stdout


def main() -> None:
    """Write the pages anew where a screen has changed."""
    text = INSTRUCTORS.read_text(encoding="utf-8")
    INSTRUCTORS.write_text(SCREEN.sub(lambda found: _screen(found[1], run_in_class(found[1])), text), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    text = SCREEN.sub(lambda found: _screen(found[1], run(found[1])), text)
    if "--bench" in sys.argv:
        figures = run("python3 noxfile.py -s bench")
        text = BENCH.sub(lambda _: f"<!-- bench -->\n```\n{figures}```\n", text)
    README.write_text(text, encoding="utf-8")


def _screen(command: str, shown: str) -> str:
    return f"<!-- screen: {command} -->\n```\n{shown}```\n"


if __name__ == "__main__":
    main()
