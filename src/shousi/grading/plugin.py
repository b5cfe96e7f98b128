"""The pytest plugin of the judge: it passes pytest's events to `Grading`, and the fixtures of `Grading` to checks.

pytest runs a grader in the judge's own process, which holds expected values and never a submission.
"""

from __future__ import annotations

import zlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from shousi.grading.failures import NotMeasured
from shousi.grading.functions import Function, Solution
from shousi.grading.memory import Memory
from shousi.grading.results import Check
from shousi.grading.speed import Speed

if TYPE_CHECKING:
    from shousi.grading.grading import Grading

MAX_TIMEOUTS = 2  # a submission that timed out twice would most likely do so in every check that is left


class Plugin:
    """One run of one grader by pytest, for one grading."""

    def __init__(self, grading: Grading) -> None:
        self._grading = grading
        self._begun = self._collected = 0
        self.interrupted = False
        self.titles: list[str] = []  # of all checks, where only some were asked for

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember ctrl-C; pytest also calls this, with a class of its own, when a grader cannot be imported."""
        self.interrupted = excinfo.type is KeyboardInterrupt

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register a fixture for each function of the exercise, under its own name."""
        names = self._grading.exercise.functions
        fixtures = type("Functions", (), {name: _function_fixture(self._grading, name) for name in names})
        config.pluginmanager.register(fixtures(), "shousi-functions")

    @pytest.fixture
    def solution(self) -> Solution:
        """Return the solution's functions, which run in a worker of their own."""
        return Solution(self._grading.solution, self._grading.record, interface=self._grading.interface)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """Return the check's own random numbers: other checks do not disturb them, the same seed repeats them."""
        return self._rng_of(request.node)

    @pytest.fixture
    def speed(self, rng: np.random.Generator) -> Speed:
        """Return what measures time."""
        self._check_wanted()
        return self._grading.speed(rng)

    @pytest.fixture
    def memory(self, rng: np.random.Generator) -> Memory:
        """Return what measures memory; a submission that is too slow is not tried on a larger input."""
        self._check_wanted()
        if self._grading.was_too_slow():
            pytest.skip("it is too slow already")
        return self._grading.memory(rng)

    def _check_wanted(self) -> None:
        options = self._grading.options
        if options.speed_when_right and self._grading.has_failed():
            pytest.skip("the answers come first")
        if not options.speed:
            raise NotMeasured("Not measured, because --no-speed asked for that.")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the checks that are not wanted."""
        if self._grading.options.only_limits:
            items[:] = [item for item in items if {"speed", "memory"} & _fixtures_of(item)]
        if wanted := self._grading.options.only.lower():
            self.titles = [check_of(item).title for item in items]
            items[:] = [item for item in items if _is_wanted(item, wanted)]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remember how many checks there are."""
        self._collected = len(session.items)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin a check."""
        self._begun += 1
        check = check_of(item)
        self._grading.options.progress(check.title, self._begun, self._collected)
        self._grading.begin(check)
        self._grading.budget.check()
        is_decided = check.level in self._grading.exercise.bonus or self._grading.has_failed()
        if is_decided and self._grading.submission.timeouts >= MAX_TIMEOUTS:
            pytest.skip("it timed out twice already")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell the grading how a check ended."""
        report = yield
        if call.when == "call" or call.excinfo is not None:
            error = call.excinfo.value if call.excinfo else None
            self._grading.end(check_of(item), error, call.duration, again=lambda: self._run_again(item))
            if self._grading.is_over():
                item.session.shouldfail = "it has failed a check"
        return report

    def _run_again(self, item: pytest.Item) -> None:
        """Run a check's function again with the fixtures that it had, and its random numbers from the beginning."""
        fixtures = getattr(item, "funcargs", {})
        if "rng" in fixtures:
            fixtures["rng"].bit_generator.state = self._rng_of(item).bit_generator.state
        item.ihook.pytest_pyfunc_call(pyfuncitem=item)

    def _rng_of(self, item: pytest.Item) -> np.random.Generator:
        return np.random.default_rng([self._grading.seed, zlib.crc32(item.name.encode())])


def check_of(item: pytest.Item) -> Check:
    """Return the facts of a check: its docstring's first line is its title."""
    doc = getattr(getattr(item, "function", None), "__doc__", None) or item.name
    mark = item.get_closest_marker("level")
    grader = getattr(item, "module", None)
    return Check(
        name=item.name,
        title=str(doc).strip().partition("\n")[0],
        level=str(mark.args[0]) if mark else "",
        is_random="rng" in _fixtures_of(item),
        legal=getattr(grader, "legal", None),
        density=getattr(grader, "density", None),
        picture=getattr(grader, "picture", None),
    )


def _is_wanted(item: pytest.Item, wanted: str) -> bool:
    """Return whether these words, in lower case, are in the title or the name of a check, or are its level."""
    check = check_of(item)
    return wanted in f"{check.title}\n{check.name}".lower() or wanted == check.level.lower()


def _fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _function_fixture(grading: Grading, name: str) -> Any:
    @pytest.fixture(name=name)
    def function(_: object) -> Function:
        return Function(grading.submission, name, grading.record, interface=grading.interface)

    return function
