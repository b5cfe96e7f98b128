"""Study plans: data in plans/, which practice goes through and progress counts."""

import shutil
import sys

import pytest

from conftest import ROOT, run
from shousi import catalogue
from shousi.practice import plans
from shousi.publishing import starter
from shousi.publishing.git import File
from test_grade import RIGHT

PLAN = """title = "Two days"

[[parts]]
title = "Day 1"
exercises = ["nms"]

[[parts]]
title = "Day 2"
exercises = ["iou", "conv2d"]
"""


def write_plan(root, text, name="week"):
    (root / "plans").mkdir(exist_ok=True)
    (root / "plans" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def planned(tmp_path):
    """The exercises of this repository, with a plan of three of them."""
    for part in ("exercises", "solutions", "graders"):
        shutil.copytree(ROOT / part, tmp_path / part)
    write_plan(tmp_path, PLAN)
    return tmp_path


@pytest.mark.parametrize("name", ["one-week", "llm", "vision", "classical"])
def test_every_plan_names_exercises_that_there_are(name):
    plan = plans.load(ROOT, name, catalogue.load(ROOT))
    assert len(plan.exercises) > 10
    assert plan.part_of(plan.exercises[0]) == plan.parts[0].title


def test_one_week_is_the_25_most_asked_in_an_hour_to_an_hour_and_a_half_a_day():
    exercises = catalogue.load(ROOT)
    week = plans.load(ROOT, "one-week", exercises)
    assert (len(week.parts), len(week.exercises)) == (7, 25)
    assert all(60 <= sum(exercises[name].minutes for name in part.exercises) <= 90 for part in week.parts)
    asked = {name: exercise.asked or 0 for name, exercise in exercises.items()}
    others = max(count for name, count in asked.items() if name not in week.exercises)
    assert min(asked[name] for name in week.exercises) >= others


def test_practice_goes_through_a_plan_in_its_order_and_progress_shows_how_far(planned):
    pexpect = pytest.importorskip("pexpect")
    shutil.copy(planned / "solutions" / "nms" / "nms.py", planned / "exercises" / "nms")
    assert run("grade", "nms", cwd=planned).status == 0
    child = pexpect.spawn(
        sys.executable, ["-P", "-m", "shousi", "practice", "--plan", "week", "--count", "2"], cwd=str(planned),
        timeout=30, encoding="utf-8", dimensions=(24, 80),
    )  # fmt: skip
    child.expect("plan week: 1 of 3 exercises accepted")
    child.expect("iou: new to you")
    child.expect("conv2d: new to you")
    child.expect("q leave")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    out = run("progress", "--plan", "week", cwd=planned).out
    assert "plan week  1 of 3 accepted, next iou (Day 2)" in out
    assert [line.split()[0] for line in out.splitlines()[1:4]] == ["nms", "iou", "conv2d"]
    assert "plan week  1 of 3 accepted" in run("progress", cwd=planned).out


def test_a_plan_that_is_done_names_no_next_exercise(toy):
    write_plan(toy, 'title = "Short"\n[[parts]]\ntitle = "All"\nexercises = ["double"]\n')
    (toy / "exercises" / "double" / "double.py").write_text(RIGHT, encoding="utf-8")
    assert run("grade", "double", cwd=toy).status == 0
    assert " plan week  1 of 1 accepted\n" in run("progress", cwd=toy).out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PLAN.replace("nms", "doubel"), 'plans/week.toml: no exercise "doubel". Did you mean "double"?'),
        ('title = "Empty"\nparts = []\n', "plans/week.toml: it names no exercise."),
        (PLAN.replace('"nms"', '"double", "double"'), 'plans/week.toml: "double" is listed twice.'),
        ("title = 3\nparts = []\n", "plans/week.toml title: Expected `str`, got `int`."),
        ("title =\n", "plans/week.toml: not valid TOML: "),
    ],
)
def test_a_wrong_plan_is_one_clear_line_wherever_it_is_read(toy, text, told):
    write_plan(toy, text)
    practice = run("practice", "--plan", "week", cwd=toy)
    assert (practice.status, practice.err.count("\n"), told in practice.err) == (2, 1, True)
    progress = run("progress", cwd=toy)
    assert (progress.status, told in progress.err, " 1 exercise is new: " in progress.out) == (0, True, True)


@pytest.mark.slow
def test_the_gate_finds_a_plan_that_names_an_unknown_exercise(toy):
    write_plan(toy, PLAN)
    checked = run("check", "--seeds", "1", cwd=toy)
    assert (checked.status, checked.out) == (1, 'plans/week.toml: no exercise "nms".\ndouble: all is well\n')


@pytest.mark.slow
def test_the_table_of_the_readme_grows_by_itself(toy):
    begin = "# Toys\n\n<!-- This table is written by `nox -s check -- --write`. -->\n"
    (toy / "README.md").write_text(f"{begin}| old |\n\nThe end.\n", encoding="utf-8")
    checked = run("check", "double", "--seeds", "1", cwd=toy)
    assert (checked.status, checked.out.splitlines()[0]) == (
        1,
        "README.md: does not list the exercises as they are; `nox -s check -- --write` does.",
    )
    assert run("check", "--write", "double", cwd=toy).out == "README.md\n"
    page = (toy / "README.md").read_text(encoding="utf-8")
    assert page.startswith(begin)
    assert page.endswith("\n| Toys | [`double`](exercises/double/README.md) |\n\nThe end.\n")
    assert run("check", "--write", "double", cwd=toy).out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--plan", "wek"], 'no plan "wek". Did you mean "week"?'),
        (["--plan", "../exercises/catalogue"], 'There is "week".'),
        (["--plan", "week", "--topic", "toys"], "say one of them"),
        (["double", "--plan", "week"], "leave them out"),
    ],
)
def test_a_slip_with_a_plan_is_told(toy, words, told):
    write_plan(toy, 'title = "Short"\n[[parts]]\ntitle = "All"\nexercises = ["double"]\n')
    ran = run("practice", *words, cwd=toy)
    assert (ran.status, ran.err.count("\n"), told in ran.err) == (2, 1, True)


def test_a_repository_without_plans_says_so(toy):
    assert 'no plan "week". This repository has none.' in run("practice", "--plan", "week", cwd=toy).err


def test_a_starter_has_the_plans_whose_exercises_it_has():
    paths = (path for path in ROOT.rglob("*") if path.is_file() and ".nox" not in path.parts)
    wanted = ("exercises", "solutions", "graders", "plans")
    files = {}
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(wanted):
            files[name] = File(path.read_bytes())
    vision = plans.load(ROOT, "vision", catalogue.load(ROOT)).exercises
    kept = starter.starter(files, vision)
    assert [path for path in kept if path.startswith("plans/")] == ["plans/vision.toml"]
