"""Answers of our own questions, read from SPARQL's JSON into terms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Row", "Term", "cut", "read_rows", "read_truth"]


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """An RDF term; ``kind`` is ``uri``, ``literal``, ``bnode`` or ``triple``.

    ``about`` is a literal's language or the IRI of its datatype, empty for a plain string.
    """

    kind: str
    value: str
    about: str = ""

    @property
    def is_iri(self) -> bool:
        """Whether it can be linked to."""
        return self.kind == "uri"


Row = dict[str, Term]
"""Variable to term; what is unbound is absent."""


def read_rows(answer: bytes) -> list[Row]:
    """Read the rows of a SELECT."""
    told = json.loads(answer)
    return [
        {name: _term(said) for name, said in row.items()} for row in told["results"]["bindings"]
    ]


def read_truth(answer: bytes) -> bool:
    """Read the answer of an ASK."""
    return bool(json.loads(answer)["boolean"])


def cut(text: str, most: int) -> str:
    """Cut a text that is longer than ``most`` code points; the last of them then says so."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _term(said: Mapping[str, Any]) -> Term:
    if said["type"] == "triple":
        parts = (_term(said["value"][part]).value for part in ("subject", "predicate", "object"))
        return Term("triple", f"<< {' '.join(parts)} >>")
    return Term(said["type"], said["value"], said.get("xml:lang") or said.get("datatype", ""))
