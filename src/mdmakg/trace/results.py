"""Check results read back from what was derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.graph.facts import local_name
from mdmakg.model.check import CheckResult, Severity, State
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.graph.facts import Facts

__all__ = ["results_of"]


def results_of(facts: Facts) -> Iterator[CheckResult]:
    """Read the check results of a build."""
    for node in facts.instances(m.CheckResult):
        shape = facts.one(node, m.check)
        yield CheckResult(
            check=local_name(shape),
            shape=shape,
            focus=facts.one(node, m.focus),
            state=State(facts.name(node, m.state)),
            severity=Severity(facts.name(node, m.severity)),
            message=facts.one(node, m.message),
            path=facts.one(node, m.path),
            value=facts.one(node, m.value),
            reason=facts.one(node, m.reason),
        )
