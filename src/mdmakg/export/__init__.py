"""The claim-to-evidence graph in the formats of other tools."""

from mdmakg.export.formats import FORMATS, Format, write_graph

__all__ = ["FORMATS", "Format", "write_graph"]
