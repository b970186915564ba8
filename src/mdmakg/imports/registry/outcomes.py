"""The outcomes of a trial: as planned, and as its results name them, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.registry.trial import Said
from mdmakg.imports.registry.words import ROLES, fold
from mdmakg.imports.stated import shown
from mdmakg.model.outcome import OutcomeRole
from mdmakg.model.scalar import NOT_STATED

if TYPE_CHECKING:
    from mdmakg.imports.registry.facts import Facts, Value
    from mdmakg.imports.registry.trial import Event

__all__ = ["Outcomes"]

_BRACKETS: Final = re.compile(r"\(([^()]{2,60})\)")


class Outcomes:
    """Outcomes by id as a file has them, with a report for each role that they have.

    One label is one outcome, whether it stands among the planned ones, the results or the
    harms; its time frames are listed.
    """

    def __init__(self, facts: Facts, study: str):
        self._facts, self._study = facts, study
        self.outcomes: dict[str, Value] = {}
        self._ids: dict[str, str] = {}
        self._reports = 0
        self._systems: dict[str, set[str]] = {}
        for event in facts.trial.events:
            self._systems.setdefault(folded(event.term.text), set()).add(event.system)
        for planned in facts.trial.outcomes:
            self.add(planned.measure, planned.role, planned.time_frame)

    def add(self, label: Said, role: str, time_frame: Said | None) -> str | None:
        """Add an outcome, or a role or time frame of it, by the register's word for its role."""
        known = ROLES.get(fold(role))
        if known is None:
            self._facts.leave(label.at, f"{shown(role)} is no type of outcome")
            known = OutcomeRole.NOT_STATED
        id_ = self._outcome(label)
        if id_ is not None:
            self._report(id_, known, label, time_frame)
        return id_

    def harm(self, event: Event) -> str | None:
        """Add something that should not happen; of one term in two organ systems, two."""
        term = event.term
        if event.system and len(self._systems[folded(term.text)]) > 1:
            term = Said(f"{term.text} ({event.system})", term.at)
        id_ = self._outcome(term)
        if id_ is not None:
            if "label" in self.outcomes[id_]:
                self.outcomes[id_]["harm"] = True
            self._report(id_, OutcomeRole.SAFETY, term, None)
        return id_

    def _outcome(self, label: Said) -> str | None:
        """Give the outcome of a label: one of the corpus, one before, or a new one."""
        name = folded(label.text)
        if name in self._ids:
            return self._ids[name]
        known = self._facts.elsewhere(self._facts.known.outcomes.get(name))
        if known is not None:
            self._ids[name] = known
            self.outcomes.setdefault(known, {})
        elif self._facts.fits(label):
            self._ids[name] = id_ = f"{self._facts.stem}-o{len(self.outcomes) + 1}"
            from_ = self._facts.through(label.at.rpartition("/")[0])
            self.outcomes[id_] = {"label": label.text, "from": from_}
        return self._ids.get(name)

    def _instrument(self, label: Said) -> object:
        """Give the corpus's instrument that a label names, by itself or in brackets."""
        names = {folded(name) for name in (label.text, *_BRACKETS.findall(label.text))}
        known = map(self._facts.known.instruments.get, names)
        found = {instrument[0] for instrument in known if instrument is not None}
        if len(found) != 1:
            return NOT_STATED.value
        return self._facts.fact(found.pop(), label.at, label.text)

    def _report(self, id_: str, role: OutcomeRole, label: Said, time_frame: Said | None) -> None:
        reports = self.outcomes[id_].setdefault("reports", {})
        assert isinstance(reports, dict)  # noqa: S101 - only this method puts anything there
        for report in reports.values():
            if report["role"] == role.value:
                self._frame(report, time_frame)
                return
        self._reports += 1
        report = reports[f"or{self._reports}"] = {
            "source": self._facts.source,
            "study": self._study,
            "instrument": self._instrument(label),
            "role": role.value,
            "rated-by": NOT_STATED.value,
            "from": self._facts.through(label.at.rpartition("/")[0]),
        }
        self._frame(report, time_frame)

    def _frame(self, report: Value, time_frame: Said | None) -> None:
        fact = self._facts.line(time_frame)
        if fact is None:
            return
        frames = report.setdefault("time-frame", [])
        assert isinstance(frames, list)  # noqa: S101 - only this method puts anything there
        if all(folded(frame["value"]) != folded(str(fact["value"])) for frame in frames):
            frames.append(fact)
