"""What a register has of a trial's results: tables of groups, their comparisons, harms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.registry.trial import Said
from mdmakg.imports.registry.words import (
    BOUNDS,
    LEVELS,
    MARGINS,
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
    from mdmakg.imports.registry.trial import (
        Affected,
        Analysis,
        Event,
        Measured,
        Reported,
        Row,
    )

__all__ = ["Results"]

_MEASURES: Final = {
    FigureKind.MEAN: Measure.MEAN,
    FigureKind.MEDIAN: Measure.MEDIAN,
    FigureKind.EVENTS: Measure.COUNT,
    FigureKind.AMOUNT: Measure.NOT_STATED,
}
_PER_CENT: Final = frozenset({"percentage", "percent"})
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
            outcome = outcomes.harm(event.term)
            if outcome is not None:
                self._event(event, outcome, groups)

    def _reported(self, reported: Reported, outcome: str, arms: Mapping[str, str]) -> None:
        frame = self._facts.line(reported.time_frame)
        unit = f" ({reported.unit})" if reported.unit else ""
        for row in reported.rows:
            kind = VALUES.get(fold(reported.parameter), FigureKind.AMOUNT)
            title = f": {row.title}" if row.title else ""
            figures = list(self._figures(reported, row, kind, arms))
            if figures:
                gloss = f"{reported.title.text}{unit}{title}"
                self._add(gloss, reported.at, outcome, _MEASURES[kind], frame)["figures"] = figures
        for analysis in reported.analyses:
            self._analysis(analysis, reported, outcome, arms, frame)

    def _add(
        self, gloss: str, at: str, outcome: str, measure: Measure, frame: Value | None
    ) -> Value:
        if not fits(Line, gloss):
            self._facts.leave(at, "has a row whose titles are too long for a line: shortened")
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

    def _figures(
        self, reported: Reported, row: Row, kind: FigureKind, arms: Mapping[str, str]
    ) -> Iterator[Value]:
        counts = {one.group: one.count for one in (*reported.counts, *row.counts)}
        for measured in row.measured:
            arm = self._arm(measured.group, measured.at, arms)
            if arm is None:
                continue
            figures = dict(self._group(reported, measured, kind))
            if figures:
                n = self._facts.count(counts.get(measured.group))
                among = FigureKind.OF if kind is FigureKind.EVENTS else FigureKind.N
                if n is not None and self._possible(kind, figures, n, measured.at):
                    figures[among.value] = n
                yield {"arm": arm, **figures, "from": self._facts.through(measured.at)}

    def _possible(self, kind: FigureKind, figures: Value, n: Value, at: str) -> bool:
        events = figures.get(FigureKind.EVENTS)
        if kind is not FigureKind.EVENTS or not isinstance(events, str):
            return True
        possible = not events.isdigit() or int(events) <= int(str(n["value"]))
        if not possible:
            self._facts.leave(at, f"counts {events} of {n['value']} participants: of how many")
        return possible

    def _arm(self, group: str, at: str, arms: Mapping[str, str]) -> str | None:
        arm = arms.get(group)
        if arm is None:
            self._facts.leave(at, f"has a group {group!r} that its table does not name")
        return arm

    def _group(
        self, reported: Reported, measured: Measured, kind: FigureKind
    ) -> Iterator[tuple[str, object]]:
        """Give the figures of one group: its value, and what its spread or limits are."""
        at, words = measured.at, folded(reported.unit).split(" ")
        unit = "%" if kind is FigureKind.AMOUNT and words[0] in _PER_CENT else ""
        value = self._facts.number(measured.value, at, "the value", unit)
        if value is not None and kind is FigureKind.AMOUNT and reported.parameter:
            value = self._named(value, measured.value, reported.parameter)
        yield from _given(kind, value)
        dispersion = fold(reported.dispersion)
        if dispersion in SPREADS:
            spread = self._facts.number(measured.spread, at, "the spread")
            yield from _given(SPREADS[dispersion], spread)
        elif dispersion in BOUNDS or dispersion in LEVELS or _is_interval(reported.dispersion):
            yield from self._bounds(reported.dispersion, measured)
        elif measured.spread or measured.lower:
            self._facts.leave(at, f"{shown(reported.dispersion)} is no spread that has a figure")

    def _named(self, value: object, text: str, parameter: str) -> object:
        """Write with an amount what it is, where the register says more than a number."""
        word = parameter.replace("_", " ").lower()
        plain = value["value"] if isinstance(value, dict) else value
        return value if word == "number" else {"value": plain, "written": f"{text} ({word})"}

    def _bounds(self, dispersion: str, measured: Measured) -> Iterator[tuple[str, object]]:
        kind = BOUNDS.get(fold(dispersion), FigureKind.INTERVAL)
        limits = self._facts.interval(measured.lower, measured.upper, measured.at, "the limits")
        yield from _given(kind, limits)
        level = LEVELS.get(fold(dispersion), "")
        if limits is not None and kind is FigureKind.INTERVAL and level:
            yield FigureKind.INTERVAL_LEVEL.value, level

    def _analysis(
        self,
        analysis: Analysis,
        reported: Reported,
        outcome: str,
        arms: Mapping[str, str],
        frame: Value | None,
    ) -> None:
        numbers = dict(self._numbers(analysis))
        if not numbers:
            return
        if strangers := [group for group in analysis.groups if group not in arms]:
            for group in strangers:
                says = f"has a group {group!r} that its table does not name: left out whole"
                self._facts.leave(analysis.at, says)
            return
        between = [arms[group] for group in analysis.groups]
        measure = PARAMETERS.get(fold(analysis.parameter), Measure.NOT_STATED)
        if "estimate" not in numbers:
            measure = Measure.NOT_STATED
        word = f": {analysis.parameter}" if analysis.parameter else ""
        gloss = f"{reported.title.text}{word}"
        if margin := MARGINS.get(fold(analysis.margin)):
            gloss = f"{gloss}, {margin}"
        if len(between) == _PAIR and between[0] != between[1]:
            numbers = {"between": between, "first-arm": NOT_STATED.value, **numbers}
        else:
            gloss = f"{gloss}, {self._titles(analysis, reported)}"
        result = self._add(gloss, analysis.at, outcome, measure, frame)
        result |= numbers

    def _titles(self, analysis: Analysis, reported: Reported) -> str:
        """Name the groups of an analysis that is not between two; tell of it if it is of more."""
        if len(analysis.groups) != 1:
            says = f"compares {len(analysis.groups)} groups: named in the gloss alone"
            self._facts.leave(analysis.at, says)
        titles = {group.id: group.title.text for group in reported.groups}
        return ", ".join(titles[group] for group in analysis.groups if group in titles)

    def _numbers(self, analysis: Analysis) -> Iterator[tuple[str, object]]:
        at, number = analysis.at, self._facts.number
        if (value := number(analysis.value, at, "the estimate")) is not None:
            yield "estimate", value
        spread = SPREADS.get(fold(analysis.spread_kind))
        if spread and (value := number(analysis.spread, at, "its spread")) is not None:
            yield spread.value, value
        limits = self._facts.interval(analysis.lower, analysis.upper, at, "its interval")
        if limits is not None:
            yield "interval", limits
            level = number(analysis.level, at, "the level of its interval", "%")
            if level is not None:
                yield "interval-level", level
            if fold(analysis.sides) in _ONE_SIDED:
                yield "interval-method", "one-sided"
        if (value := number(analysis.p, at, "its p-value")) is not None:
            yield "p", value
            if test := self._test(analysis):
                yield "test", test

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
        figures = [figure for one in event.affected for figure in self._affected(one, arms)]
        if not figures:
            return
        gloss = f"Participants with this event: {event.term.text}"
        result = self._add(gloss, event.term.at.rpartition("/")[0], outcome, Measure.COUNT, None)
        if event.serious is not None:
            result["serious"] = event.serious
        result["figures"] = figures

    def _affected(self, one: Affected, arms: Mapping[str, str]) -> Iterator[Value]:
        arm = self._arm(one.group, one.at, arms)
        if arm is None:
            return
        events, of = (self._facts.count(Said(text, one.at)) for text in (one.events, one.of or "0"))
        if events is None or of is None:
            return
        figure: Value = {"arm": arm, "events": events["value"]}
        if one.of and int(str(events["value"])) > int(str(of["value"])):
            self._facts.leave(one.at, f"counts {one.events} of {one.of} participants")
            return
        if one.of:
            figure["of"] = of["value"]
        yield {**figure, "from": self._facts.through(one.at)}


def _given(kind: FigureKind, value: object | None) -> Iterator[tuple[str, object]]:
    if value is not None:
        yield kind.value, value


def _is_interval(dispersion: str) -> bool:
    return "confidence" in dispersion.lower()
