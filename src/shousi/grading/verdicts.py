"""From how a call ended to a verdict, and to the failure that the learner reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shousi import stubs
from shousi.catalogue import Exercise, class_names, parameter_names
from shousi.errors import one_of, printable, printable_lines
from shousi.grading.failures import Mismatch
from shousi.grading.refusals import advice_on
from shousi.likeness import likeness
from shousi.report import CheckResult, Failure, Outcome, Verdict
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.messages import Limits

_ENDED_VERDICT = {
    Ended.RAISED: Verdict.CRASHED,
    Ended.NOT_WRITTEN: Verdict.NOT_STARTED,
    Ended.OUT_OF_MEMORY: Verdict.OUT_OF_MEMORY,
    Ended.TIMED_OUT: Verdict.TIMED_OUT,
    Ended.EXITED: Verdict.CRASHED,
    Ended.KILLED: Verdict.CRASHED,
    Ended.FLOODED: Verdict.CRASHED,
    Ended.OVERFILLED: Verdict.CRASHED,
    Ended.THREADED: Verdict.CRASHED,
    Ended.FORBIDDEN: Verdict.FORBIDDEN,
    Ended.SYNTAX: Verdict.CRASHED,
    Ended.MISSING: Verdict.CRASHED,
    Ended.BAD_SIGNATURE: Verdict.CRASHED,
    Ended.UNREADABLE: Verdict.WRONG_ANSWER,
}
# Nothing is known to be wrong, but not all that was asked has been measured.
OPEN = (Verdict.NOT_MEASURED, Verdict.UNDECIDED, Verdict.MEMORY_UNDECIDED)
_PRINTED_LINES = 10  # of what a call printed; more hides the failure itself
_FRAMES = 6


def verdict_of(checks: Sequence[CheckResult]) -> Verdict:
    """Return the verdict: a fault of the judge comes first, then the first thing that went wrong decides.

    Bonus checks decide nothing. What was not measured, could not be decided or is not written yet decides only where
    nothing went wrong; a submission of which something passed has been started.
    """
    met = [check.verdict for check in checks if check.verdict is not None and not check.bonus]
    if Verdict.JUDGE_ERROR in met:
        return Verdict.JUDGE_ERROR
    for verdict in met:
        if verdict not in (Verdict.NOT_STARTED, *OPEN):
            return verdict
    if Verdict.NOT_STARTED in met:
        has_begun = any(not check.bonus and check.outcome is Outcome.PASSED for check in checks)
        return Verdict.WRONG_ANSWER if has_begun else Verdict.NOT_STARTED
    return met[0] if met else Verdict.ACCEPTED


def verdict_of_call(call: Call) -> Verdict:
    """Return the verdict on a call that did not return."""
    return _ENDED_VERDICT[call.ended]


def unwritten_sentence(calls: Sequence[Call], passed: Sequence[Call]) -> str:
    """Return a sentence about the functions that are not written yet, where all others are right.

    Args:
        calls: those that failed checks.
        passed: calls that were right; a function that returned there lacks only a part.
    """
    begun = {call.function for call in passed if call.ended is Ended.RETURNED}
    lacking = dict.fromkeys(call.function for call in calls if call.ended is Ended.NOT_WRITTEN)
    parts = [f"a part of {name}" if name in begun else name for name in lacking]
    return f"Not written yet: {', '.join(parts)}. What is written passed its checks."


def failure_of_call(call: Call, exercise: Exercise, source: str, filename: str) -> Failure:
    """Return the failure of a call, or of loading the file, that did not return."""
    return Failure(
        summary=_summary(call, exercise, filename),
        traceback=_traceback(call, source, filename),
        printed=printed_lines(call.printed),
    )


def failure_of_mismatch(mismatch: Mismatch, call: Call | None) -> Failure:
    """Return the failure of a wrong answer, with what was printed by the call that gave it."""
    difference = mismatch.difference
    return Failure(
        summary=f"{difference.summary} {_likeness(mismatch)}".rstrip(),
        expected=difference.expected,
        got=difference.got,
        where=difference.where,
        printed=printed_lines(call.printed) if call else (),
    )


def _likeness(mismatch: Mismatch) -> str:
    compared = mismatch.compared
    if compared is None:
        return ""

    def agrees(got: Any, expected: Any) -> bool:
        try:
            return compared.again(got, expected) is None
        except Exception:  # noqa: BLE001 - an assertion of the grader's own may look at more than these two
            return False

    return likeness(compared.got, compared.expected, agrees)


def printed_lines(text: str) -> tuple[str, ...]:
    """Return what a call printed, escaped and shortened."""
    return tuple(printable_lines(text, _PRINTED_LINES)) if text else ()


def _summary(call: Call, exercise: Exercise, filename: str) -> str:
    where = f"{call.function}(…)" if call.function else f"loading {filename}"
    if call.step and call.step.read:
        where = call.function
    detail = printable(call.detail, 300)
    match call:
        case Call(ended=Ended.RAISED, error=error) if error:
            raised = printable(f"{error.type_name}: {error.message}", 300)
            advice = advice_on(error)
            return f"{where} raised {raised.rstrip(': ')}: {advice}" if advice else f"{where} raised {raised}"
        case Call(ended=Ended.FORBIDDEN):
            uses = ", ".join(f"{printable(use.name, 100)} in line {use.line}" for use in call.uses[:3])
            return f"{uses}: forbidden in this exercise. Write it by hand."
        case Call(ended=Ended.SYNTAX, syntax=syntax) if syntax:
            line = f", line {syntax.line}" if syntax.line else ""
            return f"{filename}{line}: {printable(syntax.message, 200)}"
        case Call(ended=Ended.MISSING):
            kind = "class" if detail in class_names(exercise.solution) else "function"
            return f"{filename} defines no {kind} {one_of(detail.split(', '))}. Keep the names of the stub."
        case Call(ended=Ended.BAD_SIGNATURE):
            names = ", ".join(parameter_names(exercise.solution, call.function))
            asked = f"{call.function}({names})"
            return f"{call.function} cannot be called as the statement says; {detail}. It asks for {asked}."
    sentence = _SENTENCES.get(call.ended, f"{{where}} {call.ended.value}: {{detail}}")
    return sentence.format(where=where, detail=detail or "sys.exit", filename=filename)  # SystemExit has no detail


_SENTENCES = {
    Ended.NOT_WRITTEN: "{where} still raises NotImplementedError: write it in {filename}.",
    Ended.OUT_OF_MEMORY: "{where} asked for more memory than a submission may use: "
    f"{Limits().memory >> 20} MiB over an idle worker.",
    Ended.TIMED_OUT: "{where} did not come to an end: {detail}. Does every loop get nearer to its end?",
    Ended.EXITED: "{where} ended the whole process ({detail}). Return or raise instead.",
    Ended.KILLED: "{where} brought the whole process down ({detail}).",
    Ended.FLOODED: "{where} printed {detail}. Is there a print in a loop?",
    Ended.OVERFILLED: "{where} wrote {detail} into its folder for temporary files.",
    Ended.THREADED: "{where} started threads, {detail}.",
}


def _traceback(call: Call, source: str, filename: str) -> tuple[str, ...]:
    lines = stubs.lines_of(source)

    def text_of(number: int) -> str:
        return lines[number - 1] if 0 < number <= len(lines) else ""

    if call.syntax and call.syntax.line:
        text = text_of(call.syntax.line)
        indent = len(text) - len(text.lstrip())
        # Tabs become one column each, so that the caret stands under the character it means.
        shown = printable(text.strip().replace("\t", " "), 120)
        caret = " " * max(0, min(call.syntax.column - 1 - indent, 120)) + "^"
        return (f"{filename}, line {call.syntax.line}", f"    {shown}", f"    {caret}")
    if not call.error or call.ended is Ended.NOT_WRITTEN:
        return ()
    lines_told: list[str] = []
    for frame in call.error.frames[-_FRAMES:]:
        lines_told.append(f"{filename}, line {frame.line}, in {printable(frame.function, 80)}")
        lines_told.append(f"    {printable(text_of(frame.line).strip(), 120)}")
    lines_told.append(printable(f"{call.error.type_name}: {call.error.message}", 300))
    return tuple(lines_told)
