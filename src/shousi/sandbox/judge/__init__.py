"""The judge's side of the sandbox: starting workers, talking to them, and watching them from outside."""
