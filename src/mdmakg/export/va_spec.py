"""Claims as statements with lines of evidence, after GA4GH's VA-Spec, which is SEPIO's model."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mdmakg.encode.assessment import assessment_iri
from mdmakg.export.about import DESCRIPTION, TITLE, about
from mdmakg.export.json_text import json_document
from mdmakg.export.result import FLAGS, compared_arms, first_arm, measured, name_of
from mdmakg.export.work import work_of
from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.export.material import Material
    from mdmakg.export.work import Work
    from mdmakg.graph.facts import Facts

__all__ = ["va_spec_pieces"]

Entity = dict[str, Any]

_POLARITY: Final = {"affirmed": "supports", "denied": "disputes"}
_DIRECTIONS: Final = {
    "supports": "supports",
    "reports": "supports",
    "disputes": "disputes",
    "inconclusive": "neutral",
}
"""What a line of evidence is there; that one only reports is said beside it."""

_QUALIFIERS: Final = (m.population, m.comparator, m.from_, m.to, m.setting)
_DOI: Final = re.compile(r"10\.\d+(?:\.\d+)*/[\w.-]+.*", re.ASCII)
_FIGURES: Final = (
    m.estimate,
    m.standardError,
    m.standardDeviation,
    m.interval,
    m.intervalLevel,
    m.pValue,
    m.events,
    m.outOf,
)


def va_spec_pieces(material: Material) -> Iterator[str]:
    """Write a piece for each claim and for each result that one rests on.

    Shape:  ``dataSet``, then ``statements``, then the ``studyResults`` that they name.
            How a claim stands is an extension, since the voice does not say it.
    Source: VA-Spec 1.1, base: Statement, CustomProposition, EvidenceLine, Document.
    """
    yield f'{{\n"dataSet": {json_document(_dataset(material))},\n"statements": ['
    yield from _list(_statements(material))
    yield '\n],\n"studyResults": ['
    yield from _list(_results(material))
    yield "\n]\n}\n"


def _list(entities: Iterable[Entity]) -> Iterator[str]:
    for number, entity in enumerate(entities):
        yield f"{',' if number else ''}\n{json_document(_known(entity))}"


def _known(told: Mapping[str, Any]) -> Entity:
    """Leave out what is not known."""
    return {key: value for key, value in told.items() if value not in ("", [], {}, None)}


def _dataset(material: Material) -> Entity:
    told = about(material)
    credits_ = [f"{w.name}: {w.licence} {w.notice}".strip() for w in told.credited]
    return _known(
        {
            "id": told.iri,
            "type": "DataSet",
            "name": TITLE,
            "description": DESCRIPTION,
            "releaseDate": told.date,
            "version": told.digest,
            "license": {"name": told.licence} if told.licence else None,
            "extensions": _extensions({"credits": credits_}),
        }
    )


def _statements(material: Material) -> Iterator[Entity]:
    for portion in material.portions():
        concepts = _Concepts(portion.facts)
        for claim in portion.claims(material.asked):
            yield _statement(portion.facts, claim, concepts)


def _statement(facts: Facts, claim: str, concepts: _Concepts) -> Entity:
    hedge = facts.name(claim, m.hedge)
    assessment = assessment_iri(claim)
    return {
        "id": claim,
        "type": "Statement",
        "name": facts.one(claim, m.shortId),
        "description": facts.one(claim, m.gloss),
        "proposition": _proposition(facts, claim, concepts),
        "direction": _POLARITY.get(facts.name(claim, m.polarity), "neutral"),
        "strength": {"conceptType": "hedge", "name": hedge} if hedge not in {"", "none"} else None,
        "reportedIn": [_document(work_of(facts, voice)) for voice in facts.all(claim, m.voice)],
        "contributions": [
            _contribution(curator, facts.one(claim, m.codedOn))
            for curator in facts.all(claim, m.codedBy)
        ],
        "hasEvidenceLines": [_line(facts, line) for line in facts.all(claim, m.hasEvidenceLine)],
        "extensions": _extensions(
            {
                "kind": facts.name(claim, m.claimKind),
                "passages": [local_name(passage) for passage in facts.all(claim, f.oa_hasTarget)],
                "fidelity": facts.name(assessment, m.fidelity),
                "support": facts.name(assessment, m.support),
            }
        ),
    }


def _proposition(facts: Facts, claim: str, concepts: _Concepts) -> Entity:
    """Give the shared meaning; what is not stated or not applicable is said as such."""
    proposition = facts.one(claim, m.proposition)
    slots = {local_name(way): facts.one(proposition, way) for way in _QUALIFIERS}
    words = {
        "quantity": quantity_text(facts, proposition, m.quantity),
        "quantifier": facts.name(claim, m.quantifier),
        "direction": facts.name(claim, m.claimedDirection),
    }
    return {
        "id": proposition,
        "type": "CustomProposition",
        "customPropositionType": local_name(m.Proposition),
        "subject": concepts.of(facts.one(proposition, m.subject)),
        "predicate": facts.name(proposition, m.relation),
        "object": concepts.of(facts.one(proposition, m.object_)),
        "qualifiers": [
            *({"name": name, "value": concepts.of(iri)} for name, iri in slots.items() if iri),
            *({"name": name, "value": {"name": word}} for name, word in words.items() if word),
        ],
    }


class _Concepts:
    """The things that propositions are about, with what other vocabularies call them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._mappings: defaultdict[str, list[str]] = defaultdict(list)
        for mapping in facts.instances(m.Mapping):
            self._mappings[facts.one(mapping, m.mapsFrom)].append(mapping)

    def of(self, thing: str) -> Entity:
        name = self._facts.one(thing, f.rdfs_label) or self._facts.one(thing, m.gloss)
        return _known(
            {
                "id": thing,
                "name": name or local_name(thing).replace("-", " "),
                "conceptType": self._facts.name(thing, m.conceptKind),
                "mappings": [
                    {"coding": self._coding(mapping), "relation": relation}
                    for mapping in self._mappings[thing]
                    if (relation := _relation(self._facts.one(mapping, m.mapsAs)))
                ],
            }
        )

    def _coding(self, mapping: str) -> Entity:
        facts = self._facts
        return _known(
            {
                "system": facts.one(mapping, m.mappedVocabulary),
                "code": facts.one(mapping, m.mappedTerm),
                "name": facts.one(mapping, m.mappedLabel),
                "iris": list(facts.all(mapping, m.mapsTo)),
            }
        )


def _relation(predicate: str) -> str:
    return predicate.removeprefix(f.SKOS) if predicate.startswith(f.SKOS) else ""


def _line(facts: Facts, line: str) -> Entity:
    direction = facts.name(line, m.evidenceDirection)
    return _known(
        {
            "id": line,
            "type": "EvidenceLine",
            "description": facts.one(line, m.note),
            "directionOfEvidenceProvided": _DIRECTIONS.get(direction, "neutral"),
            "hasEvidenceItems": list(facts.all(line, m.evidence)),
            "extensions": _extensions(
                {
                    "direction": direction,
                    "basis": facts.name(line, m.basis),
                    "inferred": facts.one(line, m.inferred) == "true",
                    "codedBy": facts.one(line, m.codedBy),
                }
            ),
        }
    )


def _results(material: Material) -> Iterator[Entity]:
    for portion in material.portions():
        wanted = portion.subjects(material.asked)
        for result in portion.facts.instances(m.Result):
            if result in wanted:
                yield _result(portion.facts, result)


def _result(facts: Facts, result: str) -> Entity:
    """Give what a result says.

    Sign: a difference is ``firstArm`` less the other; where that is not stated, either.
    """
    figures = {local_name(way): quantity_text(facts, result, way) for way in _FIGURES}
    flags = ((way, facts.one(result, way)) for way in FLAGS)
    return {
        "id": result,
        "type": "StudyResult",
        "name": facts.one(result, m.shortId),
        "description": facts.one(result, m.gloss),
        "specifiedBy": _method(facts, facts.one(result, m.ofStudy)),
        "reportedIn": [_document(work_of(facts, at)) for at in facts.all(result, m.reportedIn)],
        "ancillaryResults": _known(
            {
                "outcomes": _labels(facts, facts.all(result, m.ofOutcome)),
                "instrument": facts.one(facts.one(result, m.usedInstrument), f.rdfs_label),
                "direction": facts.name(result, m.direction),
                "measure": facts.name(result, m.measure),
                "significance": facts.name(result, m.significance),
                **figures,
                **{local_name(way): said == "true" for way, said in flags if said},
                "changeFrom": facts.name(result, m.changeFrom),
                "changeTo": facts.name(result, m.changeTo),
                "measuredAt": list(measured(facts, result)),
                "timeFrame": list(facts.all(result, m.timeFrame)),
                "arms": list(compared_arms(facts, result)),
                "firstArm": first_arm(facts, result),
                "figures": [_figure(facts, figure) for figure in facts.all(result, m.hasFigure)],
            }
        ),
    }


def _figure(facts: Facts, figure: str) -> Entity:
    """Give a number of one arm: its mean, its size, its events."""
    return {
        "arm": name_of(facts, facts.one(figure, m.ofArm)),
        "kind": facts.name(figure, m.figureKind),
        "value": quantity_text(facts, figure, m.figureValue),
    }


def _labels(facts: Facts, things: Iterable[str]) -> list[str]:
    return sorted(filter(None, (facts.one(thing, f.rdfs_label) for thing in things)))


def _method(facts: Facts, study: str) -> Entity | None:
    """Give the study whose result it is, with its design as its authors report it."""
    if not study:
        return None
    told = {"id": study, "type": "Method", "name": facts.one(study, f.rdfs_label)}
    return _known({**told, "methodType": facts.one(study, m.designInWords)})


def _document(work: Work) -> Entity:
    pmid = next((value for scheme, value in work.identifiers if scheme == "pmid"), "")
    return _known(
        {
            "id": work.iri,
            "type": "Document",
            "name": work.label,
            "documentType": work.kind,
            "title": work.title,
            "urls": [work.address] if work.address else [],
            "doi": work.doi if _DOI.fullmatch(work.doi) else "",
            "pmid": pmid,
            "extensions": _extensions(
                {"state": work.state, "licence": work.licence, "notice": work.notice}
            ),
        }
    )


def _contribution(curator: str, date: str) -> Entity:
    agent = {"type": "Agent", "name": curator}
    told = {"type": "Contribution", "contributor": agent, "activityType": "curation", "date": date}
    return _known(told)


def _extensions(told: Mapping[str, object]) -> list[Entity]:
    return [{"name": name, "value": value} for name, value in told.items() if value not in ("", [])]
