"""Find the known mistake that a submission behaves like: it gives the same wrong answers on the failed calls."""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Callable, Iterator, Sequence

from shousi import compare
from shousi.catalogue import Exercise, parameter_names
from shousi.errors import UsageError, names_in
from shousi.grading.draws import drawn_alike
from shousi.grading.mistakes import Mistake, patched
from shousi.grading.runners import Runner, Source
from shousi.report import Diagnosis
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.launch import Launcher

Same = Callable[[object, object], bool]  # says whether two answers are the same, one way or another

PAIR_CALLS = 600  # for pairs of mistakes: 0.1 s on an idle machine; a number of calls, so that the load decides nothing
_SMALL = 1 << 16  # bytes of a reply
_ROOM = 128 << 20  # bytes of the answers that are kept
_MOST_PASSED = 40  # passed calls that can rule a mistake out; the first ones differ most from each other


def diagnose(
    launcher: Launcher,
    exercise: Exercise,
    mistakes: Sequence[Mistake],
    failed: Sequence[Call],
    passed: Sequence[Call],
    source: Source,
    pair_calls: int = PAIR_CALLS,
) -> Diagnosis | None:
    """Return the known mistake that explains the failed calls, or None.

    First comes a mistake that explains every failed call: to nine digits, then to what float32 holds, then, where
    numbers are drawn at random, by their distribution. Then comes the mistake, or two at once, that explains most of
    them, if that is at least half. In each way the first failed call, which the learner sees, is explained.

    Args:
        launcher: starts the worker that holds the mistakes.
        exercise: what was asked.
        mistakes: that are known.
        failed: calls that failed checks, the one that is shown first.
        passed: calls that were right; a mistake that is wrong there is ruled out.
        source: the submission.
        pair_calls: how many calls may be spent on pairs.
    """
    if not failed or not mistakes:
        return None
    lineup = _Lineup(launcher, exercise, mistakes, passed, source)
    try:
        return lineup.explain(failed, pair_calls)
    finally:
        lineup.close()


class _Lineup:
    """One worker that holds all mistakes of an exercise and the solution, to compare their answers with those given.

    Each has a number: first the mistakes, from 0 up, then the solution, then the pairs of mistakes made at once.
    """

    def __init__(
        self,
        launcher: Launcher,
        exercise: Exercise,
        mistakes: Sequence[Mistake],
        passed: Sequence[Call],
        source: Source,
    ) -> None:
        solution = exercise.solution.read_text(encoding="utf-8")
        self.mistakes = mistakes
        self.solution = len(mistakes)
        self.pairs = list(_pairs(mistakes, solution))  # of mistakes, that can be made at once
        self.passed = passed
        self.names = functools.partial(parameter_names, exercise.solution)
        text = _ALL_IN_ONE.format(
            sources=[*(mistake.source for mistake in mistakes), solution],
            edits=[mistake.edits for mistake in mistakes],
            pairs=self.pairs,
        )
        whole = Source(
            text=text, filename="mistakes.py", functions=(), given=source.given,
            permits=source.permits,
        )  # fmt: skip
        self.runner = Runner(launcher, whole)
        self.answers: dict[tuple[int, int], Call] = {}  # by mistake and call, the one looked at last at the end
        self.asked = 0
        self.room = _ROOM

    def close(self) -> None:
        self.runner.close()

    def explain(self, failed: Sequence[Call], pair_calls: int) -> Diagnosis | None:
        # Those that the solution answers otherwise; the rest failed by what they printed, or by the calls before them.
        telling = [call for call in failed if not self.alike(self.solution, call)]
        if self.alike(self.solution, failed[0]):  # what is said of other calls would be untrue of the one that is shown
            return self.explain_printed([call for call in failed if self.misprints(self.solution, call)])
        numbers = range(len(self.mistakes))
        for same in (compare.same, compare.alike):
            matching = [n for n in numbers if all(self.explains(n, call, same) for call in telling)]
            if found := self.best(matching, same):
                return found
        if failed[0].seed is not None and (found := self.explain_draws(failed)):
            return found
        return self.explain_most(telling, pair_calls)

    def explain_draws(self, failed: Sequence[Call]) -> Diagnosis | None:
        """Return the mistake that draws from the same distributions, if other numbers."""
        telling = [call for call in failed if not self.alike(self.solution, call, drawn_alike)]
        if self.alike(self.solution, failed[0], drawn_alike):
            return None
        numbers = range(len(self.mistakes))
        matching = [n for n in numbers if all(self.explains(n, call, drawn_alike) for call in telling)]
        return self.best(matching, drawn_alike)

    def explain_printed(self, telling: Sequence[Call]) -> Diagnosis | None:
        """Return the mistake that answers alike and also prints other than the solution; what it prints may differ."""

        def misprints_too(number: int, call: Call) -> bool:
            return (
                self.alike(number, call)
                and self.answer(number, call).printed != self.answer(self.solution, call).printed
            )

        numbers = range(len(self.mistakes))
        return self.best([n for n in numbers if telling and all(misprints_too(n, call) for call in telling)])

    def explain_by_two(self, telling: Sequence[Call], most: int) -> tuple[int, int]:
        """Return how many failed calls two mistakes explain together, and the pair's number; (0, 0) where none do.

        The call that is shown is always among them. One call alone says too little for two mistakes.
        """
        numbers = range(len(self.mistakes))
        explains = {n: sum(self.explains(n, call, compare.alike) for call in telling) for n in numbers}
        shows = {n: sum(not self.is_right(n, call) for call in telling) for n in numbers}

        def likelihood(place: int) -> tuple[int, int]:
            """Return how many of a pair explain some call alone, and on how many calls both go wrong alone."""
            pair = self.pairs[place]
            return sum(explains[n] > 0 for n in pair), min(shows[n] for n in pair)

        found, before = (0, 0), self.asked
        for place in sorted(range(len(self.pairs)), key=likelihood, reverse=True) if len(telling) > 1 else []:
            if self.asked - before > most or found[0] == len(telling):
                break
            number = self.solution + 1 + place
            count = self.count_explained(number, telling)
            if count > found[0] and not self.is_ruled_out(number, compare.alike):
                found = count, number
        return found

    def explain_most(self, telling: Sequence[Call], pair_calls: int) -> Diagnosis | None:
        """Return the two mistakes, or the one, that explain most failed calls, and say how many if not all.

        The call that is shown is among them. One mistake is told rather than two that explain no more.
        """
        counts = [(self.count_explained(n, telling), -n) for n in range(len(self.mistakes))]
        likely = [count for count in counts if count[0] and not self.is_ruled_out(-count[1], compare.alike)]
        one = max(likely, default=(0, 0))
        two = self.explain_by_two(telling, pair_calls)
        count = max(one[0], two[0])
        if not count or 2 * count < len(telling):
            return None
        if one[0] == count:
            found = [self.mistakes[-one[1]]]  # negated, so that of equal counts the first mistake of the file wins
        else:
            found = [self.mistakes[n] for n in self.pairs[two[1] - self.solution - 1]]
        told = " And: ".join(mistake.diagnosis for mistake in found)
        share = "" if count == len(telling) else f" (This explains {count} of the {len(telling)} wrong answers.)"
        return Diagnosis(", ".join(mistake.name for mistake in found), told + share)

    def count_explained(self, number: int, telling: Sequence[Call]) -> int:
        """Return how many failed calls are explained; none if the first, which is shown, is not."""
        if not self.explains(number, telling[0], compare.alike):
            return 0
        return sum(self.explains(number, call, compare.alike) for call in telling)

    def best(self, matching: Sequence[int], same: Same = compare.same) -> Diagnosis | None:
        """Return the mistake that agrees with most passed calls, then the first in the file."""
        left = [number for number in matching if not self.is_ruled_out(number, same)]
        if not left:
            return None
        if len(left) > 1:
            agreed = {n: sum(self.alike(n, call, same) for call in self.passed) for n in left}
            left.sort(key=lambda number: (-agreed[number], number))
        found = self.mistakes[left[0]]
        return Diagnosis(found.name, found.diagnosis)

    def is_ruled_out(self, number: int, same: Same) -> bool:
        """Say whether a mistake is wrong on a call that the submission answered as the solution does."""
        return any(
            not self.alike(number, call, same) and self.alike(self.solution, call, same)
            for call in self.passed[:_MOST_PASSED]
        )

    def misprints(self, number: int, call: Call) -> bool:
        return call.printed != self.answer(number, call).printed

    def answer(self, number: int, call: Call) -> Call:
        """Return how a mistake answers a call, from memory if that has just been asked."""
        key = (number, id(call))
        answer = self.answers.pop(key, None)
        if answer is None:
            answer = self.runner.repeat(call, f"@{number}", echo=call.after is not None)
            self.asked += 1
            self.room -= answer.size
        self.answers[key] = answer
        while self.room < 0 and len(self.answers) > 1:
            self.room += self.answers.pop(next(iter(self.answers))).size
        return answer

    def explains(self, number: int, call: Call, same: Same) -> bool:
        """Say whether a mistake ends a call as the submission did, and not as the solution does."""
        return self.alike(number, call, same) and not self.is_right(number, call)

    def is_right(self, number: int, call: Call) -> bool:
        """Say whether a mistake does not show in a call."""
        return self.end_alike(self.answer(number, call), self.answer(self.solution, call), call.function, compare.same)

    def alike(self, number: int, call: Call, same: Same = compare.same) -> bool:
        """Say whether a mistake ends a call as the submission did."""
        answer = self.answer(number, call)
        if number > self.solution and answer.error and call.error:  # any two of many crash together somehow
            return answer.error.type_name == call.error.type_name
        return self.end_alike(answer, call, call.function, same)

    def end_alike(self, one: Call, other: Call, function: str, same: Same) -> bool:
        """Say whether two calls ended alike: with the same answer, or with the same kind of error."""
        if one.ended is not other.ended:
            return False
        if max(one.size, other.size) > _SMALL + 8 * min(one.size, other.size):  # a huge answer is not read each time
            return False
        if one.ended is Ended.RETURNED:
            return same(one.value, other.value) and same(one.after, other.after)
        if one.error and other.error and same is compare.same:
            # Messages are free, but naming an argument is part of the contract.
            names = self.names(function)
            named = [names_in(error.message, names) for error in (one.error, other.error)]
            return one.error.type_name == other.error.type_name and named[0] == named[1]
        return True


def _pairs(mistakes: Sequence[Mistake], solution: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each two mistakes that can be made at once."""
    for one, two in itertools.combinations(range(len(mistakes)), 2):
        if mistakes[one].edits and mistakes[two].edits:
            with contextlib.suppress(UsageError):  # both change the same line
                patched(solution, (*mistakes[one].edits, *mistakes[two].edits), "")
                yield one, two


# One worker holds all mistakes of an exercise, each compiled when it is first asked for: a worker for each would cost a
# fork for every one of them. They are ours, so they may share a process with each other.
_ALL_IN_ONE = """
import functools, types
SOURCES, EDITS, PAIRS = {sources!r}, {edits!r}, {pairs!r}
def source(number):
    if number < len(SOURCES):
        return SOURCES[number]
    one, two = PAIRS[number - len(SOURCES)]
    text = SOURCES[-1]
    for before, after in (*EDITS[one], *EDITS[two]):
        text = text.replace(before, after)
    return text
@functools.cache
def built(number):
    module = types.ModuleType("submission")
    exec(compile(source(number), "mistakes.py", "exec"), module.__dict__)  # a frame of the submission
    return module
def __getattr__(name):
    function, _, number = name.partition("@")
    if not number:
        raise AttributeError(name)
    return getattr(built(int(number)), function)
"""
