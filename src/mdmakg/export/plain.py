"""A graph of plain values: what every format of other tools can carry.

Each attribute becomes text, an integer, a float or a truth value, of one type
per name: None and empty text are left out, lists and mappings become JSON text,
mixed types and numbers that are not finite become text. Names that formats keep
for themselves are changed, ``id`` to ``local_id``. Nodes and edges are sorted.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from mdmakg.export.text import writable

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["XML_TYPES", "Plain", "plain_graph", "plain_rows", "plain_value"]

Plain: TypeAlias = str | int | float | bool

XML_TYPES: Final[Mapping[type, str]] = {
    str: "string",
    int: "long",
    float: "double",
    bool: "boolean",
}
"""What GraphML and GEXF call the types of plain values."""

EdgeId: TypeAlias = tuple[str, str, str]
Key = TypeVar("Key", bound=Hashable)

UNNAMED = "claim-to-evidence graph"

# Beyond this, readers that keep numbers as doubles change them.
_LARGEST = 2**53
_DEEPEST = 20
_LONGEST = 10_000

# The keys that the writers and readers of one format or another use themselves.
_RESERVED = frozenset(
    {"data", "default", "edge_default", "end", "for", "iri", "key", "mode", "name"}
    | {"networkx_key", "node_default", "parents", "pid", "slices", "source", "spells"}
    | {"start", "target", "type", "value", "viz", "weight"}
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.:-]")


def plain_graph(graph: MultiDiGraph[str]) -> MultiDiGraph[str]:
    """Return a sorted copy in which every attribute value is plain and every node has a label."""
    from networkx import MultiDiGraph

    ids = _distinct({node: writable(str(node)) for node in graph})
    nodes = plain_rows({ids[node]: row for node, row in graph.nodes(data=True)})
    edges = plain_rows(_edge_rows(graph, ids))
    made: MultiDiGraph[str] = MultiDiGraph()
    made.graph.update(_graph_row(graph.graph))
    for node, row in sorted(nodes.items()):
        made.add_node(node, **{"label": str(row.get("local_id", node)), **row})
    for (tail, head, key), row in sorted(edges.items()):
        made.add_edge(tail, head, key=key, **row)
    return made


def plain_rows(rows: Mapping[Key, Mapping[str, object]]) -> dict[Key, dict[str, Plain]]:
    """Return the rows with plain values, each name of one type throughout.

    ``label`` is text always: some formats have no other kind.
    """
    names = _distinct({name: _column(str(name)) for row in rows.values() for name in row})
    found = {key: _plain_row(row, names) for key, row in rows.items()}
    types = _types(found.values()) | {"label": str}
    return {key: {n: _cast(v, types[n]) for n, v in row.items()} for key, row in found.items()}


def plain_value(value: object) -> Plain | None:  # noqa: PLR0911 - one return per type
    """Return one value as text, number or truth value; None where there is nothing to write."""
    match value:
        case None | "":
            return None
        case Enum():
            return plain_value(value.value)
        case str():
            return writable(value)
        case bool():
            return value
        case int() | float() | Decimal():
            return _number(value)
        case date() | time():
            return value.isoformat()
        case Mapping() | list() | tuple() | AbstractSet():
            return writable(json.dumps(_jsonable(value), ensure_ascii=False, sort_keys=True))
        case _:
            return writable(str(value))


def _number(value: float | Decimal) -> Plain:
    """Return a number as it is where every reader keeps it whole, and its text where not."""
    match value:
        case Decimal():
            return _decimal(value)
        case int():
            return value if abs(value) <= _LARGEST else _integer_text(value)
        case _:
            return value if math.isfinite(value) else str(value)


def _decimal(value: Decimal) -> Plain:
    if not value.is_finite():
        return str(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)


def _integer_text(value: int) -> str:
    """Return decimal digits; hexadecimal ones where Python would refuse so many."""
    return str(value) if value.bit_length() < _LONGEST else hex(value)


def _jsonable(value: object, depth: int = 0) -> object:
    """Return nested values as JSON has them, cut where they lie too deep or turn in a circle."""
    if depth > _DEEPEST:
        return "…"
    match value:
        case Mapping():
            return {str(name): _jsonable(inner, depth + 1) for name, inner in value.items()}
        case list() | tuple():
            return [_jsonable(inner, depth + 1) for inner in value]
        case AbstractSet():
            return sorted((_jsonable(inner, depth + 1) for inner in value), key=str)
        case _:
            return plain_value(value)


def _edge_rows(
    graph: MultiDiGraph[str], ids: Mapping[str, str]
) -> dict[EdgeId, Mapping[str, object]]:
    """Return the attributes of each edge by tail, head and key."""
    rows = {(tail, head, key): row for tail, head, key, row in graph.edges(keys=True, data=True)}
    keys: defaultdict[tuple[str, str], dict[object, str]] = defaultdict(dict)
    for tail, head, key in rows:
        keys[tail, head][key] = writable(str(key))
    distinct = {ends: _distinct(names) for ends, names in keys.items()}
    return {(ids[t], ids[h], distinct[t, h][k]): row for (t, h, k), row in rows.items()}


def _graph_row(row: Mapping[str, object]) -> dict[str, Plain]:
    """Return what is said of the graph as a whole; its name is never empty."""
    rest = {name: value for name, value in row.items() if name != "name"}
    name = plain_value(row.get("name"))
    return {"name": UNNAMED if name is None else str(name), **plain_rows({"": rest})[""]}


def _plain_row(row: Mapping[str, object], names: Mapping[str, str]) -> dict[str, Plain]:
    values = ((names[name], plain_value(value)) for name, value in row.items())
    return {name: value for name, value in sorted(values) if value is not None}


def _types(rows: Iterable[Mapping[str, Plain]]) -> dict[str, type]:
    """Return the one type that all values of each name fit."""
    found: defaultdict[str, set[type]] = defaultdict(set)
    for row in rows:
        for name, value in row.items():
            found[name].add(type(value))
    return {name: _common(types) for name, types in found.items()}


def _common(types: set[type]) -> type:
    if len(types) == 1:
        return next(iter(types))
    return float if types == {int, float} else str


def _cast(value: Plain, wanted: type) -> Plain:
    if wanted is str and isinstance(value, bool):
        return str(value).lower()
    cast: Plain = wanted(value)
    return cast


def _column(name: str) -> str:
    """Return a name that is an XML name token and that no format keeps for itself."""
    token = _NOT_IN_NAMES.sub("_", name) or "_"
    if token == "id":  # noqa: S105 - a name token, no secret
        return "local_id"
    return f"{token}_" if token in _RESERVED else token


def _distinct(names: Mapping[Key, str]) -> dict[Key, str]:
    """Return the names with a number behind those already taken by another."""
    taken: set[str] = set()
    distinct: dict[Key, str] = {}
    for key in sorted(names, key=lambda key: (names[key], str(key) != names[key], str(key))):
        name, count = names[key], 1
        while name in taken:
            count += 1
            name = f"{names[key]}.{count}"
        taken.add(name)
        distinct[key] = name
    return distinct
