"""Submissions from a grammar of nasty endings: how to end, where in the file, and what happens just before.

An ending is a few lines of Python that stand in the body of `double(x)`, or wherever else a place puts them.
"""

import textwrap

_TEXTS = (
    "", "x", "\\x1b[2J\\x1b[31m::error::", "\\ud800", "\\u202e\\u2066", "a\\r\\nb\\x00c", "{0}%s{where}", "手撕 🔥",
)  # fmt: skip
_EXIT_STATUSES = (0, 1, 2, 3, 97, 99, 127, 128, 137, 255, 256, -1, 2**31 - 1)
_EXIT_ARGUMENTS = ("", "None", "True", "7", "-1", "10**30", "'text'", "'\\ud800'", "1.5", "[1]", "object()")

EXITS = (
    *(f"import os\nos._exit({status})" for status in _EXIT_STATUSES),
    *(f"raise SystemExit({argument})" for argument in _EXIT_ARGUMENTS),
    "import sys\nsys.exit(3)", "exit()", "quit(1)", "import os\nos.abort()",
    "import ctypes\nctypes.string_at(0)", "import faulthandler\nfaulthandler._sigsegv()",
)  # fmt: skip
SIGNALS = tuple(
    f"import signal\nsignal.raise_signal({number})" for number in range(1, 65) if number != 19
)  # which stops
STOPS = (  # each takes until the worker's limit
    "import signal\nsignal.raise_signal(19)", "while True: pass", "import time\ntime.sleep(999)",
    "while True: print('x' * 10_000)",
    "import sys\nsys.setrecursionlimit(10**9)\ndef fall(): return fall()\nreturn fall()",
    "def fall(n):\n    try: fall(n + 1)\n    finally: fall(n + 1)\nimport sys\nsys.setrecursionlimit(80)\nfall(0)",
)  # fmt: skip

_BUILTIN_ERRORS = (
    "BaseException", "Exception", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "StopAsyncIteration",
    "MemoryError", "RecursionError", "NotImplementedError", "AssertionError", "ImportError", "OSError", "EOFError",
    "SyntaxError", "ValueError", "TypeError", "TimeoutError", "BrokenPipeError", "BlockingIOError",
)  # fmt: skip
_HOSTILE_CLASSES = (
    "class E(Exception):\n    def __str__(self): raise KeyError('again')",
    "class E(Exception):\n    def __str__(self): raise SystemExit(4)",
    "class E(Exception):\n    def __str__(self): return 3",
    "class E(Exception):\n    def __str__(self): return str(self)",
    "class E(Exception):\n    def __str__(self): return 'x' * (1 << 24)",
    "class E(Exception):\n    def __str__(self): import os; os._exit(5)",
    "class E(Exception):\n    def __repr__(self): raise E",
    "class E(Exception):\n    __module__ = 3",
    "class E(Exception):\n    __module__ = 'builtins'\n    __qualname__ = '\\ud800'",
    "class E(Exception):\n    def __getattribute__(self, name): raise MemoryError",
    "class E(Exception):\n    __class__ = property(lambda self: 1 / 0)",
    "class M(type):\n    def __getattribute__(cls, name): raise KeyError(name)\nclass E(Exception, metaclass=M): pass",
    "class M(type):\n    def __hash__(cls): raise KeyError\nclass E(Exception, metaclass=M): pass",
    "class M(type):\n    def __eq__(cls, other): raise KeyError\nclass E(Exception, metaclass=M): pass",
    "class E(MemoryError, ValueError): pass", "class E(TypeError): pass",
    "E = type('E' * 100_000, (Exception,), {})", "E = type('\\ud800\\x1b[2J', (NotImplementedError,), {})",
)  # fmt: skip
RAISES = (
    *(f"raise {name}('no')" for name in _BUILTIN_ERRORS),
    *(f"raise ValueError('{text}')" for text in _TEXTS),
    *(f"raise type('{text or 'E'}', (Exception,), {{}})('{text}')" for text in _TEXTS if "\\x00" not in text),
    *(f"{lines}\nraise E('no')" for lines in _HOSTILE_CLASSES),
    "e = ValueError('x')\ne.add_note('\\x1b[2J' * 1000)\nraise e",
    "e = ValueError('x')\ne.__notes__ = 3\nraise e",
    "raise ExceptionGroup('g' * 5000, [ValueError(n) for n in range(2000)])",
    "g = ExceptionGroup('g', [ValueError()])\nfor _ in range(500): g = ExceptionGroup('g', [g])\nraise g",
    "raise BaseExceptionGroup('g', [SystemExit(3), KeyboardInterrupt()])",
    "a, b = ValueError('a'), ValueError('b')\na.__cause__, b.__cause__ = b, a\nraise a",
    "try:\n    1 / 0\nfinally:\n    raise ValueError(x)",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise e.with_traceback(None) from e",
    "def fall(): return fall()\nreturn fall()",
    "import sys\nsys.setrecursionlimit(1 + len(__import__('inspect').stack()))",
    "raise UnicodeDecodeError('utf-8', b'\\xff' * 9999, 0, 1, 'bad')",
    "raise OSError(10**20, 'x' * 9999, '\\ud800')", "e = SyntaxError('x')\ne.lineno = 'no'\ne.offset = -5\nraise e",
    "exec('def f(:')", "eval('(' * 500)", "exec('\\n' * 100_000 + 'raise ValueError')", "raise 3", "assert False, x",
    "return [0] * 10**12", "import numpy as np\nreturn np.ones(10**10)", "return 'x' * 10**11", "del missing",
    "import nowhere", "import scipy.special", "return double(x)", "return double()", "return x.no.such",
    "double.__code__ = (lambda: 1).__code__\nreturn double(x)",
)  # fmt: skip

RESULTS = tuple(
    f"import numpy as np\nreturn {value}"
    for value in (
        "None", "...", "NotImplemented", "x", "2**63", "-2**63", "10**5000", "float('nan')", "1e308", "-0.0", "1j",
        "True", "b'bytes'", "bytearray(9)", "memoryview(b'x')", "''", "'x' * 70_000", "'\\ud800'", "[]", "[[]] * 9999",
        "[0] * 250_000", "['x' * 60_000] * 40", "{}", "{1, 2}", "frozenset()", "range(10**9)", "{(1, 2): 3}",
        "{float('nan'): 1, 2.5: [3]}", "{True: 1, 'True': 2}", "dict.fromkeys(range(9999))", "(n for n in x)",
        "{None: 1}", "iter([])", "lambda: 1", "double", "type", "np", "__builtins__", "object()",
        "super", "slice(1)", "Exception('x')",
        "__import__('decimal').Decimal('NaN')", "__import__('fractions').Fraction(1, 3)",
        "__import__('collections').OrderedDict(a=1)", "__import__('collections').deque([1])",
        "__import__('types').SimpleNamespace(shape=(3,))", "__import__('array').array('d', [1.0])",
        "np.float16(1.5)", "np.int8(-3)", "np.longdouble(1)", "np.bool_(True)", "np.str_('x')", "np.datetime64('NaT')",
        "np.zeros(0)", "np.zeros((3, 0, 2**20))", "np.zeros((1,) * 17)", "np.array(2.0)", "np.array([1, 'a'], object)",
        "np.array([None])", "np.array(['x'])", "np.array([b'x'])", "np.zeros(3, 'V8')", "np.zeros(3, [('a', 'f8')])",
        "np.zeros(3, '>f8')", "np.zeros(3, 'M8[s]')", "np.full(3, np.nan)", "np.full(3, np.inf)", "np.full(3, 1e308)",
        "np.full(3, -1e308, 'f8')", "np.full(3, 2**63, 'u8')", "np.full(3, 2, 'u1').view(bool)", "x.astype('f2')",
        "x.astype('c8')", "x.astype('i1')", "x[::-1]", "x[:, None].T", "np.asfortranarray(np.ones((3, 4)))[::2]",
        "np.broadcast_to(1.0, (10**6, 10**6))", "np.broadcast_to(1.0, (2**20,))", "np.ma.array([1.0], mask=[True])",
        "np.matrix([[1.0]])", "np.rec.array([1.0])", "np.ones(1 << 22)", "np.dtype('f8')", "np.random", "[x] * 1000",
        "[x, [x, (x, {'a': x})]]", "(x,)", "[*x]", "x.tolist()", "(x * 2).tolist()", "np.ndindex(3)", "np.nditer(x)",
        "type('T', (), {'__len__': lambda s: 10**9, '__getitem__': lambda s, n: n})()",
        "type('L', (list,), {'__iter__': lambda s: iter(int, 1)})([1])",
        "type('L', (list,), {'__len__': lambda s: -1})([1])",
        "type('D', (dict,), {'values': lambda s: [1, 2, 3]})(a=1)", "type('D', (dict,), {'__iter__': None})(a=1)",
        "type('I', (int,), {'__le__': lambda s, o: True, '__int__': lambda s: 10**99})(10**50)",
        "type('I', (int,), {'__le__': None})(3)", "type('F', (float,), {'__float__': lambda s: 'x'})(1.0)",
        "type('S', (str,), {'__len__': lambda s: 0, '__str__': lambda s: 3})('x' * 99_999)",
        "type('S', (str,), {'encode': lambda *a: b''})('\\ud800')", "x.view(type('A', (np.ndarray,), {}))",
        "type('C', (), {'__class__': property(lambda s: 1 / 0)})()", "type('C', (), {'__module__': 3})()",
        "type('手' * 999, (), {'__module__': '\\ud800'})()", "type('C', (), {'__array__': lambda *a: 1 / 0})()",
    )
)  # fmt: skip
CONTAINERS = (
    "deep = x\nfor _ in range(15): deep = [deep]\nreturn deep",
    "deep = x\nfor _ in range(9999): deep = (deep,)\nreturn deep",
    "loop = []\nloop.append(loop)\nreturn loop", "loop = {}\nloop['a'] = loop\nreturn loop",
    "wide = [0] * 99\nfor _ in range(6): wide = [wide] * 99\nreturn wide", "x[:] = 7\nreturn x * 2",
    "x.resize(0, refcheck=False)\nreturn x", "x.setflags(write=False)\nreturn x", "x.dtype = 'i8'\nreturn x",
    "x.shape = (1, -1, 1)\nreturn x", "yield x", "yield from x\nreturn x",
)  # fmt: skip

# What may also happen before, and does not end anything by itself.
NOISES = (
    *(f"import os\nos.close({fd})" for fd in range(6)), "import os\nos.closerange(0, 99)",
    "import sys\nsys.stdout.close()", "import sys\nsys.stdout = sys.stderr = None", "import sys\nsys.stdout = 3",
    "import os\nos.dup2(4, 1)\nprint('into the replies')", "import os\nos.dup2(1, 4)", "import os\nos.dup2(0, 3)",
    "import os\nos.read(3, 1)", "import os\nos.set_blocking(4, False)", "import os\nos.set_blocking(3, False)",
    "import os\nos.write(1, bytes(range(256)))", "import os\nos.write(4, b'SHO1' + bytes(20))",
    "import os\nos.write(4, b'garbage')", "print('\\x1b[2J\\u202e', end='')", "print('\\ud800')",
    "print('x' * 3_000_000)",
    "import builtins\nbuiltins.len = builtins.isinstance = None", "import builtins\nbuiltins.str = int",
    "import builtins\nvars(builtins).clear()", "import sys\nsys.modules.clear()", "import sys\nsys.meta_path.clear()",
    "import numpy as np\nnp.ndarray = np.asarray = np.generic = None", "import msgspec\nmsgspec.msgpack.Encoder = None",
    "import sys\nvars(sys.modules['shousi.wire']).clear()", "import sys\nsys.modules['shousi.wire'].flatten = None",
    "import sys\nsys.modules['shousi.sandbox.inside.worker'].Returned = lambda *a: 3", "globals().clear()",
    "import sys\nsys.settrace(lambda *a: 1 / 0)", "import sys\nsys.setprofile(lambda *a: 1 / 0)", "del __builtins__",
    "import atexit, os\natexit.register(os._exit, 9)", "import sys\nsys.setrecursionlimit(60)",
    "import gc\ngc.disable()",
    "import sys\nsys.unraisablehook = sys.excepthook = None", "import time\ntime.process_time = lambda: 'no time'",
    "import time\ntime.process_time = lambda: float('nan')", "import time\ntime.process_time = lambda: -1e308",
    "import signal\nsignal.signal(signal.SIGTERM, lambda *a: 1 / 0)\nsignal.raise_signal(15)",
    "import os, sys\nsys.exit = exit = os._exit", "class G:\n    def __del__(self): raise SystemExit\nG()",
    "import os\nclass G:\n    def __del__(self): os._exit(6)\nglobals()['kept'] = G()",
    "import threading\nthreading.Thread(target=print).start()", "import os\nos.fork()",
    "import os\nos.chdir('/nowhere')",
    "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1, 1))", "open('/etc/passwd')", "input()", "breakpoint()",
)  # fmt: skip

ENDINGS = (*EXITS, *SIGNALS, *RAISES, *RESULTS, *CONTAINERS)


def _indented(text, columns=4):
    return textwrap.indent(text, " " * columns)


def in_a_call(ending):
    """Return a submission that ends so in every call."""
    return f"def double(x):\n{_indented(ending)}\n"


def at_import(ending):
    """Return a submission that ends so while it is loaded."""
    return f"def double(x):\n    return x * 2\n\ndef end(x=1.0):\n{_indented(ending)}\n\nend()\n"


def after_right_answers(ending):
    """Return a submission that answers twice, and then ends so."""
    return (
        f"calls = []\n\ndef double(x):\n    calls.append(x)\n    if len(calls) < 3: return x * 2\n{_indented(ending)}\n"
    )


def while_cleaning_up(ending):
    """Return a submission that ends so in a `finally`, while another exception is on its way."""
    return f"def double(x):\n    try:\n        1 / 0\n    finally:\n{_indented(ending, 8)}\n"


def in_a_method(ending):
    """Return a submission whose function is an object, and ends so in `__call__`."""
    return f"class Double:\n    def __call__(self, x):\n{_indented(ending, 8)}\n\ndouble = Double()\n"


def when_deleted(ending):
    """Return a submission that answers rightly, and ends so when an object of its own is collected."""
    body = (
        f"class Late:\n    def __init__(self): self.me = self\n    def __del__(self, x=1.0):\n{_indented(ending, 8)}\n"
    )
    return f"{body}\ndef double(x):\n    Late()\n    return x * 2\n"


def when_read(ending):
    """Return a submission that answers by a string whose methods end so."""
    methods = f"    def encode(self, *_, x=1.0):\n{_indented(ending, 8)}\n\n    __len__ = __str__ = encode\n"
    return f"class Text(str):\n{methods}\ndef double(x):\n    return Text('x')\n"


PLACES = (
    in_a_call, at_import, after_right_answers, while_cleaning_up, in_a_method, when_deleted, when_read,
)  # fmt: skip


def all_submissions(*, stops=True):
    """Yield each ending at each place, each noise before a right answer, and with `stops` what takes seconds to end."""
    yield from (place(ending) for place in PLACES for ending in ENDINGS)
    yield from (place(f"{noise}\nreturn x * 2") for place in PLACES for noise in NOISES)
    yield from (place(stop) for place in PLACES[: 2 * stops] for stop in STOPS)


def random_submission(chance):
    """Return a submission with some noises and an ending at a place, all drawn at random."""
    noises = [f"try:\n{_indented(chance.choice(NOISES))}\nexcept Exception: pass" for _ in range(chance.randrange(3))]
    return chance.choice(PLACES)("\n".join([*noises, chance.choice((*ENDINGS, "return x * 2"))]))
