"""A few statements as Turtle, with the prefixes of those who will read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.encode.trig import graph_pieces
from mdmakg.vocab.foreign import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.vocab.term import Term

__all__ = ["turtle_pieces"]

# Turtle 6.5: what a local name may have without a backslash, as far as it is needed here.
_SIMPLE: Final = re.compile(r"[A-Za-z](?:(?:[\w.-]|%[0-9A-Fa-f]{2})*[A-Za-z0-9])?", re.ASCII)


def turtle_pieces(
    triples: Iterable[tuple[Term, Term, Term]], prefixes: Mapping[str, str]
) -> Iterator[str]:
    """Write statements, sorted and each once; ``prefixes`` are what IRIs may begin with."""
    rows = sorted(set(triples))
    names = {term: _name(term, prefixes) for row in rows for term in row if term[0] == "<"}
    # Literals name their datatypes by this prefix.
    heads = {**prefixes, "xsd": XSD}
    yield from (f"@prefix {prefix}: <{heads[prefix]}> .\n" for prefix in sorted(heads))
    yield from graph_pieces("", ((s, p, o, "") for s, p, o in rows), names)


def _name(iri: Term, prefixes: Mapping[str, str]) -> str:
    for prefix, start in prefixes.items():
        begun = len(start) + 1
        if iri.startswith(f"<{start}") and _SIMPLE.fullmatch(iri, begun, len(iri) - 1):
            return f"{prefix}:{iri[begun:-1]}"
    return iri
