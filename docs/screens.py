"""Make the screens of README.md by running what they show: `python docs/screens.py`; --bench: its figures too."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
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


def main() -> None:
    """Write the README anew where a screen has changed."""
    text = README.read_text(encoding="utf-8")
    text = SCREEN.sub(lambda found: f"<!-- screen: {found[1]} -->\n```\n{run(found[1])}```\n", text)
    if "--bench" in sys.argv:
        figures = run("python3 noxfile.py -s bench")
        text = BENCH.sub(lambda _: f"<!-- bench -->\n```\n{figures}```\n", text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
