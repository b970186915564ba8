"""Where an IRI has its page on this server, and how it is written short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from mdmakg.serve.pages.element import data, element, link
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.prefixes import PREFIXES
from mdmakg.vocab.service import VOID

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["RESERVED", "claim_id", "href_of", "linked", "short"]

RESERVED: Final = ("assets", "health", "query", "resource", "sparql", ".well-known")
"""The first parts of paths that are the server's own; no IRI of ours begins so."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*(?:/[A-Za-z0-9._~-]+)*")
_CLAIM: Final = re.compile(re.escape(BASE) + r"claim/([a-z0-9-]+)/([A-Za-z0-9-]+)")
_BY_LENGTH: Final = sorted({**PREFIXES, "void": VOID}.items(), key=lambda row: -len(row[1]))


def href_of(iri: str) -> str:
    """Give the path of an IRI's page."""
    rest = iri.removeprefix(BASE)
    plain = iri.startswith(BASE) and _PLAIN.fullmatch(rest) is not None
    if plain and ".." not in rest and rest.partition("/")[0] not in RESERVED:
        return f"/{rest}"
    return f"/resource?iri={quote(iri, safe='')}"


def short(iri: str) -> str:
    """Write an IRI with a prefix if one fits."""
    for prefix, whole in _BY_LENGTH:
        if iri.startswith(whole) and iri != whole:
            return f"{prefix}:{iri.removeprefix(whole)}"
    return iri


def linked(iri: str, label: str = "") -> Element:
    """Link to the page of an IRI, under its label or its short form."""
    words = data(label) if label else element("code", data(short(iri)))
    return link(href_of(iri), words, title=iri)


def claim_id(iri: str) -> str | None:
    """Give a claim's short id, such as ``blog:c12``; None for what is no claim of ours."""
    found = _CLAIM.fullmatch(iri)
    return f"{found[1]}:{found[2]}" if found else None
