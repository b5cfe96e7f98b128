"""All code of ours that runs in a worker's process, beside the submission. It imports nothing from `judge`."""
