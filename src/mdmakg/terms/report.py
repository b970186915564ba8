"""An audit of terms for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault
from mdmakg.report.faults import caret, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mdmakg.terms.finding import Audit, Finding

__all__ = ["WRITERS", "audit_json", "audit_text"]

VERSION: Final = 1
"""The version of the JSON form."""

_SHOWN: Final = 6


def audit_text(audit: Audit) -> str:
    """Write an audit for a terminal: each finding with its line, and then how much there was."""
    return "\n".join([*(_told(one) for one in audit.findings), *_summary(audit)]) + "\n"


def _told(finding: Finding) -> str:
    says = f"{finding.severity}: {finding.code}: {finding.message}"
    head, _, line = caret(Fault(finding.place, says, "", finding.line)).partition("\n")
    told = [head.removesuffix(": "), *([line] if line else [])]
    if finding.things:
        told.append(f"  mapped to it: {_few(finding.things)}")
    if finding.claims:
        told.append(f"  claims that hang on it: {_few(finding.claims)}")
    return "\n".join((*told, ""))


def _few(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return visible(", ".join(names[:_SHOWN])) + more


def _summary(audit: Audit) -> Iterator[str]:
    yield (
        f"{audit.mappings} mappings of {audit.things} things, "
        f"against {audit.terms} terms of which something is recorded."
    )
    for one in audit.looked:
        told = f"{one.file}: {one.form}, {one.terms:,} terms, {one.ours} of them recorded."
        if one.absent:
            told += (
                f" It has fewer terms than are recorded of its vocabulary, so it is taken for an "
                f"excerpt: of the {one.absent} that it lacks nothing is told."
            )
        yield visible(told)
    yield f"{len(audit.findings) or 'Nothing'} found."


def audit_json(audit: Audit) -> str:
    """Write an audit as JSON, by ``terms.schema.json``."""
    told = {
        "version": VERSION,
        "checked": {"mappings": audit.mappings, "terms": audit.terms, "things": audit.things},
        "ontologies": [
            {
                "file": one.file,
                "form": one.form,
                "terms": one.terms,
                "recorded": one.ours,
                "absent": one.absent,
            }
            for one in audit.looked
        ],
        "findings": [_row(one) for one in audit.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _row(finding: Finding) -> Mapping[str, object]:
    place = finding.place
    return {
        "code": str(finding.code),
        "severity": str(finding.severity),
        "term": finding.term,
        "message": finding.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "things": list(finding.things),
        "claims": list(finding.claims),
    }


WRITERS: Final[Mapping[str, Callable[[Audit], str]]] = {"text": audit_text, "json": audit_json}
"""The forms of an audit, by their names on the command line."""
