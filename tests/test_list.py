"""`list` sorts and filters: by topic, plan, difficulty, minutes, how often asked, and what the learner has done."""

import re
import shutil
import sqlite3

import pytest

from conftest import ROOT, run
from shousi import catalogue

FACTS = catalogue.load(ROOT)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The exercises of this repository: nms accepted long ago, iou wrong, the others new."""
    root = tmp_path_factory.mktemp("begun")
    for part in ("exercises", "solutions", "graders", "plans"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(root / "solutions" / "nms" / "nms.py", root / "exercises" / "nms")
    right = (root / "solutions" / "iou" / "iou.py").read_text(encoding="utf-8")
    half_right = right.replace("- (hull - union) / hull", "- (hull - union) / union")
    (root / "exercises" / "iou" / "iou.py").write_text(half_right, encoding="utf-8")
    assert run("grade", "nms", cwd=root).status == 0
    assert run("grade", "iou", cwd=root).status == 1
    with sqlite3.connect(root / ".shousi" / "history.sqlite") as database:
        database.execute("UPDATE grading SET created = '2026-01-01T09:00:00Z' WHERE exercise = 'nms'")
    database.close()
    return root


def listed(root, *words):
    """The names of the exercises that `list` shows, in its order."""
    ran = run("list", *words, cwd=root)
    assert ran.status == 0, ran.err
    names = [line.split()[0] for line in ran.out.splitlines() if len(line.split()) > 1]
    return [name for name in names if name in FACTS]


def test_without_options_every_exercise_stands_below_its_topic(begun):
    assert listed(begun) == list(FACTS)
    assert re.search(r"\n detection *\n nms", run("list", cwd=begun).out)


def test_filters_narrow_the_list_together(begun):
    short = [name for name, one in FACTS.items() if one.difficulty == "easy" and one.minutes <= 10]
    assert listed(begun, "--difficulty", "easy", "--minutes", "10") == short
    assert listed(begun, "--difficulty", "easy", "--topic", "detection") == ["iou"]


@pytest.mark.parametrize(
    ("state", "names"), [("accepted", ["nms"]), ("open", ["iou"]), ("due", ["nms"]), ("new", [*FACTS])]
)
def test_a_state_keeps_the_exercises_that_are_in_it(begun, state, names):
    expected = [name for name in names if state != "new" or name not in {"nms", "iou"}]
    assert listed(begun, "--state", state) == expected


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("asked", lambda one: -one.asked),
        ("minutes", lambda one: one.minutes),
        ("difficulty", lambda one: ["easy", "medium", "hard"].index(one.difficulty)),
    ],
)
def test_sorting_keeps_the_order_of_teaching_among_equals(begun, key, fact):
    assert listed(begun, "--sort", key) == sorted(FACTS, key=lambda name: fact(FACTS[name]))


def test_sorted_by_state_what_is_begun_comes_after_what_is_new_and_accepted_comes_last(begun):
    assert listed(begun, "--sort", "state")[-2:] == ["iou", "nms"]
    assert not re.search(r"\n detection *\n", run("list", "--sort", "state", cwd=begun).out)


def test_a_plan_is_listed_in_its_own_order(begun):
    assert listed(begun, "--plan", "one-week")[:3] == ["linear_regression", "logistic_regression", "kmeans"]


def test_how_often_something_is_asked_says_of_how_many_lists(begun):
    out = run("list", "--sort", "asked", cwd=begun).out
    most = max(one.asked for one in FACTS.values())
    assert f" asked {most}: in {most} of 23 public lists of interview questions\n" in out


def test_at_80_columns_only_titles_are_cut(begun):
    for words in ((), ("--topic", "detection")):
        lines = run("list", *words, cwd=begun, env={"COLUMNS": "80"}).out.splitlines()
        assert max(map(len, lines)) <= 80
        for line in lines:
            if fact := FACTS.get(line.partition("  ")[0].strip() if "  " in line.strip() else ""):
                assert f"  {fact.difficulty} " in line
                assert f" {fact.minutes} min" in line
        assert any("wrong answer, best" in line for line in lines)


def test_a_filter_that_nothing_fits_says_so(begun):
    ran = run("list", "--topic", "metrics", "--difficulty", "hard", cwd=begun)
    assert (ran.status, ran.out, ran.err) == (0, "", "shousi: no exercise is like that.\n")
