"""Patterns of SPARQL's REGEX as Python's, as far as both mean the same."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["compiled_pattern"]

_ESCAPED: Final = r"\\[nrt\\|.?*+(){}\-\[\]^$/]"
_CLASS: Final = rf"\[\^?(?:{_ESCAPED}|[^\[\]\\^])+\]"
_QUANTIFIED: Final = r"(?:[*+?]|\{\d+(?:,\d*)?\})\??"
_TOKEN: Final = re.compile(
    rf"(?P<end>\$)|{_ESCAPED}|{_CLASS}|\((?!\?)|[)^|]|{_QUANTIFIED}(?![*+?{{])|[^\\\[\](){{}}*+?^$|.]"
)

_RESERVED: Final = re.compile(r"--|&&|\|\||~~")  # Python keeps these for sets of its own


def compiled_pattern(pattern: str) -> re.Pattern[str] | None:
    r"""Compile a pattern; nothing where Python might read it otherwise, or cannot.

    Left out are ``\d``, ``\p{L}`` and other classes by name, classes less classes, groups
    with a question mark, the bare dot. Without the flag ``m``, ``$`` is the very end for XPath; for
    Python it is the end of the last line.
    Source: SPARQL 1.1, 17.4.3.14; XPath functions 3.1, 5.6.1; XSD 1.1, part 2, appendix G.
    """
    tokens = list(_TOKEN.finditer(pattern))
    if "".join(token[0] for token in tokens) != pattern or _RESERVED.search(pattern):
        return None
    try:
        return re.compile("".join(r"\Z" if token["end"] else token[0] for token in tokens))
    except (re.error, OverflowError):
        return None
