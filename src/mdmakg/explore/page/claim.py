"""One claim as a row: what it says, how it stands, what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.derive.claimed import claimed_outcome, claimed_population
from mdmakg.explore.page.chain import chain_row
from mdmakg.explore.page.passage import first_place, passage_rows
from mdmakg.explore.page.wording import because_in_words, untold_in_words
from mdmakg.explore.sheet import awaiting
from mdmakg.export.text import shown
from mdmakg.graph.facts import local_name
from mdmakg.model.claim import Polarity, Quantifier
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.scheme import concept_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.explore.page.finding import Findings
    from mdmakg.explore.page.glossary import Row
    from mdmakg.explore.page.look import Look
    from mdmakg.graph.facts import Facts
    from mdmakg.model.assessment import Assessment, Judgement

__all__ = ["Behind", "claim_row", "document_of", "outcomes_of", "place_in_text"]

_OF_PROPOSITION: Final = (
    m.subject,
    m.relation,
    m.object_,
    m.population,
    m.comparator,
    m.from_,
    m.to,
    m.setting,
)
_OF_CLAIM: Final = (
    m.claimedDirection,
    m.polarity,
    m.quantifier,
    m.attributedTo,
    m.stance,
    m.intensifier,
    m.concedes,
    m.note,
)

_USUAL: Final = frozenset(
    {
        concept_iri("polarity", Polarity.AFFIRMED),
        concept_iri("quantifier", Quantifier.GENERIC),
    }
)
"""What needs no word: a plain statement says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What claims share: numbers of nodes' rows, check results, verdicts, who relays whom.

    ``labels`` say by the code of a check what it is about.
    """

    numbers: Mapping[str, int]
    findings: Findings
    assessments: Mapping[str, Assessment]
    relayed_by: Mapping[str, Sequence[str]]
    labels: Mapping[str, str]


def document_of(short_id: str) -> str:
    """Give the document of a claim: what stands before the colon of its short id."""
    return short_id.partition(":")[0]


def place_in_text(facts: Facts, claim: str) -> tuple[str, int, str]:
    """Give the key by which claims are listed: text, then place in it, then IRI."""
    passage = next(iter(facts.all(claim, f.oa_hasTarget)), "")
    return facts.one(passage, f.oa_hasSource), first_place(facts, claim), claim


def outcomes_of(facts: Facts, claim: str) -> list[str]:
    """Give the outcomes that a claim bears on, or the concept in the place of one.

    That is what a study must have measured for it to be carried, and any outcome
    that stands as subject or object of its proposition, in order of IRI.
    """
    proposition = facts.one(claim, m.proposition)
    ends = (facts.one(proposition, term) for term in (m.subject, m.object_))
    told = {end for end in ends if m.Outcome in facts.all(end, f.rdf_type)}
    measured = claimed_outcome(facts, claim)
    return sorted(told | ({measured} if measured else set()))


def claim_row(look: Look, claim: str, behind: Behind) -> Row:
    """Describe a claim with its chain."""
    facts, sheet = look.facts, look.sheets[claim]
    id_ = facts.one(claim, m.shortId)
    voice = facts.one(claim, m.voice)
    population = claimed_population(facts, claim)
    row: Row = {
        "id": shown(id_),
        "iri": claim.removeprefix(BASE),
        "document": document_of(shown(id_)),
        "voice": shown(facts.one(voice, m.shortId)),
        "gloss": shown(facts.one(claim, m.gloss)),
        "kind": facts.name(claim, m.claimKind),
        "hedge": facts.name(claim, m.hedge),
        "outcomes": [short_id(facts, one) for one in outcomes_of(facts, claim)],
        "population": short_id(facts, population) if population else None,
        "facts": [list(pair) for pair in _facts(look, claim)],
        **_verdicts(look, claim, behind),
        "passages": passage_rows(facts, claim, look.words),
        "checks": list(_checks(behind, sheet.placed)),
        "untold": [untold_in_words(words, behind.labels) for words in sheet.untold],
        "lines": [_line(facts, line) for line in facts.all(claim, m.hasEvidenceLine)],
        "relays": [short_id(facts, one) for one in facts.all(claim, m.relaysClaim)],
        "relayedBy": [short_id(facts, one) for one in behind.relayed_by.get(claim, ())],
        "chain": chain_row(sheet, behind.numbers),
    }
    return {key: value for key, value in row.items() if value}


def short_id(facts: Facts, thing: str) -> str:
    """Name a thing as on the command line."""
    return shown(facts.one(thing, m.shortId)) or local_name(thing)


def _checks(behind: Behind, placed: Iterable[str]) -> Iterator[int]:
    for node in placed:
        if awaiting(node) is None:
            yield from behind.findings.on.get(node, ())


def _verdicts(look: Look, claim: str, behind: Behind) -> Row:
    found = behind.assessments.get(claim)
    if found is None:
        return {}
    return {
        "fidelity": _judgement(look.facts, found.fidelity, behind),
        "support": _judgement(look.facts, found.support, behind),
    }


def _judgement(facts: Facts, judgement: Judgement, behind: Behind) -> Row:
    """Give a verdict with the check results, and the claims, that decided it."""
    by = [number for iri in judgement.decided_by for number in behind.findings.of.get(iri, ())]
    claims = [
        short_id(facts, one)
        for one in judgement.decided_by
        if m.Claim in facts.all(one, f.rdf_type)
    ]
    row: Row = {
        "value": judgement.value,
        "because": because_in_words(shown(judgement.because), behind.labels),
        "by": by,
        "claims": claims,
    }
    return {key: value for key, value in row.items() if value}


def _line(facts: Facts, line: str) -> Row:
    row: Row = {
        "direction": facts.name(line, m.evidenceDirection),
        "target": short_id(facts, facts.one(line, m.evidence)),
        "basis": " ".join((facts.name(line, m.basis), *map(shown, facts.all(line, m.codedBy)))),
        "note": shown(facts.one(line, m.note)),
        "inferred": facts.one(line, m.inferred) == "true",
    }
    return {key: value for key, value in row.items() if value}


def _facts(look: Look, claim: str) -> Iterator[tuple[str, str]]:
    """Say what was encoded of a claim, under the ontology's labels; what is not stated is left."""
    facts = look.facts
    proposition = facts.one(claim, m.proposition)
    for thing, terms in ((proposition, _OF_PROPOSITION), (claim, _OF_CLAIM)):
        for term in terms:
            told = [_named(look, value) for value in facts.all(thing, term)]
            if words := ", ".join(filter(None, told)):
                yield look.ontology.one(term, f.rdfs_label) or local_name(term), words
    written = shown(facts.one(facts.one(proposition, m.quantity), m.asWritten))
    if written:
        yield look.ontology.one(m.quantity, f.rdfs_label), written


def _named(look: Look, value: str) -> str:
    """Name a value: its label, or else its short id; nothing for the usual and the unstated."""
    if not value.startswith(BASE):
        return shown(value)
    if value in _USUAL or value.startswith(f"{BASE}unsaid/"):
        return ""
    if m.Claim in look.facts.all(value, f.rdf_type):
        return short_id(look.facts, value)
    for facts in (look.facts, look.ontology):
        if label := facts.one(value, f.rdfs_label):
            return shown(label)
    return short_id(look.facts, value)
