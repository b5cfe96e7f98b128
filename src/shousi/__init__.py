"""shousi: graded exercises for the functions that deep-learning interviews ask one to write by hand."""

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """Give Jupyter and IPython `%%grade NAME`; `%load_ext shousi` calls this."""
    from shousi import notebook

    notebook.load(shell)
