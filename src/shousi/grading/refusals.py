"""What the sandbox refuses, told as what it is: a learner who reads "Operation not permitted" looks for a bug."""

from __future__ import annotations

from shousi.sandbox.messages import Raised

_NO_FILES = "the sandbox lets no submission write a file. Keep results in memory."
_NO_NETWORK = "the sandbox has no network. All that you need comes in the arguments."

# The exception's class, a part of its message, and what to say. The first row that fits is told.
_REFUSALS = (
    ("BdbQuit", "", "breakpoint() cannot stop inside the judge. Remove it, and grade with --debug."),
    ("EOFError", "reading a line", "the judge gives no input. Use the arguments of the function."),
    ("OSError", "Read-only file system", _NO_FILES),
    ("FileNotFoundError", "No usable temporary directory", _NO_FILES),
    ("RuntimeError", "can't start new thread", "the sandbox starts no threads. Compute in the function itself."),
    ("URLError", "", _NO_NETWORK),
    ("gaierror", "", _NO_NETWORK),
    ("PermissionError", "Operation not permitted", "the sandbox starts no processes and opens no sockets."),
    ("PermissionError", "Permission denied", "the sandbox opens no files but those of Python and its packages."),
)


def advice_on(error: Raised) -> str:
    """Return what to do about an exception that the sandbox caused; empty where it did not.

    >>> advice_on(Raised("EOFError", "EOF when reading a line", (), ("EOFError",)))
    'the judge gives no input. Use the arguments of the function.'
    """
    kinds = {error.type_name, *error.bases}
    return next((advice for kind, part, advice in _REFUSALS if kind in kinds and part in error.message), "")
