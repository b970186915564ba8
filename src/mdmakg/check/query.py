"""What the queries of a shape or check may say.

A query runs twice in its life: once per focus node in any SHACL engine, with
``$this`` bound beforehand, and once over the whole graph in Oxigraph, with
``$this`` free. What would differ between the two, reach outside, or run for
minutes is refused when the file is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Flaw", "query_flaws"]

MAX_QUERY = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing wrong with a query; ``offset`` counts code points from its start."""

    offset: int
    code: str
    message: str


_CLAUSES = {
    "GraphGraphPattern": ("GRAPH", "named graphs carry provenance, never meaning"),
    "ServiceGraphPattern": ("SERVICE", "a check reaches no network"),
    "DatasetClause": ("FROM", "a check reads the data it is given"),
    "LimitOffsetClauses": ("LIMIT", "it would count over all foci at once"),
}
_CONSTRAINT_CLAUSES = {
    "MinusGraphPattern": ("MINUS", "SHACL forbids it inside sh:sparql; say FILTER NOT EXISTS"),
    "InlineData": ("VALUES", "SHACL forbids it inside sh:sparql; say FILTER ( … IN ( … ) )"),
    "ValuesClause": ("VALUES", "SHACL forbids it inside sh:sparql; say FILTER ( … IN ( … ) )"),
}
_EXISTS = {"Builtin_EXISTS": "EXISTS", "Builtin_NOTEXISTS": "NOT EXISTS"}


def query_flaws(
    query: str, *, projects: tuple[str, ...] = ("this",), constraint: bool = False
) -> list[Flaw]:
    """Find what is wrong with a SELECT query, in order of place.

    ``projects`` are the variables it must give; ``constraint`` adds what SHACL
    forbids inside ``sh:sparql``.
    Source: SHACL 5.2.1 and 5.3.1 (pre-binding).
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    if len(query) > MAX_QUERY:
        return [Flaw(0, "query-too-large", f"the query has over {MAX_QUERY} characters")]
    try:
        prologue, tree = parseQuery(query)
    except ParseException as error:
        return [Flaw(error.loc, "query-syntax", f"not SPARQL 1.1 here: {error.msg}")]
    except RecursionError:
        return [Flaw(0, "query-syntax", "nested too deeply")]
    if tree.name != "SelectQuery":
        return [Flaw(0, "query-form", "a SELECT query is wanted")]
    forbidden = _CLAUSES | (_CONSTRAINT_CLAUSES if constraint else {})
    found = (
        *_prefix_flaws(query, prologue, tree),
        *_clause_flaws(query, tree, forbidden),
        *_exists_flaws(query, tree),
        *_projection_flaws(query, tree, projects),
        *(_subselect_flaws(query, tree) if constraint else ()),
        *(_rebinding_flaws(query, tree) if constraint else ()),
    )
    return sorted(set(found))


def _prefix_flaws(query: str, prologue: object, tree: object) -> Iterator[Flaw]:
    declared = {_part(n, "prefix", "") for n in _nodes(prologue) if n.name == "PrefixDecl"}
    used = {_part(n, "prefix", "") for n in _nodes(tree) if n.name == "pname"}
    for prefix in sorted(used - declared):
        message = f"prefix {prefix}: is not declared; write PREFIX {prefix}: <…> in the query"
        yield Flaw(max(query.find(f"{prefix}:"), 0), "query-prefix", message)


def _clause_flaws(
    query: str, tree: object, forbidden: dict[str, tuple[str, str]]
) -> Iterator[Flaw]:
    for node in _nodes(tree):
        if node.name in forbidden:
            word, why = forbidden[node.name]
            code = f"query-{word.lower()}"
            yield Flaw(_offset(query, word), code, f"{word} is not allowed: {why}")


def _exists_flaws(query: str, tree: object) -> Iterator[Flaw]:
    for node in _nodes(tree):
        if node.name in _EXISTS and (patterns := _patterns(node)) > 1:
            word = _EXISTS[node.name]
            message = (
                f"{word} over {patterns} triple patterns takes quadratic time in Oxigraph;"
                " join them outside, or derive the fact first"
            )
            yield Flaw(_offset(query, word), "query-exists", message)


def _projection_flaws(query: str, tree: Any, projects: tuple[str, ...]) -> Iterator[Flaw]:
    projected = _projected(tree)
    for variable in projects:
        if variable not in projected:
            yield Flaw(_offset(query, "SELECT"), "query-projection", f"must select ?{variable}")


def _subselect_flaws(query: str, tree: object) -> Iterator[Flaw]:
    for node in _nodes(tree):
        if node.name == "SubSelect" and "this" not in _projected(node):
            message = "a subquery must select $this, which is bound beforehand"
            yield Flaw(_offset(query, "SELECT", nth=1), "query-projection", message)


def _rebinding_flaws(query: str, tree: object) -> Iterator[Flaw]:
    bound = {
        str(_part(n, name, "")) for n in _nodes(tree) if "expr" in n for name in ("evar", "var")
    }
    if "this" in bound:
        message = "$this is bound beforehand and cannot be bound AS something else"
        yield Flaw(_offset(query, "AS"), "query-rebinding", message)


def _projected(select: Any) -> set[str]:
    return {str(item["var"]) for item in _part(select, "projection", ()) if "var" in item}


def _part(node: Any, name: str, otherwise: object) -> Any:
    """Give a part of a node; its own ``get`` answers with the name itself where there is none."""
    return node[name] if name in node else otherwise  # noqa: SIM401 - its get is not a dict's


def _patterns(tree: object) -> int:
    """Count the joins of a pattern: its triples, a path of two steps being two."""
    triples = sum(
        len(chain) // 3
        for node in _nodes(tree)
        if node.name == "TriplesBlock"
        for chain in node["triples"]
    )
    steps = sum(len(n["part"]) - 1 for n in _nodes(tree) if n.name == "PathSequence")
    return triples + steps


def _nodes(tree: object) -> Iterator[Any]:
    """Walk the named nodes of a parse tree, each once."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(tree, CompValue):
        yield tree
        for part in tree.values():
            yield from _nodes(part)
    elif isinstance(tree, (list, ParseResults)):
        for part in tree:
            yield from _nodes(part)


_UNSPOKEN = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")


def _offset(query: str, words: str, nth: int = 0) -> int:
    """Where a keyword stands, outside IRIs, strings and comments; 0 where it cannot be told."""
    spoken = _UNSPOKEN.sub(lambda found: " " * len(found[0]), query)
    pattern = r"(?<![\w:?$])" + r"\s+".join(words.split()) + r"(?![\w:])"
    places = [found.start() for found in re.finditer(pattern, spoken, re.IGNORECASE)]
    return places[nth] if len(places) > nth else 0
