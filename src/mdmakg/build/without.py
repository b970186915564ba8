"""A dataset as if a source did not exist."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.encode.dataset import parse_nquads, to_nquads
from mdmakg.encode.graphs import GraphKind
from mdmakg.errors import UsageError
from mdmakg.graph.facts import Facts
from mdmakg.graph.gone import gone_with
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.graph.gone import Gone
    from mdmakg.vocab.term import Quad

__all__ = ["Without", "without"]

_LABEL: Final = iri_term(f.rdfs_label)

_TOLD: Final[Mapping[str, tuple[str, str]]] = {
    m.Source: ("source", "sources"),
    m.Claim: ("claim", "claims"),
    m.EvidenceLine: ("line of evidence", "lines of evidence"),
    m.Result: ("result", "results"),
    m.StudyReport: ("report of a study", "reports of studies"),
    m.OutcomeReport: ("report of an outcome", "reports of outcomes"),
    m.InterventionReport: ("report of an intervention", "reports of interventions"),
    m.Study: ("study", "studies"),
}
"""What is told of what is left out, in this order: a class, and what one and several are called."""


@dataclass(frozen=True, slots=True)
class Without:
    """What is left of a dataset, as sorted N-Quads, and a line on what was left out, if any."""

    nquads: bytes
    says: str


def without(nquads: bytes, sources: Iterable[str]) -> Without:
    """Leave out sources, their parts, all that they say and all that is known only through them.

    ``sources`` are ids or IRIs.
    Errors: ``UsageError`` for one that there is not, with names that are near, and
            where nothing is left.
    """
    if not (names := tuple(sources)):
        return Without(nquads, "")
    quads = list(parse_nquads(nquads))
    facts = Facts.of(quads)
    gone = gone_with(facts, [_named(facts, name) for name in names])
    left, said = to_nquads(_left(quads, facts, gone)), f"without {', '.join(names)}"
    if not left:
        raise UsageError(f"{said} nothing is left to look at")
    return Without(left, f"{said}: {', '.join(_told(facts, gone))}")


def _named(facts: Facts, name: str) -> str:
    known = {facts.one(source, m.shortId): source for source in facts.instances(m.Source)}
    for id_, source in known.items():
        if name in (id_, source, source.removeprefix(BASE)):
            return source
    raise UsageError(_unknown(name, sorted(known)))


def _unknown(name: str, ids: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, ids, n=3)
    hint = f"did you mean {', '.join(close)}?" if close else f"there are {', '.join(ids) or 'none'}"
    return f"there is no source {name!r}; {hint}"


def _left(quads: Iterable[Quad], facts: Facts, gone: Gone) -> Iterator[Quad]:
    """Give what stays, and of what two said alike only what one of them says that is left."""
    kept = [quad for quad in quads if _stays(quad, gone)]
    voiceless = _voiceless(quads, facts, gone)
    elsewhere = {quad[:3] for quad in kept if quad[3] not in voiceless}
    for quad in kept:
        if quad[3] not in voiceless or quad[:3] not in elsewhere:
            yield quad


def _stays(quad: Quad, gone: Gone) -> bool:
    subject, predicate, value, _ = quad
    end = value[1:-1] if value.startswith("<") else ""
    return subject.startswith("<") and gone.keeps(subject[1:-1], predicate[1:-1], end)


def _voiceless(quads: Iterable[Quad], facts: Facts, gone: Gone) -> set[str]:
    """Name the graphs of what is gone: each source's, and those of documents with none left."""
    sources = {iri_term(source): source for source in facts.instances(m.Source)}
    held: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, _, graph in quads:
        if predicate == _LABEL and subject in sources:
            held[graph].add(sources[subject])
    own = (source.rpartition("/")[2] for source in sources.values() if source in gone.nodes)
    return {
        *(iri_term(f"{BASE}graph/{GraphKind.SOURCE}/{id_}") for id_ in own),
        *(graph for graph, those in held.items() if those <= gone.nodes),
    }


def _told(facts: Facts, gone: Gone) -> Iterator[str]:
    for kind, (one, several) in _TOLD.items():
        if number := sum(node in gone.nodes for node in facts.instances(kind)):
            yield f"{number} {one if number == 1 else several}"
