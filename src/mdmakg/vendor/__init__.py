"""Files of others that travel unchanged with the program: the scripts of its pages.

``vendored.tsv`` beside this module names the package each was taken from, its version,
its licence and its SHA-256; a file that is not that file is not given out.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import Final

from mdmakg.errors import Fault, InputError, Place

__all__ = ["vendored"]

_LIST: Final = "vendored.tsv"


def vendored(name: str) -> bytes:
    """Read a file of others.

    Errors: ``InputError`` if it is not the file that was taken in; ``KeyError``
            for one that is not listed.
    """
    place = files(__name__)
    content = place.joinpath(name).read_bytes()
    if sha256(content).hexdigest() != _digests()[name]:
        says = "is not the file that belongs to the program: install mdmakg again, or restore it"
        raise InputError([Fault(Place(str(place.joinpath(name))), "vendored-changed", says)])
    return content


def _digests() -> dict[str, str]:
    rows = files(__name__).joinpath(_LIST).read_text("utf-8").splitlines()
    columns = (row.split("\t") for row in rows[1:])
    return {row[0]: row[-1] for row in columns}
