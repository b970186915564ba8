"""Graph patterns and SELECTs of a parsed query, written as SPARQL again with the same meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.errors import UsageError
from mdmakg.store.why.expression import Names, write, write_term
from mdmakg.store.why.tree import is_node, part, path_of
from mdmakg.vocab.path import path_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mdmakg.store.why.path import Term
    from mdmakg.store.why.tree import Node

__all__ = ["PatternWriter", "Scope", "Slot", "plain", "triples_of", "values"]


Slot: TypeAlias = "str | Term"
"""Part of a pattern: a term, or the name of a variable."""


def _as_it_stands(name: str) -> str:
    return name


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a pattern stands: how its variables are written, in which graph, behind which marks.

    ``marks`` are variables that are bound only where the pattern was met; ``known``
    are those that the group speaks of.
    """

    names: Names = field(default=_as_it_stands)
    marks: tuple[str, ...] = ()
    graph: Slot | None = None
    known: frozenset[str] = frozenset()


class PatternWriter:
    """Writes patterns as they stand."""

    def group(self, node: Node, scope: Scope) -> str:
        """Write what stands between the brackets of a group."""
        if node.name == "SubSelect":
            return self.subselect(node, scope)
        return " ".join(self.element(one, scope) for one in part(node, "part") or ())

    def element(self, node: Node, scope: Scope) -> str:
        """Write one element of a group.

        Errors: ``UsageError`` for one that this does not know.
        """
        writers: Mapping[str, Callable[[Node, Scope], str]] = {
            "TriplesBlock": self.triples,
            "OptionalGraphPattern": self.optional,
            "GroupOrUnionGraphPattern": self.union,
            "MinusGraphPattern": self.minus,
            "GraphGraphPattern": self.graph,
            "Filter": self.filter,
            "Bind": self.bind,
            "InlineData": values,
        }
        if node.name not in writers:
            raise UsageError(f"--why cannot read this part of the query: {node.name}")
        return writers[node.name](node, scope)

    def triples(self, node: Node, scope: Scope) -> str:
        """Write triple patterns."""
        return " ".join(
            f"{self.term(s, scope)} {self.verb(p, scope)} {self.term(o, scope)} ."
            for s, p, o in triples_of(node)
        )

    def term(self, term: Node, scope: Scope) -> str:
        """Write a term of a triple pattern."""
        return write_term(term, scope.names)

    def verb(self, verb: Node, scope: Scope) -> str:
        """Write a property path or a variable in its place."""
        return path_text(path_of(verb)) if is_node(verb) else write_term(verb, scope.names)

    def optional(self, node: Node, scope: Scope) -> str:
        """Write an OPTIONAL."""
        return f"OPTIONAL {{ {self.group(node['graph'], scope)} }}"

    def union(self, node: Node, scope: Scope) -> str:
        """Write a group in brackets, or several of which one must hold."""
        return " UNION ".join(f"{{ {self.group(one, scope)} }}" for one in node["graph"])

    def graph(self, node: Node, scope: Scope) -> str:
        """Write a GRAPH."""
        return f"GRAPH {self.term(node['term'], scope)} {{ {self.group(node['graph'], scope)} }}"

    def filter(self, node: Node, scope: Scope) -> str:
        """Write a FILTER."""
        return f"FILTER ({self.condition(node['expr'], scope)})"

    def condition(self, expression: Node, scope: Scope) -> str:
        """Write an expression; what ``EXISTS`` looks for stands as it is."""
        return plain(expression, scope.names, self.hidden(scope))

    def hidden(self, scope: Scope) -> Names:
        """Say how variables are written in ``EXISTS`` and ``MINUS``, which show nothing of them."""
        return scope.names

    def minus(self, node: Node, scope: Scope) -> str:
        """Write a MINUS."""
        return f"MINUS {{ {PatternWriter().group(node['graph'], Scope(self.hidden(scope)))} }}"

    def bind(self, node: Node, scope: Scope) -> str:
        """Write a BIND."""
        value = self.condition(node["expr"], scope)
        return f"BIND ({value} AS {write_term(node['var'], scope.names)})"

    def subselect(self, node: Node, scope: Scope) -> str:
        """Write a SELECT within a group."""
        from mdmakg.store.why.select import write_select

        return write_select(node, scope)


def plain(expression: Node, names: Names, hidden: Names) -> str:
    """Write an expression; ``hidden`` names the variables within ``EXISTS``."""
    return write(expression, names, lambda node: PatternWriter().group(node, Scope(hidden)))


def values(node: Node, scope: Scope) -> str:
    """Write a VALUES."""
    heads = " ".join(write_term(name, scope.names) for name in part(node, "var") or ())
    rows = (row if isinstance(row, list) else [row] for row in part(node, "value") or ())
    written = " ".join(f"({' '.join(_cell(cell, scope) for cell in row)})" for row in rows)
    return f"VALUES ({heads}) {{ {written} }}"


def _cell(cell: Node, scope: Scope) -> str:
    return "UNDEF" if str(cell) == "UNDEF" else write_term(cell, scope.names)


def triples_of(node: Node) -> Iterator[tuple[Node, Node, Node]]:
    """Give the triple patterns of a block; the parser has written lists and brackets out."""
    for chain in node["triples"]:
        yield from zip(chain[::3], chain[1::3], chain[2::3], strict=True)
