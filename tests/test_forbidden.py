"""What an exercise forbids: seen in the source before it runs, and stopped at import while it runs."""

import ast
import json
import subprocess
import sys

import pytest

from shousi.sandbox.inside.forbidden import as_graded, is_forbidden, uses_in


def seen(source, *patterns):
    """(name, line) of every forbidden use that a look at the source finds."""
    return [(use.name, use.line) for use in uses_in(ast.parse(source), patterns)]


# ---------------------------------------------------------------------------------------------------------------------
# names and patterns


@pytest.mark.parametrize(
    ("name", "pattern", "forbidden"),
    [
        ("cv2", "cv2", True),
        ("cv2.dnn", "cv2", True),
        ("cv2.dnn.NMSBoxes", "cv2", True),
        ("cv2x", "cv2", False),
        ("cv", "cv2", False),
        ("my.cv2", "cv2", False),
        ("torchvision", "torchvision.ops", False),
        ("torchvision.ops", "torchvision.ops", True),
        ("torchvision.ops.nms", "torchvision.ops", True),
        ("torchvision.ops_old", "torchvision.ops", False),
        ("torch.nn.functional.conv2d", "torch.nn.functional.conv*", True),
        ("torch.nn.functional.conv_transpose1d", "torch.nn.functional.conv*", True),
        ("torch.nn.functional.unfold", "torch.nn.functional.conv*", False),
        ("scipy", "scipy*", True),
        ("scipy.special.softmax", "scipy.*", True),
        ("scipy", "scipy.*", False),
    ],
)
def test_a_pattern_forbids_a_name_and_all_that_lies_inside_it(name, pattern, forbidden):
    assert is_forbidden(name, [pattern]) is forbidden


def test_without_patterns_nothing_is_forbidden():
    assert not is_forbidden("cv2", [])
    assert seen("import cv2, torchvision.ops", *[]) == []


# ---------------------------------------------------------------------------------------------------------------------
# the look at the source


@pytest.mark.parametrize(
    ("source", "use"),
    [
        ("import cv2", ("cv2", 1)),
        ("import cv2 as np", ("cv2", 1)),
        ("import numpy, cv2.dnn", ("cv2.dnn", 1)),
        ("from cv2 import dnn", ("cv2.dnn", 1)),
        ("from cv2.dnn import NMSBoxes as suppress", ("cv2.dnn.NMSBoxes", 1)),
        ("from cv2 import *", ("cv2.*", 1)),
        ("def f():\n    import cv2\n    return cv2.dnn", ("cv2.dnn", 3)),
        ("try:\n    import cv2\nexcept ImportError:\n    cv2 = None", ("cv2", 2)),
        ("if False:\n    import cv2", ("cv2", 2)),
        ("class A:\n    from cv2 import dnn", ("cv2.dnn", 2)),
        ("import torchvision.ops", ("torchvision.ops", 1)),
        ("import torchvision.ops as o\no.nms", ("torchvision.ops.nms", 2)),
        ("from torchvision import ops", ("torchvision.ops", 1)),
        ("from torchvision import ops as o", ("torchvision.ops", 1)),
        ("from torchvision.ops import *", ("torchvision.ops.*", 1)),
        ("from torchvision.ops.boxes import nms", ("torchvision.ops.boxes.nms", 1)),
        ("import torchvision\n\ntorchvision.ops.nms(b, s, 0.5)", ("torchvision.ops.nms", 3)),
        ("import torchvision as tv\nf = tv.ops.nms", ("torchvision.ops.nms", 2)),
        ("import torchvision.transforms\ntorchvision.ops.nms", ("torchvision.ops.nms", 2)),
        ("def f():\n    return tv.ops.nms\nimport torchvision as tv", ("torchvision.ops.nms", 2)),
        ("import numpy as np\nnp.linalg.svd(a)", ("numpy.linalg.svd", 2)),
        ("from numpy import linalg as la\nla.svd(a)", ("numpy.linalg.svd", 2)),
        ("from numpy.linalg import svd", ("numpy.linalg.svd", 1)),
        ("import numpy as np\nwith np.linalg.svd(a)[0] as x: pass", ("numpy.linalg.svd", 2)),
        ("import torch.nn.functional as F\nF.conv2d(x, w)", ("torch.nn.functional.conv2d", 2)),
        ("from torch.nn import functional as F\nF.conv_transpose2d", ("torch.nn.functional.conv_transpose2d", 2)),
        ("import torch\ntorch.nn.functional.conv3d", ("torch.nn.functional.conv3d", 2)),
    ],
)
def test_an_import_an_alias_and_a_dotted_name_are_seen_with_their_line(source, use):
    patterns = ("cv2", "torchvision.ops", "numpy.linalg.svd", "torch.nn.functional.conv*")
    assert seen(source, *patterns) == [use]


@pytest.mark.parametrize("source", ["from numpy.linalg import *\nsvd(a)", "from numpy import *\nlinalg.svd(a)"])
def test_a_star_import_does_not_hide_what_it_brings_in(source):
    assert seen(source, "numpy.linalg.svd")


@pytest.mark.parametrize(
    "source",
    [
        "cv2 = None\ncv2.dnn",
        "def f(cv2):\n    return cv2.dnn.NMSBoxes",
        "from .cv2 import dnn",
        "from . import cv2",
        "import numpy as cv\ncv.dnn",
        "self.cv2.dnn",
        "f().cv2",
        "'import cv2'",
        "# import cv2",
        "import torchvision\ntorchvision.transforms",
        "import my.cv2",
    ],
)
def test_what_only_looks_like_a_forbidden_name_is_allowed(source):
    assert seen(source, "cv2", "torchvision.ops") == []


def test_a_name_is_told_once_at_its_first_line():
    assert seen("import numpy as np\n\nnp.fft.fft(x)\nnp.fft.fft(y)", "numpy.fft.fft") == [("numpy.fft.fft", 3)]


def test_of_nested_names_the_longest_is_told():
    assert seen("import cv2\ncv2.dnn.NMSBoxes(b)", "cv2") == [("cv2.dnn.NMSBoxes", 2)]


def test_thousands_of_names_are_seen_at_once_and_the_first_are_told():
    source = "import cv2\n" + "\n".join(f"cv2.f{number}" for number in range(60_000))
    assert [line for _, line in seen(source, "cv2")] == list(range(2, 22))


def test_several_names_come_in_the_order_of_their_lines():
    source = "import numpy as np\nnp.fft.fft(x)\nimport cv2\nfrom torchvision import ops"
    uses = seen(source, "torchvision.ops", "cv2", "numpy.fft.fft")
    assert uses == [("numpy.fft.fft", 2), ("cv2", 3), ("torchvision.ops", 4)]


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ngetattr(np, 'fft').fft(x)",
        "import importlib\nimportlib.import_module('cv2')",
        "__import__('cv2')",
        "exec('import cv2')",
    ],
)
def test_what_is_reached_by_a_text_is_not_seen_by_the_look(source):
    assert seen(source, "cv2", "numpy.fft") == []


# ---------------------------------------------------------------------------------------------------------------------
# the guard at run time

RUN = """
import json, sys
from shousi.sandbox.inside.guard import Guard

loaded, patterns, sources = json.loads(sys.argv[1])
told = []
for source in sources:
    for name in loaded:
        __import__(name)
    guard = Guard(patterns, "mine.py")
    guard.install()
    try:
        with guard.watching():
            exec(compile(source, "mine.py", "exec"), {"__name__": "submission"})
        ended = "ran to its end"
    except BaseException as error:
        ended = f"{type(error).__name__}: {error}"
    sys.meta_path.remove(guard)
    told.append([ended, [[use.name, use.line] for use in guard.uses()]])
print(json.dumps(told))
"""


def run_each(sources, *patterns, loaded=()):
    """Run sources one after the other in a process of their own, each under a guard; how each ended, what it met."""
    arguments = json.dumps([loaded, patterns, sources])
    done = subprocess.run(
        [sys.executable, "-P", "-c", RUN, arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return [(ended, [tuple(use) for use in uses]) for ended, uses in json.loads(done.stdout)]


def run(source, *patterns, loaded=()):
    """Run one source under a guard."""
    return run_each([source], *patterns, loaded=loaded)[0]


REFUSED = "ForbiddenImport: wave is forbidden in this exercise"
WAYS = [
    "\nimport wave",
    "\nfrom wave import open as w",
    "\n__import__('wave')",
    "import importlib\nimportlib.import_module('wave')",
    "import importlib.util\nimportlib.util.find_spec('wave')",
    "\nexec('import wave')",
    "import builtins\ngetattr(builtins, '__imp' + 'ort__')('wa' + 've')",
    "def f():\n    import wave\nf()",
]


@pytest.mark.parametrize("loaded", [(), ("wave",)], ids=["not loaded", "loaded already"])
def test_every_way_to_import_a_forbidden_module_is_refused_with_its_line(loaded):
    told = dict(zip(WAYS, run_each(WAYS, "wave", loaded=loaded), strict=True))
    assert told == {way: (REFUSED, [("wave", 2)]) for way in WAYS}


def test_a_refusal_that_the_submission_swallows_is_remembered():
    source = "try:\n    import wave\nexcept ImportError:\n    wave = None"
    assert run(source, "wave") == ("ran to its end", [("wave", 2)])


def test_a_module_that_another_module_imports_is_refused_at_the_submissions_own_line():
    ended, uses = run("x = 1\nimport mailbox", "email.generator")
    assert ended.startswith("ForbiddenImport: email.generator")
    assert uses == [("email.generator", 2)]


@pytest.mark.parametrize("loaded", [(), ("xml.dom.minidom",)], ids=["not loaded", "loaded already"])
def test_a_forbidden_submodule_is_refused_and_its_parent_is_not(loaded):
    source = "import xml.etree\nimport importlib\nimportlib.import_module('xml.dom.minidom')"
    assert run(source, "xml.dom", loaded=loaded) == (
        "ForbiddenImport: xml.dom is forbidden in this exercise",
        [("xml.dom", 3)],
    )


def test_a_forbidden_submodule_that_is_loaded_already_is_not_reached_through_its_parent():
    ways = ["import xml\ngetattr(xml, 'dom').Node", "from xml import dom"]
    assert "ran to its end" not in [run(way, "xml.dom", loaded=["xml.dom"])[0] for way in ways]


def test_a_trailing_star_refuses_every_module_that_begins_so():
    source = "for name in ('wave', 'weakref', 'webbrowser'):\n    try: __import__(name)\n    except ImportError: pass"
    assert run(source, "w*")[1] == [("wave", 2), ("weakref", 2), ("webbrowser", 2)]


def test_a_name_is_remembered_once_at_its_first_line():
    source = "for _ in range(3):\n    try:\n        import wave\n    except ImportError: pass"
    assert run(source, "wave") == ("ran to its end", [("wave", 3)])


def test_what_is_allowed_is_imported_as_ever():
    assert run("import colorsys, json\nassert colorsys.rgb_to_hsv(0, 0, 0)", "wave") == ("ran to its end", [])


def test_the_refusal_is_an_import_error_with_the_modules_name():
    assert (
        run("try: import wave\nexcept ImportError as error: assert error.name == 'wave'", "wave")[0] == "ran to its end"
    )


# ---------------------------------------------------------------------------------------------------------------------
# functions at run time

FUNCTION_WAYS = {
    "getattr": "\ngetattr(np, 'con' + 'volve')(x, x)",
    "vars": "\nvars(np)['convolve'](x, x)",
    "importlib": "import importlib\nimportlib.import_module('numpy').__dict__['convolve'](x, x)",
    "sys.modules": "import sys\nsys.modules['numpy'].__dict__['convolve'](x, x)",
    "another module": "import sys; all = map(vars, [*sys.modules.values()])\n"
    "[names['convolve'] for names in all if 'convolve' in names][-1](x, x)",
    "a library that wraps it": "\nnp.polymul([1.0, 2.0], [1.0, 2.0])",
    "a container": "kept = [getattr(np, 'convolve')]\nkept[0](x, x)",
    "map": "\nlist(map(getattr(np, 'convolve'), [x], [x]))",
}


@pytest.mark.parametrize("way", FUNCTION_WAYS)
def test_every_way_to_call_a_forbidden_function_is_refused_with_its_line(way):
    source = f"import numpy as np; x = [1.0]\n{FUNCTION_WAYS[way]}"
    assert run(source, "numpy.convolve", loaded=["numpy"]) == (
        "ForbiddenCall: numpy.convolve is forbidden in this exercise",
        [("numpy.convolve", 3)],
    )


def test_a_call_that_the_submission_swallows_is_remembered():
    source = "import numpy as np\ntry:\n    getattr(np, 'convolve')([1.0], [1.0])\nexcept Exception:\n    pass"
    assert run(source, "numpy.convolve", loaded=["numpy"]) == ("ran to its end", [("numpy.convolve", 3)])


def test_a_forbidden_class_makes_no_instance_and_stays_a_class():
    source = "import fractions\nassert not isinstance(1, fractions.Fraction)\nclass Mine(fractions.Fraction): pass\n"
    assert run(source, "fractions.Fraction", loaded=["fractions"]) == ("ran to its end", [])
    source = "import email.message as m\ngetattr(m, 'Message')()"
    assert run(source, "email.message.Message", loaded=["email.message"])[1] == [("email.message.Message", 2)]


def test_what_a_forbidden_module_only_imported_stays_free():
    source = "import sys, functools\nassert functools.partial(int, '1')() == 1"
    assert run(source, "statistics", loaded=["statistics"]) == ("ran to its end", [])


def test_libraries_may_call_a_forbidden_function_while_the_submission_does_not_run(load):
    source = "import numpy as np\ndef f(x): return np.asarray(x)"
    worker = load(source, forbidden=["numpy.convolve"])
    assert worker.call("f", ([1.0],)).value.tolist() == [1.0]


def test_a_forbidden_function_is_named_with_its_line_by_the_real_worker(load):
    source = "import numpy as np\ndef f(x):\n    g = getattr(np, 'convolve')\n    return g(x, x)"
    call = load(source, forbidden=["numpy.convolve"]).call("f", ([1.0],))
    assert (call.ended.name, [(use.name, use.line) for use in call.uses]) == ("FORBIDDEN", [("numpy.convolve", 4)])


def test_what_is_no_module_in_the_table_of_modules_is_passed_over():
    odd = "import sys\nsys.modules['blocked'] = None\nsys.modules['lazy'] = object()"
    assert run_each([odd, "x = 1"], "wave") == [("ran to its end", [])] * 2  # the second guard meets them


MAIN = 'if __name__ == "__main__":\n    import cv2\n'
TEST = "def check():\n    import cv2\n"


def graded(source):
    """What a grading of `f` looks at, of a source that must not use cv2."""
    return ast.unparse(as_graded(ast.parse(source), ["f"], ["cv2"]))


@pytest.mark.parametrize(
    "source", [f"x = 1\n{MAIN}else:\n    y = 2", f"x = 1\n{TEST}{MAIN}y = 2", f"{TEST}x = 1\ny = 2\n{MAIN}    check()"]
)
def test_what_a_grading_never_runs_is_taken_out(source):
    """People compare with the library at the end of their file, in a main block or in a test that it calls."""
    assert graded(source) == "x = 1\ny = 2"


@pytest.mark.parametrize(
    "source",
    [
        MAIN.replace("==", "!="),
        MAIN.replace("main", "mine"),
        "def f():\n    " + MAIN.replace("\n", "\n    "),
        TEST.replace("check", "f"),
        TEST.replace("cv2", "json"),
        f"{TEST}check()",
        f"@keep\n{TEST}",
        f"def f():\n    return check\n{TEST}",
        "class A:\n    import cv2",
    ],
)
def test_what_may_run_is_not_taken_out(source):
    assert graded(source) == ast.unparse(ast.parse(source))
