"""Which known mistake explains the calls that failed: one, two at once, most of them, or none."""

import numpy as np
import pytest

from shousi import catalogue
from shousi.grading import diagnosis, mistakes, submission
from shousi.grading.diagnosis import diagnose


def entry(lines, name="wrong"):
    return f'[{name}]\ndiagnosis = "{name.capitalize()}."\n{lines}\n'


SOLUTION = """import numpy as np
def double(x):
    y = x + x
    y = y + 0
    return y
"""
# Each shows on other numbers, so that calls can be had that one, both or none of them explain.
KNOWN = (
    entry("replace = 'y = x + x'\nby = 'y = np.where(x > 10, x, x + x)'", "large")
    + entry("replace = 'y = y + 0'\nby = 'y = np.where(y < 0, 0, y)'", "negative")
    + entry("replace = 'return y'\nby = 'return y + 1'", "more")
)


@pytest.fixture
def explained(toy, started):
    """Let a submission answer numbers; return the diagnosis of those that it got wrong."""
    exercise = catalogue.load(toy)["double"]
    exercise.solution.write_text(SOLUTION)
    exercise.mistakes.write_text(KNOWN)

    def explained(source, failed, passed=()):
        worker = started.start_worker()
        worker.load(f"import numpy as np\ndef double(x):\n    {source}", "mine.py", ["double"])
        calls = [[worker.call("double", (np.array(numbers),)) for numbers in many] for many in (failed, passed)]
        worker.close()
        source = submission.source_of(exercise, "", "mine.py")
        return diagnose(started, exercise, mistakes.load(exercise), *calls, source)

    return explained


def test_one_mistake_that_explains_every_failed_call_is_named(explained):
    found = explained("return np.where(x > 10, x, 2 * x)", [[11.0], [3.0, 12.0]], [[3.0]])
    assert (found.mistake, found.sentence) == ("large", "Large.")


def test_two_mistakes_at_once_are_both_named(explained):
    source = "return np.where(x > 10, x, np.where(x < 0, 0, 2 * x))"
    found = explained(source, [[11.0, -1.0], [12.0], [-3.0]], [[3.0]])
    assert set(found.mistake.split(", ")) == {"large", "negative"}
    assert "Large." in found.sentence
    assert "Negative." in found.sentence


def test_two_mistakes_that_explain_most_failed_calls_are_named_with_their_number(explained):
    source = "return 7 if x[0] == 5 else np.where(x > 10, x, np.where(x < 0, 0, 2 * x))"
    failed = [[11.0, -1.0], [12.0, -2.0], [13.0, -1.0], [5.0, 5.0]]
    found = explained(source, failed, [[3.0]])
    assert set(found.mistake.split(", ")) == {"large", "negative"}
    assert found.sentence.endswith("(This explains 3 of the 4 wrong answers.)")


def test_one_call_alone_says_too_little_for_two_mistakes(explained):
    source = "return np.where(x > 10, x, np.where(x < 0, 0, 2 * x))"
    assert explained(source, [[11.0, -1.0]]) is None


def test_an_answer_in_float32_or_in_a_list_is_recognized(explained):
    source = "return np.where(x > 10, x, 2 * x).astype(np.float32).tolist()"
    assert explained(source, [[11.1], [3.3, 12.7]]).mistake == "large"


def test_a_mistake_that_is_wrong_where_the_submission_is_right_is_ruled_out(explained):
    # On the failed calls it is what "large" gives; but 20 is answered rightly, so that is not what it does.
    source = "return np.where((x > 10) & (x < 15), x, 2 * x)"
    assert explained(source, [[11.0], [12.0]]).mistake == "large"
    assert explained(source, [[11.0], [12.0]], [[20.0]]) is None


def test_a_mistake_that_explains_most_failed_calls_is_named_with_their_number(explained):
    source = "return np.where(x > 10, x, np.where(x == 5, 7, 2 * x))"
    found = explained(source, [[11.0], [12.0], [5.0]])
    assert found.mistake == "large"
    assert found.sentence == "Large. (This explains 2 of the 3 wrong answers.)"


def test_a_mistake_that_does_not_explain_the_call_that_is_shown_is_not_named(explained):
    source = "return np.where(x > 10, x, np.where(x == 5, 7, 2 * x))"
    assert explained(source, [[5.0], [11.0], [12.0]]) is None


def test_an_exception_of_another_class_is_recognized(toy, started, explained):
    exercise = catalogue.load(toy)["double"]
    exercise.mistakes.write_text(entry("replace = 'y = x + x'\nby = 'y = x + x; y[5]'", "reaches"))
    worker = started.start_worker()
    worker.load("def double(x): raise KeyError(x.size)", "mine.py", ["double"])
    calls = [worker.call("double", (np.ones(2),)), worker.call("double", (np.ones(3),))]
    worker.close()
    source = submission.source_of(exercise, "", "mine.py")
    assert diagnose(started, exercise, mistakes.load(exercise), calls, [], source).mistake == "reaches"


def test_two_mistakes_that_crash_together_do_not_explain_an_exception_of_another_class(toy, started, explained):
    """These raise a NameError: one renames what the other uses."""
    exercise = catalogue.load(toy)["double"]
    renamed = "replace = ['def double(x):', 'y = x + x']\nby = ['def double(a):', 'y = a + a']"
    exercise.mistakes.write_text(entry(renamed, "renamed") + entry("replace = 'return y'\nby = 'return y + x'", "more"))
    worker = started.start_worker()
    worker.load("def double(a): raise KeyError(a.size)", "mine.py", ["double"])
    calls = [worker.call("double", (), {"x": np.ones(2)}), *(worker.call("double", (np.ones(n),)) for n in (2, 3))]
    worker.close()
    source = submission.source_of(exercise, "", "mine.py")
    assert diagnose(started, exercise, mistakes.load(exercise), calls, [], source) is None


def test_a_mistake_that_refuses_as_the_solution_does_explains_no_other_exception(toy, started):
    exercise = catalogue.load(toy)["double"]
    refusing = (
        "import numpy as np\ndef double(x):\n    if x.ndim > 1:\n        raise ValueError('x')\n    return x + x\n"
    )
    exercise.solution.write_text(refusing)
    exercise.mistakes.write_text(entry("replace = 'return x + x'\nby = 'return x + x + 1'", "more"))
    worker = started.start_worker()
    worker.load(refusing.replace("ValueError('x')", "AssertionError('x')"), "mine.py", ["double"])
    call = worker.call("double", (np.ones((2, 2)),))
    worker.close()
    source = submission.source_of(exercise, "", "mine.py")
    assert diagnose(started, exercise, mistakes.load(exercise), [call], [], source) is None


def test_a_call_that_ended_as_the_solution_ends_it_is_no_evidence(toy, started):
    """What then failed lies between calls, and a mistake that agrees with every call by chance is not its name."""
    exercise = catalogue.load(toy)["double"]
    known, right = mistakes.load(exercise), submission.read(exercise, exercise.solution)
    worker = started.start_worker()
    worker.load("def double(x): return x * 2", "mine.py", ["double"])
    calls = [worker.call("double", (np.array([2.0]),)), worker.call("double", (np.array([-1.0]),))]
    worker.close()
    assert diagnose(started, exercise, known, calls, [], right) is None  # adds-two agrees with the first
    assert diagnose(started, exercise, known, calls[:1], [], right) is None


def test_a_call_that_only_printed_something_else_is_evidence_of_a_mistake_in_printing(toy, started):
    exercise = catalogue.load(toy)["double"]
    exercise.solution.write_text("def double(x):\n    print('twice')\n    return x * 2\n")
    exercise.mistakes.write_text(
        entry("source = 'def double(x): return x + 2'", "adds")
        + entry("source = 'def double(x): return x * 2'", "silent")
        + entry("source = '''def double(x):\n    print('twice')\n    return x * 2'''", "prints")
    )
    worker = started.start_worker()
    worker.load("def double(x):\n    print('doubled')\n    return x * 2", "mine.py", ["double"])
    calls = [worker.call("double", (np.array([3.0]),))]
    worker.close()
    known, right = mistakes.load(exercise), submission.read(exercise, exercise.solution)
    diagnosis = diagnose(started, exercise, known, calls, [], right)
    assert diagnosis
    assert diagnosis.mistake == "silent"


DRAWS = """import numpy as np
def double(x):
    return np.random.normal(0, 2.0, len(x))
"""
DRAWN_WRONG = (
    entry("replace = 'np.random.normal(0, 2.0, len(x))'\nby = 'np.random.normal(0, 1.0, len(x))'", "narrow")
    + entry("replace = '0, 2.0'\nby = '1, 2.0'", "shifted")
    + entry("replace = 'np.random.normal(0, 2.0, len(x))'\nby = 'np.random.uniform(-12**0.5, 12**0.5, len(x))'", "flat")
)


@pytest.fixture
def explained_draws(toy, started):
    """Let a submission draw 20,000 numbers; return the diagnosis of them."""
    exercise = catalogue.load(toy)["double"]
    exercise.solution.write_text(DRAWS)
    exercise.mistakes.write_text(DRAWN_WRONG)

    def explained(draws, count=20_000):
        worker = started.start_worker()
        worker.load(f"import numpy as np\ndef double(x):\n    n = len(x)\n    return {draws}", "mine.py", ["double"])
        calls = [worker.call("double", (np.zeros(count),), seed=seed) for seed in (1, 2)]
        worker.close()
        return diagnose(
            started, exercise, mistakes.load(exercise), calls, [], submission.source_of(exercise, "", "mine.py")
        )

    return explained


@pytest.mark.parametrize(
    ("draws", "mistake"),
    [
        ("np.random.default_rng(3).standard_normal(n)", "narrow"),
        ("1 + 2 * np.random.randn(n)", "shifted"),
        ("(np.random.rand(n) * 2 - 1) * 12**0.5", "flat"),
    ],
)
def test_a_mistake_in_a_distribution_is_named_whatever_numbers_are_drawn(explained_draws, draws, mistake):
    assert explained_draws(draws).mistake == mistake


@pytest.mark.parametrize("draws", ["1.2 * np.random.randn(n)", "np.zeros(n)", "np.random.laplace(0, 2**-0.5, n)"])
def test_another_distribution_is_not_taken_for_a_known_mistake(explained_draws, draws):
    assert explained_draws(draws) is None


def test_a_few_draws_say_nothing_about_their_distribution(explained_draws):
    assert explained_draws("np.random.default_rng(3).standard_normal(n)", count=20) is None


def test_a_mistake_that_is_untrue_of_the_call_shown_is_not_named(explained):
    """The first call is right to the diagnosis, which sees values: what failed there is something else."""
    assert explained("return np.where(x > 10, x, 2 * x)", [[3.0, 4.0], [11.0, 4.0]]) is None


def test_answers_that_there_is_no_room_to_keep_are_asked_for_again(explained, monkeypatch):
    monkeypatch.setattr(diagnosis, "_ROOM", 0)
    test_two_mistakes_that_explain_most_failed_calls_are_named_with_their_number(explained)
