"""Trials out of the JSON of ClinicalTrials.gov, API v2.

Source: the study data structure of API v2: ``protocolSection`` and ``resultsSection``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.importer import LeftOut
from mdmakg.imports.registry.pointed import Pointed
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
    Numbered,
    Planned,
    Reported,
    Row,
    Said,
    Trial,
)
from mdmakg.imports.registry.words import FORMER, SPONSORS, TOTALS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.imports.bounded_json import JsonRecord

__all__ = ["trial_of_json"]

_PROTOCOL: Final = "protocolSection"
_RESULTS: Final = "resultsSection"
_PARTICIPANTS: Final = "PARTICIPANTS"


def trial_of_json(record: JsonRecord) -> Trial | LeftOut:
    """Read a trial; a record without an NCT number is left out."""
    left_out: list[LeftOut] = []
    whole = Pointed(record.value, "", record.base, left_out)
    nct = whole.said(f"{_PROTOCOL}/identificationModule/nctId")
    protocol = whole.one(_PROTOCOL)
    if nct is None or protocol is None:
        return LeftOut(record.base, "is no record of a study: it has no nctId")
    results = whole.one(_RESULTS) or Pointed({}, "", record.base, left_out)
    status, design = "statusModule", "designModule"
    return Trial(
        base=record.base,
        nct=nct,
        numbers=tuple(_numbers(protocol)),
        title=protocol.said("identificationModule/officialTitle"),
        brief_title=protocol.said("identificationModule/briefTitle"),
        sponsor=protocol.said("sponsorCollaboratorsModule/leadSponsor/name"),
        status=protocol.said(f"{status}/overallStatus"),
        why_stopped=protocol.said(f"{status}/whyStopped"),
        posted=protocol.said(f"{status}/studyFirstPostDateStruct/date"),
        updated=protocol.said(f"{status}/lastUpdatePostDateStruct/date"),
        started=protocol.said(f"{status}/startDateStruct/date"),
        started_type=_type(protocol, f"{status}/startDateStruct/type"),
        completed=protocol.said(f"{status}/completionDateStruct/date"),
        completed_type=_type(protocol, f"{status}/completionDateStruct/type"),
        design=tuple(_design(protocol)),
        enrolment=protocol.said(f"{design}/enrollmentInfo/count"),
        enrolment_type=_type(protocol, f"{design}/enrollmentInfo/type"),
        conditions=tuple(protocol.texts("conditionsModule/conditions")),
        arms=tuple(_arms(protocol)),
        given=tuple(_given(protocol)),
        outcomes=tuple(_planned(protocol)),
        publications=tuple(_publications(protocol)),
        flow=_flow(results),
        reported=tuple(_reported(results)),
        event_groups=tuple(_groups(results.each("adverseEventsModule/eventGroups"))),
        events=tuple(_events(results)),
        left_out=left_out,
    )


def _type(protocol: Pointed, way: str) -> str:
    said = protocol.said(way)
    return said.text if said is not None else ""


def _numbers(protocol: Pointed) -> Iterator[Numbered]:
    """Give the numbers that others gave the study, and its former ones."""
    for former in protocol.texts("identificationModule/nctIdAliases"):
        yield Numbered(former, FORMER)
    own = protocol.said("identificationModule/orgStudyIdInfo/id")
    if own is not None:
        yield Numbered(own, SPONSORS)
    for other in protocol.each("identificationModule/secondaryIdInfos"):
        number = other.said("id")
        if number is not None:
            yield Numbered(number, other.text("type"))


def _design(protocol: Pointed) -> Iterator[Said]:
    ways = ("studyType", "designInfo/allocation", "designInfo/interventionModel")
    for way in (*ways, "designInfo/maskingInfo/masking"):
        said = protocol.said(f"designModule/{way}")
        if said is not None:
            yield said
    yield from protocol.texts("designModule/phases")


def _arms(protocol: Pointed) -> Iterator[ArmGroup]:
    for arm in protocol.each("armsInterventionsModule/armGroups"):
        label = arm.said("label")
        if label is None:
            arm.left_out.append(LeftOut(arm.base + arm.at, "is an arm without a label"))
        else:
            yield ArmGroup(label, arm.said("type"))


def _given(protocol: Pointed) -> Iterator[Given]:
    for given in protocol.each("armsInterventionsModule/interventions"):
        name = given.said("name")
        if name is None:
            given.left_out.append(LeftOut(given.base + given.at, "is an intervention unnamed"))
        else:
            yield Given(name, tuple(given.texts("armGroupLabels")))


def _planned(protocol: Pointed) -> Iterator[Planned]:
    for role in ("primary", "secondary", "other"):
        for outcome in protocol.each(f"outcomesModule/{role}Outcomes"):
            measure = outcome.said("measure")
            if measure is None:
                where = outcome.base + outcome.at
                outcome.left_out.append(LeftOut(where, "is an outcome without a measure"))
            else:
                yield Planned(role, measure, outcome.said("timeFrame"))


def _publications(protocol: Pointed) -> Iterator[Said]:
    """Give the PMIDs of publications of the results."""
    for reference in protocol.each("referencesModule/references"):
        pmid = reference.said("pmid")
        if pmid is not None and reference.text("type") == "RESULT":
            yield pmid


def _groups(groups: Iterable[Pointed]) -> Iterator[Group]:
    for group in groups:
        title = group.said("title")
        if title is not None:
            yield Group(group.text("id"), title)


def _flow(results: Pointed) -> Flow:
    module, baseline = "participantFlowModule", "baselineCharacteristicsModule"
    periods = list(results.each(f"{module}/periods"))
    return Flow(
        tuple(_groups(results.each(f"{module}/groups"))),
        tuple(_milestone(periods[:1], "STARTED")),
        tuple(_milestone(periods[-1:], "COMPLETED")),
        tuple(_groups(results.each(f"{baseline}/groups"))),
        tuple(_counts(results.each(f"{baseline}/denoms"))),
    )


def _milestone(periods: Iterable[Pointed], kind: str) -> Iterator[Counted]:
    for period in periods:
        for milestone in period.each("milestones"):
            if milestone.text("type") == kind:
                for reached in milestone.each("achievements"):
                    count = reached.said("numSubjects")
                    if count is not None:
                        yield Counted(reached.text("groupId"), count)


def _counts(denominators: Iterable[Pointed]) -> Iterator[Counted]:
    """Give the numbers of participants; other units, as eyes, are not participants."""
    for units in denominators:
        if fold(units.text("units")) == _PARTICIPANTS:
            for counted in units.each("counts"):
                count = counted.said("value")
                if count is not None:
                    yield Counted(counted.text("groupId"), count)


def _reported(results: Pointed) -> Iterator[Reported]:
    for outcome in results.each("outcomeMeasuresModule/outcomeMeasures"):
        title = outcome.said("title")
        if title is None:
            where = outcome.base + outcome.at
            outcome.left_out.append(LeftOut(where, "is a result without a title"))
            continue
        yield Reported(
            outcome.at,
            outcome.text("type"),
            title,
            outcome.said("timeFrame"),
            outcome.text("unitOfMeasure"),
            outcome.text("paramType"),
            outcome.text("dispersionType"),
            tuple(_groups(outcome.each("groups"))),
            tuple(_counts(outcome.each("denoms"))),
            tuple(_rows(outcome)),
            tuple(_analysis(analysis) for analysis in outcome.each("analyses")),
        )


def _rows(outcome: Pointed) -> Iterator[Row]:
    for table in outcome.each("classes"):
        counts = tuple(_counts(table.each("denoms")))
        for category in table.each("categories"):
            titles = filter(None, (table.text("title"), category.text("title")))
            measured = tuple(_measured(one) for one in category.each("measurements"))
            yield Row(", ".join(titles), counts, measured)


def _measured(one: Pointed) -> Measured:
    parts = (one.text(name) for name in ("value", "spread", "lowerLimit", "upperLimit"))
    return Measured(one.at, one.text("groupId"), *parts)


def _analysis(one: Pointed) -> Analysis:
    names = (
        "nonInferiorityType",
        "pValue",
        "statisticalMethod",
        "paramType",
        "paramValue",
        "dispersionType",
        "dispersionValue",
        "ciPctValue",
        "ciNumSides",
        "ciLowerLimit",
        "ciUpperLimit",
    )
    groups = tuple(said.text for said in one.texts("groupIds"))
    return Analysis(one.at, groups, *(one.text(name) for name in names))


def _events(results: Pointed) -> Iterator[Event]:
    module = "adverseEventsModule"
    groups = list(results.each(f"{module}/eventGroups"))
    for total, serious, name in TOTALS:
        affected = tuple(_affected(groups, "id", f"{name}NumAffected", f"{name}NumAtRisk"))
        if affected:
            yield Event(Said(total, f"{results.at}/{module}/eventGroups"), serious, affected)
    for kind, is_serious in (("seriousEvents", True), ("otherEvents", False)):
        for event in results.each(f"{module}/{kind}"):
            term = event.said("term")
            if term is None:
                event.left_out.append(LeftOut(event.base + event.at, "is an event without a name"))
            else:
                stats = _affected(event.each("stats"), "groupId", "numAffected", "numAtRisk")
                yield Event(term, is_serious, tuple(stats), event.text("organSystem"))


def _affected(each: Iterable[Pointed], group: str, events: str, of: str) -> Iterator[Affected]:
    for one in each:
        if one.text(events):
            yield Affected(one.at, one.text(group), one.text(events), one.text(of))
