"""The evidence table: a row for each claim and each line of evidence offered for it, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mdmakg.derive.reports import reports_of
from mdmakg.encode.assessment import assessment_iri
from mdmakg.export.about import DESCRIPTION, about
from mdmakg.export.json_text import json_document
from mdmakg.export.result import FLAGS, compared_arms, first_arm, measured, name_of
from mdmakg.export.study import features_of, participants
from mdmakg.export.tables import csv_row
from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.outcome import FigureKind
from mdmakg.model.quantity import Operator
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.export.material import Material
    from mdmakg.graph.facts import Facts

__all__ = ["COLUMNS", "TABLE", "evidence_metadata_pieces", "evidence_table_pieces"]

TABLE: Final = "evidence-table.csv"


class _Column(NamedTuple):
    """A column: what its cells say, their datatype, and what stands between several values."""

    name: str
    says: str
    datatype: str = "string"
    separator: str = ""


COLUMNS: Final = (
    _Column("claim", "The claim's short id"),
    _Column("claim_iri", "The claim's IRI", "anyURI"),
    _Column("gloss", "The claim in the curator's words"),
    _Column("kind", "What sort of claim it is"),
    _Column("hedge", "How far the voice commits itself"),
    _Column("polarity", "Whether the voice affirms or denies it"),
    _Column("source", "Who says it"),
    _Column("passages", "Text, by the beginning of its SHA-256, and code points", "string", "; "),
    _Column("fidelity", "How it stands to the source that it relays"),
    _Column("support", "How it stands to the evidence that was read"),
    _Column("line_direction", "What the line of evidence does for the claim"),
    _Column("line_basis", "Who joined the two: the document, or a curator"),
    _Column("line_inferred", "Whether even the identity of what is meant is inferred", "boolean"),
    _Column("line_coded_by", "Who joined the two later than the claim was encoded"),
    _Column("evidence", "The short id of the result, study or claim at the line's end"),
    _Column("evidence_gloss", "What the result or claim at the line's end says"),
    _Column("study", "The study at the line's end, or whose result it is", "string", "; "),
    _Column("design", "The study's design and size as its authors report them", "string", "; "),
    _Column("design_features", "The features of that design, by their names", "string", "; "),
    _Column(
        "analysed", "Participants analysed, else enrolled, if the study's reports agree", "integer"
    ),
    _Column("outcome", "The outcomes of the result", "string", "; "),
    _Column("instrument", "What it was measured with"),
    _Column("arms", "The arms compared, the first first if it is told which", "string", "; "),
    _Column("first_arm", "The arm of which a difference is taken, less the other, or not stated"),
    _Column("change_from", "Since when a change is counted"),
    _Column("change_to", "Until when it is"),
    _Column("measured_at", "When the result was measured, after which events", "string", "; "),
    _Column("time_frame", "The same in the words of the source", "string", "; "),
    _Column("primary_instrument", "Whether the source says so of the instrument", "boolean"),
    _Column("primary_time_point", "Whether the source says so of the time", "boolean"),
    _Column("after_crossover", "Whether arms had been exchanged by then", "boolean"),
    _Column("serious", "Whether it counts serious harms", "boolean"),
    _Column("result_direction", "What the result says happened"),
    _Column("measure", "What the estimate is of"),
    _Column("estimate", "The estimate, where it is one number", "decimal"),
    _Column("estimate_stated", "The estimate as stated, with its unit if it has one"),
    _Column("standard_error", "Its standard error, where it is one number", "decimal"),
    _Column("interval_low", "The lower end of its interval", "decimal"),
    _Column("interval_high", "The upper end of its interval", "decimal"),
    _Column("interval_level", "The level of the interval, as stated"),
    _Column("p_operator", "How p is given: equal, less and so on"),
    _Column("p", "The p-value", "decimal"),
    _Column("significance", "What the authors say of significance"),
    _Column("arms_n", "Participants of the result, arm by arm, as stated", "string", "; "),
    _Column("arms_mean", "Its means, arm by arm, as stated", "string", "; "),
)
"""The columns, in their order."""

_FLAGS: Final = ("primary_instrument", "primary_time_point", "after_crossover", "serious")
"""The columns of a source's flags, in the order of these."""

Cells = dict[str, str]
Reports: TypeAlias = "Mapping[str, Sequence[str]]"
"""The reports of each study."""


def evidence_table_pieces(material: Material) -> Iterator[str]:
    """Write the head, then a row for each claim and line; a claim without lines has one row.

    Shape: RFC 4180. What is not known is an empty cell. Text that a spreadsheet would
           run as a formula has an apostrophe before it.
    """
    yield csv_row([column.name for column in COLUMNS])
    for portion in material.portions():
        reports = reports_of(portion.facts)
        for claim in portion.claims(material.asked):
            for row in _rows(portion.facts, reports, claim):
                yield csv_row([row.get(column.name, "") for column in COLUMNS])


def _rows(facts: Facts, reports: Reports, claim: str) -> Iterator[Cells]:
    told = _claim(facts, claim)
    lines = facts.all(claim, m.hasEvidenceLine)
    for line in lines:
        yield {**told, **_line(facts, reports, line)}
    if not lines:
        yield told


def _claim(facts: Facts, claim: str) -> Cells:
    assessment = assessment_iri(claim)
    return {
        "claim": facts.one(claim, m.shortId),
        "claim_iri": claim,
        "gloss": facts.one(claim, m.gloss),
        "kind": facts.name(claim, m.claimKind),
        "hedge": facts.name(claim, m.hedge),
        "polarity": facts.name(claim, m.polarity),
        "source": facts.one(facts.one(claim, m.voice), f.rdfs_label),
        "passages": "; ".join(map(_passage, facts.all(claim, f.oa_hasTarget))),
        "fidelity": facts.name(assessment, m.fidelity),
        "support": facts.name(assessment, m.support),
    }


def _passage(iri: str) -> str:
    """Name a passage by its text and its place: a place alone reads as a date."""
    return "/".join(iri.split("/")[-2:])


def _line(facts: Facts, reports: Reports, line: str) -> Cells:
    end = facts.one(line, m.evidence)
    studies = (end,) if m.Study in facts.all(end, f.rdf_type) else facts.all(end, m.ofStudy)
    return {
        "line_direction": facts.name(line, m.evidenceDirection),
        "line_basis": facts.name(line, m.basis),
        "line_inferred": facts.one(line, m.inferred) or "false",
        "line_coded_by": facts.one(line, m.codedBy),
        "evidence": facts.one(end, m.shortId) or local_name(end),
        "evidence_gloss": facts.one(end, m.gloss),
        "study": _several(facts, studies, f.rdfs_label),
        "design": _several(facts, studies, m.designInWords),
        "design_features": "; ".join(
            sorted({one for study in studies for one in features_of(facts, study)})
        ),
        "analysed": participants(facts, reports, studies),
        **_result(facts, end),
    }


def _several(facts: Facts, things: tuple[str, ...], predicate: str) -> str:
    return _list(facts.one(thing, predicate) for thing in things)


def _list(told: Iterable[str]) -> str:
    """Join what there is; what would part the list is said otherwise."""
    return "; ".join(words.replace("; ", ", ") for words in told if words)


def _result(facts: Facts, result: str) -> Cells:
    if m.Result not in facts.all(result, f.rdf_type):
        return {}
    p, interval = facts.one(result, m.pValue), facts.one(result, m.interval)
    return {
        "outcome": _several(facts, facts.all(result, m.ofOutcome), f.rdfs_label),
        "instrument": facts.one(facts.one(result, m.usedInstrument), f.rdfs_label),
        "arms": _list(compared_arms(facts, result)),
        "first_arm": first_arm(facts, result),
        "change_from": facts.name(result, m.changeFrom),
        "change_to": facts.name(result, m.changeTo),
        "measured_at": _list(measured(facts, result)),
        "time_frame": _list(facts.all(result, m.timeFrame)),
        **dict(zip(_FLAGS, (facts.one(result, way) for way in FLAGS), strict=True)),
        "result_direction": facts.name(result, m.direction),
        "measure": facts.name(result, m.measure),
        "estimate": _number(facts, facts.one(result, m.estimate)),
        "estimate_stated": quantity_text(facts, result, m.estimate),
        "standard_error": _number(facts, facts.one(result, m.standardError)),
        "interval_low": facts.one(interval, m.low),
        "interval_high": facts.one(interval, m.high),
        "interval_level": quantity_text(facts, result, m.intervalLevel),
        "p_operator": facts.name(p, m.operator) if p else "",
        "p": _bound(facts, p),
        "significance": facts.name(result, m.significance),
        "arms_n": _by_arm(facts, result, FigureKind.N),
        "arms_mean": _by_arm(facts, result, FigureKind.MEAN),
    }


def _by_arm(facts: Facts, result: str, kind: FigureKind) -> str:
    """Join what a result says of its arms: ``bright lamp: 12; no lamp: 11``, the first first."""
    first = facts.one(result, m.firstArm)
    told = [
        (facts.one(figure, m.ofArm), quantity_text(facts, figure, m.figureValue))
        for figure in facts.all(result, m.hasFigure)
        if facts.name(figure, m.figureKind) == kind
    ]
    ordered = sorted(told, key=lambda one: (one[0] != first, one))
    return _list(f"{name_of(facts, arm)}: {words}" for arm, words in ordered)


def _number(facts: Facts, quantity: str) -> str:
    """Give a quantity that is one number, and not one bounded by it or near it."""
    loose = facts.one(quantity, m.approximate) == "true"
    exact = facts.name(quantity, m.operator) in {"", Operator.EQUAL}
    return _bound(facts, quantity) if exact and not loose else ""


def _bound(facts: Facts, quantity: str) -> str:
    low = facts.one(quantity, m.low)
    return low if low == facts.one(quantity, m.high) else ""


def evidence_metadata_pieces(material: Material) -> Iterator[str]:
    """Describe the table: its columns, whose it is, and whom it credits.

    Source: CSV on the Web, metadata vocabulary, W3C 2015.
    """
    told = about(material)
    credits_ = [f"{work.name}: {work.licence} {work.notice}".strip() for work in told.credited]
    document = {
        "@context": x.CSVW,
        "url": TABLE,
        "dc:title": "Claims, and the evidence offered for each",
        "dc:description": DESCRIPTION,
        "dc:identifier": f"sha256:{told.digest}",
        "dc:creator": list(told.curators),
        "dc:issued": told.date,
        "dc:license": told.licence,
        "dc:rights": credits_,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {"columns": [_described(column) for column in COLUMNS]},
    }
    yield json_document({k: v for k, v in document.items() if v not in ("", [])}) + "\n"


def _described(column: _Column) -> Mapping[str, object]:
    told = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.says,
        "datatype": column.datatype,
        "separator": column.separator,
    }
    return {key: value for key, value in told.items() if value}
