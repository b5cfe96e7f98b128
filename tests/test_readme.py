"""The README is true: its screens are what its commands write today."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))
import screens  # noqa: E402

SHOWN = {found[1]: found[2] for found in screens.SCREEN.finditer((ROOT / "README.md").read_text(encoding="utf-8"))}


def settled(text):
    """A screen without what the weather decides: ratios, where they lie on the bar, pairs, seconds, MiB."""
    text = re.sub(r"[\d.]+ times the reference", "N times the reference", text)
    text = re.sub(r"\d+ alternating pairs(, machine busy)?|1 pair(, machine busy)?", "N pairs", text)
    text = re.sub(r"\n +[o|-]{30,}\n.*?\n (?=run|memory)", "\n BAR\n ", text, flags=re.DOTALL)
    text = re.sub(r"[\d.]+ MiB, limit", "N MiB, limit", text)
    text = re.sub(r"[\d.]+ s, seed", "N s, seed", text)
    return re.sub(r" +", " ", text)


@pytest.mark.parametrize("command", SHOWN)
def test_a_screen_of_the_readme_is_what_its_command_writes(command):
    words = command.split()
    arguments = [words[words.index("-s") + 1], *words[words.index("--") + 1 :]] if "--" in words else [words[-1]]
    ran = screens.run(" ".join(["python3", "-P", "-m", "shousi", *arguments]))
    assert settled(ran) == settled(SHOWN[command])


TAUGHT = {found[1]: found[2] for found in screens.SCREEN.finditer(screens.INSTRUCTORS.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("command", TAUGHT)
def test_a_screen_for_instructors_is_what_its_command_writes(command):
    session, _, *arguments = command.partition("-s ")[2].split()
    ran = screens.run_in_class(" ".join(["python3", "-P", "-m", "shousi", session, *arguments]))
    assert ran == TAUGHT[command]


def test_every_file_that_a_page_links_to_exists():
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/*/README.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
