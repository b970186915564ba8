"""TriG, for reading: statements graph by graph, written piece by piece."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby, islice
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from mdmakg.encode.dataset import parse_nquads, sorted_nquads
from mdmakg.vocab.foreign import XSD, rdf_type
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.vocab.term import Quad, Term

__all__ = ["TRIG_HEAD", "from_trig", "graph_pieces", "to_trig", "trig_pieces"]

TRIG_HEAD: Final = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(PREFIXES))
"""The prefixes with which every file of TriG begins."""

_PIECE: Final = 4096
"""How many statements are written at once."""

_KNOWN: Final = 65536
"""How many terms are remembered as they are written."""


def to_trig(nquads: bytes) -> bytes:
    """Write sorted N-Quads as TriG, graph by graph."""
    graphs: defaultdict[Term, list[Quad]] = defaultdict(list)
    for quad in parse_nquads(nquads):
        graphs[quad[3]].append(quad)
    names = sorted(graphs, key=lambda graph: graph[1:-1])
    ordered = (quad for graph in names for quad in graphs[graph])
    return "".join(trig_pieces(ordered)).encode()


def from_trig(trig: bytes) -> bytes:
    """Read TriG as sorted N-Quads."""
    return sorted_nquads(parse(trig, RdfFormat.TRIG))


def trig_pieces(quads: Iterable[Quad]) -> Iterator[str]:
    """Write statements as TriG, piece by piece; nothing, not even prefixes, if there are none.

    They come in the order of their graphs and, within each, of their lines; of a graph
    that comes twice two blocks are written.
    """
    names = _Names()
    for number, (graph, said) in enumerate(groupby(quads, itemgetter(3))):
        if number == 0:
            yield TRIG_HEAD
        yield from _block(graph, said, names)


def graph_pieces(
    graph: Term, quads: Iterable[Quad], known: Mapping[Term, str] = MappingProxyType({})
) -> Iterator[str]:
    """Write the block of one graph, piece by piece; its statements in the order of their lines.

    ``known`` are terms that are written otherwise than by the prefixes of ``TRIG_HEAD``.
    """
    return _block(graph, quads, _Names(known), known)


def _block(
    graph: Term,
    quads: Iterable[Quad],
    names: _Names,
    known: Mapping[Term, str] = MappingProxyType({}),
) -> Iterator[str]:
    """Write a graph as Oxigraph does: a line for each subject and predicate, shortened names.

    Source: TriG 2.2, graph statements; without a name its statements stand by themselves.
    """
    verbs = _Names({**known, f"<{rdf_type}>": "a"})
    tab, end = ("\t", " .\n}\n") if graph else ("", " .\n")
    before = f"{names[graph]} {{\n{tab}" if graph else ""
    subject = predicate = ""
    rest = iter(quads)
    while some := tuple(islice(rest, _PIECE)):
        out = []
        for s, p, o, _ in some:
            value = o if o[-1] == '"' else names[o]
            if s != subject:
                out.append(f"{before}{names[s]} {verbs[p]} {value}")
                subject, predicate, before = s, p, f" .\n{tab}"
            elif p != predicate:
                out.append(f" ;\n{tab}\t{verbs[p]} {value}")
                predicate = p
            else:
                out.append(f" , {value}")
        yield "".join(out)
        names.forget()
    yield end


class _Names(dict["Term", str]):
    """How terms are written, each found once."""

    def __missing__(self, term: Term) -> str:
        self[term] = written = _iri(term) if term[0] == "<" else _literal(term)
        return written

    def forget(self) -> None:
        """Keep no more than a bounded number, however many there are."""
        if len(self) > _KNOWN:
            self.clear()


_ABOVE: Final = {iri: name for name, iri in PREFIXES.items()}
_OWN: Final = {name for name, iri in PREFIXES.items() if iri == f"{BASE}{name}/"}
_SIMPLE: Final = re.compile(r"[A-Za-z0-9_:/](?:[A-Za-z0-9_:/.\-]*[A-Za-z0-9_:/\-])?")
_START: Final = f"<{BASE}"


def _iri(term: Term) -> str:
    """Shorten an IRI by the longest prefix that fits.

    Source: Turtle 2.4 and 6.3, prefixed names; characters that are reserved are escaped.
    """
    own = term[len(_START) : -1]
    if not term.startswith(_START) or not _SIMPLE.fullmatch(own):
        return _any_iri(term)
    name, _, local = own.partition("/")
    if name not in _OWN:
        return f"mdmakg:{own}".replace("/", "\\/")  # as nearly every one
    return f"{name}:{local}".replace("/", "\\/") if _SIMPLE.fullmatch(local) else _any_iri(term)


def _any_iri(term: Term) -> str:
    iri = term[1:-1]
    for prefix in sorted(filter(iri.startswith, _ABOVE), key=len, reverse=True):
        local = iri[len(prefix) :]
        characters = [_character(char, number, local) for number, char in enumerate(local)]
        if all(characters):
            return "".join([f"{_ABOVE[prefix]}:", *characters])
    return term


# Turtle 6.5: PN_CHARS_BASE, PN_CHARS and PN_LOCAL_ESC.
_LETTERS: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST: Final = re.compile(f"[{_LETTERS}_:0-9]")
_LATER: Final = re.compile(f"[{_LETTERS}_:0-9\\-\u00b7\u0300-\u036f\u203f\u2040]")
_RESERVED: Final = frozenset("_~.-!$&'()*+,;=/?#@%")


def _character(char: str, number: int, local: str) -> str:
    """Write one character of the rest of a name; nothing if no name may have it there."""
    inside = char == "." and 0 < number < len(local) - 1
    if inside or (_LATER if number else _FIRST).match(char):
        return char
    return f"\\{char}" if char in _RESERVED else ""


_TYPED: Final = re.compile(r'"(.*)"\^\^(<[^>]*>)', re.DOTALL)
_SHORT: Final = {
    f"<{XSD}boolean>": re.compile("true|false"),
    f"<{XSD}integer>": re.compile("[+-]?[0-9]+"),
    f"<{XSD}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{XSD}double>": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}
"""How literals are written without quotation marks. Source: Turtle 2.5.2 and 2.5.3."""


def _literal(term: Term) -> str:
    typed = _TYPED.fullmatch(term)
    if not typed:
        return term
    text, datatype = typed.groups()
    short = _SHORT.get(datatype)
    return text if short and short.fullmatch(text) else f'"{text}"^^{_iri(datatype)}'
