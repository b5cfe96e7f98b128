"""`check --speed` on the toy exercise: limits that lie well, and each way in which one does not."""

import re

import pytest

from conftest import run

GRADER = "graders/double/test_double.py"


@pytest.fixture
def checked(toy):
    """Let the toy's limits be measured, after a change to one of its files."""

    def checked(path="", old="", new=""):
        if path:
            text = (toy / path).read_text(encoding="utf-8")
            assert old in text
            (toy / path).write_text(text.replace(old, new), encoding="utf-8")
        return run("check", "--speed", "--decisions", "2", cwd=toy)

    return checked


@pytest.mark.slow
def test_a_limit_between_its_samples_is_told_with_the_nearest_of_both(checked):
    ran = checked(GRADER, "at_most(10,", "at_most(5,")
    assert ran.status == 0
    told = (
        r"double: double, 5 times: slowest accepted sample: [\d.]+ x the limit \(\w+\.py; must be <= 0\.5\); "
        r"fastest too-slow sample: [\d.]+ x the limit \(loops\.py; must be >= 2\); 0 of 6"
    )
    assert re.search(told, ran.out)


@pytest.mark.slow
def test_a_limit_that_an_accepted_sample_comes_near_is_to_mend(checked):
    ran = checked(GRADER, "at_most(10,", "at_most(1.2,")
    assert ran.status == 1
    assert "must be" in ran.out.splitlines()[-2]


def test_a_too_slow_sample_that_is_not_twice_over_the_limit_is_to_mend(checked):
    ran = checked(GRADER, "at_most(10,", "at_most(1000,")
    assert ran.status == 1
    assert "loops.py: should be too slow, takes 0." in ran.out
    assert "fastest too-slow sample: none (add one)" in ran.out


@pytest.mark.slow
def test_a_growth_that_is_judged_is_to_mend_without_a_sample_that_is_too_slow_in_nothing_else(checked):
    sizes = "lambda rng, size: (rng.normal(size=size),), sizes=(125_000, 250_000, 500_000), growth=True"
    ran = checked(GRADER, "10, double, lambda rng: (rng.normal(size=500_000),)", f"5, double, {sizes}")
    assert ran.status == 1
    assert re.search(r"double, growth by the power 0\.35: .*too-slow sample: none \(add one\)", ran.out)
    assert re.search(r"double, 5 times: .*loops\.py.* decisions wrong$", ran.out, re.MULTILINE)


def test_a_too_slow_sample_that_is_wrong_too_is_to_mend(checked):
    ran = checked("graders/double/rejected/loops.py", "item + item", "item + item + 1")
    assert ran.status == 1
    assert "loops.py: wrong in more than its cost: " in ran.out


@pytest.mark.slow
def test_an_accepted_sample_that_misses_the_memory_bonus_is_the_one_beyond_that_limit(checked, toy):
    facts, adds = toy / "exercises/double/exercise.toml", toy / "graders/double/accepted/adds.py"
    facts.write_text(facts.read_text(encoding="utf-8") + "[bonus]\nmemory = 1\n", encoding="utf-8")
    text = adds.read_text(encoding="utf-8").replace("# bonus: none", "# bonus: misses memory")
    large = "x = np.repeat(np.asarray(x, dtype=np.float64)[:, None], 40, axis=1)[:, 0]\n    return"
    adds.with_name("wide.py").write_text(text.replace("return", large, 1), encoding="utf-8")
    limit = '\n\n@level("memory")\ndef test_is_lean(double, memory):\n    memory.at_most(40, double, draw)\n'
    draw = "\n\ndef draw(rng):\n    return (rng.normal(size=500_000),)\n"
    ran = checked(GRADER, "lambda rng: (rng.normal(size=500_000),))\n", f"draw)\n{limit}{draw}")
    assert re.search(r"double, 40 MiB: .*too-slow sample: .* x the limit \(wide\.py; .* 0 of \d+ decisions", ran.out)
    assert "checks failed" not in ran.out
