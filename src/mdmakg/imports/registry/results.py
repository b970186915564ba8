"""What a register has of a trial's results: tables of groups, their comparisons, harms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.registry.figures import figures_of_event, figures_of_row
from mdmakg.imports.registry.trial import Said
from mdmakg.imports.registry.words import (
    MARGINS,
    NO_NUMBER,
    PARAMETERS,
    SPREADS,
    VALUES,
    fold,
)
from mdmakg.imports.stated import fits, shown
from mdmakg.model.outcome import FigureKind, Measure, Significance
from mdmakg.model.scalar import NOT_STATED, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.imports.registry.arms import Arms
    from mdmakg.imports.registry.facts import Facts, Value
    from mdmakg.imports.registry.outcomes import Outcomes
    from mdmakg.imports.registry.trial import Analysis, Event, Reported

__all__ = ["Results"]

_MEASURES: Final = {
    FigureKind.MEAN: Measure.MEAN,
    FigureKind.MEDIAN: Measure.MEDIAN,
    FigureKind.EVENTS: Measure.COUNT,
    FigureKind.AMOUNT: Measure.NOT_STATED,
}
_ONE_SIDED: Final = frozenset({"ONE_SIDED", "1_SIDED"})
_PAIR: Final = 2


class Results:
    """Results by local id as a file has them, and the analyses that they name."""

    def __init__(self, facts: Facts, study: str):
        self._facts, self._study = facts, study
        self.results: dict[str, Value] = {}
        self.concepts: dict[str, Value] = {}
        self._tests: dict[str, str] = {}

    def add_all(self, arms: Arms, outcomes: Outcomes) -> None:
        """Add every result that the record has posted."""
        trial = self._facts.trial
        for reported in trial.reported:
            outcome = outcomes.add(reported.title, reported.role, reported.time_frame)
            if outcome is not None:
                self._reported(reported, outcome, arms.groups(reported.groups))
        groups = arms.groups(trial.event_groups)
        for event in trial.events:
            outcome = outcomes.harm(event)
            if outcome is not None:
                self._event(event, outcome, groups)

    def _reported(self, reported: Reported, outcome: str, arms: Mapping[str, str]) -> None:
        frame, at = self._facts.line(reported.time_frame), reported.at
        unit = self._facts.part(reported.unit, at, "its unit")
        kind = VALUES.get(fold(reported.parameter), FigureKind.AMOUNT)
        for row in reported.rows:
            figures = figures_of_row(self._facts, reported, row, kind, arms)
            if figures:
                title = self._facts.part(row.title, at, "the title of a row")
                gloss = f"{reported.title.text}{_more(' ({})', unit)}{_more(': {}', title)}"
                self._add(gloss, reported.at, outcome, _MEASURES[kind], frame)["figures"] = figures
        for analysis in reported.analyses:
            self._analysis(analysis, reported, outcome, arms, frame)

    def _add(
        self, gloss: str, at: str, outcome: str, measure: Measure, frame: Value | None
    ) -> Value:
        if not fits(Line, gloss):
            self._facts.leave(at, "has titles that are too long for a line together: shortened")
            gloss = f"{gloss[:900].rstrip()} …"
        result: Value = {
            "source": self._facts.source,
            "study": self._study,
            "gloss": gloss,
            "outcomes": [outcome],
            "measure": measure.value,
            "level": "group",
            "significance": Significance.NOT_STATED.value,
            "from": self._facts.through(at),
        }
        if frame is not None:
            result["time-frame"] = frame
        self.results[f"r{len(self.results) + 1}"] = result
        return result

    def _analysis(
        self,
        analysis: Analysis,
        reported: Reported,
        outcome: str,
        arms: Mapping[str, str],
        frame: Value | None,
    ) -> None:
        numbers = self._taken(analysis, arms)
        if not numbers:
            return
        between = [arms[group] for group in analysis.groups]
        measure = PARAMETERS.get(fold(analysis.parameter), Measure.NOT_STATED)
        if "estimate" not in numbers:
            measure = Measure.NOT_STATED
        parameter = self._facts.part(analysis.parameter, analysis.at, "its parameter")
        gloss = f"{reported.title.text}{_more(': {}', parameter)}"
        if margin := MARGINS.get(fold(analysis.margin)):
            gloss = f"{gloss}, {margin}"
        if len(between) == _PAIR and between[0] != between[1]:
            numbers = {"between": between, "first-arm": NOT_STATED.value, **numbers}
        else:
            gloss = f"{gloss}, {self._titles(analysis, reported)}"
        result = self._add(gloss, analysis.at, outcome, measure, frame)
        result |= numbers

    def _taken(self, analysis: Analysis, arms: Mapping[str, str]) -> Value:
        """Give the numbers of an analysis; none, and told, if it has none or lacks a group."""
        told = len(self._facts.left_out)
        numbers = dict(self._numbers(analysis))
        if not numbers and told == len(self._facts.left_out):
            self._facts.leave(analysis.at, "has no number: left out whole")
        strangers = [group for group in analysis.groups if not arms.get(group)] if numbers else []
        for group in strangers:
            why = "was left out" if group in arms else "its table does not name"
            says = f"has a group {shown(group)} that {why}: left out whole"
            self._facts.leave(analysis.at, says)
        if not numbers or strangers:
            return {}
        test = self._test(analysis)
        return {**numbers, "test": test} if test else numbers

    def _titles(self, analysis: Analysis, reported: Reported) -> str:
        """Name the groups of an analysis that is not between two; tell of it if it is of more."""
        if len(analysis.groups) != 1:
            says = f"compares {len(analysis.groups)} groups: named in the gloss alone"
            self._facts.leave(analysis.at, says)
        titles = {group.id: group.title.text for group in reported.groups}
        return ", ".join(titles[group] for group in analysis.groups if group in titles)

    def _numbers(self, analysis: Analysis) -> Iterator[tuple[str, object]]:
        at, number = analysis.at, self._facts.number
        if (value := number("estimate", analysis.value, at, "the estimate")) is not None:
            yield "estimate", value
        spread = SPREADS.get(fold(analysis.spread_kind))
        if spread is None and analysis.spread not in NO_NUMBER:
            says = f"its spread {shown(analysis.spread)} is of no kind that is known here"
            self._facts.leave(at, f"{says}: {shown(analysis.spread_kind)}")
        elif spread and (value := number(spread, analysis.spread, at, "its spread")) is not None:
            yield spread.value, value
        limits = self._facts.interval(analysis.lower, analysis.upper, at, "its interval")
        if limits is not None:
            yield "interval", limits
            key, what = FigureKind.INTERVAL_LEVEL.value, "the level of its interval"
            if (level := number(key, analysis.level, at, what, "%")) is not None:
                yield key, level
            if fold(analysis.sides) in _ONE_SIDED:
                yield "interval-method", "one-sided"
        if (value := number("p", analysis.p, at, "its p-value")) is not None:
            yield "p", value

    def _test(self, analysis: Analysis) -> str | None:
        if not analysis.method or not self._facts.fits(Said(analysis.method, analysis.at)):
            return None
        name = folded(analysis.method)
        if name not in self._tests:
            known = self._facts.elsewhere(self._facts.known.concepts.get(name))
            self._tests[name] = known or f"{self._facts.stem}-m{len(self.concepts) + 1}"
            if known is None:
                concept: Value = {"label": analysis.method, "kind": "analysis"}
                self.concepts[self._tests[name]] = concept
        return self._tests[name]

    def _event(self, event: Event, outcome: str, arms: Mapping[str, str]) -> None:
        figures = figures_of_event(self._facts, event.affected, arms)
        if not figures:
            return
        at = event.term.at.rpartition("/")[0]
        system = self._facts.part(event.system, at, "its organ system")
        gloss = f"Participants with this event: {event.term.text}" + f" ({system})" * bool(system)
        result = self._add(gloss, at, outcome, Measure.COUNT, None)
        if event.serious is not None:
            result["serious"] = event.serious
        result["figures"] = figures


def _more(words: str, text: str) -> str:
    return words.format(text) if text else ""
