"""IRIs of things, built from ids alone: no blank nodes, no counters, no clocks."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from mdmakg.model.corpus import LOCAL
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.model.corpus import Entry
    from mdmakg.model.scalar import Kind
    from mdmakg.passage.span import Range

__all__ = [
    "acceptance_iri",
    "check_iri",
    "drift_iri",
    "entry_iri",
    "evidence_line_iri",
    "global_iri",
    "local_iri",
    "passage_iri",
    "proposition_iri",
    "text_iri",
]


def global_iri(kind: Kind, id_: str) -> str:
    """Name a thing known by a global id."""
    return BASE + kind + "/" + id_


def local_iri(kind: Kind, document: str, id_: str) -> str:
    """Name a thing known by an id within one document."""
    return BASE + kind + "/" + document + "/" + id_


def entry_iri(entry: Entry) -> str:
    """Name what an id names."""
    if entry.kind in LOCAL:
        return local_iri(entry.kind, entry.document, entry.id)
    return global_iri(entry.kind, entry.id)


def text_iri(digest: str) -> str:
    """Name a text by the first 12 hex digits of its SHA-256."""
    return f"{BASE}text/{digest[:12]}"


def passage_iri(text: str, span: Range) -> str:
    """Name a passage of a text by its range."""
    return f"{text}/{span.start}-{span.end}"


def evidence_line_iri(claim: Entry, target: Entry, document: str) -> str:
    """Name the line that a document draws from a claim to what bears on it.

    Shape: one for each pair and document; the claim's own document goes without saying.
    """
    end = target.short_id.replace(":", ".")
    by = "" if document == claim.document else f".by.{document}"
    return f"{BASE}evidence-line/{claim.document}/{claim.id}/{end}{by}"


def check_iri(code: str) -> str:
    """Name a check by its code."""
    return f"{BASE}check/{code}"


def acceptance_iri(document: str, code: str, focus: str) -> str:
    """Name what a document accepts of a check on a thing; there is one for each pair."""
    return f"{BASE}acceptance/{document}/{code}/{focus.removeprefix(BASE)}"


def proposition_iri(slots: Iterable[tuple[str, str]]) -> str:
    """Name a proposition by what fills its slots: equal slots, one proposition."""
    written = "\n".join(f"{name} {value}" for name, value in slots)
    return f"{BASE}proposition/{sha256(written.encode()).hexdigest()[:16]}"


def drift_iri(claim: str, earlier: str, aspect: str) -> str:
    """Name in what a claim differs from what it passes on; there is one for each aspect."""
    return f"{BASE}drift/{_known(claim)}/{_known(earlier).replace('/', '.')}/{aspect}"


def _known(iri: str) -> str:
    """Give a thing's IRI without its base and kind; a foreign one quoted whole."""
    if iri.startswith(BASE):
        return iri.removeprefix(BASE).partition("/")[2]
    return quote(iri, safe="")
