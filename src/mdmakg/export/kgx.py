"""Edges from treatments to conditions in the terms of Biolink, as the two tables of KGX."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from hashlib import sha256
from itertools import product
from typing import TYPE_CHECKING, Final

from mdmakg.derive.reports import by_authors, reports_of
from mdmakg.derive.treatment import unproven
from mdmakg.export.biolink import names_of, our_name, publication
from mdmakg.export.study import features_of, is_trial, participants
from mdmakg.export.tables import tsv_row
from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.claim import Hedge, Polarity, TreatmentPredicate
from mdmakg.model.concept import ConceptKind
from mdmakg.model.record import HowKnown
from mdmakg.model.study import ArmRole
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.export.biolink import Names, Node
    from mdmakg.export.material import Material, Portion
    from mdmakg.graph.facts import Facts

__all__ = ["EDGES", "NODES", "kgx_edge_pieces", "kgx_node_pieces"]

NODES: Final = "nodes.tsv"
EDGES: Final = "edges.tsv"

_CHECK: Final = f"{BASE}check/treats-unproven"
_CATEGORY: Final = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row of the edges, in the order of the columns; several values of a cell have a bar between.

    Source: Biolink 4.4.4, association and its slots.
    """

    id: str
    subject: str
    predicate: str
    object: str
    knowledge_level: str
    agent_type: str
    primary_knowledge_source: str
    publications: str
    has_supporting_studies: str
    study_size: str
    p_value: str
    negated: str
    description: str
    category: str = _CATEGORY


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An edge with the nodes that it needs."""

    edge: _Edge
    nodes: tuple[Node, ...]


def kgx_node_pieces(material: Material) -> Iterator[str]:
    """Write the nodes of every edge, each once.

    Shape:  tab-separated; several values of a cell have a bar between them.
    Source: KGX format, node record.
    """
    yield tsv_row(("id", "category", "name", "iri", "xref"))
    seen: set[str] = set()
    for drawn in _all(material):
        for node in drawn.nodes:
            if node.id not in seen:
                seen.add(node.id)
                yield tsv_row((node.id, node.category, node.name, node.iri, _cell(node.same)))


def kgx_edge_pieces(material: Material) -> Iterator[str]:
    """Write an edge for each claim that a treatment works, and for each that a trial tests.

    Source: KGX format, edge record.
    """
    names = tuple(column.name for column in fields(_Edge))
    yield tsv_row(names)
    seen: set[str] = set()
    for drawn in _all(material):
        if drawn.edge.id not in seen:
            seen.add(drawn.edge.id)
            yield tsv_row([getattr(drawn.edge, name) for name in names])


def _all(material: Material) -> Iterator[_Drawn]:
    for portion in material.portions():
        names = names_of(portion.facts)
        reports = reports_of(portion.facts)
        allowed = _accepted(portion.facts)
        for claim in portion.claims(material.asked):
            if portion.facts.all(claim, m.exportedPredicate):
                yield _claimed(names, reports, claim, accepted=claim in allowed)
        yield from _tested(names, reports, _studies(portion, material))


def _accepted(facts: Facts) -> frozenset[str]:
    """Give the claims of which somebody accepts that they go out as treating, unproven."""
    return frozenset(
        focus
        for acceptance in facts.instances(m.Acceptance)
        if _CHECK in facts.all(acceptance, m.acceptedCheck)
        for focus in facts.all(acceptance, m.acceptedFocus)
    )


def _studies(portion: Portion, material: Material) -> list[str]:
    wanted = portion.subjects(material.asked)
    return [study for study in portion.facts.instances(m.Study) if study in wanted]


def _claimed(
    names: Names, reports: Mapping[str, Sequence[str]], claim: str, *, accepted: bool
) -> _Drawn:
    """Draw the edge of a claim, under the predicate that it may have."""
    facts = names.facts
    treatment = facts.one(facts.one(claim, m.proposition), m.subject)
    ends = (
        names.node(treatment, "Treatment"),
        names.node(facts.one(claim, m.exportedObject), "Disease"),
    )
    carrying = facts.all(claim, m.carriedByStudy)
    studies = tuple(map(names.study, carrying))
    voice = facts.one(claim, m.voice)
    predicate = _predicate(facts, claim, accepted=accepted)
    edge = _Edge(
        id=our_name(claim),
        subject=ends[0].id,
        predicate=_biolink(predicate),
        object=ends[1].id,
        knowledge_level=_level(facts, claim, predicate),
        agent_type="manual_agent",
        primary_knowledge_source=our_name(voice),
        publications=publication(facts, voice),
        has_supporting_studies=_cell(study.id for study in studies),
        study_size=participants(facts, reports, carrying),
        p_value=_p_value(facts, claim),
        negated="true" if _denied(facts, claim) else "false",
        description=facts.one(claim, m.gloss),
    )
    return _Drawn(edge, (*ends, *studies))


def _predicate(facts: Facts, claim: str, *, accepted: bool) -> TreatmentPredicate:
    """Give the predicate: the rule's, if ``treats-unproven`` finds fault that nobody accepts."""
    asked = TreatmentPredicate(facts.name(claim, m.exportedPredicate))
    proven = facts.all(claim, m.provenBy) and not facts.all(claim, m.treatmentDisputedBy)
    if asked is TreatmentPredicate.TREATS and not (proven or accepted or _denied(facts, claim)):
        carrying = facts.all(claim, m.carriedByStudy)
        return unproven(facts, claim, [features_of(facts, study) for study in carrying])
    return asked


def _biolink(predicate: TreatmentPredicate) -> str:
    return f"biolink:{predicate.replace('-', '_')}"


def _denied(facts: Facts, claim: str) -> bool:
    return facts.name(claim, m.polarity) == Polarity.DENIED


def _level(facts: Facts, claim: str, predicate: TreatmentPredicate) -> str:
    """What is said to work without a hedge is asserted; what may work is a prediction.

    That a study was done is asserted, whatever its authors hope.
    """
    done = predicate in {
        TreatmentPredicate.IN_CLINICAL_TRIALS_FOR,
        TreatmentPredicate.STUDIED_TO_TREAT,
    }
    certain = done or facts.name(claim, m.hedge) == Hedge.NONE
    return "knowledge_assertion" if certain else "prediction"


def _p_value(facts: Facts, claim: str) -> str:
    """Give p if one result carries the claim and gives it exactly; a bound is no value."""
    results = facts.all(claim, m.carriedByResult)
    words = quantity_text(facts, results[0], m.pValue) if len(results) == 1 else ""
    return words if words.replace(".", "", 1).isdecimal() else ""


def _tested(
    names: Names, reports: Mapping[str, Sequence[str]], studies: Iterable[str]
) -> Iterator[_Drawn]:
    """Draw an edge for each treatment that authors say they gave in a trial, and each condition.

    One edge for all of their reports that say so.
    """
    facts = names.facts
    for study in studies:
        if is_trial(facts, study):
            for (treatment, condition), told in _tried(facts, reports.get(study, ())).items():
                size = participants(facts, reports, (study,))
                yield _trial(names, told, size, (treatment, study, condition))


def _tried(facts: Facts, reports: Iterable[str]) -> Mapping[tuple[str, str], Sequence[str]]:
    """Give the reports in which authors tell of a treatment and a condition, by the two."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for report in reports:
        if by_authors(facts, report):
            for pair in product(_given(facts, report), _conditions(facts, report)):
                found[pair].append(report)
    return found


def _given(facts: Facts, report: str) -> list[str]:
    arms = facts.all(report, m.hasArm)
    tried = (arm for arm in arms if facts.name(arm, m.armRole) == ArmRole.INVESTIGATIONAL)
    given = {thing for arm in tried for thing in facts.all(arm, m.armIntervention)}
    return sorted(thing for thing in given if m.Intervention in facts.all(thing, f.rdf_type))


def _conditions(facts: Facts, report: str) -> list[str]:
    people = facts.all(report, m.enrolledPopulation)
    return [one for one in people if facts.name(one, m.conceptKind) == ConceptKind.CONDITION]


def _trial(names: Names, reports: Sequence[str], size: str, ends: tuple[str, str, str]) -> _Drawn:
    """Draw the edge of a trial: that it was done, whatever came of it."""
    facts = names.facts
    treatment, study, condition = ends
    nodes = (
        names.node(treatment, "Treatment"),
        names.node(condition, "Disease"),
        names.study(study),
    )
    sources = sorted({facts.one(report, m.reportedIn) for report in reports})
    read = all(facts.name(report, m.howKnown) == HowKnown.RECORD for report in reports)
    key = sha256("\n".join(ends).encode()).hexdigest()[:16]
    edge = _Edge(
        id=f"mdmakg.edge:{key}",
        subject=nodes[0].id,
        predicate=_biolink(TreatmentPredicate.IN_CLINICAL_TRIALS_FOR),
        object=nodes[1].id,
        knowledge_level="knowledge_assertion",
        agent_type="automated_agent" if read else "manual_agent",
        primary_knowledge_source=our_name(sources[0]),
        publications=_cell(publication(facts, source) for source in sources),
        has_supporting_studies=nodes[2].id,
        study_size=size,
        p_value="",
        negated="false",
        description=facts.one(study, f.rdfs_label) or local_name(study),
    )
    return _Drawn(edge, nodes)


def _cell(values: Iterable[str]) -> str:
    return "|".join(values)
