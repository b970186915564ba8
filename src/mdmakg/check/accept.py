"""Where what a curator accepts meets what the checks found.

An acceptance changes no result but to stand on it: the result stays failed, and
says who lets it stand and why. An acceptance under which nothing fails any more
is found by a check of its own, which no shape can be, since it looks at results.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mdmakg.check.iri import CHECK, check_iri
from mdmakg.check.statements import term_text
from mdmakg.model.check import (
    Accepted,
    CheckCount,
    CheckReport,
    CheckResult,
    CheckRule,
    Severity,
    State,
    combined,
)
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from mdmakg.check.run import Ask

__all__ = ["UNUSED", "accept", "acceptances"]

UNUSED: Final = "acceptance-unused"
"""The check of acceptances that nothing needs any more."""

_RULE: Final = CheckRule(
    check=UNUSED,
    iri=check_iri(UNUSED),
    severity=Severity.WARNING,
    label="acceptance of nothing that is found",
    advice="Take the acceptance out, or correct its check or what it is of.",
)


def acceptances(ask: Ask) -> tuple[Accepted, ...]:
    """Read what is accepted, in order of the acceptances' IRIs."""
    found: dict[str, Accepted] = {}
    for row in sorted(ask(_QUESTION), key=lambda row: sorted(row.items())):
        said = {name: term_text(term) for name, term in row.items()}
        one = Accepted(**{**_UNSAID, **said})
        found.setdefault(one.iri, one)
    return tuple(found[iri] for iri in sorted(found))


# Data from elsewhere may lack who, why and when; its shapes say so.
_UNSAID: Final[Mapping[str, str]] = {"by": "", "why": "", "on": ""}
_QUESTION: Final = f"""
SELECT ?iri ?check ?focus ?by ?why ?on WHERE {{
    ?iri <{f.rdf_type}> <{m.Acceptance}> ; <{m.acceptedCheck}> ?check ; <{m.acceptedFocus}> ?focus .
    OPTIONAL {{ ?iri <{m.acceptedBy}> ?by }}
    OPTIONAL {{ ?iri <{m.acceptanceReason}> ?why }}
    OPTIONAL {{ ?iri <{m.acceptedOn}> ?on }}
}}"""


def accept(report: CheckReport, accepted: Iterable[Accepted]) -> CheckReport:
    """Set on each failed result who accepts it, and add what is found of the acceptances.

    Shape: of several acceptances of one result, the one of the narrower thing
           stands on it. What a shape of structure finds is accepted by none.
    """
    known = tuple(accepted)
    results = tuple(_accepted(result, known) for result in report.results)
    return combined([replace(report, results=results), _on_acceptances(report, known)])


def _accepted(result: CheckResult, known: Iterable[Accepted]) -> CheckResult:
    if result.state is not State.FAILED:
        return result
    covering = [one for one in known if _covers(one, result)]
    nearest = max(covering, key=lambda one: (len(one.focus), one.iri), default=None)
    return replace(result, accepted=nearest)


def _covers(one: Accepted, result: CheckResult) -> bool:
    """Whether an acceptance is of a result: of its check, on its thing or a part of it."""
    own = result.focus == one.focus or result.focus.startswith(_parts_of(one.focus))
    return own and result.shape == one.check and one.check.startswith(CHECK)


def _parts_of(focus: str) -> tuple[str, ...]:
    """Say how the IRIs of a thing's parts begin; lines of evidence have their claim's two names."""
    claim = f"{BASE}claim/"
    lines = focus.replace(claim, f"{BASE}evidence-line/", 1) if focus.startswith(claim) else focus
    return f"{focus}/", f"{lines}/"


def _on_acceptances(report: CheckReport, known: Iterable[Accepted]) -> CheckReport:
    """Look at acceptances as a check looks at its foci: used, unused, or not to be told."""
    found = [_Seen(one, _state_of(one, report)) for one in known]
    states = Counter(seen.state for seen in found)
    reasons = Counter(_reason(seen) for seen in found if seen.state is State.CANNOT_TELL)
    count = CheckCount(
        check=UNUSED,
        severity=_RULE.severity,
        passed=states[State.PASSED],
        failed=states[State.FAILED],
        inapplicable=0,
        cannot_tell=states[State.CANNOT_TELL],
        reasons=tuple(sorted(reasons.items())),
    )
    results = tuple(_results(found, {rule.iri for rule in report.rules}))
    return CheckReport(results=results, counts=(count,), rules=(_RULE,))


@dataclass(frozen=True, slots=True)
class _Seen:
    accepted: Accepted
    state: State


def _state_of(one: Accepted, report: CheckReport) -> State:
    """Say whether an acceptance is used; a result that could not be told may need it still."""
    states = {result.state for result in report.results if _covers(one, result)}
    if State.FAILED in states:
        return State.PASSED
    return State.CANNOT_TELL if State.CANNOT_TELL in states else State.FAILED


def _results(found: Iterable[_Seen], checks: Set[str]) -> Iterator[CheckResult]:
    for seen in found:
        if seen.state is not State.PASSED:
            failed = seen.state is State.FAILED
            yield CheckResult(
                check=UNUSED,
                shape=_RULE.iri,
                focus=seen.accepted.iri,
                state=seen.state,
                severity=_RULE.severity,
                message=_message(seen.accepted, checks) if failed else "",
                path=m.acceptedCheck,
                value=seen.accepted.check if failed else "",
                value_term=f"<{seen.accepted.check}>" if failed else "",
                reason="" if failed else _reason(seen),
            )


def _message(one: Accepted, checks: Set[str]) -> str:
    if one.check not in checks:
        return f"there is no check {_code(one)} whose findings could be accepted"
    kind, *names = one.focus.removeprefix(BASE).split("/")
    return f"{_code(one)} finds nothing on {kind} {':'.join(names)} or on a part of it"


def _reason(seen: _Seen) -> str:
    return f"{_code(seen.accepted)} could not be told there"


def _code(one: Accepted) -> str:
    return one.check.removeprefix(CHECK)
