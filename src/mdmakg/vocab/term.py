"""Terms and statements in N-Triples notation, the form in which they travel inside the program.

The first character of a term tells an IRI from a literal from a node without a
name, and two terms are one if they read the same: a literal is written in the
canonical form, in which what need not be escaped is not.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from mdmakg.vocab.foreign import XSD

__all__ = ["Quad", "Term", "iri_term", "literal_parts", "literal_term", "term_text"]

Term: TypeAlias = str
"""An IRI, a literal or a blank node, in N-Triples notation."""

Quad: TypeAlias = tuple[Term, Term, Term, Term]
"""Subject, predicate, object and graph; the name of the default graph is empty."""

_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES: Final = {char: f"\\{letter}" for letter, char in _LETTERS.items()} | {
    char: f"\\{char}" for char in '"\\'
}
_STRING: Final = XSD + "string"


def iri_term(iri: str) -> Term:
    """Write an IRI as a term."""
    return f"<{iri}>"


def literal_term(text: str, datatype: str = "") -> Term:
    """Write a literal as a term; without a datatype it is a plain string.

    Source: N-Triples 1.2, canonical form; RDF 1.1, simple literals are xsd:string.
    """
    if _ESCAPED.search(text):  # nearly never
        text = _ESCAPED.sub(_escape, text)
    return f'"{text}"^^<{datatype}>' if datatype and datatype != _STRING else f'"{text}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def term_text(term: Term) -> str:
    """Say a term as a person reads it: an IRI bare, a literal's own words.

    Source: N-Triples 2.3 and 2.4, IRIs and literals.
    """
    if term.startswith("<") and term.endswith(">"):
        return term[1:-1]
    if "\\" not in term:  # as nearly every one
        return term[1 : term.rindex('"')] if term.startswith('"') else term
    literal = _LITERAL.match(term)
    return _ESCAPE.sub(_unescaped, literal[1]) if literal else term


def literal_parts(term: Term) -> tuple[str, str, str]:
    """Give the words of a literal, its datatype, empty for plain text, and its language.

    Source: N-Triples 2.4, literals.
    """
    rest = term[term.rindex('"') + 1 :]
    datatype = rest[3:-1] if rest.startswith("^^<") else ""
    language = rest[1:] if rest.startswith("@") else ""
    return term_text(term), "" if datatype == _STRING else datatype, language


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])
