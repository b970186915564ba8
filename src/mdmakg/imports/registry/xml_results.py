"""What the older XML of ClinicalTrials.gov has of a trial's results: ``clinical_results``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.registry.trial import (
    Affected,
    Analysis,
    Counted,
    Event,
    Flow,
    Group,
    Measured,
    Reported,
    Row,
    Said,
)
from mdmakg.imports.registry.words import TOTALS, fold
from mdmakg.imports.registry.xml_text import each_said, needed, said_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.element import Spot
    from mdmakg.imports.importer import LeftOut

__all__ = ["event_groups", "events", "flow", "reported"]

_RESULTS: Final = "clinical_results"
_PARTICIPANTS: Final = "PARTICIPANTS"


def event_groups(root: Spot) -> Iterator[Group]:
    """Read the groups of the table of harms."""
    return _groups(root, f"{_RESULTS}/reported_events")


def _groups(root: Spot, way: str) -> Iterator[Group]:
    for group in root.each(f"{way}/group_list/group".lstrip("/")):
        title = said_at(group, "title")
        if title is not None:
            yield Group(group.attribute("group_id"), title)


def flow(root: Spot) -> Flow:
    """Read who started and completed, and who was there at baseline."""
    assigned, baseline = f"{_RESULTS}/participant_flow", f"{_RESULTS}/baseline"
    periods = list(root.each(f"{assigned}/period_list/period"))
    found = root.one(baseline)
    return Flow(
        tuple(_groups(root, assigned)),
        tuple(_milestone(periods[:1], "STARTED")),
        tuple(_milestone(periods[-1:], "COMPLETED")),
        tuple(_groups(root, baseline)),
        tuple(_counts(found)) if found is not None else (),
    )


def _milestone(periods: list[Spot], kind: str) -> Iterator[Counted]:
    for period in periods:
        for milestone in period.each("milestone_list/milestone"):
            if milestone.text_at("title") == kind:
                for reached in milestone.each("participants_list/participants"):
                    yield from _counted(reached, "count")


def _counted(spot: Spot, attribute: str) -> Iterator[Counted]:
    if count := spot.attribute(attribute):
        yield Counted(spot.attribute("group_id"), Said(count, f"{spot.path}/@{attribute}"))


def _counts(table: Spot) -> Iterator[Counted]:
    """Give the numbers of participants; other units, as eyes, are not participants."""
    for analysed in table.each("analyzed_list/analyzed"):
        if fold(analysed.text_at("units")) == _PARTICIPANTS:
            for count in analysed.each("count_list/count"):
                yield from _counted(count, "value")


def reported(root: Spot, left_out: list[LeftOut]) -> Iterator[Reported]:
    """Read the outcomes that have results."""
    for outcome in root.each(f"{_RESULTS}/outcome_list/outcome"):
        title = needed(outcome, "title", "is a result without a title", left_out)
        if title is None:
            continue
        measure = outcome.one("measure")
        yield Reported(
            outcome.path,
            outcome.text_at("type"),
            title,
            said_at(outcome, "time_frame"),
            outcome.text_at("measure/units"),
            outcome.text_at("measure/param"),
            outcome.text_at("measure/dispersion"),
            tuple(_groups(outcome, "")),
            tuple(_counts(measure)) if measure is not None else (),
            tuple(_rows(measure)) if measure is not None else (),
            tuple(_analysis(one) for one in outcome.each("analysis_list/analysis")),
        )


def _rows(measure: Spot) -> Iterator[Row]:
    for table in measure.each("class_list/class"):
        counts = tuple(_counts(table))
        for category in table.each("category_list/category"):
            titles = filter(None, (table.text_at("title"), category.text_at("title")))
            measured = category.each("measurement_list/measurement")
            yield Row(", ".join(titles), counts, tuple(_measured(one) for one in measured))


def _measured(one: Spot) -> Measured:
    names = ("group_id", "value", "spread", "lower_limit", "upper_limit")
    return Measured(one.path, *(one.attribute(name) for name in names))


def _analysis(one: Spot) -> Analysis:
    names = (
        "non_inferiority_type",
        "p_value",
        "method",
        "param_type",
        "param_value",
        "dispersion_type",
        "dispersion_value",
        "ci_percent",
        "ci_n_sides",
        "ci_lower_limit",
        "ci_upper_limit",
    )
    groups = tuple(said.text for said in each_said(one, "group_id_list/group_id"))
    return Analysis(one.path, groups, *(one.text_at(name) for name in names))


_TOTALS: Final = {
    f"TOTAL_{word}": (term, serious)
    for (term, serious, _), word in zip(
        TOTALS,
        ("ALL_CAUSE_MORTALITY", "SERIOUS_ADVERSE_EVENTS", "OTHER_ADVERSE_EVENTS"),
        strict=True,
    )
}
"""The totals by the title under which they stand among the events."""


def events(root: Spot, left_out: list[LeftOut]) -> Iterator[Event]:
    """Read the harms, the totals first, as the other form has them."""
    every = list(_every_event(root, left_out))
    totals = [event for event in every if fold(event.term.text) in _TOTALS]
    for key, (term, serious) in _TOTALS.items():
        for event in totals:
            if fold(event.term.text) == key:
                yield Event(Said(term, event.term.at), serious, event.affected)
    yield from (event for event in every if event not in totals)


def _every_event(root: Spot, left_out: list[LeftOut]) -> Iterator[Event]:
    for name, serious in (("serious_events", True), ("other_events", False)):
        way = f"{_RESULTS}/reported_events/{name}/category_list/category"
        for category in root.each(way):
            for event in category.each("event_list/event"):
                term = needed(event, "sub_title", "is an event without a name", left_out)
                if term is not None:
                    system = category.text_at("title")
                    yield Event(term, serious, tuple(_affected(event)), system)


def _affected(event: Spot) -> Iterator[Affected]:
    for counts in event.each("counts"):
        events, of = counts.attribute("subjects_affected"), counts.attribute("subjects_at_risk")
        if events:
            yield Affected(counts.path, counts.attribute("group_id"), events, of)
