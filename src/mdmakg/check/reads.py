"""Which properties a query reads, so that nothing else need be loaded for it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from mdmakg.vocab.foreign import rdf_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["properties_read", "read_by_all"]


def read_by_all(queries: Iterable[str]) -> frozenset[str] | None:
    """Give the properties that some queries read together, as terms; none where it may be any."""
    read: set[str] = set()
    for query in queries:
        own = properties_read(query)
        if own is None:
            return None
        read |= own
    return frozenset(read)


@cache
def properties_read(query: str) -> frozenset[str] | None:
    """Give the properties that a query may read, as terms; none where that may be any.

    Shape:  every IRI of the query, wherever it stands, and ``rdf:type``: some too many,
            never one too few. A query may read any property whose pattern has a variable
            or a negated set in the place of the property, or that has words unknown here.
    """
    tokens = list(_tokens(query))
    if any(kind == "other" for kind, _ in tokens) or _has_open_property(tokens):
        return None
    prefixes: dict[str, str] = {}
    iris, known = {f"<{rdf_type}>"}, iter(tokens)
    for kind, text in known:
        if kind == "word" and text.upper() == "PREFIX":
            name, iri = next(known, _NONE)[1], next(known, _NONE)[1]
            prefixes[name] = iri
        elif kind == "iri":
            iris.add(text)
        elif kind == "name":
            prefix, _, local = text.partition(":")
            if f"{prefix}:" not in prefixes:
                return None
            iris.add(f"{prefixes[f'{prefix}:'][:-1]}{local}>")
    return frozenset(iris)


_TOKEN: Final = re.compile(
    r"(?P<blank>\s+|\#[^\n]*)"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><[^<>\s\"{}|^`\\]*>)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>(?:[A-Za-z][\w-]*)?:[\w:-]*(?:\.+[\w:-]+)*)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>[A-Za-z]\w*)"
    r"|(?P<mark>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;|/^*+=<>?-]|!)"
    r"|(?P<other>.)",
    re.DOTALL,
)

Token = tuple[str, str]
_NONE: Final[Token] = ("mark", "")


def _tokens(query: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(query):
        if found.lastgroup != "blank":
            yield found.lastgroup or "other", found[0]


_TERMS: Final = frozenset({"text", "iri", "variable", "name", "number"})
_BEGIN: Final = _TERMS | {"[", "(", "true", "false"}
"""What may begin the object of a statement."""
_LISTING: Final = frozenset({"SELECT", "BY", "DISTINCT", "REDUCED"})
_STEPS: Final = frozenset({"iri", "name", "a", "|", "^"})


def _has_open_property(tokens: list[Token]) -> bool:
    """Whether any property will do somewhere: a variable, or all but some, in its place."""
    listing = False
    last = ""
    for number, (kind, text) in enumerate(tokens):
        after = _shape(tokens, number + 1)
        if kind == "word" or text in {"{", "}"}:
            listing = text.upper() in _LISTING
        if kind == "variable" and not listing and last in _TERMS | {";", "]"} and after in _BEGIN:
            return True
        if text == "!" and _negates_steps(tokens, number + 1):
            return True
        if text == "(" and last in {"{", "."}:  # a list as subject: too rare to be looked into
            return True
        last = _shape(tokens, number)
    return False


def _shape(tokens: list[Token], number: int) -> str:
    """Say what a token is, as far as it matters: the kind of a term, or the word or mark."""
    if number >= len(tokens):
        return ""
    kind, text = tokens[number]
    return kind if kind in _TERMS else text


def _negates_steps(tokens: list[Token], number: int) -> bool:
    """Whether what is denied is a property, or a choice of properties in brackets."""
    if _shape(tokens, number) != "(":
        return _shape(tokens, number) in _STEPS
    inside = number + 1
    while _shape(tokens, inside) in _STEPS:
        inside += 1
    return _shape(tokens, inside) == ")"
