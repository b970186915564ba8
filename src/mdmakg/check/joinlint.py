"""How far the queries of a check that joins documents may look.

Where documents are checked in parts, such a check has before it the things that share
a value of the property by which it joins, what is said of each, and what is said of what
each leads to in one step (``mdmakg.check.joined``). A query that looks further would find
more in one piece than in parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.check.query import Flaw, query_flaws
from mdmakg.errors import UsageError
from mdmakg.store.why.expression import conjuncts
from mdmakg.store.why.pattern import triples_of
from mdmakg.store.why.select import columns
from mdmakg.store.why.tree import is_node, parse_select, part, path_of, variables
from mdmakg.vocab.path import Either, Inverse, Repeat, Sequence, Step, Unless, path_text
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.store.why.tree import Node
    from mdmakg.vocab.path import Path
    from mdmakg.vocab.term import Term

__all__ = ["join_flaws", "sharing_flaws"]

_THIS: Final = "?this"
_FAR: Final = 3
"""More steps than any that are seen."""
_GROUPS: Final = frozenset({"GroupGraphPatternSub", "SubSelect"})


class _Pattern(NamedTuple):
    """A triple pattern; a variable in the place of the property is one step."""

    subject: str
    path: Path
    object: str


class _Sight(NamedTuple):
    """How many steps each term is from what is joined, and the variable whose value is shared."""

    steps: Mapping[str, int]
    shared: str = ""


def join_flaws(query: str, by: str) -> Iterator[Flaw]:
    """Find where a query looks further than a check that joins by ``by``, an IRI, can see.

    Shape:  none for a query that is at fault otherwise.
    """
    if not query_flaws(query):
        yield from sorted(set(_Reader(query, iri_term(by)).too_far()))


def sharing_flaws(query: str, by: str) -> Iterator[Flaw]:
    """Find that a query, which says what a check applies to, takes in what shares no value.

    In parts nothing is looked at that has its value alone.
    Shape:  as ``join_flaws``.
    """
    if not (query_flaws(query) or _Reader(query, iri_term(by)).asks_for_another()):
        message = (
            f"a check that joins applies to what shares a value of <{by}> with another: say so,"
            f" ?this <{by}> ?value . ?other <{by}> ?value . FILTER(?this != ?other)"
        )
        yield Flaw(0, "query-join", message)


@dataclass(frozen=True, slots=True)
class _Reader:
    query: str
    by: Term

    def too_far(self) -> Iterator[Flaw]:
        try:
            yield from self._select(parse_select(self.query, {}), _Sight({_THIS: 0}))
        except UsageError:  # a path that rdflib reads and does not keep
            yield Flaw(0, "query-join", "it has a property path that cannot be followed here")

    def asks_for_another(self) -> bool:
        """Whether the query names another thing with the same value, and says that it is one."""
        where = parse_select(self.query, {})["where"]
        sight = self._sight(where, _Sight({_THIS: 0}))
        joined = {
            subject
            for subject, path, value in _patterns(where)
            if path == Step(self.by) and value == sight.shared and sight.shared
        }
        return any(_THIS in pair and pair <= joined for pair in _told_apart(where))

    def _select(self, node: Node, sight: _Sight) -> Iterator[Flaw]:
        """Look through a SELECT, which knows of what is around it only what it gives."""
        named = columns(node)
        if named is not None:
            given = {f"?{column.name}" for column in named}
            steps = {term: far for term, far in sight.steps.items() if term in given}
            sight = _Sight(steps, sight.shared if sight.shared in given else "")
        for group in _groups(list(node.values())):
            yield from self._group(group, sight)

    def _group(self, node: Node, around: _Sight) -> Iterator[Flaw]:
        """Look through a group; what it is joined to is known in it, and never the other way."""
        if node.name == "SubSelect":
            yield from self._select(node, around)
            return
        sight = self._sight(node, around)
        for pattern in _patterns(node):
            if sight.steps.get(pattern.subject, _FAR) + _length(pattern.path) >= _FAR:
                yield self._flaw(pattern, known=pattern.subject in sight.steps)
        for element in part(node, "part") or ():
            for group in _groups(list(element.values())):
                yield from self._group(group, sight)

    def _sight(self, node: Node, around: _Sight) -> _Sight:
        """Measure how far each term is that the triple patterns of a group speak of."""
        patterns = list(_patterns(node))
        steps, shared, before = dict(around.steps), around.shared, -1
        while before != (before := sum(_FAR - far for far in steps.values())):
            for subject, path, value in patterns:
                if path == Step(self.by) and value[0] != "<":
                    shared = shared or (value if steps.get(subject) == 0 else "")
                    if value == shared:
                        steps[subject] = 0
                far = steps.get(subject, _FAR) + _length(path)
                if far < steps.get(value, _FAR):
                    steps[value] = far
        return _Sight(steps, shared)

    def _flaw(self, pattern: _Pattern, *, known: bool) -> Flaw:
        what = f"where {_written(pattern.path)} leads from" if known else "what is said of"
        message = (
            f"{what} {_spoken(pattern.subject)} is out of sight: a check that joins sees what is"
            f" said of things that share a value of {self.by}, and of what these lead to in one"
            " step"
        )
        return Flaw(self._place(pattern), "query-join", message)

    def _place(self, pattern: _Pattern) -> int:
        """Find where the subject is first spoken of, or else the last property of the path."""
        last = re.split(r"[#/<>]", path_text(pattern.path).rstrip(">)?*+"))[-1]
        if pattern.subject[0] == "?":
            found = re.search(rf"[?$]{pattern.subject[1:]}\b", self.query)
        else:
            found = re.search(rf"\b{re.escape(last)}\b", self.query)
        return found.start() if found else 0


def _patterns(node: Node) -> Iterator[_Pattern]:
    """Give the triple patterns that stand in a group itself, sequences of steps taken apart."""
    for element in part(node, "part") or ():
        if element.name == "TriplesBlock":
            for subject, verb, value in triples_of(element):
                path = path_of(verb) if is_node(verb) else _ANY
                yield from _apart(_Pattern(_name(subject), path, _name(value)))


def _apart(pattern: _Pattern) -> Iterator[_Pattern]:
    subject, path, value = pattern
    match path:
        case Inverse(inner):
            yield from _apart(_Pattern(value, inner, subject))
        case Sequence(parts):
            here = subject
            for number, step in enumerate(parts[:-1]):
                there = f"{_BETWEEN}{number} {path_text(path)} {subject} {value}"
                yield from _apart(_Pattern(here, step, there))
                here = there
            yield from _apart(_Pattern(here, parts[-1], value))
        case _:
            yield pattern


_BETWEEN: Final = "_:"
_ANY: Final = Unless(())


def _length(path: Path) -> int:
    """Say how many steps a path goes from its beginning, walked forwards; ``_FAR`` at most."""
    match path:
        case Sequence(parts):
            return min(_FAR, sum(map(_length, parts)))
        case Either(parts):
            return max(map(_length, parts))
        case Repeat(inner, "?"):
            return _length(inner)
        case Inverse() | Repeat():
            return _FAR
    return 1


def _groups(tree: object) -> Iterator[Node]:
    """Give the outermost groups within something."""
    if is_node(tree) and tree.name in _GROUPS:  # type: ignore[attr-defined] # a node has a name
        yield tree
    elif is_node(tree):
        yield from _groups(list(tree.values()))  # type: ignore[attr-defined] # and is a mapping
    elif isinstance(tree, list):
        for inner in tree:
            yield from _groups(inner)


def _told_apart(node: Node) -> Iterator[set[str]]:
    """Give the pairs of variables that the filters of a group hold to be different."""
    for element in part(node, "part") or ():
        if element.name == "Filter":
            for one in conjuncts(element["expr"]):
                if is_node(one) and part(one, "op") == "!=":
                    yield {f"?{name}" for name in variables(one)}


def _name(term: Node) -> str:
    from rdflib.term import BNode, Literal, Variable

    if isinstance(term, Variable):
        return f"?{term}"
    if isinstance(term, BNode):
        return f"_:{term}"
    return str(term.n3()) if isinstance(term, Literal) else iri_term(str(term))


def _spoken(subject: str) -> str:
    """Name a term; a node between two steps has no name that anybody wrote."""
    return "the node before it" if subject.startswith(_BETWEEN) else subject


def _written(path: Path) -> str:
    return "any property" if path == _ANY else path_text(path)
