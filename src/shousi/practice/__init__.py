"""Practice against the clock: what to ask next, what an attempt came to. Nothing here shows, waits or writes."""
