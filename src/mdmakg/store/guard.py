"""What a query may ask: nothing of any network, nothing that ends the engine.

Oxigraph follows ``SERVICE`` to the real network and has no switch for it, and
deep nesting overflows its stack. Both are refused before it sees the query.
"""

from __future__ import annotations

import re

from mdmakg.errors import UsageError

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "guard"]

MAX_LENGTH = 100_000
MAX_DEPTH = 100

_TOKEN = re.compile(
    r"""(?P<silent> <[^<>"{}|^`\\\x00-\x20]*>
        | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
        | \#[^\n\r]* )
      | (?P<word> [\w:?$@%.-]+ )
      | (?P<open> [{(\[] ) | (?P<close> [})\]] ) | (?P<not> ! )
      | (?P<other> . )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REMOTE = frozenset({"SERVICE", "LOAD"})


def guard(query: str) -> None:
    """Refuse a query that reaches outside or nests too deep.

    Errors: ``UsageError`` naming what is not allowed.
    Source: SPARQL 1.1, 19.2 (code point escapes come before everything else).
    """
    if len(query) > MAX_LENGTH:
        raise UsageError(f"the query has {len(query):,} characters; {MAX_LENGTH:,} are allowed")
    depth = deepest = 0
    for token in _TOKEN.finditer(_unescaped(query)):
        if token.lastgroup == "word" and token.group().upper() in _REMOTE:
            raise UsageError(f"{token.group()} is not allowed: mdmakg asks no network")
        # A chain of negations nests as brackets do, and is never closed.
        depth += (token.lastgroup in {"open", "not"}) - (token.lastgroup == "close")
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise UsageError(f"the query nests {deepest:,} deep; {MAX_DEPTH} levels are allowed")


def _unescaped(query: str) -> str:
    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= 0x10FFFF else " "  # noqa: PLR2004 - the last code point

    return _ESCAPE.sub(character, query)
