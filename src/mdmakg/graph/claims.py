"""The claim-to-evidence graph: claims, evidence lines, results, studies, sources, outcomes."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.graph.facts import Facts, local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.chain import EdgeKind, NodeKind
from mdmakg.model.scalar import Unsaid
from mdmakg.model.source import OVERALL
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from networkx import MultiDiGraph

__all__ = ["claim_graph", "resting_on", "result_attributes"]

Attributes = dict[str, object]
Described: TypeAlias = "tuple[str, NodeKind, Callable[[Facts, str], Attributes]]"
"""A class, the kind of its nodes, and what is told of one."""
Reports = dict[str, tuple[str, ...]]
"""Study to the reports of it."""
Judged = dict[str, tuple[str, ...]]
"""Study to how great the risk of bias in it was judged to be, over all."""

_FLAGS = (
    (m.primaryInstrument, "primary instrument"),
    (m.primaryTimePoint, "primary time point"),
    (m.afterCrossover, "after crossover"),
    (m.serious, "serious"),
)


def claim_graph(facts: Facts, name: str = "claims to evidence") -> MultiDiGraph[str]:
    """Build the graph of a corpus.

    Shape: nodes are IRIs with ``kind``, ``id``, ``label`` and what a reader wants
           first; edges have a ``kind``, which is their key as well.
    """
    from networkx import MultiDiGraph

    graph: MultiDiGraph[str] = MultiDiGraph(name=name)
    reports = _reports(facts)
    study: Described = (m.Study, NodeKind.STUDY, partial(_study, reports, _judged(facts)))
    described: tuple[Described, ...] = (*_DESCRIBED, study)
    for class_, kind, describe in described:
        for node in facts.instances(class_):
            told = {key: value for key, value in describe(facts, node).items() if value}
            graph.add_node(node, kind=kind.value, **told)
    for tail, head, edge, more in _edges(facts, reports):
        if tail in graph and head in graph:
            graph.add_edge(tail, head, key=edge.value, kind=edge.value, **more)
    return graph


def resting_on(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Give, for each passage, what rests on it: a broken one concerns them all."""
    found: dict[str, tuple[str, ...]] = {}
    for thing in sorted(facts.said):
        for passage in facts.all(thing, f.oa_hasTarget):
            found[passage] = (*found.get(passage, ()), thing)
    return found


def _claim(facts: Facts, node: str) -> Attributes:
    return {
        "id": facts.one(node, m.shortId),
        "label": facts.one(node, m.gloss),
        "claim_kind": facts.name(node, m.claimKind),
        "hedge": facts.name(node, m.hedge),
        "polarity": facts.name(node, m.polarity),
        "quantifier": facts.name(node, m.quantifier),
        "direction": facts.name(node, m.claimedDirection),
        "change": _change(facts, facts.one(node, m.proposition), m.from_, m.to),
        "voice": local_name(facts.one(node, m.voice)),
        "attributed_to": local_name(facts.one(node, m.attributedTo)),
        "intensifiers": list(facts.all(node, m.intensifier)),
        "passages": [_range(passage) for passage in _passages(facts, node)],
        "text": _text_of(facts, node),
    }


def _passages(facts: Facts, node: str) -> list[str]:
    return sorted(
        facts.all(node, f.oa_hasTarget), key=lambda passage: int(_range(passage).split("-")[0])
    )


def _range(passage: str) -> str:
    return passage.rpartition("/")[2]


def _text_of(facts: Facts, node: str) -> str:
    passages = facts.all(node, f.oa_hasTarget)
    return facts.one(facts.one(passages[0], f.oa_hasSource), m.fileName) if passages else ""


def _evidence_line(facts: Facts, node: str) -> Attributes:
    direction = facts.name(node, m.evidenceDirection)
    basis = facts.name(node, m.basis)
    inferred = facts.one(node, m.inferred) == "true"
    return {
        "id": f"→ {facts.one(_target_of(facts, node), m.shortId)}",
        "label": ": ".join(part for part in (direction, facts.one(node, m.note)) if part),
        "direction": direction,
        "basis": basis,
        "inferred": inferred,
        "coded_by": facts.one(node, m.codedBy),
    }


def _target_of(facts: Facts, line: str) -> str:
    return facts.one(line, m.evidence)


def result_attributes(facts: Facts, node: str) -> Attributes:
    """Tell of a result what a reader wants first; empty where its source says nothing."""
    outcomes = (facts.one(o, f.rdfs_label) for o in facts.all(node, m.ofOutcome))
    return {
        "id": facts.one(node, m.shortId),
        "label": facts.one(node, m.gloss),
        "direction": facts.name(node, m.direction),
        "change": _change(facts, node, m.changeFrom, m.changeTo),
        "between": _between(facts, node),
        "time_frame": facts.one(node, m.timeFrame),
        "outcomes": sorted(outcomes),
        "instrument": facts.one(facts.one(node, m.usedInstrument), m.abbreviation),
        "p": quantity_text(facts, node, m.pValue),
        "measure": _stated(facts.name(node, m.measure)),
        "estimate": quantity_text(facts, node, m.estimate),
        "standard_error": quantity_text(facts, node, m.standardError),
        "interval": quantity_text(facts, node, m.interval),
        "significance": facts.name(node, m.significance),
        "flags": [word for term, word in _FLAGS if facts.one(node, term) == "true"],
    }


def _stated(name: str) -> str:
    return name if name not in {*Unsaid} else ""


def _between(facts: Facts, node: str) -> str:
    """Say between which arms a difference lies, the first less the second if that is told."""
    first = facts.one(node, m.firstArm)
    arms = sorted(facts.all(node, m.betweenArm), key=lambda arm: (arm != first, arm))
    labels = [facts.one(arm, f.rdfs_label) or local_name(arm) for arm in arms]
    return (" against " if first in arms else " and ").join(labels)


def _change(facts: Facts, node: str, start: str, end: str) -> str:
    """Say from which to which time point; an end that is not stated is left open."""
    said = [(word, facts.one(node, term)) for word, term in (("from", start), ("to", end))]
    told = [f"{word} {local_name(iri)}" for word, iri in said if "/unsaid/" not in iri and iri]
    return " ".join(told)


def _study(reported: Reports, judged: Judged, facts: Facts, node: str) -> Attributes:
    reports = reported.get(node, ())
    design = {local_name(d) for report in reports for d in facts.all(report, m.designFeature)}
    return {
        "id": facts.one(node, m.shortId),
        "label": facts.one(node, f.rdfs_label),
        "size": " or ".join(_sizes(facts, reports)),
        "design": ", ".join(sorted(design)).replace("-", " "),
        "risk_of_bias": ", ".join(judged.get(node, ())),
        "cohort": local_name(facts.one(node, m.hasCohort)),
    }


def _sizes(facts: Facts, reports: Iterable[str]) -> list[str]:
    """Give the numbers enrolled that the reports state, each once, the smallest first."""
    sizes = {(_low(facts, report), quantity_text(facts, report, m.enrolled)) for report in reports}
    return [words for _, words in sorted(sizes) if words]


def _low(facts: Facts, report: str) -> Decimal:
    return Decimal(facts.one(facts.one(report, m.enrolled), m.low) or 0)


def _reports(facts: Facts) -> Reports:
    found: Reports = {}
    for report in facts.instances(m.StudyReport):
        study = facts.one(report, m.ofStudy)
        found[study] = (*found.get(study, ()), report)
    return found


def _judged(facts: Facts) -> Judged:
    found: dict[str, set[str]] = {}
    for one in facts.instances(m.RiskOfBias):
        if facts.one(one, m.biasDomain) == OVERALL:
            found.setdefault(facts.one(one, m.judgedStudy), set()).add(facts.name(one, m.biasLevel))
    return {study: tuple(sorted(levels)) for study, levels in found.items()}


def _source(facts: Facts, node: str) -> Attributes:
    status = facts.name(node, m.publicationState)
    return {
        "id": facts.one(node, m.shortId),
        "label": facts.one(node, f.rdfs_label),
        "source_kind": ", ".join(
            part for part in (facts.name(node, m.sourceKind), status) if part not in {"", "current"}
        ),
        "issued": facts.one(node, f.dcterms_issued)[:10],
        "title": facts.one(node, f.dcterms_title),
    }


def _outcome(facts: Facts, node: str) -> Attributes:
    return {"id": facts.one(node, m.shortId), "label": facts.one(node, f.rdfs_label)}


_DESCRIBED: tuple[Described, ...] = (
    (m.Claim, NodeKind.CLAIM, _claim),
    (m.EvidenceLine, NodeKind.EVIDENCE_LINE, _evidence_line),
    (m.Result, NodeKind.RESULT, result_attributes),
    (m.Source, NodeKind.SOURCE, _source),
    (m.Outcome, NodeKind.OUTCOME, _outcome),
)

_STRAIGHT: tuple[tuple[str, EdgeKind], ...] = (
    (m.voice, EdgeKind.SAID_BY),
    (m.relaysClaim, EdgeKind.RELAYS),
    (m.relays, EdgeKind.RELAYS),
    (m.cites, EdgeKind.CITES),
    (m.followsUp, EdgeKind.FOLLOWS_UP),
)

Edge = tuple[str, str, EdgeKind, Attributes]


def _edges(facts: Facts, reports: Reports) -> Iterator[Edge]:
    for tail in sorted(facts.said):
        for predicate, kind in _STRAIGHT:
            for head in facts.all(tail, predicate):
                yield tail, head, kind, {}
    yield from _lines(facts)
    yield from _of_results(facts)
    yield from _of_reports(facts, reports)


def _lines(facts: Facts) -> Iterator[Edge]:
    for claim in facts.instances(m.Claim):
        for line in facts.all(claim, m.hasEvidenceLine):
            told: Attributes = {
                "basis": facts.name(line, m.basis),
                "inferred": facts.one(line, m.inferred) == "true",
            }
            direction = EdgeKind(facts.name(line, m.evidenceDirection))
            yield claim, line, EdgeKind.HAS_EVIDENCE_LINE, told
            yield line, _target_of(facts, line), direction, told


def _of_results(facts: Facts) -> Iterator[Edge]:
    for result in facts.instances(m.Result):
        yield from _each(result, facts.all(result, m.ofOutcome), EdgeKind.MEASURES)
        yield from _each(result, facts.all(result, m.ofStudy), EdgeKind.OF_STUDY)
        yield from _each(result, facts.all(result, m.reportedIn), EdgeKind.REPORTED_IN)


def _of_reports(facts: Facts, reported: Reports) -> Iterator[Edge]:
    for study, reports in sorted(reported.items()):
        for report in reports:
            yield from _each(study, facts.all(report, m.reportedIn), EdgeKind.REPORTED_IN)


def _each(tail: str, heads: Iterable[str], kind: EdgeKind) -> Iterator[Edge]:
    return ((tail, head, kind, {}) for head in heads)
