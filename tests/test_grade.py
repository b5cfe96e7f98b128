"""Every verdict, reached as a learner reaches it: with a file and the command."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT, run
from shousi import report
from shousi.grading.grading import seed_of_workers

RIGHT = """
import numpy as np
def double(x):
    x = np.asarray(x, dtype=np.float64)
    if np.isnan(x).any():
        raise ValueError("x is NaN")
    return x + x
"""


def body(lines):
    """A submission whose function has this body."""
    imports = "import os, signal, sys, time\nimport numpy as np\n"
    return f"{imports}def double(x):\n" + "\n".join(f"    {line}" for line in lines)


def test_a_right_submission_is_accepted_with_all_points(grade):
    ran = grade(RIGHT)
    assert (ran.status, ran.report["verdict"], ran.report["points"]) == (0, "accepted", 10)
    assert "accepted" in ran.out.splitlines()[0]


def test_the_untouched_stub_is_not_started_and_told_where_to_begin(toy):
    ran = run("grade", "double", cwd=toy)
    assert ran.status == 1
    assert "not started" in ran.out.splitlines()[0]
    assert "exercises/double/README.md" in ran.out


def test_what_is_written_into_the_stubs_own_file_is_what_is_graded(toy):
    (toy / "exercises" / "double" / "double.py").write_text(RIGHT)
    ran = run("grade", "double", cwd=toy)
    assert (ran.status, ran.out.splitlines()[0].split("  ")[0]) == (0, " double accepted")


def test_a_stub_that_was_only_edited_around_is_not_started_either(grade):
    for lines in (["raise NotImplementedError"], ["'docs'", "raise NotImplementedError('soon')"], ["pass"]):
        assert grade(body(lines)).report["verdict"] == "not started"
    ran = grade(body(["x = x * 2", "raise NotImplementedError"]))
    assert (ran.status, ran.report["verdict"]) == (1, "not started")
    assert "still raises NotImplementedError" in ran.report["summary"]


def test_a_submission_that_is_right_as_far_as_it_goes_is_told_what_it_lacks(grade):
    ran = grade(body(["if np.isnan(x).any(): raise NotImplementedError", "return x * 2"]))
    assert (ran.status, ran.report["verdict"], ran.report["points"]) == (1, "wrong answer", 8)
    assert ran.report["summary"] == "Not written yet: a part of double. What is written passed its checks."
    assert re.search(r"^ +call +double\(x=np\.array\(\[np\.nan\]\)\)$", ran.out, re.MULTILINE)
    assert "Also" not in ran.out
    wrong = grade(body(["if np.isnan(x).any(): raise NotImplementedError", "return x + 2"]))
    assert wrong.report["diagnosis"]["mistake"] == "adds-two"
    assert " Also not written yet (1)" in wrong.out.splitlines()


def test_of_several_functions_those_not_written_yet_and_the_one_timed_are_named(tmp_path):
    solution = (ROOT / "solutions" / "iou" / "iou.py").read_text(encoding="utf-8")
    iou, slow = tmp_path / "iou.py", tmp_path / "slow.py"
    iou.write_text(
        solution.replace("def giou(", "def _unused(") + "\n\ndef giou(boxes1, boxes2):\n    raise NotImplementedError\n"
    )
    slow.write_text(
        iou.read_text().replace("    overlap,", "    len(boxes1) == 600 and sum(range(12_000_000))\n    overlap,", 1)
    )
    reports = []
    for path in (iou, slow):
        ran = run("grade", "iou", "--submission", path, "--json", tmp_path / "report.json", "--verbose", cwd=ROOT)
        reports.append(json.loads((tmp_path / "report.json").read_text(encoding="utf-8")))
        assert re.search(r"^ speed +iou: [0-9.]+ times the reference", ran.out, re.MULTILINE)
    right, late = reports
    assert (right["verdict"], right["points"], right["speed"]["function"]) == ("wrong answer", 5, "iou")
    assert right["summary"] == "Not written yet: giou. What is written passed its checks."
    assert late["verdict"] == "too slow"
    assert late["summary"].startswith("iou: right, but too slow: ")


def test_a_process_ended_where_an_error_is_asked_for_is_a_crash(grade):
    ran = grade(body(["if np.isnan(x).any(): sys.exit('x is NaN')", "return x * 2"]))
    assert (ran.report["verdict"], ran.report["points"]) == ("crashed", 8)
    assert ran.report["summary"] == "double(…) ended the whole process (sys.exit). Return or raise instead."


def test_a_grader_that_asks_what_no_judge_can_see_is_the_judges_fault(toy, tmp_path):
    grader = toy / "graders" / "double" / "test_double.py"
    text = grader.read_text(encoding="utf-8").replace("import assert_close", "import Built, assert_close")
    grader.write_text(text.replace("(double, np.array([1.0, 2.0]))", '(double, Built("model"))'), encoding="utf-8")
    (tmp_path / "double.py").write_text(RIGHT)
    ran = run("grade", "double", "--submission", tmp_path / "double.py", cwd=toy)
    assert ran.status == 3
    assert "cannot check an argument that is built in the worker" in " ".join(ran.out.split())


def test_a_wrong_answer_tells_call_expected_got_and_place(grade):
    ran = grade(body(["return np.where(x == 4.0, 9.0, x * 2)"]))
    assert (ran.status, ran.report["verdict"]) == (1, "wrong answer")
    failure = ran.failures[0]
    assert failure["call"] == "double(x=np.array([1., -2., 4.]))"
    assert "8." in failure["expected"]
    assert "9." in failure["got"]
    assert failure["where"] == "first at 2: expected 8.0, got 9.0"


def test_a_known_mistake_is_the_first_thing_that_the_learner_reads(grade):
    ran = grade(body(["return np.asarray(x, float) + 2.0"]))
    assert ran.report["diagnosis"]["mistake"] == "adds-two"
    assert ran.out.splitlines()[1].strip() == "Two is added. Double means times two."


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("None", "Is there a return statement on every path?"),
        ("(item * 2 for item in x)", "Return the finished array, not a generator."),
        ("(x * 2)[:, None]", "got float64 of shape (3, 1)"),
        ("float(x[0])", "expected shape (3,), got a float"),
        ("type('Tensor', (), {'__module__': 'torch'})()", "tensor.numpy()"),
        ("np.matrix(x * 2)", "numpy.matrix"),
        ("np.array([1, 'a'], dtype=object)", "dtype object"),
    ],
)
def test_a_wrong_type_or_shape_is_a_wrong_answer_with_advice(grade, value, advice):
    ran = grade(body([f"return {value}"]))
    assert ran.report["verdict"] == "wrong answer"
    assert advice in ran.report["summary"]


def test_a_crash_shows_only_the_learners_own_frames(grade):
    ran = grade("import json\ndef double(x):\n    return inner(x)\ndef inner(x):\n    return json.loads('{')\n")
    assert (ran.status, ran.report["verdict"]) == (1, "crashed")
    trace = ran.failures[0]["traceback"]
    assert [line for line in trace if line.startswith("double.py")] == [
        "double.py, line 3, in double",
        "double.py, line 5, in inner",
    ]
    assert "return json.loads('{')" in trace[3]
    assert "JSONDecodeError" in trace[-1]
    assert "decoder.py" not in ran.out


def test_a_syntax_error_shows_its_line_and_a_caret_below_the_place(grade):
    ran = grade("def double(x):\n\treturn (x *\n")
    assert ran.report["verdict"] == "crashed"
    trace = ran.failures[0]["traceback"]
    assert trace[0] == "double.py, line 2"
    assert trace[1].strip() == "return (x *"
    assert trace[1][trace[2].index("^")] == "("


@pytest.mark.parametrize("source", ["x = 1\0\n", "(" * 5000, "def double(x):\n  return 1\n return 2", "π = = 3"])
def test_a_file_that_python_refuses_is_told_as_such(grade, source):
    ran = grade(source)
    assert (ran.status, ran.report["verdict"]) == (1, "crashed")


def test_a_file_without_the_function_is_told_which_one_is_missing(grade):
    ran = grade("def twice(x):\n    return x * 2\n")
    assert ran.report["verdict"] == "crashed"
    assert 'defines no function "double"' in ran.report["summary"]


def test_a_function_with_other_parameters_is_told_what_was_asked(grade):
    ran = grade("def double(x, y):\n    return x * 2\n")
    assert ran.report["verdict"] == "crashed"
    assert "double(x, y)" in ran.report["summary"]
    assert "asks for double(x)" in ran.report["summary"]


def test_a_type_error_inside_the_function_is_not_taken_for_a_wrong_signature(grade):
    ran = grade("def double(x):\n    return len(x, 1)\n")
    assert "cannot be called" not in ran.report["summary"]
    assert ran.failures[0]["traceback"][0] == "double.py, line 2, in double"


def test_the_mistake_of_a_bonus_is_not_named_above_a_required_failure(toy, grade):
    facts = toy / "exercises" / "double" / "exercise.toml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("basic = 5\nerrors = 2", "basic = 7") + "\n[bonus]\nerrors = 2\n", encoding="utf-8")
    misses = "import numpy as np\ndef double(x):\n    return x * 2\n"
    assert "A NaN is let through." in grade(misses).out
    slow = misses.replace("return x * 2", "return np.array([item * 2 for item in x.tolist()])")
    ran = grade(slow)
    assert ran.report["verdict"] == "too slow"
    assert "A NaN is let through." not in ran.out


def test_what_is_no_end_of_a_line_to_python_shifts_no_line_of_a_traceback(grade):
    ran = grade('TEXT = """\x0c\x0b\x1c\x85\u2028\u2029"""\ndef double(x):\n    return x[9]\n')
    assert ran.failures[0]["traceback"][:2] == ["double.py, line 3, in double", "    return x[9]"]


def test_the_seed_that_workers_see_tells_nothing_without_the_text_of_the_submission():
    """So no table of small seeds, made at home and put into the submission, finds the seed of the inputs."""
    seeds = [seed_of_workers(7, RIGHT), seed_of_workers(7, f"{RIGHT}#"), seed_of_workers(8, RIGHT)]
    assert len(set(seeds)) == 3
    assert seeds[0] == seed_of_workers(7, RIGHT)  # so that a grading can be repeated


def test_an_endless_loop_is_timed_out_and_the_rest_is_not_waited_for(grade):
    begin = time.monotonic()
    ran = grade(body(["while True: pass"]))
    assert (ran.status, ran.report["verdict"]) == (1, "timed out")
    assert sum(check["outcome"] == "not run" for check in ran.report["checks"]) == 3
    assert time.monotonic() - begin < 60


def test_a_loop_at_import_is_timed_out(grade):
    assert grade("while True: pass").report["verdict"] == "timed out"


@pytest.mark.parametrize("how", ["os._exit(0)", "sys.exit(0)", "raise SystemExit", "signal.raise_signal(9)"])
def test_leaving_the_process_is_a_crash_whatever_the_status(grade, how):
    ran = grade(body([how]))
    assert (ran.status, ran.report["verdict"]) == (1, "crashed")
    assert "process" in ran.report["summary"]


def test_leaving_at_import_is_a_crash(grade):
    assert grade("import os\nos._exit(0)").report["verdict"] == "crashed"


def test_eating_memory_is_out_of_memory(grade):
    ran = grade(body(["held = []", "while True: held.append(np.ones(1_000_000))"]))
    assert (ran.status, ran.report["verdict"]) == (1, "out of memory")


@pytest.mark.parametrize(
    "source",
    [
        "from scipy.special import xlogy\ndef double(x): return x * 2",
        "import scipy.special as s\ndef double(x): return s.expit(x)",
        "import torch\ndef double(x): return torch.nn.functional.conv2d(x)",
        "import importlib\nimportlib.import_module('scipy.' + 'special')\ndef double(x): return x * 2",
    ],
)
def test_a_forbidden_function_is_named_with_its_line(grade, source):
    ran = grade(source)
    if "importlib" not in source:
        assert (ran.status, ran.report["verdict"]) == (1, "forbidden")
        assert "in line" in ran.report["summary"]
    else:  # scipy itself is not installed here, so the import may fail before it reaches the forbidden part
        assert ran.report["verdict"] in {"forbidden", "crashed"}


def test_a_forbidden_import_at_run_time_is_caught_even_when_its_error_is_swallowed(grade):
    source = body(["try: __import__('scipy' + '.special')", "except ImportError: pass", "return x * 2"])
    empty = "import sys, types\nsys.modules['scipy'] = types.ModuleType('scipy')\nsys.modules['scipy'].__path__ = []\n"
    ran = grade(empty + source)
    assert ran.report["verdict"] == "forbidden"


def test_what_is_printed_is_shown_escaped_and_capped(grade):
    ran = grade(body(["print('seen \\x1b[31m red')", "[print(i) for i in range(500)]", "return x"]))
    printed = ran.failures[0]["printed"]
    assert printed[0] == "seen \\x1b[31m red"
    assert printed[-1].endswith("more lines")
    assert len(printed) <= 11
    assert "\x1b" not in ran.out


def test_a_flood_of_output_is_stopped(grade):
    ran = grade(body(["while True: print('x' * 1000)"]))
    assert ran.report["verdict"] == "crashed"
    assert "printed" in ran.report["summary"]


def test_a_right_but_slow_submission_is_too_slow_and_keeps_its_other_points(grade):
    slow = RIGHT.replace("return x + x", "return np.array([item + item for item in x], dtype=np.float64)")
    ran = grade(slow)
    assert (ran.status, ran.report["verdict"], ran.report["points"]) == (1, "too slow", 7)
    assert "times the reference" in ran.report["summary"]
    assert ran.report["speed"]["ratio"] > 10


def test_an_input_changed_in_place_is_a_wrong_answer(grade):
    ran = grade(body(["x *= 2", "return x"]))
    assert ran.report["verdict"] == "wrong answer"
    assert any("was changed by the call" in failure["summary"] for failure in ran.failures)


def test_a_missing_error_is_told_with_argument_and_type(grade):
    ran = grade("def double(x):\n    return x * 2.0\n")
    assert ran.report["verdict"] == "wrong answer"
    failure = next(check["failure"] for check in ran.report["checks"] if check["name"] == "test_refuses_nan")
    assert failure["expected"] == 'ValueError with a message that names "x"'
    assert "raise ValueError" in failure["summary"]


def test_a_grader_that_breaks_is_the_judges_fault_and_says_so(toy, grade):
    grader = toy / "graders" / "double" / "test_double.py"
    grader.write_text(grader.read_text().replace("assert_close(double(", "oops(double(", 1))
    ran = grade(RIGHT)
    assert (ran.status, ran.report["verdict"]) == (3, "judge error")
    assert "our fault, not yours" in ran.out


def test_a_grader_that_cannot_be_imported_is_the_judges_fault(toy, grade):
    (toy / "graders" / "double" / "test_double.py").write_text("import nothing_of_this_name\n")
    assert grade(RIGHT).status == 3


def test_a_solution_that_breaks_is_the_judges_fault(toy, grade):
    (toy / "solutions" / "double" / "double.py").write_text("def double(x):\n    raise RuntimeError('broken')\n")
    (toy / "graders" / "double" / "mistakes.toml").write_text("")
    ran = grade(RIGHT)
    assert (ran.status, ran.report["verdict"]) == (3, "judge error")
    assert "the solution itself" in ran.report["summary"]


def test_nothing_beside_the_submission_is_ever_collected_or_imported(toy, tmp_path, grade):
    for name in ("conftest.py", "pytest.ini", "sitecustomize.py", "numpy.py", "test_evil.py", "pytest.py"):
        (tmp_path / name).write_text("raise RuntimeError('was read')\n")
    assert grade(RIGHT).status == 0
    ran = run("grade", "double", "--submission", "double.py", cwd=_inside(toy, tmp_path))
    assert ran.status == 0


def _inside(toy, tmp_path):
    """A folder below the repository, full of traps, that the command is started in."""
    folder = toy / "mine"
    folder.mkdir()
    for path in tmp_path.glob("*.py"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_the_settings_of_ones_own_pytest_do_not_reach_the_judge(toy, tmp_path):
    (tmp_path / "double.py").write_text(RIGHT)
    env = {"PYTEST_ADDOPTS": "--collect-only", "PYTEST_PLUGINS": "nothing_of_this_name"}
    ran = run("grade", "double", "--submission", tmp_path / "double.py", cwd=toy, env=env)
    assert ran.status == 0


def test_a_submission_cannot_know_the_judges_environment(toy, tmp_path, monkeypatch):
    (tmp_path / "double.py").write_text(body(["raise RuntimeError(sorted(os.environ.items()))"]))
    ran = run("grade", "double", "--submission", tmp_path / "double.py", cwd=toy, env={"SECRET": "planted-value"})
    assert "planted-value" not in ran.out
    assert "PYTHONHASHSEED" in ran.out


# ---------------------------------------------------------------------------------------------------------------------
# reports, seeds, statuses


def test_the_json_report_is_valid_by_the_published_schema(grade):
    schema = json.loads((ROOT / "docs" / "report-v2.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(grade(RIGHT).report, schema)
    jsonschema.validate(grade(body(["return x + 2"])).report, schema)


def test_the_published_schema_is_the_one_that_the_structs_make():
    published = json.loads((ROOT / "docs" / "report-v2.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(report.json_schema()))


def test_a_submission_cannot_tell_the_seed_that_its_inputs_are_drawn_from(grade):
    tells = "import numpy as np\ndef double(x):\n    raise KeyError(f'state {np.random.get_state()[1][0]}')\n"
    reports = [grade(tells, "--seed", "123456789").report for _ in range(2)]
    first, again = (str([check["failure"] for check in report["checks"]]) for report in reports)
    assert "state " in first
    assert "123456789" not in first
    assert first == again, "but it repeats"


def test_the_same_seed_repeats_a_run_exactly_and_without_one_each_run_differs(grade):
    wrong = body(["if x[0] < -5: raise RuntimeError(str(x))", "return x * 2"])  # shown as it is, unshrunk
    first, again, other = grade(wrong, "--seed", "5"), grade(wrong, "--seed", "5"), grade(wrong, new_seed=True)
    assert first.failures == again.failures
    assert "seed 5," in first.out
    assert other.report["seed"] != 5
    random = "test_doubles_random_numbers"
    assert _failure(other, random) != _failure(first, random)


def test_a_failing_random_input_is_shown_at_its_smallest(grade):
    ran = grade(body(["return np.where(x < -5, x, x * 2)"]))
    assert _failure(ran, "test_doubles_random_numbers")["call"].count(",") == 0  # one number of three
    assert ran.report["diagnosis"]["mistake"] == "wrong-below"


def _failure(ran, name):
    return next(check["failure"] for check in ran.report["checks"] if check["name"] == name)


def test_junit_holds_a_case_for_each_check(grade, tmp_path):
    out = tmp_path / "junit.xml"
    ran = grade(body(["return x + 2"]), "--junit", out)
    suite = ET.parse(out).getroot().find("testsuite")
    assert len(suite.findall("testcase")) == int(suite.get("tests")) == len(ran.report["checks"])
    assert len(suite.findall("testcase/failure")) == int(suite.get("failures")) > 0


def test_a_grading_loads_matplotlib_and_xml_only_for_the_files_that_need_them(toy):
    (toy / "exercises" / "double" / "double.py").write_text(body(["return x + 2"]), encoding="utf-8")
    code = """import sys, shousi.__main__
shousi.__main__.main(sys.argv[1:])
print(*sorted({"matplotlib", "xml.etree"} & set(sys.modules)))"""

    def loads(*options):
        command = [sys.executable, "-P", "-c", code, "grade", "double", "--no-speed", *options]
        told = subprocess.run(command, cwd=toy, capture_output=True, text=True, check=True, timeout=60)
        return told.stdout.splitlines()[-1]

    assert loads("--json=report.json") == ""
    assert loads("--junit=junit.xml") == "xml.etree"
    assert "matplotlib" in loads("--html=page.html")


def test_a_grading_takes_no_longer_because_there_are_other_exercises(toy):
    code = """import os, sys, shousi.__main__
listed = []
sys.addaudithook(lambda event, words: event in ("os.listdir", "os.scandir") and listed.append(str(words[0])))
shousi.__main__.main(sys.argv[1:])
print(*{os.path.basename(os.path.normpath(path)) for path in listed}, sep="|")"""
    (toy / "exercises" / "double" / "double.py").write_text(RIGHT, encoding="utf-8")
    command = [sys.executable, "-P", "-c", code, "grade", "double", "--no-speed"]
    told = subprocess.run(command, cwd=toy, capture_output=True, text=True, check=True, timeout=60)
    listed = told.stdout.splitlines()[-1].split("|")
    assert "double" in listed
    assert not {"graders", toy.parent.name} & set(listed)


def test_output_is_plain_where_nobody_sees_colours(grade):
    assert "\x1b" not in grade(body(["return x + 2"])).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("grade", "doubel"), 'no exercise "doubel". Did you mean "double"?'),
        (("grade", "double", "--submission", "nowhere.py"), "nowhere.py: no such file"),
        (("grade", "double", "--submission", "solutions"), "a folder without double.py"),
        (
            ("grade", "double", "--sumbission", "x"),
            'no option "--sumbission". Did you mean "--submission"? `shousi',
        ),
        (("grade", "double", "--sped"), 'shousi: grade: no option "--sped". Did you mean "--seed"'),
        (("grade", "double", "--zzz=\x1b[2J"), 'grade: no option "--zzz". `shousi grade --help` shows all of them.'),
        (("grade", "double", "--seed", "x"), "--seed: a whole number from 0 up, not x. `shousi grade --help` tells"),
        (("grade", "double", "--seed"), "--seed: expected one argument. `shousi grade --help` tells more."),
        (("grade", "double", "--require-tier", "E\x1b"), "invalid choice: 'E\\x1b'"),
        (("hint",), "hint: the following arguments are required: NAME. `shousi hint --help` tells more."),
        (("hint", "double", "now\x1b"), 'hint: "now\\x1b" is one too many. `shousi hint --help` tells more.'),
        ((), "shousi: the following arguments are required: COMMAND. `shousi --help` tells more."),
        (("grad", "double"), 'no command "grad". Did you mean "grade"'),
        (("classroom", "bundel"), 'no command "bundel". Did you mean "bundle"? `shousi classroom --help` shows all'),
        (("--verison",), 'shousi: no option "--verison". Did you mean "--version"?'),
        (("grade", "double", "--json", "nowhere/report.json"), "its folder does not exist"),
        (("grade",), "name an exercise"),
        (("grade", "double", "--all"), "name an exercise, or --all"),
        (("check", "--seeds", "0"), "--seeds: a whole number from 1 to 9999, not 0."),
        (("check", "--speed", "--decisions", "0"), "--decisions: a whole number from 1 to 9999, not 0."),
        (("frobnicate",), 'no command "frobnicate". `shousi --help` shows all of them.'),
    ],
)
def test_a_wrong_command_line_is_one_clear_line_and_status_2(toy, arguments, said):
    before = sorted(toy.rglob("*"))
    ran = run(*arguments, cwd=toy)
    assert ran.status == 2
    (line,) = ran.err.splitlines()
    assert line.startswith("shousi: ")
    assert said in line
    assert line.isprintable()
    assert ran.out == ""
    assert sorted(toy.rglob("*")) == before


@pytest.mark.parametrize("words", [["check"], ["check", "--mutants"], ["check", "--speed"], ["grade", "--all"]])
def test_an_empty_catalogue_is_told_in_one_line(toy, words):
    (toy / "exercises" / "catalogue.toml").write_text("")
    ran = run(*words, cwd=toy)
    assert (ran.status, ran.out, ran.err) == (2, "", "shousi: the catalogue is empty.\n")


def test_a_broken_catalogue_is_named_with_file_and_key(toy):
    facts = toy / "exercises" / "double" / "exercise.toml"
    facts.write_text(facts.read_text().replace("minutes = 1", 'minutes = "one"'))
    ran = run("grade", "double", cwd=toy)
    assert ran.status == 2
    assert "exercises/double/exercise.toml minutes: Expected `int`, got `str`." in ran.err


def test_a_broken_mistakes_file_is_named_with_file_and_key_before_anything_runs(toy, tmp_path):
    mistakes = toy / "graders" / "double" / "mistakes.toml"
    mistakes.write_text(mistakes.read_text().replace("diagnosis", "diagnose", 1))
    (tmp_path / "double.py").write_text(RIGHT)
    ran = run("grade", "double", "--submission", tmp_path / "double.py", cwd=toy)
    assert ran.status == 2
    assert "graders/double/mistakes.toml: [adds-two]" in ran.err


def test_outside_a_repository_the_command_says_so(tmp_path):
    ran = run("grade", "nms", cwd=tmp_path)
    assert ran.status == 2
    assert "Run this inside the repository" in ran.err


def test_a_report_is_written_whole_or_not_at_all(toy, tmp_path):
    target = tmp_path / "folder" / "report.json"
    target.parent.mkdir()
    (tmp_path / "double.py").write_text(RIGHT)
    ran = run("grade", "double", "--submission", tmp_path / "double.py", "--json", target, cwd=toy)
    assert ran.status == 0
    assert list(target.parent.iterdir()) == [target]


def test_of_several_files_none_is_replaced_where_one_cannot_be_written(toy, tmp_path):
    (tmp_path / "double.py").write_text(RIGHT)
    kept, too_long = tmp_path / "report.json", tmp_path / f"{'x' * 251}.xml"  # the file beside it has a longer name
    kept.write_text("earlier")
    files = ["--json", kept, "--junit", too_long]
    ran = run("grade", "double", "--submission", tmp_path / "double.py", "--no-speed", *files, cwd=toy)
    assert ran.status == 2
    assert "cannot be written (File name too long)" in ran.err
    assert kept.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["double.py", "report.json"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device")
def test_a_device_is_never_replaced_by_a_report(toy):
    ran = run("grade", "double", "--json", "/dev/null", cwd=toy)
    assert (ran.status, ran.err) == (2, "shousi: /dev/null: no regular file. Name another one.\n")
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="ctrl-C is another thing there")
def test_ctrl_c_ends_at_once_and_leaves_no_process(toy, tmp_path):
    (tmp_path / "double.py").write_text(body(["while True: pass"]))
    command = [sys.executable, "-P", "-m", "shousi", "grade", "double", "--submission", str(tmp_path / "double.py")]
    process = subprocess.Popen(command, cwd=toy, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _wait_until(lambda: _workers_below(process.pid))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    # Interrupted inside of an exec, as dataclasses have, CPython ends by the signal itself; a shell says 130 of both.
    assert process.returncode in {130, -signal.SIGINT}
    assert b"interrupted" in err
    assert b"Traceback" not in err
    _wait_until(lambda: not _workers_below(process.pid))


def _workers_below(pid):
    """Process numbers of zygote and workers of a judge; they keep its number in no place but their parent's."""
    found, parents = set(), {pid}
    for _ in range(3):
        parents = {child for child in _processes() if _parent(child) in parents}
        found |= parents
    return found if len(found) > 1 else set()


def _processes():
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])
    except (OSError, IndexError):
        return -1


def _wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_parameters_that_are_asked_for_are_the_exercise_s_own_also_when_the_stub_s_file_has_others(toy):
    (toy / "exercises" / "double" / "double.py").write_text("def double(y, z):\n    return y * 2\n", encoding="utf-8")
    out = run("grade", "double", cwd=toy).out
    assert "It asks for double(x)." in " ".join(out.split())


def test_a_list_can_be_of_one_topic_and_begin_with_what_is_asked_most(toy):
    shutil.copytree(toy / "exercises" / "double", toy / "exercises" / "twice")
    (toy / "exercises" / "catalogue.toml").write_text('toys = ["double"]\nmore = ["twice"]\n')
    facts = toy / "exercises" / "twice" / "exercise.toml"
    facts.write_text(facts.read_text().replace("minutes = 1", "minutes = 1\nasked = 7"))
    shown = run("list", "--asked", cwd=toy).out
    assert shown.index("twice") < shown.index("double")
    assert "asked 7" in shown
    assert "double" not in run("list", "--topic", "more", cwd=toy).out.partition("\n\n")[0]
    assert run("list", "--topic", "mroe", cwd=toy).status == 2
