"""A shape that can be run: what it demands, of many focus nodes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mdmakg.check.core.path import reached
from mdmakg.check.statements import Statements, Term
from mdmakg.vocab.foreign import SH
from mdmakg.vocab.path import Path, Step

if TYPE_CHECKING:
    from mdmakg.model.check import Severity

__all__ = ["Demand", "Find", "Foci", "Hit", "Misfits", "Shape", "demand", "each_value"]


class Hit(NamedTuple):
    """One validation result: its focus, the value and path concerned, empty where there is none."""

    focus: Term
    value: Term = ""
    path: Term = ""


@dataclass(frozen=True, eq=False)  # without slots: what is found by need is kept beside
class Foci:
    """Some focus nodes in some data, and their value nodes: themselves, or where a path leads."""

    nodes: Set[Term]
    data: Statements
    path: Path | None

    @cached_property
    def of(self) -> Mapping[Term, Collection[Term]]:
        """The value nodes of each focus that has any."""
        if self.path is None:
            return {node: (node,) for node in self.nodes}
        return reached(self.path, self.data, self.nodes)

    @cached_property
    def values(self) -> Set[Term]:
        """All value nodes of all foci."""
        if self.path is None:
            return self.nodes
        return set(chain.from_iterable(self.of.values()))

    @cached_property
    def several(self) -> Collection[Term]:
        """Those foci that have more values than one."""
        if isinstance(self.path, Step):
            return self.nodes & self.data.several.get(self.path.term, frozenset())
        return [focus for focus, values in self.of.items() if len(values) > 1]


Find: TypeAlias = Callable[[Foci], Iterable[Hit]]
"""Finds what is wrong with some foci."""

Misfits: TypeAlias = Callable[[Statements, Set[Term]], Set[Term]]
"""Finds, among some value nodes, those that are not as they should be."""


class Demand(NamedTuple):
    """A constraint: the IRI of its component, and what finds where it does not hold."""

    component: str
    find: Find


def demand(name: str, find: Find) -> Demand:
    """Name a constraint by the parameter that SHACL calls its component after."""
    return Demand(f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent", find)


def each_value(misfits: Misfits) -> Find:
    """Make a constraint of what is demanded of each value node."""

    def find(foci: Foci) -> Iterator[Hit]:
        wrong = misfits(foci.data, foci.values)
        if wrong:  # as nearly never
            for focus, values in foci.of.items():
                yield from (Hit(focus, value) for value in values if value in wrong)

    return find


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A shape made ready to run.

    Shape: ``path`` is that of a shape of properties; ``properties`` are the shapes
           that each value node is held to as well, with results of their own.
           One that is deactivated demands nothing and has no targets.
    """

    node: Term
    path: Path | None
    severity: Severity
    message: str
    targets: tuple[tuple[str, Term], ...]
    demands: tuple[Demand, ...]
    properties: tuple[Shape, ...]

    def failing(self, data: Statements, nodes: Set[Term]) -> set[Term]:
        """Find which of some nodes do not conform. Source: SHACL 3.4.1, conformance."""
        foci = Foci(nodes, data, self.path)
        failed = {hit.focus for one in self.demands for hit in one.find(foci)}
        for child in self.properties:
            wrong = child.failing(data, foci.values)
            if wrong:
                failed |= {n for n, values in foci.of.items() if not wrong.isdisjoint(values)}
        return failed
