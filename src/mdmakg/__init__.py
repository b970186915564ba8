"""mdmakg: documents in, a checked claim-to-evidence knowledge graph out."""

from __future__ import annotations

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    # Looking the version up takes as long as all the rest of starting: only who asks waits.
    if name == "__version__":
        from importlib.metadata import version

        return version("mdmakg")
    raise AttributeError(name)
