"""Trials out of the older XML of ClinicalTrials.gov.

Source: ``public.xsd`` of 2018-08-22, the element ``clinical_study``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.element import Spot
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.registry.trial import (
    Affected,
    Analysis,
    ArmGroup,
    Counted,
    Event,
    Flow,
    Given,
    Group,
    Measured,
    Planned,
    Reported,
    Row,
    Said,
    Trial,
)
from mdmakg.imports.registry.words import EXPECTED, SILENT, TOTALS, fold, year_first

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RECORD", "UNREAD", "trial_of_xml"]

RECORD: Final = "clinical_study"
"""The element of one record."""

UNREAD: Final = (
    "brief_summary",
    "condition_browse",
    "detailed_description",
    "drop_withdraw_reason_list",
    "eligibility",
    "intervention_browse",
    "location",
    "overall_contact",
    "patient_data",
    "required_header",
    "study_docs",
)
"""Elements of which nothing is taken: free text, people and places."""

_PARTICIPANTS: Final = "PARTICIPANTS"


def trial_of_xml(record: Spot) -> Trial | LeftOut:
    """Read a trial; a record without an NCT number is left out."""
    root = Spot(record.element, f"/{RECORD}", record.file)
    nct = _said(root, "id_info/nct_id")
    if nct is None:
        return LeftOut(record.where, "is no record of a study: it has no nct_id")
    left_out: list[LeftOut] = []
    return Trial(
        base=f"{record.file}#" if record.path == root.path else f"{record.where}#",
        nct=nct,
        numbers=tuple(_numbers(root)),
        title=_said(root, "official_title"),
        brief_title=_said(root, "brief_title"),
        sponsor=_said(root, "sponsors/lead_sponsor/agency"),
        status=_said(root, "overall_status"),
        why_stopped=_said(root, "why_stopped"),
        posted=_day(root, "study_first_posted"),
        updated=_day(root, "last_update_posted"),
        started=_day(root, "start_date"),
        started_expected=_expected(root, "start_date"),
        completed=_day(root, "completion_date"),
        completed_expected=_expected(root, "completion_date"),
        design=tuple(_design(root)),
        enrolment=_said(root, "enrollment"),
        enrolment_expected=_expected(root, "enrollment"),
        conditions=tuple(_each_said(root, "condition")),
        arms=tuple(_arms(root)),
        given=tuple(_given(root)),
        outcomes=tuple(_planned(root)),
        publications=tuple(_publications(root)),
        flow=_flow(root),
        reported=tuple(_reported(root)),
        event_groups=tuple(_groups(root, "clinical_results/reported_events")),
        events=tuple(_events(root)),
        left_out=left_out,
    )


def _said(spot: Spot, way: str) -> Said | None:
    found = spot.one(way)
    text = found.text if found is not None else ""
    return Said(text, found.path) if found is not None and text else None


def _each_said(spot: Spot, way: str) -> Iterator[Said]:
    for found in spot.each(way):
        if text := found.text:
            yield Said(text, found.path)


def _day(root: Spot, way: str) -> Said | None:
    said = _said(root, way)
    return Said(year_first(said.text), said.at) if said is not None else None


def _expected(root: Spot, way: str) -> bool:
    found = root.one(way)
    return found is not None and fold(found.attribute("type")) in EXPECTED


def _numbers(root: Spot) -> Iterator[Said]:
    """Give the numbers that others gave the study, and its former ones."""
    for name in ("nct_alias", "org_study_id", "secondary_id"):
        yield from _each_said(root, f"id_info/{name}")


def _design(root: Spot) -> Iterator[Said]:
    for name in ("allocation", "intervention_model", "masking"):
        said = _said(root, f"study_design_info/{name}")
        if name == "allocation" and (kind := _said(root, "study_type")):
            yield kind
        if said is not None:
            yield said
    phase = _said(root, "phase")
    if phase is not None and fold(phase.text) not in SILENT:
        for one in phase.text.split("/"):
            yield Said(one, phase.at)


def _arms(root: Spot) -> Iterator[ArmGroup]:
    for arm in root.each("arm_group"):
        label = _said(arm, "arm_group_label")
        if label is not None:
            yield ArmGroup(label, _said(arm, "arm_group_type"))


def _given(root: Spot) -> Iterator[Given]:
    for given in root.each("intervention"):
        name = _said(given, "intervention_name")
        if name is not None:
            yield Given(name, tuple(_each_said(given, "arm_group_label")))


def _planned(root: Spot) -> Iterator[Planned]:
    for role in ("primary", "secondary", "other"):
        for outcome in root.each(f"{role}_outcome"):
            measure = _said(outcome, "measure")
            if measure is not None:
                yield Planned(role, measure, _said(outcome, "time_frame"))


def _publications(root: Spot) -> Iterator[Said]:
    """Give the PMIDs of publications of the results."""
    for reference in root.each("results_reference"):
        pmid = _said(reference, "PMID")
        if pmid is not None:
            yield pmid


def _groups(root: Spot, way: str) -> Iterator[Group]:
    for group in root.each(f"{way}/group_list/group".lstrip("/")):
        title = _said(group, "title")
        if title is not None:
            yield Group(group.attribute("group_id"), title)


def _flow(root: Spot) -> Flow:
    flow, baseline = "clinical_results/participant_flow", "clinical_results/baseline"
    periods = list(root.each(f"{flow}/period_list/period"))
    found = root.one(baseline)
    return Flow(
        tuple(_groups(root, flow)),
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


def _reported(root: Spot) -> Iterator[Reported]:
    for outcome in root.each("clinical_results/outcome_list/outcome"):
        title = _said(outcome, "title")
        if title is None:
            continue
        measure = outcome.one("measure")
        yield Reported(
            outcome.path,
            outcome.text_at("type"),
            title,
            _said(outcome, "time_frame"),
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
    groups = tuple(said.text for said in _each_said(one, "group_id_list/group_id"))
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


def _events(root: Spot) -> Iterator[Event]:
    """Give the totals first, as the other form has them."""
    events = list(_every_event(root))
    totals = [event for event in events if fold(event.term.text) in _TOTALS]
    for key, (term, serious) in _TOTALS.items():
        for event in totals:
            if fold(event.term.text) == key:
                yield Event(Said(term, event.term.at), serious, event.affected)
    yield from (event for event in events if event not in totals)


def _every_event(root: Spot) -> Iterator[Event]:
    for name, serious in (("serious_events", True), ("other_events", False)):
        way = f"clinical_results/reported_events/{name}/category_list/category"
        for category in root.each(way):
            for event in category.each("event_list/event"):
                term = _said(event, "sub_title")
                if term is not None:
                    yield Event(term, serious, tuple(_affected(event)))


def _affected(event: Spot) -> Iterator[Affected]:
    for counts in event.each("counts"):
        events, of = counts.attribute("subjects_affected"), counts.attribute("subjects_at_risk")
        if events:
            yield Affected(counts.path, counts.attribute("group_id"), events, of)
