"""A check report as a SHACL validation report, in Turtle without blank nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdmakg.check.iri import check_iri, result_iri
from mdmakg.model.check import Severity
from mdmakg.report.faults import visible
from mdmakg.report.wellformed import encodable
from mdmakg.vocab.foreign import SH
from mdmakg.vocab.mdmakg import BASE, accepted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.model.check import CheckReport, CheckResult
    from mdmakg.report.view import View

__all__ = ["REPORT", "shacl_pieces", "write_shacl"]

REPORT = BASE + "check-report"

_SEVERITIES = {
    Severity.VIOLATION: "sh:Violation",
    Severity.WARNING: "sh:Warning",
    Severity.INFO: "sh:Info",
}
_SPARQL = SH + "SPARQLConstraintComponent"
# RFC 3987: what may stand in an IRI, which leaves out the characters for private use.
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\ud800-\uf8ff\U000e0000-\U0010ffff]*"
)


def write_shacl(report: CheckReport, _view: View | None = None) -> str:
    """Write the failed results in SHACL's terms, sorted by IRI: the same report, the same bytes.

    Shape:  what could not be told is no ``sh:result``; a path of several steps,
            which would need blank nodes, is left out. What is accepted stays a
            result, since the data conform no more for it, and names its acceptance.
    Source: SHACL 3.6, validation report.
    """
    return "".join(shacl_pieces(report))


def shacl_pieces(report: CheckReport) -> Iterator[str]:
    """Write the same, one result at a time."""
    results = {result_iri(result): result for result in report.failed}
    yield f"@prefix sh: <{SH}> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
    yield f"<{REPORT}> a sh:ValidationReport ;\n"
    for iri in sorted(results):
        yield f"    sh:result {_iri(iri)} ;\n"
    yield f"    sh:conforms {'true' if report.conforms else 'false'} .\n"
    for iri in sorted(results):
        yield "\n".join((*_result(iri, results[iri]), ""))


def _result(iri: str, result: CheckResult) -> Iterator[str]:
    yield ""
    yield f"{_iri(iri)} a sh:ValidationResult ;"
    yield f"    sh:focusNode {_term(result.focus)} ;"
    if _is_iri(result.path):
        yield f"    sh:resultPath {_iri(result.path)} ;"
    if value := result.value_term or _own_value(result):
        yield f"    sh:value {value} ;"
    if result.message:
        yield f"    sh:resultMessage {_literal(result.message)} ;"
    yield f"    sh:sourceShape {_term(result.shape)} ;"
    yield f"    sh:sourceConstraintComponent {_term(result.component or check_iri(result.check))} ;"
    if result.accepted is not None and _is_iri(result.accepted.iri):
        yield f"    {_iri(accepted)} {_iri(result.accepted.iri)} ;"
    yield f"    sh:resultSeverity {_SEVERITIES[result.severity]} ."


def _own_value(result: CheckResult) -> str:
    """Name the focus as its own value. Source: SHACL 5.3.2, a node shape without ``?value``."""
    return _term(result.focus) if result.component == _SPARQL else ""


def _term(text: str) -> str:
    return _iri(text) if _is_iri(text) else _literal(text)


def _is_iri(text: str) -> bool:
    return bool(_IRI.fullmatch(text)) and visible(text) == text


def _iri(iri: str) -> str:
    return f"<{iri}>"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _literal(text: str) -> str:
    """Write a string; control characters by number, so that a terminal obeys none of them."""
    return '"' + "".join(_character(char) for char in encodable(text)) + '"'


def _character(char: str) -> str:
    return _ESCAPES.get(char, char if visible(char) == char else f"\\U{ord(char):08X}")
