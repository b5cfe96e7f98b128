"""Bundles, and gradings as their hosts ask for them: every outcome ends as its contract says."""

import base64
import hashlib
import importlib.util
import json
import os
import py_compile
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from conftest import ROOT, TOY, run
from rules_classroom50 import broken_rules
from shousi import __version__, catalogue
from shousi.classroom import assignment, bundle, markdown
from shousi.classroom.export import Submission, export
from shousi.classroom.sealed import NAME, SealedAssignment, mark_of
from shousi.commands import assignments, classroom
from shousi.feedback import Feedback
from shousi.grading import reports
from shousi.grading.results import GradingResult
from shousi.publishing import seal
from shousi.report import CheckResult, Environment, Failure, Outcome, Report, Verdict
from shousi.sandbox.lock import lockdown

TIER = lockdown.strongest().tier if sys.platform == "linux" else "D"
RIGHT = (TOY / "solutions" / "double" / "double.py").read_text(encoding="utf-8")
STUB = (TOY / "exercises" / "double" / "double.py").read_text(encoding="utf-8")
WRONG = RIGHT.replace("x * 2", "x * 2 + (x == 4)")
NOISY = "print('::error::forged', '\\x1b[31m')\nraise ValueError('<script>alert(1)</script> @everyone [x](http://x)')\n"

# What stands in a student's checkout, and what comes of it: verdict and points of 10.
OUTCOMES = {
    "right": ({"exercises/double/double.py": RIGHT}, "accepted", 10),
    "wrong": ({"exercises/double/double.py": WRONG}, "wrong answer", 8),
    "stub": ({"exercises/double/double.py": STUB}, "not started", 0),
    "missing": ({}, "not started", 0),
    "no text": ({"exercises/double/double.py": b"\xff\xfe\x00"}, "crashed", 0),
    "noisy": ({"exercises/double/double.py": NOISY}, "crashed", 0),
    "own engine": (
        {
            "exercises/double/double.py": STUB,
            "src/shousi/__init__.py": "raise SystemExit('the student’s engine')",
            "shousi/__main__.py": "raise SystemExit('the student’s engine')",
            **{f"{name}.py": "raise SystemExit('the student’s module')" for name in ("engine", "venv", "pip", "json")},
            "result.json": '{"schema": "classroom50/result/v1", "score": 10}',
            "results.json": '{"score": 10}',
        },
        "not started",
        0,
    ),
}
FEWER = ("right", "noisy")  # the others differ in what leads to a report, not in what follows


def checkout(folder, files):
    """A student's checkout with these files, made at a known moment."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    git = ["git", "-c", "user.name=Student", "-c", "user.email=student@example.org"]
    subprocess.run([*git, "init", "--quiet"], cwd=folder, check=True)
    subprocess.run([*git, "add", "--all"], cwd=folder, check=True)
    moment = os.environ | {"GIT_COMMITTER_DATE": "2026-06-01T16:32:01+0200"}
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "Hand in"], cwd=folder, check=True, env=moment)
    return folder


def classroom50_environment():
    return {
        "CLASSROOM": "cs-vision",
        "ASSIGNMENT": "week3",
        "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
        "COMMIT_URL": "https://example.org/commit/a1b2c3d",
        "RELEASE_URL": "https://example.org/releases/x",
        "REVIEW_URL": "",
        "USERNAME": "alice",
        "OWNER": "alice",
        "ASSIGNMENT_TYPE": "individual",
        "PAGES_BASE_URL": "https://example.org/pages",
    }


@pytest.fixture(scope="module")
def main(tmp_path_factory):
    """A checkout of main whose one exercise is the toy."""
    folder = Path(shutil.copytree(TOY, tmp_path_factory.mktemp("main") / "main"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "hosts", folder / "hosts")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def bundled(main, place, host, text='title = "Week 3"\n[exercises.double]\n', env=None):
    """An assignment's bundle for a host, opened where it is a zip."""
    place.mkdir(exist_ok=True)
    (place / "week3.toml").write_text(text, encoding="utf-8")
    ran = run("classroom", "bundle", place / "week3.toml", "--for", host, "--out", place / host, cwd=main, env=env)
    assert (ran.status, ran.err) == (0, ""), ran.err
    if host == "gradescope":
        with zipfile.ZipFile(place / host) as archive:
            archive.extractall(place / "opened")
        return place / "opened"
    return place / host


@pytest.fixture(scope="module")
def kits(main, tmp_path_factory):
    """The seal of the assignment, as each host's bundle holds it."""
    folder = tmp_path_factory.mktemp("bundles")
    return {
        "classroom50": bundled(main, folder / "a", "classroom50") / NAME,
        "actions": bundled(main, folder / "b", "actions") / ".github" / "shousi" / NAME,
        "gradescope": bundled(main, folder / "c", "gradescope") / NAME,
    }


def grading(host, sealed, submission, out, env=None):
    return run(
        *("classroom", "run", "--for", host, "--assignment", sealed, "--submission", submission, "--out", out),
        cwd=out,
        env=classroom50_environment() | (env or {}),
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_is_a_valid_result_for_classroom_50(outcome, kits, tmp_path):
    files, verdict, points = OUTCOMES[outcome]
    folder = checkout(tmp_path / "checkout", files)
    ran = grading("classroom50", kits["classroom50"], folder, folder)
    assert (ran.status, ran.err) == (0, "")
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert list(broken_rules(result)) == []
    assert (result["score"], result["max-score"]) == (points, 10)
    assert {test["verdict"] for test in result["tests"]} == {verdict}
    assert [test["test-name"] for test in result["tests"]] == ["double: basic", "double: errors", "double: speed"]
    assert (result["datetime"], result["review"]) == ("2026-06-01T14:32:01Z", result["commit"])
    assert ran.out.splitlines()[-1] == f"Week 3: {points} of 10 points. double: {verdict}, {points} of 10."
    assert verdict in (folder / "release-body.md").read_text(encoding="utf-8")
    assert verdict in (folder / "report-double.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("outcome", FEWER)
def test_every_outcome_is_a_result_for_the_reporter_whose_points_add_up(outcome, kits, tmp_path):
    files, verdict, points = OUTCOMES[outcome]
    output, summary = tmp_path / "output", tmp_path / "summary"
    files_of_actions = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    folder = checkout(tmp_path / "checkout", files)
    ran = grading("actions", kits["actions"], folder, tmp_path, files_of_actions)
    assert (ran.status, ran.err) == (0, "")
    name, _, encoded = output.read_text(encoding="utf-8").partition("=")
    assert (name, encoded.count("\n")) == ("result", 1)
    result = json.loads(base64.b64decode(encoded))
    assert (result["version"], result["max_score"]) == (1, 10)
    assert result["status"] == ("pass" if verdict == "accepted" else "fail")
    assert sum(test["score"] for test in result["tests"]) == points
    assert [test["status"] for test in result["tests"]].count("pass") == sum(
        test["score"] > 0 for test in result["tests"]
    )
    for test in result["tests"]:
        assert set(test) == {"name", "status", "score", "message", "test_code", "filename", "line_no", "duration"}
    assert verdict in summary.read_text(encoding="utf-8")
    assert ran.out.splitlines()[-1] == f"Week 3: {points} of 10 points. double: {verdict}, {points} of 10."


@pytest.mark.parametrize("outcome", [*FEWER, "wrong"])
def test_every_outcome_is_a_result_for_gradescope(outcome, kits, tmp_path):
    files, verdict, points = OUTCOMES[outcome]
    folder = checkout(tmp_path / "checkout", files)
    ran = grading("gradescope", kits["gradescope"], folder, tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"Week 3: {points} of 10 points. double: {verdict}, {points} of 10.\n"
    result = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert (result["score"], sum(test["score"] for test in result["tests"])) == (points, points)
    assert sum(test["max_score"] for test in result["tests"]) == 10
    assert {test["visibility"] for test in result["tests"]} | {result["visibility"]} == {"visible"}
    assert result["extra_data"]["verdicts"] == {"double": verdict}
    assert [entry["order"] for entry in result["leaderboard"]] == (["asc"] if verdict == "accepted" else [])
    if verdict == "wrong answer":
        told = "\n".join(test["output"] for test in result["tests"])
        assert all(f"\n{label} " in told for label in ("expected", "got", "where")), told
        assert "\n\ncall " in told


def test_a_bonus_is_told_and_counts_for_no_points_of_any_host(main, tmp_path):
    extra = Path(shutil.copytree(main, tmp_path / "main"))
    with (extra / "exercises" / "double" / "exercise.toml").open("a", encoding="utf-8") as file:
        file.write("\n[bonus]\ntypes = 4\n")
    with (extra / "graders" / "double" / "test_double.py").open("a", encoding="utf-8") as file:
        file.write('\n\n@level("types")\ndef test_more(double):\n    """More is doubled."""\n')
        file.write("    assert_close(double(np.array([77.25])), np.array([154.5]))\n")
    sealed = bundled(extra, tmp_path / "bundle", "gradescope") / NAME
    folder = checkout(tmp_path / "checkout", {"double.py": RIGHT.replace("x * 2", "x * 2 + (x == 77.25)")})
    assert grading("classroom50", sealed, folder, folder).status == 0
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert list(broken_rules(result)) == []
    assert (result["score"], result["max-score"], {test["passed"] for test in result["tests"]}) == (10, 10, {True})
    page = (folder / "release-body.md").read_text(encoding="utf-8")
    assert "| **accepted** | 10 of 10, bonus 0 of 4 |" in page
    assert "(types, bonus)" in page


def test_a_single_uploaded_file_is_found_on_top(kits, tmp_path):
    grading("gradescope", kits["gradescope"], checkout(tmp_path / "upload", {"double.py": RIGHT}), tmp_path)
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["score"] == 10


def two_exercises(main, place):
    """A checkout of main with a second exercise, twice, that is like double."""
    both = Path(shutil.copytree(main, place))
    for part in ("exercises", "graders", "solutions"):
        shutil.copytree(both / part / "double", both / part / "twice")
        for file in (both / part / "twice").rglob("*double*"):
            file.rename(file.with_name(file.name.replace("double", "twice")))
    (both / "exercises" / "catalogue.toml").write_text('toys = ["double", "twice"]\n', encoding="utf-8")
    for file in ("exercises/twice/exercise.toml", "graders/twice/test_twice.py", "solutions/twice/twice.py"):
        text = (both / file).read_text(encoding="utf-8")
        (both / file).write_text(text.replace("double", "twice").replace("Double", "Twice"), encoding="utf-8")
    stub = both / "exercises" / "twice" / "twice.py"
    stub.write_text(stub.read_text(encoding="utf-8").replace("double", "twice"), encoding="utf-8")
    return both


TWO = 'title = "Week 3"\n[exercises.double]\n[exercises.twice]\n'
BOTH_RIGHT = {"double.py": RIGHT, "twice.py": RIGHT.replace("double", "twice")}


@pytest.fixture(scope="module")
def half_broken(main, tmp_path_factory):
    """The seal of two exercises, by host; the grader of the first one cannot be loaded."""
    broken = two_exercises(main, tmp_path_factory.mktemp("broken") / "main")
    with (broken / "graders" / "double" / "test_double.py").open("a", encoding="utf-8") as grader:
        grader.write("\nraise RuntimeError('ours')\n")
    folder = tmp_path_factory.mktemp("bundles of two")
    return bundled(broken, folder / "a", "gradescope", TWO) / NAME


@pytest.mark.parametrize(("host", "written"), [("classroom50", "result.json"), ("gradescope", "results.json")])
def test_a_grading_that_broke_ends_with_3_as_an_error_and_the_other_exercise_has_its_points(
    host, written, half_broken, tmp_path
):
    folder = checkout(tmp_path / "checkout", BOTH_RIGHT | {written: '{"score": 20}'})
    ran = grading(host, half_broken, folder, folder)
    assert ran.status == 3
    assert "the grading of double broke" in ran.err
    assert ran.out.splitlines()[-1] == (
        "Week 3: 10 of 20 points. double: judge error, 0 of 10; twice: accepted, 10 of 10."
    )
    result = json.loads((folder / written).read_text(encoding="utf-8"))
    broke, *others = result["tests"]
    if host == "classroom50":
        assert list(broken_rules(result)) == []
        assert (broke["test-name"], broke["passed"], broke["score"], broke["max-score"]) == ("double", False, 0, 10)
        assert {test["verdict"] for test in others} == {"accepted"}
        assert "judge error" in (folder / "report-double.html").read_text(encoding="utf-8")
    else:
        assert (broke["name"], broke["status"], broke["score"], broke["max_score"]) == ("double", "failed", 0, 10)
        assert result["extra_data"]["verdicts"] == {"double": "judge error", "twice": "accepted"}
    assert "which is not your fault" in broke.get("message", broke.get("output"))
    assert (result["score"], sum(test["score"] for test in others)) == (10, 10)


def test_the_reporter_gets_an_error_for_the_exercise_that_broke_and_points_for_the_other(half_broken, tmp_path):
    folder = checkout(tmp_path / "checkout", BOTH_RIGHT)
    for name, status, state, score in (("double", 3, "error", 0), ("twice", 0, "pass", 10)):
        output = tmp_path / f"output-{name}"
        command = ("classroom", "run", name, "--for", "actions", "--kit", half_broken, "--submission", folder)
        ran = run(*command, cwd=tmp_path, env={"GITHUB_OUTPUT": str(output)})
        result = json.loads(base64.b64decode(output.read_text(encoding="utf-8").removeprefix("result=")))
        assert (ran.status, result["status"], {test["status"] for test in result["tests"]}) == (status, state, {state})
        assert (sum(test["score"] for test in result["tests"]), result["max_score"]) == (score, 10)


USERS_FILES = {
    "result.json": "mine",
    "results.json": "mine",
    "report-double.html": "mine",
    "report-old.html": "mine",
    "release-body.md": "mine",
}


@pytest.mark.parametrize("host", ["classroom50", "gradescope"])
@pytest.mark.parametrize("seal_of", ["no seal", "a damaged seal"])
def test_a_run_that_comes_to_nothing_deletes_nothing_in_the_folder_where_it_was_typed(host, seal_of, tmp_path):
    for name, text in USERS_FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "submission").mkdir()
    if seal_of == "a damaged seal":
        (tmp_path / "assignment.seal").write_bytes(b"damaged")
    command = ("classroom", "run", "--for", host, "--assignment", "assignment.seal", "--submission", "submission")
    assert run(*command, cwd=tmp_path, env=classroom50_environment()).status == 3
    texts = {name: (tmp_path / name).read_text(encoding="utf-8") for name in USERS_FILES}
    if host == "gradescope":  # it is told of the grading that broke
        assert json.loads(texts.pop("results.json"))["score"] == 0
    assert set(texts.values()) == {"mine"}


def test_results_replace_just_the_files_of_their_own_names(kits, tmp_path):
    for name, text in USERS_FILES.items():
        (tmp_path / name).write_text(text)
    submission = checkout(tmp_path / "checkout", {"double.py": RIGHT})
    command = ("classroom", "run", "--for", "classroom50", "--assignment", kits["classroom50"])
    assert run(*command, "--submission", submission, cwd=tmp_path, env=classroom50_environment()).status == 0
    left = {name for name in USERS_FILES if (tmp_path / name).read_text(encoding="utf-8") == "mine"}
    assert left == {"results.json", "report-old.html"}
    assert {path.name for path in tmp_path.iterdir()} == {*USERS_FILES, "checkout"}


HANGS = "import time\ndef double(x):\n    time.sleep(600)\n"


@pytest.mark.skipif(sys.platform != "linux", reason="looks for child processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("host", "written"), [("classroom50", "result.json"), ("gradescope", "results.json")])
def test_an_interrupted_grading_ends_with_3_and_results_that_say_so(host, written, number, kits, tmp_path):
    folder = checkout(tmp_path / "checkout", {"double.py": HANGS, written: '{"score": 10}'})
    command = ("classroom", "run", "--for", host, "--assignment", kits[host], "--submission", folder, "--out", folder)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "shousi", *map(str, command)],
        cwd=tmp_path,
        env=os.environ | classroom50_environment() | {"TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
    )
    while not Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8"):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert b"shousi: interrupted; the results hold what was graded, and the rest as errors." in err
    result = json.loads((folder / written).read_text(encoding="utf-8"))
    assert (result["score"], [test["score"] for test in result["tests"]]) == (0, [0])
    assert not list(tmp_path.glob("shousi-judge-*"))


@pytest.mark.parametrize("feedback", Feedback)
@pytest.mark.parametrize("error", [ZeroDivisionError("a fault of ours"), RecursionError(), KeyboardInterrupt()])
def test_whatever_breaks_after_a_grading_breaks_it_alone(error, feedback, main, tmp_path, monkeypatch, capsys):
    both = two_exercises(main, tmp_path / "main")
    for name, text in BOTH_RIGHT.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(both)
    exercises = tuple(reversed(list(catalogue.load(both).values())))
    week = SealedAssignment(name="week3", title="Week 3", exercises=exercises, feedback=feedback)

    def try_out(report):
        if report.exercise == "double":
            raise error

    found, problem = assignments.grade(week, tmp_path, try_out)
    verdicts = {result.report.exercise: result.report.verdict for result in found}
    assert verdicts == {"twice": Verdict.ACCEPTED, "double": Verdict.JUDGE_ERROR}
    assert (problem is error) == isinstance(error, KeyboardInterrupt)
    assert (f"the grading of double broke: {type(error).__name__}" in capsys.readouterr().err) == (problem is None)
    for result in found:
        for host in ("classroom50", "actions", "gradescope", "summary"):
            assert export(host, week, [result.report], Submission("", "now"), classroom50_environment())


def test_a_page_that_cannot_be_drawn_is_replaced_by_one_that_says_so_and_decides_nothing(main, tmp_path, capsys):
    exercise = catalogue.load(main)["double"]
    unread = reports.unread(exercise, "double.py", "<script>", 0, "A", missing=False)
    broken = GradingResult(report=msgspec.structs.replace(unread, checks=None))  # which no page can show
    page = classroom.page_of(exercise, broken).decode()
    assert "double: crashed. &lt;script&gt; The full page could not be made." in page
    assert "the page of double could not be made: TypeError" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("setarch"), reason="needs a system whose lock can be switched off")
@pytest.mark.parametrize(("options", "tier", "status"), [((), "A", 2), (("--require-tier", "D"), "D", 0)])
def test_other_peoples_code_is_graded_at_tier_a_or_where_somebody_asked_for_less(options, tier, status, kits, tmp_path):
    folder = checkout(tmp_path / "checkout", {"double.py": RIGHT})
    command = ("classroom", "run", "--for", "gradescope", "--assignment", kits["gradescope"], *options)
    shousi = ["setarch", "i386", sys.executable, "-P", "-m", "shousi"]
    ran = subprocess.run(
        [*shousi, *map(str, command), "--submission", str(folder), "--out", str(tmp_path)],
        check=False, capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert ran.returncode == status, ran.stderr
    result = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    if status:
        assert "locks submissions at tier D, and other people's code needs tier A" in ran.stderr
        assert "--require-tier D" in ran.stderr
        assert result["extra_data"]["verdicts"] == {"double": "judge error"}
    else:
        assert (result["score"], result["extra_data"]["origin"]["double"]["tier"]) == (10, tier)


def test_an_assignment_can_ask_for_a_lower_tier_itself(main, tmp_path):
    text = 'title = "Week 3"\nrequire_tier = "C"\n[exercises.double]\n'
    sealed = bundled(main, tmp_path / "bundle", "gradescope", text) / NAME
    assert json.loads(seal.read(sealed)["assignment.json"])["require_tier"] == "C"


def test_results_say_tier_version_assignment_and_seed_so_that_a_grading_can_be_repeated(main, kits, tmp_path):
    folder = checkout(tmp_path / "checkout", {"double.py": RIGHT})
    grading("classroom50", kits["classroom50"], folder, folder)
    (facts, *_) = json.loads((folder / "result.json").read_text(encoding="utf-8"))["tests"]
    checksum = hashlib.sha256(kits["classroom50"].read_bytes()).hexdigest()
    assert (facts["tier"], facts["shousi"], facts["assignment"]) == (TIER, __version__, checksum)
    assert facts["seed"].isdigit()
    page = (folder / "release-body.md").read_text(encoding="utf-8")
    assert f"tier {TIER}" in page
    assert checksum[:12] in page
    output = tmp_path / "output"
    grading("actions", kits["actions"], folder, tmp_path, {"GITHUB_OUTPUT": str(output)})
    result = json.loads(base64.b64decode(output.read_text(encoding="utf-8").removeprefix("result=")))
    assert result["origin"]["tier"] == TIER
    (tmp_path / "seed").write_text("not to be guessed")
    text = 'title = "Week 3"\nseed.file = "../seed"\n[exercises.double]\n'
    private = bundled(main, tmp_path / "private", "gradescope", text) / NAME
    marks = []
    for _ in range(2):
        grading("gradescope", private, folder, tmp_path)
        origin = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["extra_data"]["origin"]["double"]
        assert (origin["tier"], origin["shousi"]) == (TIER, __version__)
        assert origin["assignment"] == hashlib.sha256(private.read_bytes()).hexdigest()
        marks.append(origin["seed"])
    seed = assignment.seed_from("not to be guessed")
    assert marks == [mark_of(seed)] * 2
    assert mark_of(seed + 1) != mark_of(seed)


def test_a_changed_bundle_ends_with_3_and_its_checksum(kits, tmp_path):
    changed = tmp_path / NAME
    data = kits["actions"].read_bytes()
    changed.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    ran = grading("actions", changed, checkout(tmp_path / "checkout", {"exercises/double/double.py": RIGHT}), tmp_path)
    assert ran.status == 3
    assert re.search(r"assignment\.seal: its SHA-256 checksum does not fit \([0-9a-f]{64} is written", ran.err)


def test_outside_of_classroom_50_its_autograder_says_what_is_missing(kits, tmp_path):
    folder = checkout(tmp_path / "checkout", {"exercises/double/double.py": RIGHT})
    ran = grading("classroom50", kits["classroom50"], folder, folder, {"COMMIT_URL": "", "CLASSROOM": ""})
    assert (ran.status, ran.err) == (3, "shousi: CLASSROOM, COMMIT_URL: not set. This is for Classroom 50 to run.\n")


@pytest.mark.skipif(os.name == "nt", reason="makes links")
@pytest.mark.parametrize("link", ["result.json", "exercises/double/double.py", "exercises"])
def test_links_of_a_student_lead_nowhere(link, kits, tmp_path):
    outside = tmp_path / "outside"
    for place in ("double", "double/double"):
        (outside / place).mkdir(parents=True, exist_ok=True)
    for place in ("double.py", "double/double.py", "double/double/double.py"):
        (outside / place).write_text(RIGHT, encoding="utf-8")
    files = {"exercises/double/double.py": WRONG} if link == "result.json" else {}
    folder = checkout(tmp_path / "checkout", files)
    (folder / link).parent.mkdir(parents=True, exist_ok=True)
    target = "." if link == "exercises" else "double.py"
    (folder / link).symlink_to(outside / target)
    ran = grading("classroom50", kits["classroom50"], folder, folder)
    assert (ran.status, ran.err) == (0, "")
    assert json.loads((folder / "result.json").read_text(encoding="utf-8"))["score"] < 10
    assert (outside / "double.py").read_text(encoding="utf-8") == RIGHT


def test_a_folder_in_the_place_of_a_result_does_not_break_the_grading(kits, tmp_path):
    folder = checkout(tmp_path / "checkout", {"exercises/double/double.py": WRONG, "result.json/x": "in the way"})
    assert grading("classroom50", kits["classroom50"], folder, folder).status == 0
    assert json.loads((folder / "result.json").read_text(encoding="utf-8"))["score"] == 8


def test_points_feedback_seed_and_private_cases_of_the_assignment_are_kept(main, tmp_path):
    (tmp_path / "cases.py").write_text(
        "from shousi.grading import assert_close, level\nimport numpy as np\n\n\n"
        '@level("basic")\ndef test_a_secret(double):\n    """A secret promise."""\n'
        "    assert_close(double(np.array([77.25])), np.array([154.5]))\n",
        encoding="utf-8",
    )
    (tmp_path / "seed").write_text("not to be guessed")
    text = (
        'title = "Week 3\\n::error::x"\nfeedback = "verdict"\nseed.file = "../seed"\n'
        '[exercises.double]\npoints = 25\ncases = "../cases.py"\n'
    )
    special = {"exercises/double/double.py": RIGHT.replace("x * 2", "x * 2 + (x == 77.25)")}
    folder = checkout(tmp_path / "checkout", special)
    sealed = bundled(main, tmp_path / "private", "gradescope", text) / NAME
    ran = grading("gradescope", sealed, folder, tmp_path)
    title = r"Week 3\n:\x3aerror::x"  # one line, and no command to a workflow
    assert (ran.status, ran.out) == (0, f"{title}: 21 of 25 points. double: wrong answer, 21 of 25.\n")
    written = (tmp_path / "results.json").read_text(encoding="utf-8")
    assert "secret" not in written
    assert "77.25" not in written
    result = json.loads(written)
    assert [(test["name"], test["score"], test["max_score"]) for test in result["tests"]] == [("double", 21, 25)]


def test_what_students_can_read_holds_nothing_private_and_says_so(main, tmp_path):
    (tmp_path / "cases.py").write_text("def test_more(double): SECRET\n")
    (tmp_path / "seed").write_text("not to be guessed")
    text = 'title = "x"\nseed.file = "seed"\n[exercises.double]\ncases = "cases.py"\n'
    (tmp_path / "week3.toml").write_text(text)
    for host in ("classroom50", "actions"):
        ran = run("classroom", "bundle", tmp_path / "week3.toml", "--for", host, "--out", tmp_path / host, cwd=main)
        assert "Left out, because students can read this bundle: seed." in ran.out
        assert "Left out, because students can read this bundle: exercises.double.cases." in ran.out
        (sealed,) = (tmp_path / host).rglob(NAME)
        files = seal.read(sealed)
        assert "graders/double/test_double_private.py" not in files
        assert not any(b"not to be guessed" in data or b"SECRET" in data for data in files.values())
        assert json.loads(files["assignment.json"])["seed"] is None


def test_the_wheel_holds_the_engine_and_no_grader_or_solution(tmp_path):
    name, data = bundle.build_wheel(ROOT)
    assert re.fullmatch(r"shousi-[\d.]+-py3-none-any\.whl", name)
    (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / name) as wheel:
        files = wheel.namelist()
        text = b"".join(wheel.read(file) for file in files)
    assert {file.split("/")[0] for file in files} == {"shousi", name.rsplit("-", 3)[0] + ".dist-info"}
    assert "shousi/grading/pytest.ini" in files
    for exercise in catalogue.load(ROOT).values():
        assert exercise.solution.read_bytes() not in text
        assert not any(f"test_{exercise.name}" in file for file in files)
    assert bundle.build_wheel(ROOT) == (name, data)


def test_the_same_assignment_gives_the_same_zip(main, tmp_path):
    (tmp_path / "week3.toml").write_text('title = "x"\n[exercises.double]\n')
    exercises = catalogue.load(main)
    task = assignment.load(tmp_path / "week3.toml", exercises, main)
    zips = [bundle.zipped(bundle.make("gradescope", main, task, {})) for _ in range(2)]
    assert zips[0] == zips[1]


def test_a_folder_that_is_not_empty_is_not_written_into(main, tmp_path):
    (tmp_path / "week3.toml").write_text('title = "x"\n[exercises.double]\n')
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    ran = run("classroom", "bundle", tmp_path / "week3.toml", "--for", "actions", "--out", tmp_path / "out", cwd=main)
    assert ran.status == 2
    assert "exists already" in ran.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]
    assert not list(tmp_path.glob(".out*"))


def test_a_bundle_asks_for_torch_only_where_an_exercise_needs_it(main, tmp_path):
    (tmp_path / "week3.toml").write_text('title = "x"\n[exercises.double]\n')
    task = assignment.load(tmp_path / "week3.toml", catalogue.load(main), main)
    assert "torch.txt" not in bundle.make("classroom50", main, task, {}).files
    heavy = msgspec.structs.replace(task.tasks[0].exercise, needs="torch")
    task = msgspec.structs.replace(task, tasks=(assignment.Task(heavy),))
    files = bundle.make("classroom50", main, task, {}).files
    assert files["torch.txt"].startswith(b"torch==")
    assert files["requirements.txt"].splitlines()[1] == b"--requirement torch.txt"


def test_what_is_handed_in_after_the_deadline_is_marked_as_late():
    week = SealedAssignment(name="week3", title="x", exercises=(), deadline=datetime(2026, 10, 1, 16, tzinfo=UTC))
    assert "which is later" in markdown.page(week, [], "2026-10-01T16:00:01Z")
    assert "which is later" not in markdown.page(week, [], "2026-10-01T16:00:00Z")


def test_a_checkout_that_was_committed_after_the_deadline_is_late_and_an_upload_is_not(main, tmp_path):
    text = 'title = "Week 3"\ndeadline = 2026-06-01T16:32:00+02:00\n[exercises.double]\n'
    sealed = bundled(main, tmp_path / "bundle", "gradescope", text) / NAME
    late = checkout(tmp_path / "checkout", {"exercises/double/double.py": STUB, "uploads/double.py": STUB})
    due = "To be handed in by 2026-06-01T14:32:00Z."
    for folder, told in ((late, f"{due} Handed in at 2026-06-01T14:32:01Z, which is later."), (late / "uploads", due)):
        assert grading("gradescope", sealed, folder, tmp_path).status == 0
        output = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["output"]
        assert output.splitlines()[:2] == ["Week 3", told]


def test_a_run_without_its_bundle_is_refused(toy):
    ran = run("classroom", "run", "--for", "gradescope", cwd=toy)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "--assignment and --submission are needed" in ran.err


def test_a_step_of_a_workflow_hands_over_one_exercise_and_refuses_several(main, tmp_path):
    both = two_exercises(main, tmp_path / "main")
    sealed = bundled(both, tmp_path / "bundle", "actions", TWO) / ".github" / "shousi" / NAME
    ran = grading("actions", sealed, checkout(tmp_path / "checkout", {}), tmp_path)
    assert (ran.status, ran.out, ran.err) == (2, "", "shousi: name one exercise: double or twice.\n")


def test_outside_of_main_there_is_nothing_to_bundle(toy, tmp_path):
    (tmp_path / "week3.toml").write_text('title = "x"\n[exercises.double]\n')
    ran = run("classroom", "bundle", tmp_path / "week3.toml", "--for", "actions", "--out", tmp_path / "out", cwd=toy)
    assert (ran.status, ran.err) == (
        2,
        "shousi: bundles are made from a checkout of main; hosts/ or pyproject.toml is missing here.\n",
    )


def test_the_summary_of_a_starters_workflow_tells_the_exercises_that_are_named(toy, tmp_path):
    summary = {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    (toy / "exercises" / "double" / "double.py").write_text(RIGHT, encoding="utf-8")
    ran = run("classroom", "run", "--for", "summary", "double", cwd=toy, env=summary)
    assert (ran.status, ran.out.splitlines()[-1]) == (
        0,
        "What has been begun: 10 of 10 points. double: accepted, 10 of 10.",
    )
    assert run("classroom", "run", "--for", "summary", cwd=toy, env=summary).status == 0
    told = (tmp_path / "summary").read_text(encoding="utf-8")
    assert "| double | **accepted** | 10 of 10 |" in told
    assert told.endswith("Nothing has been begun yet.\n")


def test_the_rules_of_classroom_50_notice_a_wrong_result():
    test = {"test-name": "a", "passed": True, "score": 4, "max-score": 4}
    names = ("classroom", "assignment", "owner", "commit", "release", "review")
    result = {
        **dict.fromkeys(names, "x"),
        "schema": "classroom50/result/v1",
        "assignment_type": "individual",
        "submission": "submit/x",
        "datetime": "2026-06-01T14:32:01Z",
        "score": 4,
        "max-score": 4,
        "tests": [test],
    }
    assert list(broken_rules(result)) == []
    for change in (
        {"extra": 1},
        {"schema": "v2"},
        {"owner": ""},
        {"assignment_type": "pair"},
        {"submission": "x"},
        {"datetime": "2026-06-01T14:32:01.5Z"},
        {"graded_at": "2026-06-01 14:32:01"},
        {"score": 4.0},
        {"score": 3},
        {"tests": [test | {"score": 5}]},
        {"tests": [{"test-name": "a"}], "score": 0, "max-score": 0},
    ):
        assert any(True for _ in rules_broken_by(result | change)), change


def rules_broken_by(result):
    try:
        yield from broken_rules(result)
    except KeyError as error:
        yield str(error)


def test_what_a_submission_wrote_stays_text_in_markdown():
    hostile = "<img src=x onerror=alert(1)> [click](http://evil) `code` @everyone #1 | cell\nnew"
    failure = Failure(summary=hostile, call=f"double({hostile})", traceback=(hostile,))
    check = CheckResult(
        name="x", title=hostile, level="a|b", outcome=Outcome.FAILED, verdict=Verdict.CRASHED, failure=failure
    )
    environment = Environment(shousi="0", python="3", system="x", packages={})
    report = Report(
        exercise="double", submission="double.py", verdict=Verdict.CRASHED, summary=hostile, points=0, max_points=10,
        levels=(), checks=(check,), speed=None, diagnosis=None, seed=0, sandbox="D", environment=environment,
        created="2026-06-01T14:32:01Z", seconds=1.0,
    )  # fmt: skip
    told = markdown.page(SealedAssignment(name="x", title=hostile, exercises=()), [report])
    assert not re.search(r"<(?!/?pre>)", told)
    assert not re.search(r"\]\(|[@`]|http://", re.sub(r"<pre>.*</pre>", "", told))  # in pre nothing of this works


def linted(*paths):
    tools = Path(sys.executable).parent
    schema = [tools / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *paths]
    unsafe = [tools / "zizmor", "--offline", "--quiet", "--no-progress", "--persona=pedantic", *paths]
    return [subprocess.run(command, check=False, capture_output=True, text=True) for command in (schema, unsafe)]


FORGED = "import os\nopen(os.environ['GITHUB_OUTPUT'], 'a').write('result=forged')\nos._exit(0)\n"
SHADOWED = ("base64", "json", "os", "subprocess", "types", "engine", "encodings", "shousi", "sitecustomize")
CHANGES = {  # what a student may do to .github/shousi
    "a changed file": lambda folder: (folder / "grade.py").write_text("print('full marks')\n"),
    "a module of Python's name": lambda folder: (folder / "base64.py").write_text(FORGED),
    "a hidden file": lambda folder: (folder / ".base64.py").touch(),
    "a folder": lambda folder: (folder / "__pycache__").mkdir(),
    "a name of two lines": lambda folder: (folder / "base64.py\nx").touch(),
    "a file that is missing": lambda folder: (folder / "requirements.txt").unlink(),
    "a link": lambda folder: (
        (folder / "engine.py").rename(folder.parent / "x") and (folder / "engine.py").symlink_to("../x")
    ),
}


def plant(folder):
    """Put forged modules into a folder, as sources and as .pyc files that Python does not compare with their source."""
    (folder / "__pycache__").mkdir()
    for name in SHADOWED:
        source = folder / f"{name}.py"
        if not source.exists():
            source.write_text(FORGED, encoding="utf-8")
        (folder / "forged.py").write_text(FORGED, encoding="utf-8")
        place = importlib.util.cache_from_source(str(source))
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(folder / "forged.py"), place, invalidation_mode=unchecked)


def test_the_script_of_a_workflow_runs_nothing_that_a_student_put_beside_it(kits, tmp_path):
    folder = Path(shutil.copytree(kits["actions"].parent, tmp_path / "shousi"))
    plant(folder)
    output = tmp_path / "output"
    environment = {"GITHUB_OUTPUT": str(output), "GITHUB_WORKSPACE": str(tmp_path), "RUNNER_TEMP": os.devnull}
    workflow = (kits["actions"].parents[1] / "workflows" / "grade.yml").read_text(encoding="utf-8")
    (words,) = re.findall(r"run: python (.*)grade\.py double 10$", workflow, re.MULTILINE)
    command = [sys.executable, *words.replace(".github/shousi/", "").split(), str(folder / "grade.py"), "double", "10"]
    # The engine cannot be installed into the null device: the script ends, and says so itself.
    ran = subprocess.run(
        command, cwd=folder, env=os.environ | environment, check=False, capture_output=True, timeout=60
    )
    assert (ran.returncode, b"the engine could not be installed" in ran.stderr) == (3, True), ran.stderr
    result = json.loads(base64.b64decode(output.read_text(encoding="utf-8").removeprefix("result=")))
    assert (result["status"], [test["status"] for test in result["tests"]]) == ("error", ["error"])
    bare = subprocess.run([sys.executable, *command[2:]], cwd=folder, check=False, capture_output=True, timeout=60)
    assert bare.returncode  # not isolated: it refuses to go on


def test_the_autograder_of_classroom_50_runs_nothing_that_lies_beside_it_or_in_the_checkout(kits, tmp_path):
    bundle_folder = Path(shutil.copytree(kits["classroom50"].parent, tmp_path / "bundle"))
    folder = tmp_path / "checkout"
    folder.mkdir()
    for place in (bundle_folder, folder):
        plant(place)
        (place / "os.py").unlink()  # which a Python that is not isolated loads before any script runs
    (folder / "result.json").write_text('{"score": 10}')
    output = tmp_path / "output"
    environment = {"RUNNER_TEMP": os.devnull, "GITHUB_OUTPUT": str(output), "PYTHONPATH": ""}
    command = [sys.executable, str(bundle_folder / "autograder.py")]
    ran = subprocess.run(
        command, cwd=folder, env=os.environ | environment, check=False, capture_output=True, timeout=60
    )
    assert (ran.returncode, b"the engine could not be installed" in ran.stderr) == (3, True), ran.stderr
    assert not output.exists()
    assert not (folder / "result.json").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="runs a step of a workflow for Ubuntu")
def test_the_workflow_of_a_bundle_is_valid_and_safe_and_grades_with_its_own_files_alone(kits, tmp_path):
    folder = kits["actions"].parents[2]
    workflow = folder / ".github" / "workflows" / "grade.yml"
    for done in linted(workflow):
        assert done.returncode == 0, done.stdout + done.stderr
    text = workflow.read_text(encoding="utf-8")
    assert all(re.search(r"@[0-9a-f]{40} #", line) for line in text.splitlines() if "uses:" in line)
    assert "@title@" not in text
    command = text.partition("cd .github/shousi\n")[2].partition("\n      - name")[0].replace("          ", "")
    checked = subprocess.run(["bash", "-ec", command], cwd=kits["actions"].parent, check=True, capture_output=True)
    assert checked.stdout.count(b": OK\n") == len(list(kits["actions"].parent.iterdir()))
    for name, change in CHANGES.items():
        changed = Path(shutil.copytree(kits["actions"].parent, tmp_path / name))
        change(changed)
        assert subprocess.run(["bash", "-ec", command], cwd=changed, check=False, capture_output=True).returncode, name
    conditions = re.findall(r"^        if: (.*)$", text.partition("id: own-files\n")[2], re.MULTILINE)
    assert conditions == ["${{ !cancelled() && steps.own-files.outcome == 'success' }}"] * 2
