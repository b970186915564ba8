"""From a query to the one that explains it: all that it matched, nothing hidden or summed up.

Variables that a query drops are kept, subqueries are opened, and each OPTIONAL and each
branch of a UNION marks the solutions in which it was met. Property paths stay: which
statements they went through is found afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from mdmakg.store.why.expression import conjuncts, is_volatile
from mdmakg.store.why.pattern import PatternWriter, Scope, triples_of, values
from mdmakg.store.why.select import Column, columns, is_grouped, keys, write_groups, write_select
from mdmakg.store.why.tree import is_node, part, path_of, variables
from mdmakg.vocab.path import Step

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from mdmakg.store.why.expression import Names
    from mdmakg.store.why.pattern import Slot
    from mdmakg.store.why.select import Key
    from mdmakg.store.why.tree import Node
    from mdmakg.vocab.path import Path

__all__ = ["Pattern", "Plan", "unfold"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern of a query; ``marks`` are bound only where it was met."""

    subject: Slot
    path: Path | str
    object: Slot
    marks: tuple[str, ...]
    graph: Slot | None


@dataclass(frozen=True, slots=True)
class Plan:
    """How a SELECT is explained.

    ``query`` gives all solutions; they belong to the row with the same ``columns``.
    ``graphs`` are those that the query asks itself (``FROM``); empty for all.
    """

    query: str
    patterns: tuple[Pattern, ...]
    columns: tuple[str, ...]
    graphs: tuple[str, ...]


def unfold(select: Node, shown: tuple[str, ...]) -> Plan:
    """Plan how to explain a SELECT whose answer has the columns ``shown``."""
    prefix = _unused({*shown, *variables(select)})
    unfolder = _Unfolder(prefix)
    by = keys(select, f"{prefix}key")
    named = columns(select)
    grouped = is_grouped(select)
    telling = tuple(c for c in named or () if not is_volatile(c.expression))
    hidden = grouped and {key.name for key in by} - {c.name for c in telling if not c.expression}
    body = unfolder.body(select, Scope(), by)
    if hidden:
        body = f"{{ {write_groups(select, Scope(), by)} }} {{ {body} }}"
    return Plan(
        query=f"SELECT DISTINCT * {_dataset(select)} WHERE {{ {body} }}",
        patterns=tuple(unfolder.patterns),
        columns=_columns(shown, telling, named, by if grouped and not hidden else None),
        graphs=tuple(str(g) for g in _clauses(select, "default")),
    )


def _unused(names: set[str]) -> str:
    """Make a beginning that no variable of a query has."""
    return next(
        prefix
        for prefix in (f"why{'_' * length}" for length in count(1))
        if not any(name.startswith(prefix) for name in names)
    )


def _columns(
    shown: tuple[str, ...],
    telling: tuple[Column, ...],
    named: tuple[Column, ...] | None,
    by: tuple[Key, ...] | None,
) -> tuple[str, ...]:
    """Choose the columns by which a row's solutions are found: those that each solution has."""
    if named is None:
        return shown
    if by is None:
        return tuple(column.name for column in telling)
    return tuple(key.name for key in by)


def _dataset(select: Node) -> str:
    default = (f"FROM <{graph}>" for graph in _clauses(select, "default"))
    named = (f"FROM NAMED <{graph}>" for graph in _clauses(select, "named"))
    return " ".join((*default, *named))


def _clauses(select: Node, name: str) -> Iterator[Node]:
    for clause in part(select, "datasetClause") or ():
        if name in clause:
            yield clause[name]


@dataclass(slots=True)
class _Unfolder(PatternWriter):
    """Writes patterns opened up, and keeps a record of the triple patterns among them.

    ``super()`` does not work in a class with slots that a decorator makes anew.
    """

    prefix: str
    patterns: list[Pattern] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    blank: dict[str, str] = field(default_factory=dict)

    def body(self, select: Node, scope: Scope, by: tuple[Key, ...]) -> str:
        """Write what a SELECT matches, and what its rows or groups have that is computed."""
        computed: tuple[Column | Key, ...] = by if is_grouped(select) else columns(select) or ()
        known = replace(scope, known=frozenset(variables(select["where"])))
        bound = (
            f"BIND ({self.condition(one.expression, known)} AS ?{scope.names(one.name)})"
            for one in computed
            if one.expression is not None
        )
        inline = part(select, "valuesClause")
        last = () if inline is None else (values(inline, scope),)
        return " ".join((self._apart(select["where"], scope), *bound, *last))

    def group(self, node: Node, scope: Scope) -> str:
        """Write a group, and beside it what its filters say must exist."""
        if node.name == "SubSelect":
            return self.subselect(node, scope)
        elements = part(node, "part") or ()
        seen = (name for one in elements if one.name not in _UNSEEN for name in variables(one))
        inner = replace(scope, known=frozenset(seen))
        existing = (self._existing(one["expr"], inner) for one in elements if one.name == "Filter")
        return " ".join((PatternWriter.group(self, node, inner), *chain.from_iterable(existing)))

    def _apart(self, node: Node, scope: Scope) -> str:
        """Write a group so that more can stand behind it."""
        text = self.group(node, scope)
        return f"{{ {text} }}" if node.name == "SubSelect" else text

    def _existing(self, condition: Node, scope: Scope) -> Iterator[str]:
        """Write what must exist as what is there; what it alone speaks of gets other names."""
        for one in conjuncts(condition):
            if _is_exists(one):
                yield self._apart(one["graph"], replace(scope, names=self.hidden(scope)))

    def filter(self, node: Node, scope: Scope) -> str:
        """Write a FILTER, less what must exist: that is written as what is there."""
        left = [one for one in conjuncts(node["expr"]) if not _is_exists(one)]
        written = " && ".join(f"({self.condition(one, scope)})" for one in left)
        return f"FILTER ({written})" if written else ""

    def hidden(self, scope: Scope) -> Names:
        """Give other names to what the group does not speak of.

        The store may meet a row's values before it looks into ``EXISTS`` or ``MINUS``,
        where another thing of the same name must not be held to be that.
        """
        return self._keeping(scope, scope.known)

    def _keeping(self, scope: Scope, kept: Container[str]) -> Names:
        apart = f"{self._fresh()}_"
        return lambda name: scope.names(name) if name in kept else apart + name

    def _fresh(self) -> str:
        return f"{self.prefix}{next(self.numbers)}"

    def subselect(self, node: Node, scope: Scope) -> str:
        """Open a subquery; beside it stands what it sums up or cuts off."""
        named = columns(node)
        by = keys(node, f"{self._fresh()}_")
        kept = None if named is None else {one.name for one in named}
        names = scope.names if kept is None else self._keeping(scope, kept)
        body = self.body(node, replace(scope, names=names), by)
        if is_grouped(node) or part(node, "limitoffset") is not None:
            return f"{{ {write_select(node, scope)} }} {{ {body} }}"
        return body

    def optional(self, node: Node, scope: Scope) -> str:
        """Write an OPTIONAL with its mark."""
        return f"OPTIONAL {self._marked(node['graph'], scope)}"

    def union(self, node: Node, scope: Scope) -> str:
        """Write the branches of a UNION, each with its mark."""
        if len(node["graph"]) == 1:
            return PatternWriter.union(self, node, scope)
        return " UNION ".join(self._marked(branch, scope) for branch in node["graph"])

    def _marked(self, node: Node, scope: Scope) -> str:
        mark = self._fresh()
        text = self._apart(node, replace(scope, marks=(*scope.marks, mark)))
        return f"{{ {text} BIND (true AS ?{mark}) }}"

    def graph(self, node: Node, scope: Scope) -> str:
        """Write a GRAPH; what is met in it is looked for there."""
        return PatternWriter.graph(
            self, node, replace(scope, graph=self._slot(node["term"], scope))
        )

    def triples(self, node: Node, scope: Scope) -> str:
        """Write triple patterns and record them."""
        for s, p, o in triples_of(node):
            subject, object_ = self._slot(s, scope), self._slot(o, scope)
            path = self._verb(p, scope)
            self.patterns.append(Pattern(subject, path, object_, scope.marks, scope.graph))
        return PatternWriter.triples(self, node, scope)

    def term(self, term: Node, scope: Scope) -> str:
        """Write a term; a blank node, which is a variable without a name, as one with a name."""
        slot = self._slot(term, scope)
        return f"?{slot}" if isinstance(slot, str) else str(slot)

    def _verb(self, verb: Node, scope: Scope) -> Path | str:
        if is_node(verb):
            return path_of(verb)
        slot = self._slot(verb, scope)
        return Step(str(slot)) if isinstance(slot, NamedNode) else str(slot)

    def _slot(self, term: Node, scope: Scope) -> Slot:
        from rdflib.term import BNode, URIRef, Variable

        if isinstance(term, Variable):
            return scope.names(str(term))
        if isinstance(term, BNode):
            return self.blank.setdefault(str(term), f"{self.prefix}blank{len(self.blank)}")
        if isinstance(term, URIRef):
            return NamedNode(str(term))
        if term.language is not None:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)


_UNSEEN = frozenset({"Filter", "MinusGraphPattern"})
"""Elements of a group whose variables nothing else in it sees."""


def _is_exists(condition: Node) -> bool:
    return is_node(condition) and str(condition.name) == "Builtin_EXISTS"
