"""Trusty URIs: names of RDF that are made from what it says, so that anyone can verify it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdmakg.vocab.foreign import XSD
from mdmakg.vocab.term import literal_parts, term_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.vocab.term import Quad, Term

__all__ = ["HOLE", "artifact_code"]

HOLE: Final = " "
"""What stands for the code in statements about what the code will name; no IRI has one."""


def artifact_code(quads: Iterable[Quad]) -> str:
    """Give the code of statements in which ``HOLE`` stands for it; there are no blank nodes.

    Shape:  ``RA`` and the SHA-256 of the statements in base 64, 45 characters.
    Source: Trusty URI specification, module RA: sorted by graph, subject, predicate and
            object, IRIs before literals, four lines for each statement.
    """
    rows = sorted({(term_text(g), term_text(s), term_text(p), _key(o)) for s, p, o, g in quads})
    lines = (
        line
        for graph, subject, predicate, value in rows
        for line in (
            graph,
            subject,
            predicate,
            _written(value),
        )
    )
    text = "".join(f"{line}\n" for line in lines)
    return "RA" + urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")


def _key(term: Term) -> tuple[bool, str, str, str]:
    """Give what a term is sorted by: whether a literal, its text, its datatype, its language."""
    if not term.startswith('"'):
        return False, term_text(term), "", ""
    text, datatype, language = literal_parts(term)
    return True, text, "" if language else datatype or f"{XSD}string", language.lower()


def _written(value: tuple[bool, str, str, str]) -> str:
    is_literal, text, datatype, language = value
    if not is_literal:
        return text
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
    return f"@{language} {escaped}" if language else f"^{datatype} {escaped}"
