"""What the checks found in a build, as a notebook shows it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mdmakg.model.check import State
from mdmakg.notebook.html import details, items, joined, paragraph, table, words
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.model.check import CheckResult
    from mdmakg.notebook.html import Html

__all__ = ["Report"]

_STATES = ("passed", "failed", "inapplicable", "cannotTell")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Report:
    """The results that failed or could not be told, by check, and all counts.

    ``counts`` is check to state to number; all shapes of structure count as one.
    ``unchecked`` says what was not checked: checks switched off, data that are broken.
    """

    results: tuple[CheckResult, ...]
    counts: Mapping[str, Mapping[str, int]]
    unchecked: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """The results that failed."""
        return tuple(result for result in self.results if result.state is State.FAILED)

    def __repr__(self) -> str:
        """Count what failed and what could not be told."""
        return f"<report: {self._tally()}>"

    def _tally(self) -> str:
        untold = len(self.results) - len(self.failed)
        partly = "; not all was checked" if self.unchecked else ""
        return f"{len(self.failed)} failed, {untold} could not be told{partly}"

    def _repr_html_(self) -> str:
        heads = ("check", "passed", "failed", "does not apply", "cannot tell")
        counts = table(words(self._tally()), heads, (_row(*one) for one in self.counts.items()))
        return joined(
            (*map(paragraph, map(words, self.unchecked)), counts, *_findings(self.failed))
        )


def _row(check: str, count: Mapping[str, int]) -> Sequence[Html]:
    return (words(check), *(words(str(count.get(state, 0))) for state in _STATES))


def _findings(failed: Sequence[CheckResult]) -> Iterator[Html]:
    ordered = sorted(failed, key=lambda result: (result.check, result.focus, result.message))
    for check, group in groupby(ordered, key=lambda result: result.check):
        results = list(group)
        head = f"{results[0].severity}: {check} ({len(results)})"
        yield details(words(head), items(map(_finding, results)))


def _finding(result: CheckResult) -> Html:
    accepted = f" ({result.accepted.words})" if result.accepted else ""
    return words(f"{result.focus.removeprefix(BASE)}: {result.message}{accepted}")
