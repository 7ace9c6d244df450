"""`lantian bus …`: one module per subcommand, each with a docstring, `add_arguments(parser)` and
`run(console, arguments) -> exit code`: 0 all is well, 1 something needs a person, 2 wrongly asked.
"""
