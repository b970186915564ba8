"""Running a check set-wise: four states for every focus of its domain.

The constraint's query, which a SHACL engine runs once per focus, is run once
over the whole graph; the same file gives the same failing foci either way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.check.statements import term_text
from mdmakg.check.term import SEVERITIES
from mdmakg.errors import Fault, InputError, OvertimeError
from mdmakg.model.check import CheckCount, CheckReport, CheckResult, State, combined
from mdmakg.store.ask import within
from mdmakg.vocab.foreign import RDFS, SH, rdf_type
from mdmakg.vocab.mdmakg import proposition

if TYPE_CHECKING:
    from mdmakg.check.checkfile import CheckFile

__all__ = ["LONGEST", "Ask", "Row", "run_check", "run_checks"]

Row: TypeAlias = Mapping[str, str]
"""One solution: variable (without its mark) to term in N-Triples notation; unbound ones absent."""

Ask: TypeAlias = Callable[[str], Iterable[Row]]
"""Answers a SELECT query over the union of all graphs."""

LONGEST: Final = 60.0
"""How long the queries of one check may take, in seconds; ours take milliseconds."""

_COMPONENT = SH + "SPARQLConstraintComponent"
_NAMED = frozenset({"this", "path", "value", "message", "severity"})


def run_checks(checks: Iterable[CheckFile], ask: Ask, *, seconds: float = LONGEST) -> CheckReport:
    """Run every check over one store and join what they found.

    Units:  ``seconds`` of wall clock, for the queries of one check together.
    Errors: ``InputError`` at a check whose queries do not end in that time.
    """
    asked = cache(lambda query: tuple(ask(query)))  # many checks have the same domain
    said = _propositions(asked)
    return combined(_timed(check, asked, said, seconds) for check in checks)


def _timed(check: CheckFile, ask: Ask, said: Mapping[str, str], seconds: float) -> CheckReport:
    try:
        return within(seconds, lambda: _report(check, ask, said))
    except OvertimeError as error:
        says = f"the queries of this check did not end within {seconds:g} s: simplify them"
        raise InputError([Fault(check.place, "check-time", says)]) from error


def _propositions(ask: Ask) -> Mapping[str, str]:
    """Give what each claim says, so that a thing said five times is counted as one."""
    query = f"SELECT DISTINCT ?this ?said WHERE {{ ?this <{proposition}> ?said }}"
    return {row["this"]: row["said"] for row in ask(query)}


def _report(check: CheckFile, ask: Ask, said: Mapping[str, str]) -> CheckReport:
    results, count = run_check(check, ask, said)
    return CheckReport(results=results, counts=(count,), rules=(check.rule,))


def run_check(
    check: CheckFile, ask: Ask, said: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[CheckResult, ...], CheckCount]:
    """Run one check: the results that failed or could not be told, and the four counts by focus.

    Shape:  every focus of the domain has one state. Outside ``appliesTo`` it is
            inapplicable, whatever the constraint says; where the check cannot
            tell it does not fail; what is left and fires fails, the rest passed.
            ``said`` is focus to proposition.
    """
    domain = _domain(check, ask)
    applies = domain & {row["this"] for row in ask(check.applies_to) if "this" in row}
    untold = [row for row in ask(check.cannot_tell) if row.get("this") in applies]
    unknown = {row["this"] for row in untold}
    fired = [row for row in ask(check.select) if row.get("this") in applies - unknown]
    failed = {row["this"] for row in fired}
    results = {*(_failed(check, row) for row in fired), *(_untold(check, row) for row in untold)}
    count = CheckCount(
        check=check.code,
        severity=check.severity,
        passed=len(applies) - len(unknown) - len(failed),
        failed=len(failed),
        inapplicable=len(domain) - len(applies),
        cannot_tell=len(unknown),
        reasons=_reasons(untold),
        propositions=len({said.get(focus, focus) for focus in failed}),
    )
    return tuple(sorted(results, key=lambda result: result.order)), count


def _domain(check: CheckFile, ask: Ask) -> set[str]:
    """All instances of the target classes. Source: SHACL 2.1.3.2, class-based targets."""
    return {
        row["this"]
        for target in check.targets
        for row in ask(
            f"SELECT DISTINCT ?this WHERE {{ ?this <{rdf_type}>/<{RDFS}subClassOf>* <{target}> }}"
        )
    }


def _reasons(untold: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How many foci each reason holds for, sorted by reason; a focus may have several."""
    pairs = {(row["this"], term_text(row.get("reason", ""))) for row in untold}
    return tuple(sorted(Counter(reason for _, reason in pairs).items()))


def _failed(check: CheckFile, row: Row) -> CheckResult:
    # SHACL 5.3.2: without ?value, the value of a node shape's result is the focus itself;
    # saying it twice would tell nobody anything, so it is left out here.
    value = row.get("value", "")
    return CheckResult(
        check=check.code,
        shape=check.iri,
        focus=term_text(row["this"]),
        state=State.FAILED,
        severity=SEVERITIES.get(term_text(row.get("severity", "")), check.severity),
        message=_message(check.message, row),
        component=_COMPONENT,
        path=term_text(row.get("path", "")),
        value=term_text(value),
        value_term=value,
        details=tuple(sorted((n, term_text(t)) for n, t in row.items() if n not in _NAMED)),
    )


def _untold(check: CheckFile, row: Row) -> CheckResult:
    return CheckResult(
        check=check.code,
        shape=check.iri,
        focus=term_text(row["this"]),
        state=State.CANNOT_TELL,
        severity=check.severity,
        component=_COMPONENT,
        reason=term_text(row.get("reason", "")),
    )


_VARIABLE = re.compile(r"\{[?$](\w+)\}")


def _message(template: str, row: Row) -> str:
    """Fill in a message, once: what a value says is never read as a template.

    Source: SHACL 5.3.2: a SELECT may give the message as ``?message``; else
            ``{?name}`` and ``{$name}`` stand for its variables.
    """
    if "message" in row:
        return term_text(row["message"])
    return _VARIABLE.sub(
        lambda found: term_text(row[found[1]]) if found[1] in row else found[0], template
    )
