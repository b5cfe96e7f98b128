"""The subcommands: a module for each, with `add_options(parser)` and `run(options)`. Slow imports wait in functions."""
