"""Terms and expressions of a parsed query, written as SPARQL again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.errors import UsageError
from mdmakg.store.why.tree import is_node, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.store.why.tree import Node

__all__ = ["Group", "Names", "conjuncts", "has_aggregate", "is_volatile", "write", "write_term"]

Names: TypeAlias = Callable[[str], str]
"""Gives each variable the name under which it is written."""

Group: TypeAlias = "Callable[[Node], str]"
"""Writes a group of patterns, for ``EXISTS``."""

_AGGREGATES: Final = {
    "Aggregate_Count": "COUNT",
    "Aggregate_Sum": "SUM",
    "Aggregate_Min": "MIN",
    "Aggregate_Max": "MAX",
    "Aggregate_Avg": "AVG",
    "Aggregate_Sample": "SAMPLE",
    "Aggregate_GroupConcat": "GROUP_CONCAT",
}
_CHAINS: Final = {"ConditionalOrExpression": "||", "ConditionalAndExpression": "&&"}
_UNARY: Final = {"UnaryNot": "!", "UnaryMinus": "-", "UnaryPlus": "+"}
_EXISTS: Final = {"Builtin_EXISTS": "EXISTS", "Builtin_NOTEXISTS": "NOT EXISTS"}

# What may come out otherwise when it is computed again: by chance, by the clock, or
# by the order in which the store meets its rows.
_VOLATILE: Final = {f"Builtin_{name}" for name in ("RAND", "NOW", "UUID", "STRUUID", "BNODE")}
_UNORDERED: Final = {"Aggregate_Sample", "Aggregate_GroupConcat"}


def write_term(term: Node, names: Names) -> str:
    """Write a variable, IRI, literal or blank node."""
    from rdflib.term import BNode, Literal, Variable

    if isinstance(term, Variable):
        return f"?{names(str(term))}"
    if isinstance(term, BNode):
        return f"_:{term}"
    return term.n3() if isinstance(term, Literal) else f"<{term}>"


def write(node: Node, names: Names, group: Group) -> str:
    """Write an expression; every operation in brackets, so that nothing hangs on precedence.

    Errors: ``UsageError`` for an expression that this does not know.
    """

    def inner(one: Node) -> str:
        return write(one, names, group)

    if not is_node(node):
        return write_term(node, names)
    if node.name in _EXISTS:
        return f"{_EXISTS[node.name]} {{ {group(node['graph'])} }}"
    return _WRITERS.get(node.name, _call)(inner, node)


Inner: TypeAlias = "Callable[[Node], str]"


def _logical(inner: Inner, node: Node) -> str:
    return _chain(inner, node, [_CHAINS[node.name]] * len(_list(part(node, "other"))))


def _arithmetic(inner: Inner, node: Node) -> str:
    return _chain(inner, node, _list(part(node, "op")))


def _unary(inner: Inner, node: Node) -> str:
    return f"({_UNARY[node.name]} {inner(node['expr'])})"


def _chain(inner: Inner, node: Node, operators: list[str]) -> str:
    text = inner(node["expr"])
    for operator, other in zip(operators, _list(part(node, "other")), strict=True):
        text = f"({text} {operator} {inner(other)})"
    return text


def _relation(inner: Inner, node: Node) -> str:
    operator = part(node, "op")
    if operator is None:
        return inner(node["expr"])
    if operator in {"IN", "NOT IN"}:
        return f"({inner(node['expr'])} {operator} ({_listed(inner, node['other'])}))"
    return f"({inner(node['expr'])} {operator} {inner(node['other'])})"


def _call(inner: Inner, node: Node) -> str:
    if node.name.startswith("Builtin_"):
        name = node.name.removeprefix("Builtin_")
        return f"{name}({', '.join(_listed(inner, value) for value in node.values())})"
    raise UsageError(f"--why cannot read this part of the query: {node.name}")


def _aggregate(inner: Inner, node: Node) -> str:
    distinct = "DISTINCT " if part(node, "distinct") else ""
    of = "*" if node["vars"] == "*" else inner(node["vars"])
    separator = part(node, "separator")
    more = "" if separator is None else f" ; SEPARATOR = {inner(separator)}"
    return f"{_AGGREGATES[node.name]}({distinct}{of}{more})"


def _function(inner: Inner, node: Node) -> str:
    distinct = "DISTINCT " if part(node, "distinct") else ""
    return f"<{node['iri']}>({distinct}{_listed(inner, part(node, 'expr'))})"


_WRITERS: Final[Mapping[str, Callable[[Inner, Node], str]]] = {
    **dict.fromkeys(_CHAINS, _logical),
    **dict.fromkeys(("AdditiveExpression", "MultiplicativeExpression"), _arithmetic),
    "RelationalExpression": _relation,
    **dict.fromkeys(_UNARY, _unary),
    **dict.fromkeys(_AGGREGATES, _aggregate),
    "Function": _function,
}
# What holds just one other expression unless an operator joins more to it.
_SINGLE: Final = frozenset(_WRITERS) - {*_UNARY, *_AGGREGATES, "Function"}


def _listed(inner: Inner, values: Node) -> str:
    return ", ".join(map(inner, _list(values)))


def _list(values: Node) -> list[Node]:
    """Give a list; of one where the parser left the brackets off, none where it has nothing."""
    if isinstance(values, list):
        return values
    return [] if values is None or str(values) == _NIL else [values]


_NIL: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"


def conjuncts(node: Node) -> Iterator[Node]:
    """Give the conditions that must all hold for an expression to hold."""
    others = _list(part(node, "other")) if is_node(node) else []
    if is_node(node) and node.name in _SINGLE and (node.name == _AND or not others):
        for one in (node["expr"], *others):
            yield from conjuncts(one)
    else:
        yield node


_AND: Final = "ConditionalAndExpression"


def has_aggregate(tree: object) -> bool:
    """Tell whether an expression counts over a group."""
    return any(name in _AGGREGATES for name in _names(tree))


def is_volatile(tree: object) -> bool:
    """Tell whether an expression may have another value when it is computed again."""
    return any(name in _VOLATILE or name in _UNORDERED for name in _names(tree))


def _names(tree: object) -> Iterator[str]:
    if is_node(tree):
        yield tree.name  # type: ignore[attr-defined] # a node has one
        for inner in tree.values():  # type: ignore[attr-defined] # a node is a mapping
            yield from _names(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from _names(inner)
