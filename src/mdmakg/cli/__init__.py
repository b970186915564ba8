"""The command line: a module per verb; parse, call, show, exit."""

from mdmakg.cli.app import main

__all__ = ["main"]
