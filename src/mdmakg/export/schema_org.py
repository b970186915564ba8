"""Studies, sources and claims in the terms of schema.org, for web pages and their searchers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mdmakg.encode.assessment import assessment_iri
from mdmakg.export.about import DESCRIPTION, TITLE, dataset_iri
from mdmakg.export.json_text import json_document
from mdmakg.export.study import features_of, is_trial
from mdmakg.export.work import work_of
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.export.material import Material, Portion
    from mdmakg.export.work import Work
    from mdmakg.graph.facts import Facts

__all__ = ["schema_org_pieces"]

Node = dict[str, Any]

_WORKS: Final = {
    "primary-report": "ScholarlyArticle",
    "protocol": "ScholarlyArticle",
    "commentary": "Article",
    "secondary-summary": "Article",
    "dataset": "Dataset",
}
"""What kinds of source are called there; any other is a ``CreativeWork``."""

_DESIGNS: Final = {
    "open-label": "OpenTrial",
    "randomised": "RandomizedTrial",
    "single-blind": "SingleBlindedTrial",
    "double-blind": "DoubleBlindedTrial",
    "triple-blind": "TripleBlindedTrial",
    "single-site": "SingleCenterTrial",
}
"""What features of a design are called there; the others have no name there."""


def schema_org_pieces(material: Material) -> Iterator[str]:
    """Write a piece for each study, source and claim, and for each claim's review if asked for.

    A review is published in a person's name, and has no number. Without a name there is none,
    nor of a claim that is not judged.
    Shape:  JSON-LD with a context that need not be fetched.
    Source: schema.org: MedicalTrial, MedicalStudy, CreativeWork, Claim, ClaimReview.
    """
    context = json_document({"@vocab": x.SCHEMA})
    yield f'{{\n"@context": {context},\n"@graph": ['
    yield f"\n{json_document(_known(_dataset(material)))}"
    for portion in material.portions():
        for node in _nodes(portion, material):
            yield f",\n{json_document(_known(node))}"
    yield "\n]\n}\n"


def _nodes(portion: Portion, material: Material) -> Iterator[Node]:
    facts = portion.facts
    claims = portion.claims(material.asked)
    wanted = portion.subjects(material.asked)
    reports: defaultdict[str, list[str]] = defaultdict(list)
    for report in facts.instances(m.StudyReport):
        reports[facts.one(report, m.ofStudy)].append(report)
    for study in sorted(wanted.intersection(facts.instances(m.Study))):
        yield _study(facts, study, reports[study])
    for source in sorted(wanted.intersection(facts.instances(m.Source))):
        yield _work(facts, work_of(facts, source))
    for claim in claims:
        yield _claim(facts, claim)
        if material.asked.reviewer and (words := _standing(facts, claim)):
            yield _review(facts, claim, words, material.asked.reviewer)


def _dataset(material: Material) -> Node:
    digest = material.digest()
    return {
        "@id": dataset_iri(digest),
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "identifier": _identifier("sha256", digest),
        "license": material.asked.licence,
    }


def _known(node: Node) -> Node:
    """Leave out what is not known; a list of one is that one."""
    plain = {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in node.items()}
    return {key: value for key, value in plain.items() if value not in ("", [], None)}


def _study(facts: Facts, study: str, reports: list[str]) -> Node:
    trial, design = is_trial(facts, study), features_of(facts, study)
    arms = _all(facts, reports, m.hasArm)
    return {
        "@id": study,
        "@type": "MedicalTrial" if trial else "MedicalStudy",
        "name": facts.one(study, f.rdfs_label),
        "identifier": [
            _identifier(scheme, number)
            for scheme, _, number in (r.partition(":") for r in facts.all(study, m.registration))
        ],
        "trialDesign": [
            {"@id": f"{x.SCHEMA}{name}"}
            for feature, name in _DESIGNS.items()
            if trial and feature in design
        ],
        "healthCondition": [
            _named(facts, condition, "MedicalCondition")
            for condition in _all(facts, reports, m.enrolledPopulation)
            if facts.name(condition, m.conceptKind) == "condition"
        ],
        "studySubject": [
            _named(facts, intervention, "MedicalTherapy")
            for intervention in _all(facts, arms, m.armIntervention)
            if facts.one(intervention, f.rdfs_label)
        ],
        "sponsor": [{"name": name} for name in _all(facts, reports, m.sponsor)],
        "status": _all(facts, reports, m.recruitmentStatus),
        "subjectOf": [{"@id": source} for source in _all(facts, reports, m.reportedIn)],
    }


def _work(facts: Facts, work: Work) -> Node:
    return {
        "@id": work.iri,
        "@type": _WORKS.get(work.kind, "CreativeWork"),
        "name": work.name,
        "genre": work.kind.replace("-", " "),
        "author": [{"name": author} for author in work.authors],
        "datePublished": work.issued,
        "publisher": {"name": work.publisher} if work.publisher else None,
        "isPartOf": [
            *([{"@type": "Periodical", "name": work.venue}] if work.venue else []),
            *({"@id": whole} for whole in facts.all(work.iri, m.partOf)),
        ],
        "identifier": [_identifier(scheme, value) for scheme, value in work.identifiers],
        "sameAs": {"@id": work.address} if work.address else None,
        "creativeWorkStatus": work.state,
        "citation": [{"@id": cited} for cited in facts.all(work.iri, m.cites)],
        "license": work.licence,
        "creditText": work.notice,
    }


def _claim(facts: Facts, claim: str) -> Node:
    proposition = facts.one(claim, m.proposition)
    about = (facts.one(proposition, way) for way in (m.subject, m.object_))
    return {
        "@id": claim,
        "@type": "Claim",
        "identifier": facts.one(claim, m.shortId),
        "text": facts.one(claim, m.gloss),
        "about": [
            {"@id": thing, "name": name}
            for thing in about
            if (name := facts.one(thing, f.rdfs_label))
        ],
        "appearance": [{"@id": voice} for voice in facts.all(claim, m.voice)],
        "claimInterpreter": [{"name": name} for name in facts.all(claim, m.codedBy)],
        "dateCreated": facts.one(claim, m.codedOn),
    }


def _review(facts: Facts, claim: str, words: str, reviewer: str) -> Node:
    """Say how a claim stands, in words."""
    return {
        "@id": f"{claim}/review",
        "@type": "ClaimReview",
        "itemReviewed": {"@id": claim},
        "claimReviewed": facts.one(claim, m.gloss),
        "author": {"@type": "Person", "name": reviewer},
        "reviewBody": words,
        "reviewRating": {"@type": "Rating", "alternateName": words},
    }


def _standing(facts: Facts, claim: str) -> str:
    assessment = assessment_iri(claim)
    ways = {"To the source that it names": m.fidelity, "To the evidence that was read": m.support}
    told = {words: facts.name(assessment, way).replace("-", " ") for words, way in ways.items()}
    return " ".join(f"{words}: {verdict}." for words, verdict in told.items() if verdict)


def _all(facts: Facts, things: Iterable[str], predicate: str) -> list[str]:
    return sorted({value for thing in things for value in facts.all(thing, predicate)})


def _named(facts: Facts, thing: str, type_: str) -> Node:
    return {"@id": thing, "@type": type_, "name": facts.one(thing, f.rdfs_label)}


def _identifier(scheme: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}
