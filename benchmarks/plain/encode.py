"""Documents as statements, noun by noun."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.plain.speaker import Speaker, listed
from benchmarks.plain.trials import say_intervention, say_outcome, say_result, say_study
from benchmarks.plain.vocabulary import (
    MDMAKG,
    boolean,
    day,
    member,
    moment,
    proposition,
    text,
    thing,
    whole,
)
from rdflib import DCTERMS, RDF, Dataset, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.plain.speaker import Kinds, Tree

__all__ = ["encode", "kinds_of"]

_NOUNS = {
    "sources": "source",
    "studies": "study",
    "interventions": "intervention",
    "instruments": "instrument",
    "outcomes": "outcome",
    "concepts": "concept",
}
_ALWAYS = frozenset({"sources", "instruments", "concepts"})
_USED = {
    "changes": {"population", "comparator", "from", "to", "setting"},
    "does-not-change": {"population", "comparator", "from", "to", "setting"},
    "is-suited-to": {"population", "comparator", "setting"},
    "consists-of": {"setting"},
    "is-a": set(),
}
_OTHERWISE = {"population", "setting"}
_UNSAID = frozenset({"not-stated", "not-applicable"})
_TIMES = frozenset({"from", "to"})


def kinds_of(documents: Mapping[str, Tree]) -> Kinds:
    """Collect what each id of a corpus names."""
    kinds: Kinds = {}
    for name, tree in documents.items():
        for key, kind in _NOUNS.items():
            for id_, entry in tree.get(key, {}).items():
                if key in _ALWAYS or "label" in entry:
                    kinds[id_] = kind
                for local, report in entry.get("reports", {}).items():
                    kinds[f"{name}:{local}"] = f"{kind}-report"
                    kinds |= dict.fromkeys(
                        (f"{name}:{arm}" for arm in report.get("arms", ())), "arm"
                    )
        for key, kind in (("results", "result"), ("claims", "claim")):
            kinds |= dict.fromkeys((f"{name}:{local}" for local in tree.get(key, ())), kind)
    return kinds


def encode(
    documents: Mapping[str, Tree],
    kinds: Kinds,
    curated: frozenset[URIRef],
    dataset: Dataset | None = None,
) -> Dataset:
    """Encode documents, into a new dataset or one that there is."""
    dataset = Dataset() if dataset is None else dataset
    for name, tree in documents.items():
        to = Speaker(dataset, curated, kinds, name, tree)
        first = to.source
        _text(to)
        for key, say in _SAID.items():
            for id_, entry in tree.get(key, {}).items():
                to.source = first
                say(to, id_, entry)
        to.source = first
        for acceptance in tree.get("accepted", ()):
            _acceptance(to, acceptance)
    return dataset


def _text(to: Speaker) -> None:
    told = to.tree.get("text")
    if told is None:
        return
    subject = text(told["sha256"])
    to.say(subject, RDF.type, MDMAKG.Text)
    to.say(subject, MDMAKG.sha256, Literal(told["sha256"]))
    to.say(subject, MDMAKG.length, whole(told["length"]))
    to.say(subject, MDMAKG.fileName, Literal(told["file"]))
    for anchor in told["sentences"]:
        _, sentence = to.passage(anchor)
        to.say(subject, MDMAKG.hasSentence, sentence)
        to.say(sentence, RDF.type, MDMAKG.Sentence)
    for skip in to.tree.get("skipped", ()):
        for anchor in listed(skip["at"]):
            _, name = to.passage(anchor)
            to.section(name)
            to.say(name, MDMAKG.skippedAs, member("skip-reason", skip["reason"]))


def _source(to: Speaker, id_: str, source: Tree) -> None:
    to.source = id_
    subject = thing("source", id_)
    to.identity(subject, MDMAKG.Source, id_, source["label"])
    to.ground(subject, source)
    if "text" in to.tree:
        to.say(subject, MDMAKG.expressedIn, text(to.tree["text"]["sha256"]))
    to.fact(subject, DCTERMS.title, source.get("title"))
    to.fact(subject, DCTERMS.publisher, source.get("publisher"))
    to.fact(subject, MDMAKG.venue, source.get("venue"))
    to.fact(subject, MDMAKG.sourceKind, source["kind"], partial(member, "source-kind"))
    if (issued := source.get("issued")) is not None:
        to.fact(subject, DCTERMS.issued, issued, moment)
        date = issued if isinstance(issued, str) else issued["value"]
        to.say(subject, MDMAKG.issuedYear, whole(date[:4]))
    for number, fact in enumerate(source.get("creators", ()), 1):
        creator = URIRef(f"{subject}/creator/{number:02}")
        to.say(subject, MDMAKG.hasCreator, creator)
        to.say(creator, RDF.type, MDMAKG.Creator)
        to.say(creator, MDMAKG.position, whole(str(number)))
        to.fact(creator, MDMAKG.name, fact)
    to.facts(subject, MDMAKG.relays, source.get("relays"), to.refer)
    to.facts(subject, MDMAKG.cites, source.get("cites"), to.refer)
    to.fact(subject, MDMAKG.partOf, source.get("part-of"), to.refer)
    to.facts(subject, MDMAKG.identifier, source.get("identifiers"), _identifier)
    to.fact(subject, MDMAKG.funding, source["funding"])
    to.fact(subject, MDMAKG.interests, source["interests"])
    to.fact(subject, MDMAKG.extent, source["extent"], partial(member, "extent"))
    if (status := source.get("status")) is not None:
        _status(to, subject, status)


def _identifier(written: str) -> Literal:
    return Literal(written.replace(" ", ":", 1))


def _status(to: Speaker, subject: URIRef, status: Tree) -> None:
    to.say(subject, MDMAKG.publicationState, member("publication-state", status["state"]))
    to.say(subject, MDMAKG.stateSeen, day(status["seen"]))
    if "since" in status:
        to.say(subject, MDMAKG.stateSince, day(status["since"]))
    if status.keys() & {"at", "from"}:
        to.grounding(subject, MDMAKG.publicationState, status)


def _concept(to: Speaker, id_: str, concept: Tree) -> None:
    subject = thing("concept", id_)
    to.identity(subject, MDMAKG.Concept, id_, concept["label"])
    to.say(subject, MDMAKG.conceptKind, member("concept-kind", concept["kind"]))
    for broader in listed(concept.get("broader")):
        to.say(subject, MDMAKG.broaderConcept, to.refer(broader))
    if "note" in concept:
        to.say(subject, MDMAKG.note, Literal(concept["note"]))


def _instrument(to: Speaker, id_: str, instrument: Tree) -> None:
    subject = thing("instrument", id_)
    to.identity(subject, MDMAKG.Instrument, id_, instrument["label"])
    if "abbreviation" in instrument:
        to.say(subject, MDMAKG.abbreviation, Literal(instrument["abbreviation"]))
    for outcome in listed(instrument.get("measures")):
        to.say(subject, MDMAKG.measures, to.refer(outcome))
    to.quantities(subject, instrument, {"step": MDMAKG.scaleStep})


def _claim(to: Speaker, id_: str, claim: Tree) -> None:
    to.source = claim.get("voice", to.source)
    subject = thing("claim", to.document, id_)
    to.local_identity(subject, MDMAKG.Claim, id_)
    to.say(subject, MDMAKG.voice, thing("source", to.source))
    to.say(subject, MDMAKG.gloss, Literal(claim["gloss"]))
    to.ground(subject, claim)
    _proposition(to, subject, claim["proposition"])
    _judged(to, subject, claim)
    _passed_on(to, subject, claim)
    curation = to.tree["curation"]
    to.say(subject, MDMAKG.codedBy, Literal(claim.get("curator", curation["curator"])))
    to.say(subject, MDMAKG.codedOn, day(claim.get("coded", curation["coded"])))
    for number, quotation in enumerate(claim.get("quotations", ()), 1):
        _quotation(to, subject, number, quotation)
    for line in claim.get("evidence", ()):
        _line(to, id_, subject, line)


def _judged(to: Speaker, subject: URIRef, claim: Tree) -> None:
    for key, predicate, scheme, default in (
        ("kind", MDMAKG.claimKind, "claim-kind", ""),
        ("polarity", MDMAKG.polarity, "polarity", "affirmed"),
        ("quantifier", MDMAKG.quantifier, "quantifier", "generic"),
        ("hedge", MDMAKG.hedge, "hedge", "none"),
    ):
        to.say(subject, predicate, member(scheme, claim.get(key, default)))
    if "direction" in claim:
        to.say(subject, MDMAKG.claimedDirection, member("direction", claim["direction"]))
    for words in listed(claim.get("intensifiers")):
        to.say(subject, MDMAKG.intensifier, Literal(words))
    for key, predicate in (("written", MDMAKG.asWritten), ("note", MDMAKG.note)):
        if key in claim:
            to.say(subject, predicate, Literal(claim[key]))


def _passed_on(to: Speaker, subject: URIRef, claim: Tree) -> None:
    if "attribution" in claim:
        to.say(subject, MDMAKG.attributedTo, to.refer(claim["attribution"]["to"]))
        to.say(subject, MDMAKG.stance, member("stance", claim["attribution"]["stance"]))
    for other in listed(claim.get("concedes")):
        to.say(subject, MDMAKG.concedes, to.refer(other))
    for other in listed(claim.get("relays")):
        to.say(subject, MDMAKG.relaysClaim, to.refer(other))


def _quotation(to: Speaker, claim: URIRef, number: int, quotation: Tree) -> None:
    subject = URIRef(f"{claim}/quotation/{number}")
    to.say(claim, MDMAKG.hasQuotation, subject)
    to.say(subject, RDF.type, MDMAKG.Quotation)
    to.say(subject, MDMAKG.words, Literal(quotation["words"]))
    if "of" in quotation:
        to.say(subject, MDMAKG.quotedFrom, to.refer(quotation["of"]))
    to.ground(subject, quotation)


def _line(to: Speaker, id_: str, claim: URIRef, line: Tree) -> None:
    target = to.refer(line["to"])
    local = line["to"] if ":" in line["to"] else f"{to.document}:{line['to']}"
    end = local.replace(":", ".") if local in to.kinds else line["to"]
    subject = thing("evidence-line", to.document, id_, end)
    to.say(claim, MDMAKG.hasEvidenceLine, subject)
    to.say(subject, RDF.type, MDMAKG.EvidenceLine)
    to.say(subject, MDMAKG.evidence, target)
    to.say(subject, MDMAKG.evidenceDirection, member("evidence-direction", line["direction"]))
    to.say(subject, MDMAKG.basis, member("basis", line["basis"]))
    to.say(subject, MDMAKG.inferred, boolean(line.get("inferred", "no")))
    if "note" in line:
        to.say(subject, MDMAKG.note, Literal(line["note"]))


def _slot(to: Speaker, name: str, told: Any, relation: str) -> URIRef:
    if told is None:
        told = "not-stated" if name in _USED.get(relation, _OTHERWISE) else "not-applicable"
    if told in _UNSAID:
        return member("unsaid", told)
    return member("time-role", told) if name in _TIMES else to.refer(told)


def _proposition(to: Speaker, claim: URIRef, told: Tree) -> None:
    filled = {
        "subject": to.refer(told["subject"]),
        "relation": member("relation", told["relation"]),
        "object": to.refer(told["object"]),
    }
    for name in ("population", "comparator", "from", "to", "setting"):
        filled[name] = _slot(to, name, told.get(name), told["relation"])
    quantity = told.get("quantity")
    written = [] if quantity is None else [("quantity", quantity)]
    subject = proposition([*filled.items(), *written])
    to.say(claim, MDMAKG.proposition, subject)
    to.say(subject, RDF.type, MDMAKG.Proposition)
    for name, value in filled.items():
        to.say(subject, MDMAKG[name], value)
    if quantity is not None:
        to.quantity(subject, MDMAKG.quantity, quantity, quantity)


_SAID = {
    "sources": _source,
    "concepts": _concept,
    "instruments": _instrument,
    "studies": say_study,
    "interventions": say_intervention,
    "outcomes": say_outcome,
    "results": say_result,
    "claims": _claim,
}


def _acceptance(to: Speaker, acceptance: Tree) -> None:
    focus = to.refer(acceptance["of"])
    about = focus.removeprefix(MDMAKG)
    subject = thing("acceptance", to.document, acceptance["check"], about)
    to.say(subject, RDF.type, MDMAKG.Acceptance)
    to.say(subject, MDMAKG.acceptedCheck, thing("check", acceptance["check"]))
    to.say(subject, MDMAKG.acceptedFocus, focus)
    to.say(subject, MDMAKG.acceptedBy, Literal(acceptance["by"]))
    to.say(subject, MDMAKG.acceptanceReason, Literal(acceptance["why"]))
    to.say(subject, MDMAKG.acceptedOn, day(acceptance["on"]))
