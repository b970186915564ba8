"""The command line: a module per verb; parse, call, show, exit."""
