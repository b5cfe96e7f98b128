"""What the subcommands do, a module each with one `run(options)`; its imports are light, and done where needed."""
