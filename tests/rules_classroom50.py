"""The rules that Classroom 50's collector holds a result.json to, in our own words: schema classroom50/result/v1."""

import re

_TOP = {
    *("schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review"),
    *("datetime", "score", "max-score", "tests"),
}
_OPTIONAL = {"graded_at", "submitted_by"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def broken_rules(result):
    """Yield each rule that a result breaks."""
    keys = set(result)
    if keys - _OPTIONAL != _TOP:
        yield f"keys {sorted(keys - _OPTIONAL ^ _TOP)}"
        return
    yield from _facts(result)
    yield from _scores("the result", result)
    for test in result["tests"]:
        yield from _test(test)
    for name in ("score", "max-score"):
        if sum(test[name] for test in result["tests"]) != result[name]:
            yield f"{name}: the tests come to something else"


def _facts(result):
    if result["schema"] != "classroom50/result/v1":
        yield "schema"
    for name in sorted(_TOP - {"score", "max-score", "tests"}):
        if not isinstance(result[name], str) or not result[name]:
            yield f"{name}: a string that is not empty"
    if result["assignment_type"] not in {"individual", "group"}:
        yield "assignment_type"
    if not str(result["submission"]).startswith("submit/"):
        yield "submission begins with submit/"
    for name in ("datetime", "graded_at"):
        if name in result and not _MOMENT.fullmatch(str(result[name])):
            yield f"{name}: UTC, whole seconds, Z"


def _test(test):
    if not {"test-name", "passed", "score", "max-score"} <= set(test):
        yield "a test lacks a key"
    elif not isinstance(test["test-name"], str) or not test["test-name"] or not isinstance(test["passed"], bool):
        yield "a test's name or passed"
    else:
        yield from _scores(test["test-name"], test)


def _scores(where, of):
    for name in ("score", "max-score"):
        if type(of[name]) is not int or of[name] < 0:
            yield f"{where}: {name} is a whole number from 0 up"
    if of["score"] > of["max-score"]:
        yield f"{where}: more points than there are"
