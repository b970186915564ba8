"""The core constraints that the shapes of structure use, each run once over all its foci.

A constraint is a function of the data and of the value nodes of each focus; it gives
a hit for every validation result. What it demands is as SHACL, chapter 4, has it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mdmakg.check.literal import DATATYPES, is_before, is_of_datatype
from mdmakg.check.pattern import compiled_pattern
from mdmakg.check.statements import Term, iri_term, term_text
from mdmakg.vocab.foreign import SH, xsd_integer

if TYPE_CHECKING:
    from mdmakg.check.statements import Statements

__all__ = [
    "OF_FOCUS",
    "OF_VALUES",
    "Constraint",
    "Foci",
    "Hit",
    "Test",
    "all_of",
    "any_of",
    "closed",
    "each_value",
]


class Hit(NamedTuple):
    """One validation result: its focus, the value and path concerned, empty where there is none."""

    focus: Term
    value: Term = ""
    path: Term = ""


Foci: TypeAlias = Mapping[Term, Collection[Term]]
"""The value nodes of each focus node."""

Constraint: TypeAlias = Callable[["Statements", Foci], Iterable[Hit]]
"""Finds what is wrong with some foci."""

Test: TypeAlias = Callable[["Statements"], Callable[[Term], bool]]
"""Made for some data, says whether one value node is as it should be."""


# --- What each value must be by itself -----------------------------------------------


def each_value(test: Test) -> Constraint:
    """Make a constraint of what is demanded of each value node."""

    def hits(data: Statements, foci: Foci) -> Iterator[Hit]:
        fits = test(data)
        for focus, values in foci.items():
            yield from (Hit(focus, value) for value in values if not fits(value))

    return hits


def any_of(tests: Collection[Test]) -> Test:
    """SHACL 4.6.3, ``sh:or``: a value passes one of several ways; each a shape's demands."""

    def made(data: Statements) -> Callable[[Term], bool]:
        ways = [test(data) for test in tests]
        return lambda value: any(way(value) for way in ways)

    return made


def all_of(tests: Collection[Test]) -> Test:
    """A shape's demands: a value passes every one."""

    def made(data: Statements) -> Callable[[Term], bool]:
        demands = [test(data) for test in tests]
        return lambda value: all(demand(value) for demand in demands)

    return made


def _always(fits: Callable[[Term], bool]) -> Test:
    """Make a test that asks nothing of the data."""
    return lambda _data: fits


def _class(kind: Term, _shapes: Statements) -> Test:
    return lambda data: data.instances(kind).__contains__


def _datatype(datatype: Term, _shapes: Statements) -> Test | None:
    iri = term_text(datatype)
    return _always(lambda value: is_of_datatype(value, iri)) if iri in DATATYPES else None


_KINDS: Final = {
    iri_term(SH + name): marks
    for name, marks in {
        "IRI": "<",
        "Literal": '"',
        "BlankNode": "_",
        "BlankNodeOrIRI": "_<",
        "BlankNodeOrLiteral": '_"',
        "IRIOrLiteral": '<"',
    }.items()
}


def _node_kind(kind: Term, _shapes: Statements) -> Test | None:
    marks = _KINDS.get(kind)
    return _always(lambda value: value[0] in marks) if marks else None


def _in(listed: Term, shapes: Statements) -> Test:
    return _always(frozenset(shapes.members(listed)).__contains__)


def _pattern(pattern: Term, _shapes: Statements) -> Test | None:
    compiled = compiled_pattern(term_text(pattern))
    if compiled is None:
        return None
    # A node without a name has no words to match.
    return _always(lambda v: v[0] != "_" and compiled.search(term_text(v)) is not None)


def _least(bound: Term, _shapes: Statements) -> Test:
    return _always(lambda value: is_before(bound, value, or_same=True))


def _most(bound: Term, _shapes: Statements) -> Test:
    return _always(lambda value: is_before(value, bound, or_same=True))


OF_VALUES: Final[Mapping[str, Callable[[Term, Statements], Test | None]]] = {
    "class": _class,
    "datatype": _datatype,
    "in": _in,
    "maxInclusive": _most,
    "minInclusive": _least,
    "nodeKind": _node_kind,
    "pattern": _pattern,
}
"""Parameters that demand something of each value node, by the last part of their IRI.

Each is given its value and the shapes; what it cannot take it answers with nothing.
"""

# --- What the values of a focus must be together --------------------------------------


def _min_count(least: Term, _shapes: Statements) -> Constraint | None:
    return _counted(least, lambda count, bound: count >= bound)


def _max_count(most: Term, _shapes: Statements) -> Constraint | None:
    return _counted(most, lambda count, bound: count <= bound)


def _counted(bound: Term, fits: Callable[[int, int], bool]) -> Constraint | None:
    if not is_of_datatype(bound, xsd_integer):
        return None
    number = int(term_text(bound))
    return lambda _data, foci: (
        Hit(focus) for focus, values in foci.items() if not fits(len(values), number)
    )


def _has_value(wanted: Term, _shapes: Statements) -> Constraint:
    return lambda _data, foci: (
        Hit(focus) for focus, values in foci.items() if wanted not in values
    )


def _disjoint(other: Term, _shapes: Statements) -> Constraint:
    return _compared(other, lambda value, theirs: value not in theirs)


def _less_than(other: Term, _shapes: Statements) -> Constraint:
    return _compared(other, lambda value, theirs: all(is_before(value, one) for one in theirs))


def _less_than_or_equals(other: Term, _shapes: Statements) -> Constraint:
    return _compared(
        other, lambda value, theirs: all(is_before(value, one, or_same=True) for one in theirs)
    )


def _compared(other: Term, fits: Callable[[Term, Collection[Term]], bool]) -> Constraint:
    """Compare each value with all values of another property of the focus."""
    return lambda data, foci: (
        Hit(focus, value)
        for focus, values in foci.items()
        for value in values
        if not fits(value, data.values(focus, other))
    )


OF_FOCUS: Final[Mapping[str, Callable[[Term, Statements], Constraint | None]]] = {
    "disjoint": _disjoint,
    "hasValue": _has_value,
    "lessThan": _less_than,
    "lessThanOrEquals": _less_than_or_equals,
    "maxCount": _max_count,
    "minCount": _min_count,
}
"""Parameters of property shapes that demand something of all values of a focus together."""


def closed(known: Set[Term]) -> Constraint:
    """SHACL 4.8.1, ``sh:closed``: a node has no properties but the known ones."""
    return lambda data, foci: (
        Hit(focus, value, predicate)
        for focus in foci
        for predicate in data.used.get(focus, frozenset()) - known
        for value in data.values(focus, predicate)
    )
