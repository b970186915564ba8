"""What the record of a trial reports of its study: design, sizes, arms, status, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.registry.words import (
    ACTUAL,
    BEGUN,
    DESIGN,
    ENDED,
    EXPECTED,
    SILENT,
    STATUS,
    fold,
)
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import MomentText
from mdmakg.model.study import Completeness, DesignFeature, ReadDepth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.registry.arms import Arms
    from mdmakg.imports.registry.facts import Facts, Value
    from mdmakg.imports.registry.trial import Said

__all__ = ["moment", "report_of"]

_GROUPS: Final = frozenset(
    {DesignFeature.PARALLEL_GROUPS, DesignFeature.RANDOMISED, DesignFeature.NON_RANDOMISED}
)
_NEVER_BEGUN: Final = frozenset({"withdrawn", "not yet recruiting", "withheld", "unknown"})


def report_of(facts: Facts, arms: Arms, populations: list[Value]) -> Value:
    """Make the report; what the record contradicts itself in is left out and told."""
    trial = facts.trial
    report: Value = {"source": facts.source, "read": ReadDepth.REGISTRY.value}
    if design := list(_design(facts)):
        report["design"] = design
    if sizes := _sizes(facts):
        report["sizes"] = sizes
    if populations:
        report["populations"] = populations
    if arms.arms:
        report["arms"] = arms.arms
    for key, said in (("sponsor", trial.sponsor), ("why-stopped", trial.why_stopped)):
        if (line := facts.line(said)) is not None:
            report[key] = line
    if (status := _status(facts)) is not None:
        report["recruitment"] = status
    report |= _dates(facts)
    complete, unknown = Completeness.COMPLETE.value, Completeness.UNKNOWN.value
    report["lists"] = {
        "arms": complete if trial.arms else unknown,
        "outcomes": Completeness.PARTIAL.value if trial.outcomes else unknown,
        "time-points": unknown,
        "populations": unknown,
    }
    report["from"] = facts.through(trial.nct.at.rsplit("/", 2)[0])
    return report


def _design(facts: Facts) -> Iterator[Value]:
    """Give the features that the record states; those that its own arms contradict are told."""
    arms = len(facts.trial.arms)
    for said in facts.trial.design:
        word = fold(said.text)
        feature = DESIGN.get(word)
        if feature is None:
            if word not in SILENT:
                facts.leave(said.at, f"{shown(said.text)} is no feature of a design here")
        elif feature is DesignFeature.SINGLE_ARM and arms > 1:
            facts.leave(said.at, f"says that there is one group, and the record has {arms} arms")
        elif feature in _GROUPS and arms == 1:
            facts.leave(said.at, f"is {feature.value}, and the record has one arm")
        else:
            yield facts.fact(feature.value, said.at)
    _tell_of_allocation(facts, arms)


def _tell_of_allocation(facts: Facts, arms: int) -> None:
    """Tell of groups that are compared and of which nobody was allocated to any."""
    words = {fold(said.text): said for said in facts.trial.design}
    parallel = "PARALLEL" in words or "PARALLEL_ASSIGNMENT" in words
    for word in ("NA", "N_A"):
        said = words.get(word)
        if said is not None and "llocation" in said.at and parallel and arms > 1:
            facts.leave(said.at, f"says that nothing is allocated, and there are {arms} arms")


def _sizes(facts: Facts) -> Value:
    trial = facts.trial
    fact = facts.count(trial.enrolment)
    if fact is None or trial.enrolment is None:
        return {}
    if fold(trial.enrolment_type) in EXPECTED:
        return {"planned": fact}
    if not _has_come(facts, trial.enrolment, trial.enrolment_type, ENDED):
        return {}
    status = STATUS.get(fold(trial.status.text), "") if trial.status is not None else ""
    if fact["value"] == "0" and (trial.reported or trial.flow.started or _has_begun(status)):
        facts.leave(trial.enrolment.at, f"0 were enrolled, and the study is {status or 'reported'}")
        return {}
    return {"enrolled": fact}


def _has_come(facts: Facts, said: Said, type_: str, proof: frozenset[str]) -> bool:
    """Whether something has come to pass: by its type, or by the study's status if it has none."""
    status = facts.trial.status
    if fold(type_) == ACTUAL or (status is not None and fold(status.text) in proof):
        return True
    says = "is not said to be actual or expected, and the study's status leaves that open"
    facts.leave(said.at, f"{shown(said.text)} {says}")
    return False


def _has_begun(status: str) -> bool:
    return bool(status) and status not in _NEVER_BEGUN


def _status(facts: Facts) -> Value | None:
    said = facts.trial.status
    if said is None:
        return None
    status = STATUS.get(fold(said.text))
    if status is None:
        facts.leave(said.at, f"{shown(said.text)} is no status of a study")
        return None
    return facts.fact(status, said.at)


def _dates(facts: Facts) -> Value:
    """Give when the study began and ended, where that has come to pass."""
    trial = facts.trial
    dates: Value = {}
    for key, said, type_, proof in (
        ("started", trial.started, trial.started_type, BEGUN),
        ("completed", trial.completed, trial.completed_type, ENDED),
    ):
        fact = moment(facts, said) if fold(type_) not in EXPECTED else None
        if said is not None and fact is not None and _has_come(facts, said, type_, proof):
            dates[key] = fact
    if trial.started is not None and trial.completed is not None and _reversed(dates):
        facts.leave(trial.started.at, "begins after it ended: neither date is taken")
        facts.leave(trial.completed.at, "ends before it began: neither date is taken")
        return {}
    return dates


def _reversed(dates: Value) -> bool:
    both = [str(fact["value"]) for fact in dates.values() if isinstance(fact, dict)]
    if len(both) < len(("started", "completed")):
        return False
    length = min(map(len, both))
    return both[1][:length] < both[0][:length]


def moment(facts: Facts, said: Said | None) -> Value | None:
    """Make a fact of a date, as precise as it is; tell of one that the calendar does not have."""
    if said is None:
        return None
    if fits(MomentText, said.text):
        return facts.fact(said.text, said.at)
    facts.leave(said.at, f"{shown(said.text)} is no date")
    return None
