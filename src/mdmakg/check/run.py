"""Running a check set-wise: four states for every focus of its domain.

The constraint's query, which a SHACL engine runs once per focus, is run once
over the whole graph; the same file gives the same failing foci either way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.check.term import SEVERITIES
from mdmakg.errors import Fault, InputError, OvertimeError
from mdmakg.model.check import CheckCount, CheckReport, CheckResult, State, combined
from mdmakg.store.ask import within
from mdmakg.vocab.foreign import RDFS, SH, rdf_type
from mdmakg.vocab.mdmakg import proposition
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Set

    from mdmakg.check.checkfile import CheckFile

__all__ = ["ASKED", "LONGEST", "Ask", "Row", "run_check", "run_checks"]

Row: TypeAlias = Mapping[str, str]
"""One solution: variable (without its mark) to term in N-Triples notation; unbound ones absent."""

Ask: TypeAlias = Callable[[str], Iterable[Row]]
"""Answers a SELECT query over the union of all graphs."""

LONGEST: Final = 60.0
"""How long the queries of one check may take, in seconds; ours take milliseconds."""

_COMPONENT = SH + "SPARQLConstraintComponent"
_NAMED = frozenset({"this", "path", "value", "message", "severity"})


def run_checks(
    checks: Iterable[CheckFile],
    ask: Ask,
    *,
    apart: Set[str] = frozenset(),
    seconds: float = LONGEST,
) -> CheckReport:
    """Run every check over one store and join what they found.

    Shape:  ``apart`` are the IRIs of what is there for others to be held against, and no
            focus itself: neither looked at nor counted.
    Units:  ``seconds`` of wall clock, for the queries of one check together.
    Errors: ``InputError`` at a check whose queries do not end in that time.
    """
    asked = cache(lambda query: tuple(ask(query)))  # many checks have the same domain
    look = _Look(asked, frozenset(map(iri_term, apart)), _propositions(asked))
    return combined(_timed(check, look, seconds) for check in checks)


def _timed(check: CheckFile, look: _Look, seconds: float) -> CheckReport:
    try:
        return within(seconds, lambda: _report(check, look))
    except OvertimeError as error:
        says = f"the queries of this check did not end within {seconds:g} s: simplify them"
        raise InputError([Fault(check.place, "check-time", says)]) from error


@dataclass(frozen=True, slots=True)
class _Look:
    """How to look at the data: whom to ask, what is no focus, and focus to proposition; terms."""

    ask: Ask
    apart: Set[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)


_SAID: Final = f"SELECT DISTINCT ?this ?said WHERE {{ ?this <{proposition}> ?said }}"
_OF_CLASS: Final = "SELECT DISTINCT ?this WHERE {{ ?this <{}>/<{}>* <{}> }}"
ASKED: Final = (_SAID, _OF_CLASS.format(rdf_type, f"{RDFS}subClassOf", ""))
"""What is asked whatever the checks ask."""


def _propositions(ask: Ask) -> Mapping[str, str]:
    """Give what each claim says, so that a thing said five times is counted as one."""
    return {row["this"]: row["said"] for row in ask(_SAID)}


def _report(check: CheckFile, look: _Look) -> CheckReport:
    results, count = _run(check, look)
    return CheckReport(results=results, counts=(count,), rules=(check.rule,))


def run_check(check: CheckFile, ask: Ask) -> tuple[tuple[CheckResult, ...], CheckCount]:
    """Run one check: the results that failed or could not be told, and the four counts by focus.

    Shape:  every focus of the domain has one state. Outside ``appliesTo`` it is
            inapplicable, whatever the constraint says; where the check cannot
            tell it does not fail; what is left and fires fails, the rest passed.
    """
    return _run(check, _Look(ask))


def _run(check: CheckFile, look: _Look) -> tuple[tuple[CheckResult, ...], CheckCount]:
    domain = _domain(check, look)
    applies = domain & {row["this"] for row in look.ask(check.applies_to) if "this" in row}
    untold = [row for row in _asked(look, check.cannot_tell, applies) if row["this"] in applies]
    unknown = {row["this"] for row in untold}
    open_ = applies - unknown
    fired = [row for row in _asked(look, check.select, open_) if row["this"] in open_]
    failed = {row["this"] for row in fired}
    said = {focus: look.said.get(focus, focus) for focus in failed}
    results = {
        *(_failed(check, row, term_text(said[row["this"]])) for row in fired),
        *(_untold(check, row) for row in untold),
    }
    count = CheckCount(
        check=check.code,
        severity=check.severity,
        passed=len(open_) - len(failed),
        failed=len(failed),
        inapplicable=len(domain) - len(applies),
        cannot_tell=len(unknown),
        reasons=_reasons(untold),
        propositions=len(set(said.values())),
    )
    return tuple(sorted(results, key=lambda result: result.order)), count


def _asked(look: _Look, query: str, foci: Set[str]) -> Iterable[Row]:
    """Ask, if there is anything to ask about."""
    if not foci or query.split() == _NEVER:
        return ()
    return (row for row in look.ask(query) if "this" in row)


_NEVER: Final = ["SELECT", "?this", "?reason", "WHERE", "{", "FILTER(false)", "}"]
"""How a check says that it can always tell."""


def _domain(check: CheckFile, look: _Look) -> set[str]:
    """All instances of the target classes. Source: SHACL 2.1.3.2, class-based targets."""
    found = {
        row["this"]
        for target in check.targets
        for row in look.ask(_OF_CLASS.format(rdf_type, f"{RDFS}subClassOf", target))
    }
    return found - look.apart if look.apart else found


def _reasons(untold: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How many foci each reason holds for, sorted by reason; a focus may have several."""
    pairs = {(row["this"], term_text(row.get("reason", ""))) for row in untold}
    return tuple(sorted(Counter(reason for _, reason in pairs).items()))


def _failed(check: CheckFile, row: Row, said: str) -> CheckResult:
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
        said=said,
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
