"""RDF in: files of statements that were made here or elsewhere."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from mdmakg.encode.dataset import sorted_nquads
from mdmakg.encode.graphs import GraphKind, graph_kinds
from mdmakg.errors import Fault, InputError, Place
from mdmakg.vocab import foreign as f

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RDF_FILES", "from_rdf"]

RDF_FILES: Mapping[str, RdfFormat] = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
"""The files of statements that are read, by their endings."""


_TEXTS: Final = re.compile(rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"', re.DOTALL)


def from_rdf(content: bytes, file: str) -> bytes:
    """Read a file of statements, of the form that its name's ending says, as sorted N-Quads.

    What a rule derived is left out: it is derived anew, so that no file can say
    of itself that it passed.
    Errors: ``InputError`` at the place where it is not RDF, or has nodes without
            a name or statements about statements, which no file of ours has.
    """
    form = RDF_FILES[PurePath(file).suffix]
    _refuse_triple_terms(content, file)
    try:
        quads = [quad for quad in parse(content, form) if not _is_derived(quad)]
    except SyntaxError as error:
        place = Place(file, error.lineno or 1, error.offset or 1)
        says = f"this is not {form.name}: {error.msg}"
        raise InputError([Fault(place, "rdf-syntax", says)]) from error
    if nameless := next((quad for quad in quads if _is_nameless(quad)), None):
        says = f"a node without a name (blank node) in: {nameless}"
        raise InputError([Fault(Place(file), "blank-node", says)])
    return sorted_nquads(quads)


def _refuse_triple_terms(content: bytes, file: str) -> None:
    # Oxigraph reads them by recursion: nested deep enough they end the process.
    if b"<<" in content and (at := _TEXTS.sub(_emptied, content).find(b"<<")) >= 0:
        line = content.count(b"\n", 0, at) + 1
        says = "statements about statements are not read"
        raise InputError([Fault(Place(file, line), "triple-term", says)])


def _emptied(found: re.Match[bytes]) -> bytes:
    return re.sub(rb"[^\n]", b" ", found[0])


def _is_derived(quad: Quad) -> bool:
    kinds = graph_kinds()
    of_type = quad.predicate.value == f.rdf_type and isinstance(quad.object, NamedNode)
    term = quad.object if of_type else quad.predicate
    return isinstance(term, NamedNode) and kinds.get(term.value) is GraphKind.CHECKS


def _is_nameless(quad: Quad) -> bool:
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))
