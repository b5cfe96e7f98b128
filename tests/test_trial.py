"""`try`, `grade --only` and `grade --example`: an input of one's own, or a part of a grading, without a verdict."""

import os
import sys

import pytest

from conftest import gradings, run
from test_learning import RIGHT

WRONG = "import numpy as np\n\ndef double(x):\n    print('got', x)\n    return 3 * np.asarray(x)\n"


@pytest.fixture
def tried(toy):
    """Try an input on an answer to the toy exercise."""

    def tried(*words, answer=RIGHT, **options):
        (toy / "exercises" / "double" / "double.py").write_text(answer, encoding="utf-8")
        return run("try", "double", *words, cwd=toy, **options)

    return tried


def test_both_answers_to_ones_own_input_are_shown_and_told_alike(tried, toy):
    ran = tried("--", "np.array([1.5, -2])")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        " call      double(x=np.array([1.5, -2.]))",
        " yours     [3., -4.]  float64 of shape (2,)",
        " solution  [3., -4.]  float64 of shape (2,)",
        " double the same answer",
    ]
    assert gradings(toy) == [], "nothing is kept"


def test_different_answers_are_told_with_the_place_and_what_was_printed(tried):
    ran = tried("--", "x=np.array([0.0, 1.0])", answer=WRONG)
    assert ran.status == 1
    assert " printed   got [0. 1.]" in ran.out
    assert ran.out.splitlines()[-2] == " where     first at 1: expected 2.0, got 3.0"
    assert ran.out.splitlines()[-1] == " double different answers"


def test_a_file_assigns_the_arguments_by_their_names(tried, toy):
    (toy / "mine.py").write_text("import numpy as np\nhalf = 0.5\nx = np.full(2, half)\n", encoding="utf-8")
    assert " yours     [1., 1.]" in tried("--file", "mine.py").out
    (toy / "mine.py").write_text("y = 1\n", encoding="utf-8")
    ran = tried("--file", "mine.py")
    assert (ran.status, ran.err) == (2, "shousi: mine.py: assigns none of x, which double takes.\n")


def test_an_error_that_both_raise_is_the_same_answer(tried):
    ran = tried("--", "[float('nan')]")
    assert ran.status == 0
    assert "raised ValueError: x" in ran.out
    assert ran.out.splitlines()[-1] == " double the same answer"


def test_an_exception_of_the_submission_comes_with_its_line(tried):
    ran = tried("--", "[1.0]", answer="def double(x):\n    return x + y\n")
    assert ran.status == 1
    assert "double.py, line 2, in double" in ran.out
    assert ran.out.splitlines()[-1] == " double no answer of yours"


def test_beside_a_stub_the_answer_of_the_solution_is_shown(tried):
    ran = tried("--", "[1.5]", answer="def double(x):\n    raise NotImplementedError\n")
    assert " yours     double.py: double is not written yet\n solution  [3.]  float64 of shape (1,)\n" in ran.out
    assert ran.status == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--", "np.nosuch"], "input: AttributeError: module 'numpy' has no attribute 'nosuch'."),
        (["--", "1 +"], "1 +: not a Python expression (invalid syntax)."),
        (["--", "x = import"], " import: not a Python expression (invalid syntax)."),
        (["--", "), print("], "), print(: not a Python expression (unmatched ')')."),
        (["--", "1", "2"], "double takes x; double() takes 1 positional argument but 2 were given."),
        (["--", "x=1", "2"], "2: an argument by position comes before those by name."),
        (["--", "__import__('os')._exit(0)"], "input: ended the process"),
        ([], 'give the arguments after --, such as -- "np.eye(3)" 0.5, or a --file that assigns them.'),
        (["--file", "nosuch.py"], "nosuch.py: cannot be read (No such file or directory)."),
        (["--function", "nosuch", "--", "1"], 'double has no function "nosuch". It has "double".'),
    ],
)
def test_an_input_that_is_none_is_told_in_one_line(tried, words, told):
    ran = tried(*words)
    assert (ran.status, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"shousi: {told}")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems lock less")
def test_an_input_is_evaluated_in_a_locked_worker(tried, toy):
    made = toy / "made by the input"
    ran = tried("--", f"open({str(made)!r}, 'w')")
    assert (ran.status, made.exists()) == (2, False)
    pid = tried("--", "[float(__import__('os').getpid()), float(__import__('os').getppid())]").out
    assert str(os.getpid()) not in pid


def test_the_submission_gets_the_same_random_input_as_the_solution(tried):
    drawn = tried("--", "np.random.rand(5)")
    assert drawn.out.splitlines()[-1] == " double the same answer"
    assert tried("--", "np.random.rand(5)").out == drawn.out
    assert tried("--seed", "1", "--", "np.random.rand(5)").out != drawn.out


def test_the_screen_of_a_large_input_fits_24_lines(tried):
    ran = tried("--", "np.arange(40.0).reshape(20, 2)", answer=WRONG.replace("print(", "print('\\n' * 50, "))
    assert len(ran.out.splitlines()) <= 22
    assert ran.out.splitlines()[-1] == " double different answers"


# ---------------------------------------------------------------------------------------------------------------------
# a part of a grading


@pytest.fixture
def graded(toy):
    """Grade an answer to the toy exercise with some options."""

    def graded(*options, answer=WRONG):
        (toy / "exercises" / "double" / "double.py").write_text(answer, encoding="utf-8")
        return run("grade", "double", *options, cwd=toy)

    return graded


def test_the_worked_example_alone_is_run_and_no_verdict_given(graded, toy):
    ran = graded("--example", "--seed", "8")
    assert ran.status == 1
    assert ran.out.startswith(" The example of the statement.  (basic)\n")
    assert ran.out.count("   expected  ") == 1
    assert ran.out.splitlines()[-1] == " double 0 of 1 check passed  seed 8"
    assert gradings(toy) == []


def test_checks_are_chosen_by_words_of_their_titles_or_by_name(graded):
    ran = graded("--only", "RANDOM numbers", answer=RIGHT)
    assert ran.status == 0
    assert ran.out.splitlines()[0] == " passed  Random numbers are doubled."
    assert " double 1 of 1 check passed" in graded("--only", "test_refuses_nan", answer=RIGHT).out
    assert " double 4 of 5 checks passed" in graded("--only", "a", "--no-speed", answer=RIGHT).out


def test_checks_are_chosen_by_the_name_of_their_level_too(graded):
    assert " double 3 of 3 checks passed" in graded("--only", "Basic", "--no-speed", answer=RIGHT).out


def test_one_check_is_repeated_with_the_seed_of_the_run_before(graded):
    first, again = (graded("--only", "random", "--seed", "3").out for _ in range(2))
    assert first == again
    assert first != graded("--only", "random", "--seed", "4").out


def test_a_title_that_no_check_has_is_answered_with_the_nearest(graded):
    ran = graded("--only", "random numbers are dubled")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(
        'shousi: no check of double has "random numbers are dubled" in its title. There is "Random'
    )


def test_a_file_that_cannot_be_loaded_is_told_as_ever(graded):
    assert graded("--example", answer="def double(x:\n").out.startswith(" double crashed ")
    stub = "def double(x):\n    raise NotImplementedError\n"
    assert graded("--example", answer=stub).out.startswith(" double not started ")


@pytest.mark.parametrize("option", ["--json=x.json", "--watch", "--feedback=verdict", "--pictures"])
def test_what_needs_a_whole_grading_goes_without_only(graded, option):
    ran = graded("--only", "random", option)
    assert (ran.status, ran.out) == (2, "")
    assert f'leave out "{option.partition("=")[0]}".' in ran.err
