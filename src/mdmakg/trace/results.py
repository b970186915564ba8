"""Check results and assessments read back from what was derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.graph.facts import local_name
from mdmakg.model.assessment import Assessment, Judgement
from mdmakg.model.check import Accepted, CheckResult, Severity, State
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.graph.facts import Facts

__all__ = ["assessments_of", "results_of"]


def results_of(facts: Facts) -> Iterator[CheckResult]:
    """Read the check results of a build; one that was left open for several reasons, with each."""
    for node in facts.instances(m.CheckResult):
        for reason in facts.all(node, m.reason) or ("",):
            yield _result(facts, node, reason)


def _result(facts: Facts, node: str, reason: str) -> CheckResult:
    shape = facts.one(node, m.check)
    return CheckResult(
        check=local_name(shape),
        shape=shape,
        focus=facts.one(node, m.focus),
        state=State(facts.name(node, m.state)),
        severity=Severity(facts.name(node, m.severity)),
        message=facts.one(node, m.message),
        path=facts.one(node, m.path),
        value=facts.one(node, m.value),
        reason=reason,
        accepted=_accepted(facts, facts.one(node, m.accepted)),
    )


def _accepted(facts: Facts, node: str) -> Accepted | None:
    if not node:
        return None
    return Accepted(
        iri=node,
        check=facts.one(node, m.acceptedCheck),
        focus=facts.one(node, m.acceptedFocus),
        by=facts.one(node, m.acceptedBy),
        why=facts.one(node, m.acceptanceReason),
        on=facts.one(node, m.acceptedOn),
    )


def assessments_of(facts: Facts) -> Iterator[Assessment]:
    """Read the assessments of a build."""
    for node in facts.instances(m.Assessment):
        yield Assessment(
            claim=facts.one(node, m.assessmentOf),
            fidelity=Judgement(
                value=facts.name(node, m.fidelity),
                because=facts.one(node, m.fidelityBecause),
                decided_by=facts.all(node, m.fidelityDecidedBy),
            ),
            support=Judgement(
                value=facts.name(node, m.support),
                because=facts.one(node, m.supportBecause),
                decided_by=facts.all(node, m.supportDecidedBy),
            ),
        )
