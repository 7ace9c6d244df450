"""The subcommands of `lantian bus`."""
