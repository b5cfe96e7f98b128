"""Whether code is a stub as it was given, or does nothing yet."""

import ast

import pytest

from conftest import ROOT
from shousi import catalogue, stubs

RAISES = 'def f(x):\n    """Say what to do."""\n    raise NotImplementedError\n'


@pytest.mark.parametrize("exercise", catalogue.load(ROOT).values(), ids=lambda exercise: exercise.name)
def test_every_stub_is_one_and_no_solution_is(exercise):
    solution = exercise.solution.read_bytes()
    stub = stubs.make(solution.decode(), exercise.functions, exercise.title, exercise.task).encode()
    assert stubs.is_stub(stub, exercise.functions)
    assert stubs.is_unwritten(ast.parse(stub), exercise.functions)
    assert not stubs.is_stub(solution, exercise.functions)
    assert not stubs.is_unwritten(ast.parse(solution), exercise.functions)


@pytest.mark.parametrize(
    ("source", "stub", "unwritten"),
    [
        (RAISES, True, True),
        ("import numpy as np\n" + RAISES, True, True),
        ("def f(x):\n    raise NotImplementedError\n", True, True),
        ("LIMIT = 3\n" + RAISES, False, True),
        (RAISES + "def mine():\n    return 1\n", False, True),
        ("def f(x):\n    raise NotImplementedError('later')\n", False, True),
        ("def f(x):\n    raise NotImplementedError(str(x))\n", False, True),
        ("def f(x):\n    pass\n", False, True),
        ("def f(x): ...\n", False, True),
        ("def f(x):\n    x = 1\n    raise NotImplementedError\n", False, False),
        ("def f(x):\n    raise ValueError\n", False, False),
        ("def f(x):\n    raise\n", False, False),
        ("f = None\n", False, False),
        ("", False, False),
    ],
)
def test_a_stub_is_untouched_and_unwritten_code_may_have_been_edited_around(source, stub, unwritten):
    assert stubs.is_stub(source.encode(), ["f"]) is stub
    assert stubs.is_unwritten(ast.parse(source), ["f"]) is unwritten


@pytest.mark.parametrize("source", [b"def f(:", b"\xff\xfe", b"x\0", b"(" * 5000])
def test_what_python_cannot_parse_is_no_stub(source):
    assert not stubs.is_stub(source, ["f"])


def test_of_several_functions_all_have_to_wait():
    assert not stubs.is_stub(RAISES.encode(), ["f", "g"])
    assert not stubs.is_unwritten(ast.parse(RAISES), ["f", "g"])
    assert not stubs.is_unwritten(ast.parse(RAISES), [])


def test_a_stub_keeps_the_gaps_between_groups_of_imports():
    imports = "import math\nfrom collections.abc import Sequence\n\nimport numpy as np"
    source = f"{imports}\n\n\ndef f(x: Sequence):\n    return math.pi\n"
    stub = stubs.make(source, ["f"], "F", "f")
    assert "\n\nfrom collections.abc import Sequence\n\nimport numpy as np\n\n\ndef f" in stub
