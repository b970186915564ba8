"""The arms of a trial and what they received: as planned, and groups that only results name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.registry.words import ARM_ROLES, fold
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import Line
from mdmakg.model.study import ArmRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.imports.registry.facts import Facts, Value
    from mdmakg.imports.registry.trial import ArmGroup, Counted, Given, Group, Said

__all__ = ["Arms"]

_NONE: Final = "NO_INTERVENTION"


class Arms:
    """Arms by local id, with the interventions that they need, both as a file has them.

    Shape: ``arms`` and ``interventions`` are in the order of the record; those that the
           corpus has are not said again.
    """

    def __init__(self, facts: Facts):
        self._facts = facts
        self.arms: dict[str, Value] = {}
        self.interventions: dict[str, Value] = {}
        self._ids: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        given_to = self._given_to(facts.trial.given)
        for group in facts.trial.arms:
            self._planned(group, given_to)
        self._refuse_strangers(facts.trial.given)

    def named(self, title: Said) -> str | None:
        """Give the arm that a group of the results is, by its title.

        A title that is no planned arm's is a group of its own, of which neither role nor
        intervention is said.
        """
        name = folded(title.text)
        if name not in self._ids and self._facts.fits(title):
            self._add(title, ArmRole.NOT_STATED, self._unstated("unsaid", "Not stated", title))
        return self._ids.get(name)

    def groups(self, groups: Iterable[Group]) -> dict[str, str]:
        """Give the arm of each group of a table of results, by the group's id there.

        Empty where a group is left out, and told: of two of one title or id, the second.
        """
        named: dict[str, str] = {}
        for group in groups:
            arm = self.named(group.title) or ""
            if group.id in named:
                self._facts.leave(group.title.at, "has the id of a group before: left out")
                continue
            if arm and arm in named.values():
                says = f"is a second group {shown(group.title.text)}: left out with its numbers"
                self._facts.leave(group.title.at, says)
                arm = ""
            named[group.id] = arm
        return named

    def count(self, key: str, counts: Iterable[Counted], groups: Mapping[str, str]) -> None:
        """Put numbers of participants to arms; a group that is not there is told of."""
        for counted in counts:
            arm = groups.get(counted.group)
            if arm is None:
                says = f"counts a group {shown(counted.group)} that its table does not name"
                self._facts.leave(counted.count.at, says)
            if not arm:
                continue
            fact = self._facts.count(counted.count)
            if fact is not None and self._possible(key, arm, fact, counted.count):
                self.arms[arm].setdefault(key, fact)

    def _possible(self, key: str, arm: str, fact: Value, said: Said) -> bool:
        """Tell of more who completed than who started, which is left out."""
        size = self.arms[arm].get("size")
        if key != "completed" or not isinstance(size, dict):
            return True
        started, completed = int(str(size["value"])), int(str(fact["value"]))
        if completed > started:
            self._facts.leave(said.at, f"{completed:,} completed of {started:,} who started")
        return completed <= started

    def _given_to(self, each: Iterable[Given]) -> dict[str, list[str]]:
        """Give the ids of what each arm gets, by the arm's folded label."""
        given_to: dict[str, list[str]] = {}
        for given in each:
            id_ = self._intervention(given)
            for arm in given.arms:
                if id_ is not None:
                    given_to.setdefault(folded(arm.text), []).append(id_)
        return given_to

    def _intervention(self, given: Given) -> str | None:
        """Give the id of an intervention: the corpus's, one made before, or a new one."""
        name = folded(given.name.text)
        id_ = self._facts.elsewhere(self._facts.known.interventions.get(name))
        made = next((made for made in self._labels if folded(self._labels[made]) == name), None)
        if id_ is None and made is None:
            if not self._facts.fits(given.name):
                return None
            id_ = f"{self._facts.stem}-i{len(self.interventions) + 1}"
            from_ = self._facts.through(given.name.at.rpartition("/")[0])
            self.interventions[id_] = {"label": given.name.text, "from": from_}
        id_ = id_ or str(made)
        self._labels.setdefault(id_, given.name.text)
        return id_

    def _planned(self, group: ArmGroup, given_to: Mapping[str, list[str]]) -> None:
        if not self._facts.fits(group.label):
            return
        if folded(group.label.text) in self._ids:
            self._facts.leave(group.label.at, "is an arm of the same label as one before")
            return
        kind = fold(group.kind.text) if group.kind is not None else "OTHER"
        if group.kind is not None and kind not in ARM_ROLES:
            self._facts.leave(group.kind.at, f"{shown(group.kind.text)} is no type of arm")
        role = ARM_ROLES.get(kind, ArmRole.NOT_STATED)
        parts = list(dict.fromkeys(given_to.get(folded(group.label.text), ())))
        self._add(group.label, role, self._received(parts, kind, group.label))

    def _received(self, parts: list[str], kind: str, label: Said) -> str:
        if not parts and kind == _NONE:
            return self._unstated("none", "No intervention", label)
        if not parts:
            return self._unstated("unsaid", "Not stated", label)
        return parts[0] if len(parts) == 1 else self._together(parts, label)

    def _together(self, parts: list[str], label: Said) -> str:
        """Make one intervention of several that an arm gets."""
        for id_, intervention in self.interventions.items():
            if intervention.get("parts") == parts:
                return id_
        id_ = f"{self._facts.stem}-t{len(self.interventions) + 1}"
        whole = " and ".join(self._labels[part] for part in parts)
        self.interventions[id_] = {
            "label": whole if fits(Line, whole) else label.text,
            "parts": parts,
            "from": self._facts.through(label.at.rpartition("/")[0]),
        }
        return id_

    def _unstated(self, name: str, label: str, said: Said) -> str:
        id_ = f"{self._facts.stem}-{name}"
        if id_ not in self.interventions:
            from_ = self._facts.through(said.at.rpartition("/")[0])
            self.interventions[id_] = {"label": label, "from": from_}
        return id_

    def _add(self, label: Said, role: ArmRole, intervention: str) -> None:
        id_ = f"a{len(self.arms) + 1}"
        self._ids[folded(label.text)] = id_
        self.arms[id_] = {
            "label": label.text,
            "role": role.value,
            "intervention": intervention,
            "from": self._facts.through(label.at.rpartition("/")[0]),
        }

    def _refuse_strangers(self, each: Iterable[Given]) -> None:
        """Tell of interventions for arms that the record does not have."""
        for given in each:
            for arm in given.arms:
                if folded(arm.text) not in self._ids:
                    self._facts.leave(arm.at, "names an arm that the record does not have")
