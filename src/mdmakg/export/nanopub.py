"""Nanopublications: each claim as a small publication of its own, with where it is from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.encode.trig import graph_pieces
from mdmakg.export.trusty import HOLE, artifact_code
from mdmakg.graph.reach import reachable
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.prefixes import PREFIXES
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.export.material import Asked, Material
    from mdmakg.vocab.term import Quad, Term

__all__ = ["nanopub_pieces"]

_SPACE: Final = f"{m.BASE}np/"

_SAYS: Final = frozenset(
    {f.rdf_type, m.gloss, m.proposition, m.polarity, m.quantifier, m.hedge, m.intensifier}
    | {m.claimKind, m.claimedDirection}
)
"""What of a claim is what it says; all else that is said of it is where it is from."""

_ABOUT_SOURCE: Final = frozenset(
    {f.rdf_type, f.rdfs_label, f.dcterms_title, f.dcterms_issued, f.dcterms_publisher}
    | {m.shortId, m.sourceKind, m.hasCreator, m.name, m.position, m.identifier, m.venue}
    | {m.issuedYear, m.partOf, m.publicationState, m.expressedIn}
    | {m.licence, m.attributionNotice}
)

_NAMED: Final = frozenset({f.rdfs_label, f.skos_exactMatch, f.skos_closeMatch})
_ABOUT_TEXT: Final = frozenset((f.rdf_type, m.sha256, m.length, m.fileName))

_PARTS: Final = ("Head", "assertion", "provenance", "pubinfo", "curator")
_PREFIXES: Final = {"np": x.NP, "prov": x.PROV}
_NAMES: Final = {
    iri_term(term): f"{prefix}:{term.removeprefix(_PREFIXES[prefix])}"
    for prefix, term in (
        ("np", x.np_Nanopublication),
        ("np", x.np_hasAssertion),
        ("np", x.np_hasProvenance),
        ("np", x.np_hasPublicationInfo),
        ("prov", x.prov_Agent),
        ("prov", x.prov_wasAttributedTo),
        ("prov", x.prov_wasDerivedFrom),
    )
}
"""How terms are written that the data itself does not use."""

_FROM_TEXT: Final = (f.oa_hasTarget,)
_FROM_SOURCE: Final = (m.voice, m.attributedTo, m.knownThrough)

Pair: TypeAlias = "tuple[Term, Term]"
Triple: TypeAlias = "tuple[Term, Term, Term]"
Said: TypeAlias = "dict[Term, dict[Term, list[Term]]]"


def nanopub_pieces(material: Material) -> Iterator[str]:
    """Write a nanopublication for each claim, one after another, as TriG.

    Shape: four graphs each: a head; the claim and its proposition as the curator put what
           the document says; the passages, the source, the lines of evidence and who coded
           it; who and when. Its name is a trusty URI, made from what it says alone: how a
           claim stands is not in it, since that changes with the corpus.
    Source: Nanopublication Guidelines, well-formed nanopublications.
    """
    for portion in material.portions():
        said = _said(chain(portion.said_quads(), portion.beside_quads))
        for claim in portion.claims(material.asked):
            yield _text(_nanopub(said, iri_term(claim), material.asked))


def _said(quads: Iterable[Quad]) -> Said:
    """Collect statements by subject and predicate, each once, whatever graph they stand in."""
    said: Said = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in quads:
        values = said[subject][predicate]
        if value not in values:
            values.append(value)
    return said


def _text(quads: Iterable[Quad]) -> str:
    """Write one nanopublication, whole with its prefixes; its graphs are ``sub:Head`` and so on."""
    graphs: dict[Term, list[Quad]] = {}
    for quad in sorted(quads):
        graphs.setdefault(quad[3], []).append(quad)
    this = min(graphs)[1:-1].partition("#")[0]
    names = {**_NAMES, iri_term(this): "this:"}
    names |= {iri_term(f"{this}#{part}"): f"sub:{part}" for part in _PARTS}
    blocks = (graph_pieces(graph, graphs[graph], names) for graph in sorted(graphs))
    text = "".join(chain.from_iterable(blocks))
    prefixes = {"this": this, "sub": f"{this}#", **_PREFIXES, **PREFIXES}
    used = (f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes.items() if f"{p}:" in text)
    return "".join((*used, text, "\n"))


def _nanopub(said: Said, claim: Term, asked: Asked) -> list[Quad]:
    told = _told(said, claim, asked)
    return _named(told, artifact_code(_named(told, HOLE)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a nanopublication says, but for what it says of its own parts."""

    assertion: tuple[Triple, ...]
    provenance: tuple[Triple, ...]
    derived_from: tuple[Term, ...]
    curator: Term | None
    publication: tuple[Pair, ...]


def _told(said: Said, claim: Term, asked: Asked) -> _Told:
    own = said[claim]
    says = [(claim, p, o) for p, values in own.items() if term_text(p) in _SAYS for o in values]
    propositions = own.get(iri_term(m.proposition), [])
    asserted = [*says, *_of(said, _nested(said, propositions))]
    sources = _sources(said, own)
    behind = [*_nested(said, _values(own, _FROM_TEXT)), *_values(own, (m.hasEvidenceLine,))]
    elsewhere = [
        (claim, p, o) for p, values in own.items() if term_text(p) not in _SAYS for o in values
    ]
    grounds = [*elsewhere, *_of(said, behind), *_of(said, _texts(said, behind), _ABOUT_TEXT)]
    return _Told(
        assertion=(*asserted, *_labels(said, asserted)),
        provenance=(*grounds, *_of(said, sources, _ABOUT_SOURCE), *_labels(said, grounds)),
        derived_from=tuple(_values(own, (*_FROM_TEXT, *_FROM_SOURCE))),
        curator=next(iter(own.get(iri_term(m.codedBy), [])), None),
        publication=tuple(_publication(said, own, asked)),
    )


def _publication(said: Said, own: Mapping[Term, list[Term]], asked: Asked) -> Iterator[Pair]:
    """Name it, date it by the latest of what it says, and license it."""
    for name in own.get(iri_term(m.shortId), []):
        yield iri_term(f.rdfs_label), name
    parts = (own, *(said[line] for line in _values(own, (m.hasEvidenceLine,))))
    if days := [day for part in parts for day in part.get(iri_term(m.codedOn), [])]:
        yield iri_term(x.dcterms_created), max(days)
    if asked.licence:
        yield iri_term(x.dcterms_license), iri_term(asked.licence)


def _named(told: _Told, code: str) -> list[Quad]:
    """Give all four graphs of a nanopublication of that code."""
    this = iri_term(f"{_SPACE}{code}")
    head, assertion, provenance, about, curator = (
        iri_term(f"{_SPACE}{code}#{part}") for part in _PARTS
    )
    by = iri_term(x.prov_wasAttributedTo)
    quads = [
        (this, iri_term(f.rdf_type), iri_term(x.np_Nanopublication), head),
        (this, iri_term(x.np_hasAssertion), assertion, head),
        (this, iri_term(x.np_hasProvenance), provenance, head),
        (this, iri_term(x.np_hasPublicationInfo), about, head),
        *((s, p, o, assertion) for s, p, o in told.assertion),
        *((s, p, o, provenance) for s, p, o in told.provenance),
        *(
            (assertion, iri_term(x.prov_wasDerivedFrom), source, provenance)
            for source in told.derived_from
        ),
        *((this, p, o, about) for p, o in told.publication),
    ]
    if told.curator is not None:
        quads += [
            (assertion, by, curator, provenance),
            (this, by, curator, about),
            (curator, iri_term(f.rdf_type), iri_term(x.prov_Agent), about),
            (curator, iri_term(f.rdfs_label), told.curator, about),
        ]
    return list(dict.fromkeys(quads))


def _of(
    said: Said, subjects: Iterable[Term], wanted: frozenset[str] | None = None
) -> Iterator[Triple]:
    for subject in dict.fromkeys(subjects):
        for predicate, values in said.get(subject, {}).items():
            if wanted is None or term_text(predicate) in wanted:
                yield from ((subject, predicate, value) for value in values)


def _values(own: Mapping[Term, list[Term]], predicates: Iterable[str]) -> list[Term]:
    return [value for way in predicates for value in own.get(iri_term(way), [])]


def _nested(said: Said, things: Iterable[Term]) -> frozenset[Term]:
    """Give things and their parts, whose IRIs go on from theirs: a quantity, a selector."""
    return reachable(
        things,
        lambda at: (
            value
            for values in said.get(at, {}).values()
            for value in values
            if value.startswith(f"{at[:-1]}/")
        ),
    )


def _sources(said: Said, own: Mapping[Term, list[Term]]) -> frozenset[Term]:
    """Give the sources of a claim, what they are parts of, and their creators."""
    ways = tuple(map(iri_term, (m.partOf, m.hasCreator)))
    return reachable(
        _values(own, _FROM_SOURCE),
        lambda at: (value for way in ways for value in said.get(at, {}).get(way, [])),
    )


def _texts(said: Said, passages: Iterable[Term]) -> list[Term]:
    return [text for p in passages for text in _values(said.get(p, {}), (f.oa_hasSource,))]


def _labels(said: Said, triples: Iterable[Triple]) -> Iterator[Triple]:
    """Say what the things are called that are spoken of and not described, here and elsewhere."""
    return _of(said, (value for _, _, value in triples), _NAMED)
