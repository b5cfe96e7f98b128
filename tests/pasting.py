"""Paste the failed calls of every wrong sample, as reports show them, and see whether they go wrong again.

`python tests/pasting.py [EXERCISE …]` tries every rejected sample and every mistake of these exercises, or of all that
this Python has the modules for. tests/test_pasteable.py tries a few of each.
"""

import argparse
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import msgspec

from shousi import catalogue, compare, display
from shousi.authoring.gate import samples
from shousi.grading import mistakes, submission, typed_calls
from shousi.grading.grading import grade
from shousi.grading.results import Options
from shousi.grading.runners import Runner
from shousi.grading.verdicts import verdict_of_call
from shousi.report import Verdict
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.judge.launch import launcher

HAS_TORCH = find_spec("torch") is not None
PARTS = (
    typed_calls.TOO_LARGE,
    typed_calls.NEEDS_FACTORY,
    typed_calls.GRADIENTS,
    typed_calls.LEFT_OUT,
)  # not all is shown
ROOT = Path(__file__).resolve().parents[1]
# What a prompt does with a pasted text. It is put below the sample, which thus stays in a locked worker.
PROMPT = """

def pasted__(text, names):
    import ast
    import numpy as np
    prompt = {"np": np, **{name: globals()[name] for name in names}}
    if %r:
        import torch
        prompt["torch"] = torch
    *statements, last = ast.parse(text).body
    for statement in statements:
        try:
            exec(compile(ast.Module([statement], []), "prompt", "exec"), prompt)
        except Exception:
            pass  # a prompt goes on with the next line
    return eval(compile(ast.Expression(last.value), "prompt", "eval"), prompt)
"""


def exercises(names=()):
    """Return the exercises of these names, or all that this Python has the modules for, and their variants."""
    every = catalogue.load(ROOT)
    chosen = [every[name] for name in names] or [one for one in every.values() if (one.needs == "torch") == HAS_TORCH]
    return [asked for one in chosen for asked in (one, *(catalogue.variant_of(one, name) for name in one.variants))]


def wrong_sources(exercise):
    """Return everything that an exercise's author wrote to be wrong."""
    files = [submission.read(exercise, path) for path in samples(exercise, "rejected")]
    known = mistakes.load(exercise)
    return [*files, *(submission.source_of(exercise, one.source, f"{one.name}.py") for one in known)]


def paste_all(started, exercise, source):
    """Grade a source, and paste each failed call of its report.

    Returns:
        a line for each call that does not go wrong again, and how many calls were pasted, and how many could not be.
    """
    result = grade(started, exercise, source, 0, options=Options(speed=False))
    calls = {failed.check: failed for failed in reversed(result.failed_calls)}
    problems, counts = [], Counter()
    for check in result.report.checks:
        if (
            not check.failure or not check.failure.call or check.verdict is Verdict.FORBIDDEN
        ):  # a prompt forbids nothing
            continue
        note = next((note for note in (*PARTS, typed_calls.NOT_ALONE) if check.failure.call.endswith(f"# {note}")), "")
        if note in PARTS:
            counts["not whole"] += 1
            continue
        counts["not alone" if note else "pasted"] += 1
        pasted = paste(started, exercise, source, check.failure.call)
        reason = unlike(pasted, check, calls[check.name])
        if note:
            reason = "" if reason else "alone, it gives the same answer"
        if reason:
            problems.append(f"{exercise.task}, {source.filename}, {check.name}: {reason}\n{check.failure.call}")
    return problems, counts


def paste(started, exercise, source, text):
    """Return how a pasted call ended, in a fresh process."""
    prompt = source.text + PROMPT % (exercise.needs == "torch")
    runner = Runner(started, msgspec.structs.replace(source, text=prompt, forbidden=()))
    try:
        return runner.call("pasted__", (text, list(exercise.functions)), {})
    finally:
        runner.close()


def unlike(pasted, check, failed):
    """Return in what a pasted call ended otherwise than its report shows; "" where it did not."""
    shown = check.failure
    if pasted.ended is Ended.RAISED:
        told = shown.summary + shown.got
        is_told = not failed.returned and (pasted.error.type_name in told or pasted.error.message in told)
        return "" if is_told else f"raised {pasted.error.type_name}: {pasted.error.message}"
    if pasted.ended is not Ended.RETURNED:
        return "" if verdict_of_call(pasted) is check.verdict else f"ended: {pasted.ended}, {pasted.detail}"
    text = display.text_of(pasted.value)
    if shown.got in (text, f"{text}  {display.kind_of(pasted.value)}", f"returned {text}"):
        return ""
    # The grader looked at a part of the answer only, or put it into words of its own.
    is_alike = failed.returned and compare.same(pasted.value, failed.got)
    return "" if is_alike else f"returned {text}\nshown {shown.got}"


def main():
    """Paste everything, print what does not go wrong again, and exit with 1 if there is any."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="EXERCISE")
    started = launcher(modules=["numpy", "torch"] if HAS_TORCH else ["numpy"])
    wrong = 0
    for exercise in exercises(parser.parse_args().names):
        counts = Counter()
        for source in wrong_sources(exercise):
            problems, more = paste_all(started, exercise, source)
            wrong += len(problems)
            counts += more
            print(*problems, sep="\n", end="\n" if problems else "", flush=True)
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        print(f"{exercise.task}: {sum(counts.values())} failed calls, {told}", flush=True)
    started.close()
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
