"""What a table's words stand for: things of the corpus beside, or new ones of the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, count
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
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Iterable[Row], known: Known, prefix: str, source: str) -> Names:
        """Look once through all rows for what the corpus has under any of their names."""
        names = cls(known, prefix, source, taken={prefix, source, "not-stated"})
        for row in rows:
            _, outcome = known.instruments.get(folded(row.text("instrument")), ("", ""))
            if outcome and (symptom := folded(row.text("instrument_symptom"))):
                names.symptoms.setdefault(symptom, outcome)
            for arm in ARMS:
                names._call(row, arm)
        names.taken.update(names.called.values())
        return names

    def _call(self, row: Row, arm: str) -> None:
        """Remember what an arm had, if it is known by its condition or by its name.

        What a name says holds for arms of that name, not for others of the condition.
        """
        received = _received(row, arm)
        condition, multi, _ = received
        name = row.text(f"name_arm{arm}")
        for key, said in ((received, f"{condition} {multi}".strip()), ((*received, name), name)):
            id_ = self.known.interventions.get(folded(said))
            if id_ is not None:
                self.called.setdefault(key, id_)

    def intervention(self, row: Row, arm: str) -> str:
        """Name what an arm received: one thing for each condition, dose group and drug.

        An arm whose name the corpus has received what that names.
        """
        key = _received(row, arm)
        named = self.called.get((*key, row.text(f"name_arm{arm}")))
        if key not in self.called and named is not None:
            return named
        if key not in self.called:
            condition, multi, drug = key
            id_ = self.new(f"{self.prefix} {' '.join(dict.fromkeys(filter(None, key)))}")
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
            self.called[key] = id_ = self.new(name)
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
            self.called[key] = id_ = self.new(name)
            self.outcomes[id_] = {"label": label}
        return self.called[key]

    def _concept(self, name: str, kind: str) -> str:
        if (known := self.known.concept(name, kind)) is not None:
            return known
        key = ("concept", folded(name))
        if key not in self.called:
            self.called[key] = id_ = self.new(name)
            self.concepts[id_] = {"label": name, "kind": kind}
        return self.called[key]

    def new(self, name: str, *wanted: str) -> str:
        """Make an id that neither the corpus nor this document has: the first of ``wanted``."""
        longer = f"{self.prefix} {name}"
        plain = () if wanted else (slug(name, exact=True), slug(longer, exact=True))
        told = (slug(f"{longer}{' again' * n}", exact=False) for n in count())
        id_ = next(one for one in chain(wanted, plain, told) if not self._is_taken(one))
        self.taken.add(id_)
        return id_

    def _is_taken(self, id_: str) -> bool:
        return id_ in self.known.ids or id_ in self.taken

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
