"""Terms of our own vocabulary in rules: it is closed, so a misspelt one is told."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from mdmakg.bundle import folder
from mdmakg.read.files import read_text
from mdmakg.vocab import mdmakg as own
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.scheme import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["own_term_flaws"]

_NAME: Final = re.compile(
    r"(?<![\w:?$<])(?P<prefix>[a-z-]+):(?P<local>[A-Za-z][\w-]*)|<"
    + re.escape(BASE)
    + r"([^>\s]*)>"
)
_NO_TERMS: Final = ("check/", "scheme/", "graph/", "shape/")


def own_term_flaws(text: str) -> Iterator[tuple[int, str]]:
    """Find names below our base that are no term and no member of a closed list.

    Units: offsets are in code points of ``text``.
    """
    for found in _NAME.finditer(text):
        name = _name(found)
        if name and not name.startswith(_NO_TERMS) and name not in _known():
            near = get_close_matches(name, sorted(_known()), n=1)
            meant = f"; did you mean mdmakg:{near[0]}?" if near else ""
            yield found.start(), f"mdmakg:{name} is not a term of the vocabulary{meant}"


def _name(found: re.Match[str]) -> str:
    """Give a name below the base; empty for a foreign one, and for a namespace."""
    prefix, local = found["prefix"], found["local"]
    if prefix is None:
        return "" if found[3].endswith("/") else str(found[3])
    if prefix == "mdmakg":
        return str(local)
    return f"{prefix}/{local}" if prefix in SCHEMES else ""


@cache
def _known() -> frozenset[str]:
    terms = {
        value.removeprefix(BASE)
        for name, value in vars(own).items()
        if isinstance(value, str) and not name.startswith("_") and value != BASE
    }
    lists = re.findall(r"(?m)^([a-z-]+):([\w-]+) a skos:Concept", _schemes())
    return frozenset({*terms, *(f"{s}/{member}" for s, member in lists if s in SCHEMES)})


def _schemes() -> str:
    return read_text(folder("ontology") / "schemes.ttl")
