"""A trial of a register as a document file: its record, the study, and what the record reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.known import folded
from mdmakg.imports.registry.arms import Arms
from mdmakg.imports.registry.facts import Facts, Value
from mdmakg.imports.registry.numbers import NCT, registration, registrations
from mdmakg.imports.registry.outcomes import Outcomes
from mdmakg.imports.registry.report import moment, report_of
from mdmakg.imports.registry.results import Results
from mdmakg.imports.registry.words import fold
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import NOT_STATED, Day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.known import Known
    from mdmakg.imports.registry.trial import Trial

__all__ = ["document_of"]

_REGISTER: Final = "ClinicalTrials.gov"
_TOTAL: Final = "TOTAL"


def document_of(trial: Trial, known: Known) -> Imported | LeftOut:
    """Make the document of a trial.

    What the corpus has already is not said again: a study by its registrations, the record
    by its number, concepts and interventions by their names.
    """
    if not NCT.fullmatch(trial.nct.text):
        return LeftOut(trial.base + trial.nct.at, f"{shown(trial.nct.text)} is no NCT number")
    coded = _coded(trial)
    if coded is None:
        return LeftOut(trial.base, "has no day on which it was posted or updated")
    stem = trial.nct.text.lower()
    number = f"nct {trial.nct.text}"
    source = known.sources.get(number) or f"{stem}-record"
    facts = Facts(trial, source)
    study = _known_study(trial, known) or stem
    arms, outcomes = Arms(facts, known, stem), Outcomes(facts, stem, study)
    results = Results(facts, known, stem, study)
    _count_flow(facts, arms)
    results.add_all(arms, outcomes)
    conditions = _conditions(facts, known, stem)
    concepts = {**conditions, **results.concepts}
    report = report_of(facts, arms, _named(facts, known, conditions))
    document: Value = {"curation": {"curator": _REGISTER, "coded": coded}}
    if source not in known.sources.values():
        document["sources"] = {source: _source(facts, number, known)}
    identity = {} if study != stem else _identity(facts)
    document["studies"] = {study: {**identity, "reports": {"sr1": report}}}
    for key, entries in (
        ("interventions", arms.interventions),
        ("outcomes", outcomes.outcomes),
        ("concepts", concepts),
        ("results", results.results),
    ):
        if entries:
            document[key] = entries
    return Imported(stem, document, tuple(facts.left_out))


def _known_study(trial: Trial, known: Known) -> str | None:
    """Find the study in the corpus by any of its registrations."""
    for said in (trial.nct, *trial.numbers):
        study = known.studies.get(registration(said.text))
        if study is not None:
            return study
    return None


def _coded(trial: Trial) -> str | None:
    """Give the day as of which all of this holds: that of the record's last change."""
    for said in (trial.updated, trial.posted):
        if said is not None and fits(Day, said.text):
            return said.text
    return None


def _source(facts: Facts, number: str, known: Known) -> Value:
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
    source["identifiers"] = [facts.fact(number, trial.nct.at)]
    if cites := list(_cited(facts, known)):
        source["cites"] = cites
    source |= {"funding": NOT_STATED.value, "interests": NOT_STATED.value, "extent": "not-read"}
    source["from"] = facts.through(trial.nct.at.rpartition("/")[0])
    return source


def _cited(facts: Facts, known: Known) -> Iterator[Value]:
    """Give the publications of results that the corpus has."""
    for pmid in facts.trial.publications:
        source = known.sources.get(f"pmid {pmid.text}")
        if source is not None:
            yield facts.fact(source, pmid.at)


def _identity(facts: Facts) -> Value:
    trial = facts.trial
    label = trial.brief_title or trial.title
    named = label is not None and facts.fits(label)
    return {
        "label": label.text if label is not None and named else trial.nct.text,
        "registrations": list(registrations(facts)),
        "from": facts.through(trial.nct.at.rpartition("/")[0]),
    }


def _conditions(facts: Facts, known: Known, stem: str) -> dict[str, Value]:
    """Give the conditions that the corpus has no concept for, as concepts."""
    made: dict[str, Value] = {}
    seen: set[str] = set()
    for said in facts.trial.conditions:
        name = folded(said.text)
        if name not in seen and name not in known.concepts and facts.fits(said):
            seen.add(name)
            made[f"{stem}-k{len(made) + 1}"] = {"label": said.text, "kind": "condition"}
    return made


def _named(facts: Facts, known: Known, made: dict[str, Value]) -> list[Value]:
    """Name the conditions by their concepts, each where the record has it."""
    ids = {folded(str(concept["label"])): id_ for id_, concept in made.items()}
    named: dict[str, Value] = {}
    for said in facts.trial.conditions:
        id_ = known.concepts.get(folded(said.text)) or ids.get(folded(said.text))
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
