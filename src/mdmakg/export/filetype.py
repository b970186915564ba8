"""What the files of a build are, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mdmakg.export.formats import FORMATS

__all__ = ["FileType", "file_type"]


@dataclass(frozen=True, slots=True)
class FileType:
    """What a file holds; ``compressed`` is the media type of its packing, if it is packed."""

    media_type: str
    says: str
    compressed: str = ""


_GZIP: Final = "application/gzip"
_NAMED: Final = {
    "mdmakg.nq": FileType("application/n-quads", "The dataset: what was said and curated"),
    "mdmakg.trig": FileType("application/trig", "The dataset, for reading"),
    "checks.trig": FileType("application/trig", "What was derived and found"),
    "checks.json": FileType("application/json", "Check results and counts, for programs"),
    "report.ttl": FileType("text/turtle", "Check results as a SHACL validation report"),
    "places.json": FileType("application/json", "File, line and column of each statement"),
    "explorer.html": FileType("text/html", "All of it, to look at"),
}
_ENDED: Final = {
    ".checks.nq.gz": FileType("application/n-quads", "What was derived of a part", _GZIP),
    ".checks.json.gz": FileType("application/json", "Check results of a part", _GZIP),
    ".places.json.gz": FileType("application/json", "Places of the statements of a part", _GZIP),
    ".nq.gz": FileType("application/n-quads", "What documents of a part say", _GZIP),
    ".svg": FileType("image/svg+xml", "A claim's chain, as a picture"),
    **{
        form.extension: FileType(form.media_type, f"The claim-to-evidence graph as {form.token}")
        for form in FORMATS.values()
    },
}
_ANY: Final = FileType("application/octet-stream", "A file of the build")


def file_type(name: str) -> FileType:
    """Say what a file of a build is."""
    named = _NAMED.get(name)
    return named or next((kind for end, kind in _ENDED.items() if name.endswith(end)), _ANY)
