"""``python -m mdmakg``."""

from mdmakg.cli import main

main()
