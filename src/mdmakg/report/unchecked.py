"""What was not checked, in sentences: silence of checks that did not run is no good sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.model.check import Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdmakg.model.check import CheckResult

__all__ = ["breaks", "unchecked"]


def unchecked(results: Iterable[CheckResult], off: Sequence[str]) -> Iterator[str]:
    """Say that the structure is broken, and which checks were switched off; nothing if all ran."""
    if any(map(breaks, results)):
        yield "The structure of the data is broken: no check ran, and nothing is judged."
    if off:
        yield f"Switched off: {', '.join(off)}. What would have been found is not known."


def breaks(result: CheckResult) -> bool:
    """Whether a result says that the structure is broken, so that nothing is judged."""
    failed = result.state is State.FAILED and result.severity is Severity.VIOLATION
    return failed and "/shape/" in result.shape
