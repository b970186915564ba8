"""mdmakg: documents in, a checked claim-to-evidence knowledge graph out."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("mdmakg")
