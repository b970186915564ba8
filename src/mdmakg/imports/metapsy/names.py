"""What a table's words stand for: things of the corpus beside, or new ones of the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.metapsy.columns import ARMS
from mdmakg.imports.work import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.imports.known import Known
    from mdmakg.imports.metapsy.table import Row

__all__ = ["ON_SCALES", "Names"]

ON_SCALES: Final = frozenset({"msd", "change"})
"""Types of outcome that are points of a scale; all others are events."""

Value = dict[str, object]


@dataclass(slots=True)
class Names:
    """Ids by the words of a table, and the entries that are new.

    ``symptoms`` has outcomes by what the table says an instrument surveys: instruments that
    the corpus has tell of those that it has not.
    """

    known: Known
    prefix: str
    source: str
    interventions: dict[str, Value] = field(default_factory=dict)
    instruments: dict[str, Value] = field(default_factory=dict)
    outcomes: dict[str, Value] = field(default_factory=dict)
    concepts: dict[str, Value] = field(default_factory=dict)
    symptoms: dict[str, str] = field(default_factory=dict)
    called: dict[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Row], known: Known, prefix: str, source: str) -> Names:
        """Look once through all rows for what the corpus has under any of their names."""
        names = cls(known, prefix, source)
        for row in rows:
            _, outcome = known.instruments.get(folded(row.text("instrument")), ("", ""))
            if outcome and (symptom := folded(row.text("instrument_symptom"))):
                names.symptoms.setdefault(symptom, outcome)
            for arm in ARMS:
                names._call(row, arm)
        return names

    def _call(self, row: Row, arm: str) -> None:
        """Remember what an arm had, if it is known by its condition or by any of its names."""
        key = _received(row, arm)
        condition, multi, _ = key
        for name in (f"{condition} {multi}".strip(), row.text(f"name_arm{arm}")):
            id_ = self.known.interventions.get(folded(name))
            if id_ is not None and key not in self.called:
                self.called[key] = id_

    def intervention(self, row: Row, arm: str) -> str:
        """Name what an arm received: one thing for each condition, dose group and drug."""
        key = _received(row, arm)
        if key not in self.called:
            condition, multi, drug = key
            id_ = self._new(f"{self.prefix} {' '.join(dict.fromkeys(filter(None, key)))}")
            label = drug if drug and folded(drug) == folded(condition) else condition
            about = "" if folded(drug) == folded(condition) else drug
            entry: Value = {"label": ", ".join(filter(None, (label, about, multi)))}
            if drug:
                entry["parts"] = [self._concept(drug, "substance")]
            self.interventions[id_] = entry
            self.called[key] = id_
        return self.called[key]

    def instrument(self, row: Row) -> str:
        """Name the instrument of a row; a new one measures what others of its symptom do."""
        name = row.text("instrument")
        if (known := self.known.instruments.get(folded(name))) is not None:
            return known[0]
        key = ("instrument", folded(name))
        if key not in self.called:
            self.called[key] = id_ = self._new(name)
            self.instruments[id_] = {"label": name, "measures": [self._symptoms(row)]}
        return self.called[key]

    def outcome(self, row: Row) -> str:
        """Name the outcome of a row: the symptoms on a scale, or an event."""
        kind = row.text("outcome_type")
        if folded(kind) in ON_SCALES:
            _, measured = self.known.instruments.get(folded(row.text("instrument")), ("", ""))
            return measured or self._symptoms(row)
        symptom = row.text("instrument_symptom") or row.text("instrument")
        return self._outcome(f"{symptom} {kind}", f"{kind} ({symptom})")

    def population(self, row: Row) -> str:
        """Name the condition of a row's participants; empty where the row says none."""
        diagnosis = row.text("diagnosis")
        return self._concept(diagnosis, "condition") if diagnosis else ""

    def _symptoms(self, row: Row) -> str:
        symptom = row.text("instrument_symptom")
        if not symptom:
            name = row.text("instrument")
            return self._outcome(f"{name} score", f"score on {name}")
        found = self.symptoms.get(folded(symptom)) or self.known.outcomes.get(folded(symptom))
        return found or self._outcome(f"{symptom} symptoms", f"{symptom} symptoms")

    def _outcome(self, name: str, label: str) -> str:
        if (known := self.known.outcomes.get(folded(name))) is not None:
            return known
        key = ("outcome", folded(name))
        if key not in self.called:
            self.called[key] = id_ = self._new(name)
            self.outcomes[id_] = {"label": label}
        return self.called[key]

    def _concept(self, name: str, kind: str) -> str:
        if (known := self.known.concepts.get(folded(name))) is not None:
            return known
        key = ("concept", folded(name))
        if key not in self.called:
            self.called[key] = id_ = self._new(name)
            self.concepts[id_] = {"label": name, "kind": kind}
        return self.called[key]

    def _new(self, name: str) -> str:
        """Make an id that neither the corpus nor this document has."""
        id_ = slug(name, exact=True)
        taken = {*self.called.values(), self.prefix, self.source}
        if id_ in self.known.ids or id_ in taken or id_ == "not-stated":
            id_ = slug(f"{self.prefix} {name}", exact=True)
        while id_ in self.known.ids or id_ in taken:
            id_ = slug(f"{id_} again", exact=True)
        return id_

    def entries(self) -> Mapping[str, Mapping[str, Value]]:
        """Give the new entries by section."""
        return {
            "interventions": self.interventions,
            "instruments": self.instruments,
            "outcomes": self.outcomes,
            "concepts": self.concepts,
        }


def _received(row: Row, arm: str) -> tuple[str, str, str]:
    return (
        row.text(f"condition_arm{arm}"),
        row.text(f"multi_arm{arm}"),
        row.text(f"drug_arm{arm}"),
    )
