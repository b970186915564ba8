"""How many of something, in words."""

from __future__ import annotations

__all__ = ["several"]


def several(number: int, thing: str) -> str:
    """Say how many: ``1 study``, ``9,000 studies``."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing[:-1]}ies" if thing.endswith("y") else f"{number:,} {thing}s"
