"""Everything that ever runs in a worker's process, beside the submission. It imports nothing of `judge`."""
