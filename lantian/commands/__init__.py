"""One module per word of the command line: `add_arguments(parser)` and `run(args) -> exit code`."""
