"""A small store, written out, and the statements that a query's rows are explained by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.store.ask import ask
from mdmakg.store.store import fill_memory
from mdmakg.store.why.explain import explain, solutions

if TYPE_CHECKING:
    from pyoxigraph import Store

    from mdmakg.store.why.explain import Met

__all__ = ["PREFIX", "explained", "filled", "shown", "statements"]

BASE = "https://a.example/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIX = f"PREFIX : <{BASE}> PREFIX xsd: <{XSD}> "

# Ann likes Bob, he Cem, he Dee and Bob again; Ann and Cem are of the club, and pay.
SMALL = """
ann name "Ann"
bob name "Bob"
cem name "Cem"
dee name "Dee"
ann likes bob
bob likes cem
cem likes dee
cem likes bob
ann of club
cem of club
ann pays 30
cem pays 40
dee shuns ann
"""


def filled(text: str = SMALL, graph: str = "") -> Store:
    """Fill a store with lines of subject, predicate and object."""
    return fill_memory([nquads(text, graph)])


def nquads(text: str, graph: str = "") -> bytes:
    """Write lines of subject, predicate and object as N-Quads, in one graph."""
    rows = (line.split(" ", 2) for line in text.strip().splitlines())
    named = f" <{BASE}{graph}>" if graph else ""
    return "".join(f"<{BASE}{s}> <{BASE}{p}> {_object(o)}{named} .\n" for s, p, o in rows).encode()


def _object(text: str) -> str:
    if text.startswith('"'):
        return text
    return f'"{text}"^^<{XSD}integer>' if text.isdigit() else f"<{BASE}{text}>"


def explained(store: Store, query: str) -> list[tuple[tuple[str, ...], Met]]:
    """Ask, and give each row, as short text, with what it is explained by."""
    names, rows = solutions(ask(store, PREFIX + query))
    met = explain(store, PREFIX + query, names, rows)
    return [
        (tuple(shown(str(cell)) if cell is not None else "" for cell in row), one)
        for row, one in zip(rows, met, strict=True)
    ]


def statements(store: Store, query: str) -> dict[tuple[str, ...], set[str]]:
    """Give, for each row, its statements as lines of the small store."""
    told = explained(store, query)
    assert all(one.traced for _, one in told)
    return {
        row: {" ".join(shown(str(term)) for term in statement) for statement in one.statements}
        for row, one in told
    }


def shown(term: str) -> str:
    """Shorten a term to how it stands in the lines above."""
    short = term.replace(f"<{BASE}", "").replace(f"^^<{XSD}integer>", "")
    short = short.removesuffix(">")
    return short.strip('"') if short.strip('"').isdigit() else short
