"""A trial of a register as a document file: its record, the study, and what the record reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.known import folded
from mdmakg.imports.registers import NCT
from mdmakg.imports.registry.arms import Arms
from mdmakg.imports.registry.facts import Facts, Value
from mdmakg.imports.registry.numbers import numbers_of, registrations, tell_of_others
from mdmakg.imports.registry.outcomes import Outcomes
from mdmakg.imports.registry.report import moment, report_of
from mdmakg.imports.registry.results import Results
from mdmakg.imports.registry.words import fold
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import NOT_STATED, Day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mdmakg.imports.known import Known
    from mdmakg.imports.registry.trial import Trial

__all__ = ["document_of"]

_REGISTER: Final = "ClinicalTrials.gov"
_TOTAL: Final = "TOTAL"


def document_of(trial: Trial, known: Known, seen: date | None) -> Imported | LeftOut:
    """Make the document of a trial; ``seen`` is the day for a record that has none.

    What the corpus has already is not said again: a study by its registrations, the record
    by its number, concepts, interventions and outcomes by their names.
    """
    if not NCT.fullmatch(trial.nct.text):
        return LeftOut(trial.base + trial.nct.at, f"{shown(trial.nct.text)} is no NCT number")
    coded = _coded(trial) or (seen.isoformat() if seen is not None else "")
    if not coded:
        says = "has no day on which it was posted or updated: say when it was got with --seen"
        return LeftOut(trial.base, says)
    facts = Facts(trial, known)
    study = _known_study(facts) or facts.stem
    tell_of_others(trial, facts)
    arms, outcomes, results = Arms(facts), Outcomes(facts, study), Results(facts, study)
    _count_flow(facts, arms)
    results.add_all(arms, outcomes)
    conditions = _conditions(facts)
    report = report_of(facts, arms, _named(facts, conditions))
    identity = {} if study != facts.stem else _identity(facts)
    parts: Value = {
        "curation": {"curator": "mdmakg import", "coded": coded},
        "sources": {} if facts.elsewhere(facts.source) else {facts.source: _source(facts)},
        "studies": {study: {**identity, "reports": {"sr1": report}}},
        "interventions": arms.interventions,
        "outcomes": outcomes.outcomes,
        "concepts": {**conditions, **results.concepts},
        "results": results.results,
    }
    document = {key: part for key, part in parts.items() if part}
    return Imported(facts.stem, document, tuple(facts.left_out))


def _known_study(facts: Facts) -> str | None:
    """Find the study in the corpus by any of its registrations.

    Its identity stands in one file, so a number that is not there is told, and so is one of
    another study.
    """
    found: dict[str, str | None] = {}
    for number, _ in numbers_of(facts.trial):
        found[number] = facts.elsewhere(facts.known.studies.get(number))
    study = next(filter(None, found.values()), None)
    if study is None:
        return None
    its = facts.known.numbers.get(study, frozenset())
    for number, said in numbers_of(facts.trial):
        if found[number] is None and number not in its:
            says = f"{study} of the corpus has no registration {number}: add it there"
            facts.leave(said.at, says)
        elif found[number] not in {None, study}:
            says = f"{number} is that of {found[number]} in the corpus; taken for {study}"
            facts.leave(said.at, says)
    return study


def _coded(trial: Trial) -> str | None:
    """Give the day as of which all of this holds: that of the record's last change."""
    for said in (trial.updated, trial.posted):
        if said is not None and fits(Day, said.text):
            return said.text
    return None


def _source(facts: Facts) -> Value:
    trial = facts.trial
    source: Value = {
        "label": f"{_REGISTER} record {trial.nct.text}",
        "kind": "registry-record",
    }
    title = facts.line(trial.title or trial.brief_title)
    if title is not None:
        source["title"] = title
    if (issued := moment(facts, trial.posted)) is not None:
        source["issued"] = issued
    source["publisher"] = _REGISTER
    source["identifiers"] = [facts.fact(f"nct {trial.nct.text}", trial.nct.at)]
    if cites := list(_cited(facts)):
        source["cites"] = cites
    source |= {"funding": NOT_STATED.value, "interests": NOT_STATED.value, "extent": "not-read"}
    source["from"] = facts.through(trial.nct.at.rpartition("/")[0])
    return source


def _cited(facts: Facts) -> Iterator[Value]:
    """Give the publications of results that the corpus has."""
    for pmid in facts.trial.publications:
        source = facts.known.sources.get(f"pmid {pmid.text}")
        if source is not None:
            yield facts.fact(source, pmid.at)


def _identity(facts: Facts) -> Value:
    trial = facts.trial
    label = trial.brief_title or trial.title
    named = label is not None and facts.fits(label)
    return {
        "label": label.text if label is not None and named else trial.nct.text,
        "registrations": list(registrations(trial, facts)),
        "from": facts.through(trial.nct.at.rpartition("/")[0]),
    }


def _conditions(facts: Facts) -> dict[str, Value]:
    """Give the conditions that the corpus has no concept for, as concepts."""
    made: dict[str, Value] = {}
    seen: set[str] = set()
    for said in facts.trial.conditions:
        name = folded(said.text)
        known = facts.elsewhere(facts.known.concepts.get(name))
        if name not in seen and known is None and facts.fits(said):
            seen.add(name)
            made[f"{facts.stem}-k{len(made) + 1}"] = {"label": said.text, "kind": "condition"}
    return made


def _named(facts: Facts, made: dict[str, Value]) -> list[Value]:
    """Name the conditions by their concepts, each where the record has it."""
    ids = {folded(str(concept["label"])): id_ for id_, concept in made.items()}
    named: dict[str, Value] = {}
    for said in facts.trial.conditions:
        name = folded(said.text)
        id_ = ids.get(name) or facts.elsewhere(facts.known.concepts.get(name))
        if id_ is not None:
            named.setdefault(id_, facts.fact(id_, said.at))
    return list(named.values())


def _count_flow(facts: Facts, arms: Arms) -> None:
    """Put to the arms who started and completed; who was there at baseline where no flow is."""
    flow = facts.trial.flow
    groups = arms.groups(flow.groups)
    arms.count("size", flow.started, groups)
    arms.count("completed", flow.completed, groups)
    if not flow.started:
        named = {
            group.id: group for group in flow.baseline_groups if fold(group.title.text) != "TOTAL"
        }
        counts = [one for one in flow.baseline if one.group in named]
        arms.count("size", counts, arms.groups(named.values()))
