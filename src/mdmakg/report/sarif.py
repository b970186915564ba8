"""A check report as SARIF 2.1.0, for editors and code scanning."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from mdmakg import __version__
from mdmakg.check.iri import fingerprint, result_iri
from mdmakg.model.check import CheckCount, Severity, State
from mdmakg.report.wellformed import Json, encodable, json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.errors import Place
    from mdmakg.model.check import Accepted, CheckReport, CheckResult, CheckRule
    from mdmakg.report.view import View

__all__ = ["write_sarif"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HOME = "https://w3id.org/mdmakg/"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(report: CheckReport, _view: View | None = None) -> str:
    """Write one run: a rule per check, a result per finding and per check without findings.

    Shape:  a failed result is of kind ``fail``, one that could not be told
            ``open``; a check with neither has one result, ``pass`` or
            ``notApplicable``, at the place where the check is written. A result
            that is accepted is suppressed; every result has the list of its
            suppressions, so that none of it is a reader's guess.
    Units:  columns count code points.
    Source: SARIF 2.1.0, 3.27.9 (kind), 3.27.10 (level), 3.27.17 (partialFingerprints),
            3.27.23 (suppressions: all results of a run have them, or none has).
    """
    index = {rule.check: number for number, rule in enumerate(report.rules)}
    places = {rule.check: rule.place for rule in report.rules}
    busy = {result.check for result in report.results}
    results: list[Json] = [_result(result, index) for result in report.results]
    results.extend(
        _quiet(count, index, places.get(count.check))
        for count in report.counts
        if count.check not in busy
    )
    run: dict[str, Json] = {
        "tool": {"driver": _driver(report)},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"conforms": report.conforms, "counts": list(map(_count, report.counts))},
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(report: CheckReport) -> Json:
    return {
        "name": "mdmakg",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(rule) for rule in report.rules],
    }


def _rule(rule: CheckRule) -> Json:
    about = rule.label or rule.check
    return {
        "id": rule.check,
        "shortDescription": {"text": about},
        "help": {"text": rule.advice or about},
        "helpUri": quote(encodable(rule.iri), safe=_IN_URI),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


_IN_URI = ":/?#[]@!$&'()*+,;=%~"


def _result(result: CheckResult, index: Mapping[str, int]) -> Json:
    failed = result.state is State.FAILED
    says = result.message if failed else f"cannot tell: {result.reason}"
    return {
        **_ruled(result.check, index),
        "kind": "fail" if failed else "open",
        "level": _LEVELS[result.severity] if failed else "none",
        "message": {"text": _message(says or result.check)},
        "locations": [_location(result.place, result.focus)],
        "partialFingerprints": {"mdmakg/v1": fingerprint(result)},
        "suppressions": _suppressions(result.accepted),
        "properties": {"iri": result_iri(result), "path": result.path, "value": result.value},
    }


def _suppressions(accepted: Accepted | None) -> Json:
    """Say who accepts a result. Source: SARIF 2.1.0, 3.35; external: not written beside it."""
    if accepted is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": accepted.words}]


def _quiet(count: CheckCount, index: Mapping[str, int], place: Place | None) -> Json:
    passed = count.passed > 0
    says = f"{count.passed} passed" if passed else "applied to nothing"
    return {
        **_ruled(count.check, index),
        "kind": "pass" if passed else "notApplicable",
        "level": "none",
        "message": {"text": says},
        "suppressions": [],
        **({"locations": [_location(place)]} if place else {}),
    }


def _ruled(check: str, index: Mapping[str, int]) -> dict[str, Json]:
    return {"ruleId": check} | ({"ruleIndex": index[check]} if check in index else {})


def _location(place: Place | None, focus: str = "") -> Json:
    return dict((*_physical(place), *_logical(focus)))


def _physical(place: Place | None) -> Iterator[tuple[str, Json]]:
    if place is not None:
        region: Json = {"startLine": place.line, "startColumn": place.column}
        artifact: Json = {"uri": _uri(place.file)}
        yield "physicalLocation", {"artifactLocation": artifact, "region": region}


def _logical(focus: str) -> Iterator[tuple[str, Json]]:
    if focus:
        yield "logicalLocations", [{"fullyQualifiedName": focus, "kind": "resource"}]


def _uri(file: str) -> str:
    """Name a file as SARIF wants it: relative as it is, absolute with its scheme.

    Source: SARIF 2.1.0, 3.4.3; RFC 3986, 4.2: no colon in a relative first segment.
    """
    path = PurePath(file).as_posix()
    written = quote(encodable(path), safe="/")
    return f"file://{written}" if PurePath(file).is_absolute() else written


def _message(text: str) -> str:
    """Keep a plain text from being read as placeholders or links.

    Source: SARIF 2.1.0, 3.11.5 (braces are doubled) and 3.11.6 (embedded links).
    """
    braced = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"\](?=\()", "] ", braced)


def _count(count: CheckCount) -> Json:
    return {
        "check": count.check,
        "passed": count.passed,
        "failed": count.failed,
        "inapplicable": count.inapplicable,
        "cannotTell": count.cannot_tell,
        "reasons": dict(count.reasons),
    }
