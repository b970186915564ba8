"""Trials out of the older XML of ClinicalTrials.gov.

Source: ``public.xsd`` of 2018-08-22, the element ``clinical_study``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.element import Spot
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.registry.trial import ArmGroup, Given, Numbered, Planned, Said, Trial
from mdmakg.imports.registry.words import FORMER, SILENT, SPONSORS, fold, year_first
from mdmakg.imports.registry.xml_results import event_groups, events, flow, reported
from mdmakg.imports.registry.xml_text import each_said, needed, said_at

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RECORD", "UNREAD", "trial_of_xml"]

RECORD: Final = "clinical_study"
"""The element of one record."""

UNREAD: Final = (
    "biospec_descr",
    "brief_summary",
    "certain_agreements",
    "collaborator",
    "condition_browse",
    "description",
    "detailed_description",
    "drop_withdraw_reason_list",
    "eligibility",
    "expanded_access_info",
    "intervention_browse",
    "keyword",
    "limitations_and_caveats",
    "link",
    "location",
    "location_countries",
    "measure_list",
    "other_name",
    "overall_contact",
    "overall_contact_backup",
    "overall_official",
    "oversight_info",
    "patient_data",
    "pending_results",
    "point_of_contact",
    "population",
    "reference",
    "removed_countries",
    "required_header",
    "responsible_party",
    "source",
    "study_docs",
)
"""Elements of which nothing is taken: free text, people and places."""


def trial_of_xml(record: Spot) -> Trial | LeftOut:
    """Read a trial; a record without an NCT number is left out."""
    root = Spot(record.element, f"/{RECORD}", record.file)
    nct = said_at(root, "id_info/nct_id")
    if nct is None:
        return LeftOut(record.where, "is no record of a study: it has no nct_id")
    left_out: list[LeftOut] = []
    return Trial(
        base=f"{record.file}#" if record.path == root.path else f"{record.where}#",
        nct=nct,
        numbers=tuple(_numbers(root)),
        title=said_at(root, "official_title"),
        brief_title=said_at(root, "brief_title"),
        sponsor=said_at(root, "sponsors/lead_sponsor/agency"),
        status=said_at(root, "overall_status"),
        why_stopped=said_at(root, "why_stopped"),
        posted=_day(root, "study_first_posted"),
        updated=_day(root, "last_update_posted"),
        started=_day(root, "start_date"),
        started_type=_type(root, "start_date"),
        completed=_day(root, "completion_date"),
        completed_type=_type(root, "completion_date"),
        design=tuple(_design(root)),
        enrolment=said_at(root, "enrollment"),
        enrolment_type=_type(root, "enrollment"),
        conditions=tuple(each_said(root, "condition")),
        arms=tuple(_arms(root, left_out)),
        given=tuple(_given(root, left_out)),
        outcomes=tuple(_planned(root, left_out)),
        publications=tuple(_publications(root)),
        flow=flow(root),
        reported=tuple(reported(root, left_out)),
        event_groups=tuple(event_groups(root)),
        events=tuple(events(root, left_out)),
        left_out=left_out,
    )


def _day(root: Spot, way: str) -> Said | None:
    said = said_at(root, way)
    return Said(year_first(said.text), said.at) if said is not None else None


def _type(root: Spot, way: str) -> str:
    found = root.one(way)
    return found.attribute("type") if found is not None else ""


def _numbers(root: Spot) -> Iterator[Numbered]:
    """Give the numbers that others gave the study, and its former ones; this form has no types."""
    for name, kind in (("nct_alias", FORMER), ("org_study_id", SPONSORS), ("secondary_id", "")):
        for said in each_said(root, f"id_info/{name}"):
            yield Numbered(said, kind)


def _design(root: Spot) -> Iterator[Said]:
    for name in ("allocation", "intervention_model", "masking"):
        said = said_at(root, f"study_design_info/{name}")
        if name == "allocation" and (kind := said_at(root, "study_type")):
            yield kind
        if said is not None:
            yield said
    phase = said_at(root, "phase")
    if phase is not None and fold(phase.text) not in SILENT:
        for one in phase.text.split("/"):
            yield Said(one, phase.at)


def _arms(root: Spot, left_out: list[LeftOut]) -> Iterator[ArmGroup]:
    for arm in root.each("arm_group"):
        label = needed(arm, "arm_group_label", "is an arm without a label", left_out)
        if label is not None:
            yield ArmGroup(label, said_at(arm, "arm_group_type"))


def _given(root: Spot, left_out: list[LeftOut]) -> Iterator[Given]:
    for given in root.each("intervention"):
        name = needed(given, "intervention_name", "is an intervention unnamed", left_out)
        if name is not None:
            yield Given(name, tuple(each_said(given, "arm_group_label")))


def _planned(root: Spot, left_out: list[LeftOut]) -> Iterator[Planned]:
    for role in ("primary", "secondary", "other"):
        for outcome in root.each(f"{role}_outcome"):
            measure = needed(outcome, "measure", "is an outcome without a measure", left_out)
            if measure is not None:
                yield Planned(role, measure, said_at(outcome, "time_frame"))


def _publications(root: Spot) -> Iterator[Said]:
    """Give the PMIDs of publications of the results."""
    for reference in root.each("results_reference"):
        pmid = said_at(reference, "PMID")
        if pmid is not None:
            yield pmid
