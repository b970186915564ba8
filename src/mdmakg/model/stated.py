"""What is stated of a source or study as a whole, and needs a place of its own or its record's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STATED"]

STATED: Final[Mapping[str, str]] = {
    "title": f.dcterms_title,
    "creators": m.hasCreator,
    "issued": f.dcterms_issued,
    "publisher": f.dcterms_publisher,
    "venue": m.venue,
    "identifiers": m.identifier,
    "part-of": m.partOf,
    "relays": m.relays,
    "cites": m.cites,
    "registrations": m.registration,
    "licence": m.licence,
    "attribution": m.attributionNotice,
}
"""Key of a document file to the property that states it.

What is not here (``kind``, ``funding``, ``interests``, ``extent``, ``status``) a curator reads
off the whole.
"""
