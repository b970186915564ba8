"""What a query may ask: nothing of any network, nothing that ends the engine.

Oxigraph follows ``SERVICE`` to the real network and has no switch for it, and it
parses, plans and drops queries by recursion, so that a long or deep one overflows
its stack and ends the process. Both are refused before it sees the query.
"""

from __future__ import annotations

import re
from typing import Final

from mdmakg.errors import UsageError

__all__ = ["MAX_DEPTH", "MAX_IRI", "MAX_LENGTH", "MAX_TOKENS", "guard", "names_dataset"]

MAX_LENGTH: Final = 100_000
MAX_TOKENS: Final = 2_500
"""Chains nest in the engine as brackets do: on a stack of 8 MB, sums, lists, unions and
negations end the process from about 4,000 tokens on."""
MAX_DEPTH: Final = 100
MAX_IRI: Final = 1_000

_TOKEN: Final = re.compile(
    r"""(?P<space> [\x20\t\r\n]+ | \#[^\r\n]* )
      | (?P<iri> <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
      | (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
      | (?P<name> [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
      | (?P<prefixed> [\w.-]*:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])* )
      | (?P<word> \w+ )
      | (?P<open> [{(\[] ) | (?P<close> [})\]] )
      | (?P<other> . )""",
    re.VERBOSE | re.DOTALL,
)
# What makes it matter whether `<…>` is an IRI or two comparisons with something between. Of
# `<http://…` there is no doubt: neither a name nor an operator can follow upon `http:/`.
_DOUBTFUL: Final = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://).*['#()\[\]!]")
_DECLARED: Final = re.compile(r"[\x20\t\r\n]*<")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def guard(query: str) -> None:
    """Refuse a query that reaches outside, or is too long or too deep for the engine.

    Where the engine may read the text in two ways, both are looked at.
    Errors: ``UsageError`` naming what is not allowed.
    """
    _refuse_text(query)
    reached = {0: (0, 0)}  # where a token may begin: how many came before it, and how deep
    for at in range(len(query)):
        if at not in reached:
            continue
        tokens, depth = reached.pop(at)
        for token, end in _tokens(query, at):
            state = _counted(token, tokens, depth)
            reached[end] = max(state, reached.get(end, state))


def names_dataset(query: str) -> bool:
    """Whether a query says itself which graphs it asks (``FROM``), as the engine may read it."""
    reached = {0: 0}  # where a token may begin, and how deep at least
    for at in range(len(query)):
        if at not in reached:
            continue
        depth = reached.pop(at)
        for token, end in _tokens(query, at):
            if _is_from(token, depth):
                return True
            within = _depth(token, depth)
            reached[end] = min(within, reached.get(end, within))
    return False


def _is_from(token: re.Match[str], depth: int) -> bool:
    # No space is needed here either: `FROM:x`, `FROMNAMED:x`, `ASKFROM<x>`. A prefix of that
    # name is no dataset where it is declared, nor within brackets.
    prefix, colon, local = token.group().upper().partition(":")
    if depth or token.lastgroup not in {"prefixed", "word"} or "FROM" not in prefix:
        return False
    return not colon or bool(local) or _DECLARED.match(token.string, token.end()) is None


def _refuse_text(query: str) -> None:
    if len(query) > MAX_LENGTH:
        raise UsageError(f"the query has {len(query):,} characters; {MAX_LENGTH:,} are allowed")
    try:
        query.encode()
    except UnicodeEncodeError:
        raise UsageError("the query holds half a character (a lone surrogate)") from None
    for escape in _ESCAPE.finditer(query):
        # SPARQL 19.2 resolves escapes before everything else, Oxigraph within terms only:
        # an escaped quote or bracket would be read in two ways.
        if (code := int(escape[1] or escape[2], 16)) < ord("\x80"):
            raise UsageError(f"{escape[0]} is not allowed: write {chr(code)!r} itself")


def _tokens(query: str, at: int) -> list[tuple[re.Match[str], int]]:
    """Give the token that begins at a position, and where the next may begin."""
    token = _TOKEN.match(query, at)
    assert token is not None  # noqa: S101 - its last branch takes any character
    if token.lastgroup == "iri" and _DOUBTFUL.match(token.group()):
        return [(token, token.end()), (token, at + 1)]
    return [(token, token.end())]


def _counted(token: re.Match[str], tokens: int, depth: int) -> tuple[int, int]:
    """Count a token, refusing it where it goes too far."""
    text, kind = token.group(), token.lastgroup
    if _is_remote(text, kind):
        raise UsageError(f"{text} is not allowed: mdmakg asks no network")
    if kind == "iri" and len(text) > MAX_IRI:
        raise UsageError(f"an IRI has {len(text):,} characters; {MAX_IRI:,} are allowed")
    tokens += kind != "space"
    depth = _depth(token, depth)
    if tokens > MAX_TOKENS:
        raise UsageError(f"the query has more than {MAX_TOKENS:,} words and signs")
    if depth > MAX_DEPTH:
        raise UsageError(f"the query nests more than {MAX_DEPTH} levels deep")
    return tokens, depth


def _depth(token: re.Match[str], depth: int) -> int:
    return max(depth + (token.lastgroup == "open") - (token.lastgroup == "close"), 0)


def _is_remote(text: str, kind: str | None) -> bool:
    # Oxigraph needs no space around a keyword: `1SERVICE`, `SERVICE:x`, `:x.SERVICE`.
    folded = text.upper()
    if kind == "prefixed":
        return "SERVICE" in folded.partition(":")[0] or ".SERVICE" in folded
    return kind == "word" and ("SERVICE" in folded or folded == "LOAD")
