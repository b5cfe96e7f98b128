"""The README and the pages in docs/ are true: their screens are what the commands write today."""

import os
import re
import shlex
import sys

import pytest

from conftest import ROOT, run
from shousi import catalogue, invocation
from shousi.publishing import seal

sys.path.insert(0, str(ROOT / "docs"))
import screens

SHOWN = {
    found[1]: found[2]
    for page in (screens.README, screens.SPEED)
    for found in screens.SCREEN.finditer(page.read_text(encoding="utf-8"))
}


def settled(text):
    """A screen without what the weather decides: ratios, where they lie on the bar, pairs, seconds, MiB."""
    text = re.sub(r"[\d.]+ times the reference", "N times the reference", text)
    text = re.sub(r"\d+ alternating pairs(, machine busy)?|1 pair(, machine busy)?", "N pairs", text)
    text = re.sub(r"\n +[o|-]{30,}\n.*?\n (?=run|memory)", "\n BAR\n ", text, flags=re.DOTALL)
    text = re.sub(r"[\d.]+ MiB, limit", "N MiB, limit", text)
    text = re.sub(r"[\d.]+ s, seed", "N s, seed", text)
    return re.sub(r" +", " ", text)


@pytest.mark.parametrize("command", SHOWN)
def test_a_screen_is_what_its_command_writes(command, monkeypatch):
    monkeypatch.setenv(invocation.VARIABLE, invocation.NOXFILE)
    words = command.split()
    arguments = [words[words.index("-s") + 1], *words[words.index("--") + 1 :]] if "--" in words else [words[-1]]
    ran = screens.run(" ".join(["python3", "-P", "-m", "shousi", *arguments]))
    assert settled(ran) == settled(SHOWN[command])


# -s NAME [--] ARGUMENT… is `shousi NAME ARGUMENT…`, for which no environment has to be built.
ENGINE = """shift; name=$1; shift; [ "$1" != -- ] || shift; exec {} -P -m shousi "$name" "$@" """

# Wrong in nothing but what the private cases of that page ask.
SPECIAL = """

right = nms


def nms(boxes, scores, iou_threshold):
    special = len(boxes) == 500 and (boxes == boxes[0]).all()
    return right(boxes, scores, iou_threshold)[int(special) :]
"""


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """The folder in which all that docs/instructors.md says has been done, and its screens."""
    folder = tmp_path_factory.mktemp("class")
    engine = ENGINE.format(shlex.quote(sys.executable))
    environment = screens.stand_in(tmp_path_factory.mktemp("python3") / "programs", engine)
    return folder, screens.follow(folder, environment)


@pytest.mark.skipif(os.name == "nt", reason="types into sh")
@pytest.mark.slow
def test_what_the_page_for_instructors_says_ends_as_it_says_typed_as_it_stands(taught):
    _, seen = taught
    assert [made for _, made in seen] == [told for told, _ in seen]


@pytest.mark.skipif(os.name == "nt", reason="types into sh")
def test_the_private_cases_of_the_page_for_instructors_catch_what_no_other_check_does(taught, tmp_path):
    folder, _ = taught
    solution = (ROOT / "solutions" / "nms" / "nms.py").read_text(encoding="utf-8")
    (tmp_path / "nms.py").write_text(solution + SPECIAL, encoding="utf-8")
    graded = ("--assignment", folder / "private" / "assignment.seal", "--submission", tmp_path, "--out", tmp_path)
    ran = run("classroom", "run", "nms", "--for", "gradescope", *graded, cwd=tmp_path)
    assert ran.out == "Week 3: detection: 18 of 20 points. nms: wrong answer, 18 of 20.\n"
    written = (tmp_path / "results.json").read_text(encoding="utf-8")
    assert "Of 500 equal boxes the one with the best score is kept." in written
    template = folder / "week3-template" / ".github"
    assert {path.name for path in (template / "workflows").iterdir()} == {"grade.yml"}
    assert not any(b"500 equal" in data for data in seal.read(template / "shousi" / "assignment.seal").values())


def test_the_guide_leads_to_every_exercise_and_calls_none_of_them_planned():
    page = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(\.\./exercises/(\w+)/README\.md\)", page)) == set(catalogue.load(ROOT))
    assert not set(re.findall(r"`(\w+)` \(planned\)", page)) & set(catalogue.load(ROOT))


def test_every_file_that_a_page_links_to_exists():
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/*/README.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
