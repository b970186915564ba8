"""The letters that a value in LaTeX stands for, or why they cannot be told.

pylatexenc knows accents, symbols and the commands that only dress a text. A command that
it does not know could be anything, so a value with one is not read, rather than read
without what the command stands for.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pylatexenc.latex2text import LatexNodes2Text

__all__ = ["LONGEST_VALUE", "letters", "quiet"]

LONGEST_VALUE: Final = 100_000
"""How many characters a value may have before it is not read."""

_DEPTH: Final = 30  # braces inside one another
_BRACE: Final = re.compile(r"(?<!\\)[{}]")
# Marks that begin a comment or end a column in LaTeX, and mean themselves in most files.
_BARE: Final = re.compile(r"(?<!\\)[%&#]")
_DOLLAR: Final = re.compile(r"(?<!\\)\$")
_BARE_DOLLAR: Final = re.compile(r"(?<!\\)[%&#$]")
_LATEX: Final = re.compile(r"[\\$]")
_PLAIN: Final = (
    ("---", "\u2014"),
    ("--", "\u2013"),
    ("``", "\u201c"),
    ("''", "\u201d"),
    ("~", " "),
)
_DRESS: Final = frozenset(
    {"bf", "em", "it", "rm", "sc", "sf", "sl", "tt", "up", "textsuperscript", "textsubscript"}
)
# Commands that pylatexenc knows, and whose text is elsewhere or is not that of the work.
_ELSEWHERE: Final = (
    "cite",
    "citep",
    "citet",
    "eqref",
    "footnote",
    "include",
    "includegraphics",
    "input",
    "label",
    "pageref",
    "ref",
    "thanks",
    "today",
)


class _Untold(Exception):  # noqa: N818 - it never leaves this module
    """A command or environment that stands for nobody knows what."""


def letters(value: str) -> tuple[str, str]:
    """Give the text of a value, or else why it is not told; the other of the two is empty."""
    if len(value) > LONGEST_VALUE:
        return "", f"has more than {LONGEST_VALUE:,} characters"
    if _depth(value) > _DEPTH:
        return "", f"has more than {_DEPTH} braces inside one another"
    if _LATEX.search(value) is None:
        return _without_braces(value), ""
    bare = _BARE if len(_DOLLAR.findall(value)) % 2 == 0 else _BARE_DOLLAR
    try:
        with quiet("pylatexenc"):
            text = _decoder().latex_to_text(bare.sub(r"\\\g<0>", value), tolerant_parsing=False)
    except _Untold as error:
        return "", f"has \\{error}, which stands for nobody knows what"
    except Exception as error:
        return "", f"is LaTeX that cannot be read: {type(error).__name__}"
    return str(text), ""


@contextmanager
def quiet(library: str) -> Iterator[None]:
    """Keep a library from logging what is wrong with a file, which is told as left out."""
    logger = logging.getLogger(library)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _without_braces(value: str) -> str:
    text = value.replace("{", "").replace("}", "")
    for mark, letter in _PLAIN:
        text = text.replace(mark, letter)
    return text


def _depth(value: str) -> int:
    depth = deepest = 0
    for match in _BRACE.finditer(value):
        depth += 1 if match[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import (
        EnvironmentTextSpec,
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    known = get_default_latex_context_db()
    refused = [MacroTextSpec(name, simplify_repl=_macro) for name in _ELSEWHERE]
    known.add_context_category("elsewhere", macros=refused, prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_macro))
    known.set_unknown_environment_spec(EnvironmentTextSpec("", simplify_repl=_environment))
    return LatexNodes2Text(latex_context=known, math_mode="text")


def _macro(node: object, **_rest: object) -> str:
    name = str(getattr(node, "macroname", ""))
    if name in _DRESS:
        return ""
    raise _Untold(name)


def _environment(node: object, **_rest: object) -> str:
    raise _Untold(str(getattr(node, "environmentname", "")))
