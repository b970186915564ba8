"""Where what a curator accepts meets what the checks found.

An acceptance changes no result but to stand on it: the result stays failed, and
says who lets it stand and why. An acceptance under which nothing fails any more
is found by a check of its own, which no shape can be, since it looks at results.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
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
    from collections.abc import Iterable, Set

    from mdmakg.check.run import Ask

__all__ = ["ACCEPTED", "RULE", "UNUSED", "accept", "acceptances"]

UNUSED: Final = "acceptance-unused"
"""The check of acceptances that nothing needs any more."""

RULE: Final = CheckRule(
    check=UNUSED,
    iri=check_iri(UNUSED),
    severity=Severity.WARNING,
    label="acceptance of nothing that is found",
    advice="Take the acceptance out, or correct its check or what it is of.",
)


def acceptances(ask: Ask) -> tuple[Accepted, ...]:
    """Read what is accepted, in order of the acceptances' IRIs."""
    passages: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(_PASSAGES):
        passages[term_text(row["iri"])].add(term_text(row["passage"]))
    found: dict[str, Accepted] = {}
    for row in sorted(ask(_QUESTION), key=lambda row: sorted(row.items())):
        said = _UNSAID | {name: term_text(term) for name, term in row.items()}
        found.setdefault(
            said["iri"], Accepted(**said, passages=tuple(sorted(passages[said["iri"]])))
        )
    return tuple(found[iri] for iri in sorted(found))


# Data from elsewhere may lack who, why and when; its shapes say so.
_UNSAID: Final = {"by": "", "why": "", "on": ""}
_PASSAGES: Final = f"""
SELECT ?iri ?passage WHERE {{ ?iri <{m.acceptedFocus}>/<{f.oa_hasTarget}> ?passage }}"""
_QUESTION: Final = f"""
SELECT ?iri ?check ?focus ?by ?why ?on WHERE {{
    ?iri <{f.rdf_type}> <{m.Acceptance}> ; <{m.acceptedCheck}> ?check ; <{m.acceptedFocus}> ?focus .
    OPTIONAL {{ ?iri <{m.acceptedBy}> ?by }}
    OPTIONAL {{ ?iri <{m.acceptanceReason}> ?why }}
    OPTIONAL {{ ?iri <{m.acceptedOn}> ?on }}
}}"""

ACCEPTED: Final = (_PASSAGES, _QUESTION)
"""What is asked to read what is accepted."""


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
    """Whether an acceptance is of a result: of its check, on its thing, its parts or passages."""
    own = result.focus in (one.focus, *one.passages)
    within = own or result.focus.startswith(_parts_of(one.focus))
    return within and result.shape == one.check and one.check.startswith(CHECK)


def _parts_of(focus: str) -> tuple[str, ...]:
    """Say how the IRIs of a thing's parts begin; lines of evidence have their claim's two names."""
    claim = f"{BASE}claim/"
    lines = focus.replace(claim, f"{BASE}evidence-line/", 1) if focus.startswith(claim) else focus
    return f"{focus}/", f"{lines}/"


def _on_acceptances(report: CheckReport, known: Iterable[Accepted]) -> CheckReport:
    """Look at acceptances as a check looks at its foci: used, unused, or not to be told."""
    ran = {rule.iri for rule in report.rules}
    found = [(one, _open(one, report, ran), _is_used(one, report)) for one in known]
    unused = [_unused(one) for one, open_, used in found if not (open_ or used)]
    untold = [_untold(one, open_) for one, open_, used in found if open_ and not used]
    count = CheckCount(
        check=UNUSED,
        severity=RULE.severity,
        passed=sum(used for _, _, used in found),
        failed=len(unused),
        inapplicable=0,
        cannot_tell=len(untold),
        reasons=tuple(sorted(Counter(result.reason for result in untold).items())),
    )
    return CheckReport(results=(*unused, *untold), counts=(count,), rules=(RULE,))


def _is_used(one: Accepted, report: CheckReport) -> bool:
    return any(_covers(one, result) for result in report.failed)


def _open(one: Accepted, report: CheckReport, ran: Set[str]) -> str:
    """Say why it cannot be told that an acceptance is unused; empty where it can."""
    code = one.check.removeprefix(CHECK)
    if one.check not in ran:
        return f"no check {code} ran"
    untold = any(_covers(one, result) for result in report.untold)
    return f"{code} could not be told there" if untold else ""


def _unused(one: Accepted) -> CheckResult:
    kind, *names = one.focus.removeprefix(BASE).split("/")
    code, thing = one.check.removeprefix(CHECK), f"{kind} {':'.join(names)}"
    says = f"{code} finds nothing on {thing} or on a part of it"
    told = replace(_untold(one, ""), state=State.FAILED, message=says)
    return replace(told, value=one.check, value_term=f"<{one.check}>")


def _untold(one: Accepted, reason: str) -> CheckResult:
    return CheckResult(
        check=UNUSED,
        shape=RULE.iri,
        focus=one.iri,
        state=State.CANNOT_TELL,
        severity=RULE.severity,
        path=m.acceptedCheck,
        reason=reason,
    )
