"""A SELECT query as rdflib parses it, with its names resolved and its property paths read."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from mdmakg.errors import UsageError
from mdmakg.vocab.path import Either, Inverse, Repeat, Sequence, Step, Unless
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.vocab.path import Path

__all__ = ["Node", "is_node", "parse_select", "part", "path_of", "variables"]

Node: TypeAlias = Any
"""A node of rdflib's parse tree, with a name and parts; the library gives it no types."""


def parse_select(query: str, prefixes: Mapping[str, str]) -> Node:
    """Parse a SELECT that the store has answered; ``prefixes`` need no declaring.

    Errors: ``UsageError`` for what only the store can read: rdflib has SPARQL 1.1.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import translatePName, translatePrologue, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        with _quiet():
            declared, tree = parseQuery(query)
            prologue = translatePrologue(declared, "", dict(prefixes))
            return traverse(tree, visitPost=partial(translatePName, prologue=prologue))
    except ParseException as error:
        says = f"--why cannot read the query, at {error.lineno}:{error.column}: {error.msg}"
        raise UsageError(says) from error
    except RecursionError as error:
        raise UsageError("--why cannot read the query: it nests too deeply") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from complaining of a literal on the terminal: the store has taken it."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    try:
        logger.disabled = True
        yield
    finally:
        logger.disabled = before


def is_node(thing: object) -> bool:
    """Tell a node from a term or a word."""
    from rdflib.plugins.sparql.parserutils import CompValue

    return isinstance(thing, CompValue)


def part(node: Node, name: str) -> Any:
    """Give a part of a node; ``None`` where there is none."""
    return node[name] if name in node else None  # noqa: SIM401 - its get gives the name itself


def variables(tree: object) -> Iterator[str]:
    """Name the variables in a tree, as often as they stand there."""
    from rdflib.term import Variable

    if isinstance(tree, Variable):
        yield str(tree)
    elif is_node(tree):
        for inner in tree.values():  # type: ignore[attr-defined] # a node is a mapping
            yield from variables(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from variables(inner)


def path_of(node: Node) -> Path:
    """Read a property path.

    Errors: ``UsageError`` for what rdflib reads and does not keep.
    """
    if not is_node(node):
        return Step(iri_term(str(node)))
    parts = _parts(node)
    match node.name:
        case "PathAlternative":
            return path_of(parts[0]) if len(parts) == 1 else Either(tuple(map(path_of, parts)))
        case "PathSequence":
            return path_of(parts[0]) if len(parts) == 1 else Sequence(tuple(map(path_of, parts)))
        case "PathElt":
            times = part(node, "mod")
            return Repeat(path_of(parts[0]), times) if times else path_of(parts[0])
        case "PathEltOrInverse":
            return Inverse(path_of(parts[0]))
        case "PathNegatedPropertySet" if not any(map(is_node, parts)):
            return Unless(tuple(iri_term(str(one)) for one in parts))
    raise UsageError("--why cannot explain this property path; ^ within !( … ) is not read")


def _parts(node: Node) -> list[Node]:
    held = part(node, "part")
    return list(held) if isinstance(held, list) else [held]
