"""Practice against the clock: what to ask next, and how an attempt went. Nothing here prints, waits or writes."""
