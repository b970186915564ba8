"""SELECTs of a parsed query: their columns, their groups, and how they are written again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.store.why.expression import conjuncts, has_aggregate
from mdmakg.store.why.pattern import PatternWriter, Scope, plain, values
from mdmakg.store.why.tree import is_node, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.store.why.tree import Node

__all__ = ["Column", "Key", "columns", "is_grouped", "keys", "write_groups", "write_select"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a SELECT, and the expression that it is computed by, if it is."""

    name: str
    expression: Node = None


@dataclass(frozen=True, slots=True)
class Key:
    """What rows are grouped by: a variable, or an expression under a name."""

    name: str
    expression: Node = None


def columns(select: Node) -> tuple[Column, ...] | None:
    """Give the columns that a SELECT names; ``None`` where it takes all there are."""
    items = part(select, "projection")
    if items is None:
        return None
    return tuple(
        Column(str(item["var"])) if "var" in item else Column(str(item["evar"]), item["expr"])
        for item in items
    )


def is_grouped(select: Node) -> bool:
    """Tell whether a row of a SELECT stands for a group of solutions."""
    parts = (part(select, name) for name in ("projection", "having", "orderby"))
    return part(select, "groupby") is not None or any(map(has_aggregate, parts))


def keys(select: Node, prefix: str) -> tuple[Key, ...]:
    """Give what a SELECT groups by; a key without a name gets one that begins with ``prefix``."""
    grouping = part(select, "groupby")
    conditions = part(grouping, "condition") if grouping is not None else ()
    return tuple(_key(one, f"{prefix}key{n}") for n, one in enumerate(conditions))


def _key(condition: Node, name: str) -> Key:
    named = is_node(condition) and condition.name == "GroupAs"
    expression = condition["expr"] if named else condition
    given = part(condition, "var") if named else None
    if given is not None:
        return Key(str(given), expression)
    inner = list(conjuncts(expression))
    if len(inner) == 1 and not is_node(inner[0]):
        return Key(str(inner[0]))
    return Key(name, expression)


def write_select(select: Node, scope: Scope) -> str:
    """Write a SELECT whole, within a group."""
    limits = part(select, "limitoffset")
    ordering = part(select, "orderby")
    return _joined(
        f"SELECT {part(select, 'modifier') or ''} {_projection(select, scope)}",
        *_body(select, scope, keys(select, _KEYS)),
        *(_ordering(ordering, scope) if ordering is not None else ()),
        *(_limits(limits) if limits is not None else ()),
        *_inline(select, scope),
    )


_KEYS = "mdmakg_"


def write_groups(select: Node, scope: Scope, by: tuple[Key, ...]) -> str:
    """Write a SELECT of the groups of another: its columns, and all that it groups by."""
    shown = {column.name for column in columns(select) or ()}
    hidden = (f"?{scope.names(key.name)}" for key in by if key.name not in shown)
    return _joined(
        f"SELECT {_projection(select, scope)}",
        *hidden,
        *_body(select, scope, by),
        *_inline(select, scope),
    )


def _joined(*clauses: str) -> str:
    return " ".join(clause for clause in clauses if clause)


def _projection(select: Node, scope: Scope) -> str:
    named = columns(select)
    if named is None:
        return "*"
    return " ".join(_column(column, scope) for column in named)


def _column(column: Column | Key, scope: Scope) -> str:
    name = f"?{scope.names(column.name)}"
    if column.expression is None:
        return name
    return f"({plain(column.expression, scope.names, scope.names)} AS {name})"


def _body(select: Node, scope: Scope, by: tuple[Key, ...]) -> Iterator[str]:
    yield f"WHERE {{ {PatternWriter().group(select['where'], Scope(scope.names))} }}"
    if by:
        yield f"GROUP BY {' '.join(_column(key, scope) for key in by)}"
    having = part(select, "having")
    if having is not None:
        yield "HAVING"
        for one in having["condition"]:
            yield f"({plain(one, scope.names, scope.names)})"


def _ordering(ordering: Node, scope: Scope) -> Iterator[str]:
    yield "ORDER BY"
    for one in ordering["condition"]:
        yield f"{part(one, 'order') or 'ASC'}({plain(one['expr'], scope.names, scope.names)})"


def _limits(limits: Node) -> Iterator[str]:
    for name in ("limit", "offset"):
        if (number := part(limits, name)) is not None:
            yield f"{name.upper()} {number}"


def _inline(select: Node, scope: Scope) -> Iterator[str]:
    clause = part(select, "valuesClause")
    if clause is not None:
        yield values(clause, scope)
