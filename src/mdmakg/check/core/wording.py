"""How each value reads: its length, its form, its language. Source: SHACL 4.4."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mdmakg.check.core.known import UnknownShapeError
from mdmakg.check.core.shape import Demand, Find, Foci, Hit, Misfits, demand, each_value
from mdmakg.check.literal import is_of_datatype, language
from mdmakg.check.pattern import compiled_pattern
from mdmakg.check.statements import term_text
from mdmakg.vocab.foreign import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from mdmakg.check.core.known import Said

__all__ = ["TERMS", "demands"]

TERMS: Final = frozenset({"minLength", "maxLength", "pattern", "flags", "languageIn", "uniqueLang"})


def demands(said: Said) -> Iterator[Demand]:
    """Give what a shape demands of the words of each value."""
    least, most = said.number("minLength"), said.number("maxLength")
    if least is not None:
        yield demand("minLength", each_value(_words(lambda words: len(words) >= least)))
    if most is not None:
        yield demand("maxLength", each_value(_words(lambda words: len(words) <= most)))
    if "pattern" in said:
        yield demand("pattern", each_value(_pattern(said)))
    if "languageIn" in said:
        yield demand("languageIn", each_value(_in_others(_ranges(said))))
    if said.flag("uniqueLang"):
        yield demand("uniqueLang", _once_each())


def _words(fits: Callable[[str], object]) -> Misfits:
    """Demand something of words; a node without a name has none, and never fits."""
    return lambda _data, values: {v for v in values if v[0] == "_" or not fits(term_text(v))}


def _pattern(said: Said) -> Misfits:
    compiled = compiled_pattern(said.words("pattern") or "", said.words("flags") or "")
    if compiled is None:
        raise UnknownShapeError(said.node)
    return _words(compiled.search)


def _ranges(said: Said) -> tuple[str, ...]:
    ranges = said.one_list("languageIn")
    if not all(is_of_datatype(one, XSD + "string") for one in ranges):
        raise UnknownShapeError(said.node)
    return tuple(term_text(one).lower() for one in ranges)


def _in_others(ranges: Collection[str]) -> Misfits:
    return lambda _data, values: {v for v in values if not _is_in(language(v), ranges)}


def _is_in(tag: str, ranges: Collection[str]) -> bool:
    """Whether a language is in one of some ranges. Source: SPARQL 17.4.3.15, langMatches."""
    return bool(tag) and any(
        one in {"*", tag} or (tag.startswith(one) and tag[len(one)] == "-") for one in ranges
    )


def _once_each() -> Find:
    """Find each focus that says something more than once in one language."""

    def find(foci: Foci) -> Iterator[Hit]:
        for focus in foci.several:
            tags = Counter(map(language, foci.of[focus]))
            yield from (Hit(focus) for tag, count in tags.items() if tag and count > 1)

    return find
