"""Patterns of SPARQL's REGEX as Python's, as far as both mean the same."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["compiled_pattern"]

_ESCAPED: Final = r"\\[nrt\\|.?*+(){}\-\[\]^$/]"
_CLASS: Final = rf"\[\^?(?:{_ESCAPED}|\\[ds]|[^\[\]\\^])+\]"
_QUANTIFIED: Final = r"(?:[*+?]|\{\d+(?:,\d*)?\})\??"
_TOKEN: Final = re.compile(
    rf"(?P<other>\$|\.|\\[sS]|{_CLASS})|{_ESCAPED}|\\[dD]|\((?!\?)|[)^|]"
    rf"|{_QUANTIFIED}(?![*+?{{])|[^\\\[\](){{}}*+?^$|.]"
)
_RESERVED: Final = re.compile(r"--|&&|\|\||~~")  # Python keeps these for sets of its own
_BLANKS: Final = r" \t\n\r"
_OTHERS: Final = {"$": r"\Z", ".": r"[^\n\r]", r"\s": f"[{_BLANKS}]", r"\S": f"[^{_BLANKS}]"}
_FLAGS: Final = frozenset("is")


def compiled_pattern(pattern: str, flags: str = "") -> re.Pattern[str] | None:
    r"""Compile a pattern; nothing where Python might read it otherwise, or cannot.

    Left out are ``\w``, ``\p{L}`` and other classes by name, classes less classes, groups
    with a question mark, and of the flags ``m``, ``x`` and ``q``. Without the flag ``m``, ``$``
    is the very end for XPath; for Python it is the end of the last line. A dot matches no
    end of a line, a carriage return neither, unless the flag is ``s``; blanks are four.
    Source: SPARQL 1.1, 17.4.3.14; XPath functions 3.1, 5.6; XSD 1.1, part 2, appendix G.
    """
    tokens = list(_TOKEN.finditer(pattern))
    whole = "".join(token[0] for token in tokens) == pattern
    if not whole or _RESERVED.search(pattern) or not _FLAGS.issuperset(flags):
        return None
    try:
        return re.compile("".join(_read(token, flags) for token in tokens), _cases(flags))
    except (re.error, OverflowError):
        return None


def _read(token: re.Match[str], flags: str) -> str:
    if token["other"] is None:
        return token[0]
    if token[0] == "." and "s" in flags:
        return r"[\s\S]"
    return _OTHERS.get(token[0]) or _BLANK_IN_CLASS.sub(_blanks, token[0])


_BLANK_IN_CLASS: Final = re.compile(r"\\(.)")


def _blanks(escaped: re.Match[str]) -> str:
    return _BLANKS if escaped[1] == "s" else escaped[0]


def _cases(flags: str) -> re.RegexFlag:
    return re.IGNORECASE if "i" in flags else re.NOFLAG
