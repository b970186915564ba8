"""What kind of difference keeps a phrase from being a passage."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mdmakg.passage.lexicon import negates
from mdmakg.passage.reason import Reason
from mdmakg.passage.token import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdmakg.passage.nearest import Nearest, Pair

__all__ = ["classify"]


def classify(near: Nearest) -> tuple[Reason, str]:
    """Name the gravest difference of a phrase from its nearest passage, and say it.

    Parts in another order come first, since whatever else seems to differ then
    only moved: all words out of place in the phrase are out of place in the text
    too, or stand near by; differences of white space alone come last.
    """
    if moved := _moved(near):
        return Reason.ORDER, f"“{moved}” stands elsewhere in the text"
    for reason, holds in _GRAVEST_FIRST:
        for pair in near.differences:
            if holds(*pair):
                return reason, _say(*pair)
    return (
        Reason.SPACING,
        "white space or a hyphen stands here that the text has not, or the reverse",
    )


def _say(here: Token | None, there: Token | None) -> str:
    return f"here {_shown(here)}, in the text {_shown(there)}"


def _shown(token: Token | None) -> str:
    return token.text if token else "nothing"


def _moved(near: Nearest) -> str:
    """Give a word of the phrase that only moved, where all that is out of place did.

    Words put for others are changed words, also where they stand elsewhere; and a
    negation too many or too few is graver than any order.
    """
    pairs = [pair for pair in near.differences if not _cased(*pair)]
    ours = [here for here, _ in pairs if here and _speaks(here)]
    theirs = [there for _, there in pairs if there and _speaks(there)]
    carried = [here for here in ours if _carries(here)]
    if not carried or _denials(ours) != _denials(theirs):
        return ""
    permuted = not _count(ours) - _count(theirs)
    elsewhere = not _count(carried) - _count([*theirs, *near.around])
    return carried[0].text if permuted or (elsewhere and _are_apart(pairs)) else ""


def _are_apart(pairs: Iterable[Pair]) -> bool:
    """Whether words moved, and were not put one for one in the place of others."""
    placed = {(here, there) for here, there in pairs if here and _carries(here)}
    ours, theirs = _count(here for here, _ in placed), _count(there for _, there in placed)
    return bool(ours & theirs) or not all(there and _carries(there) for _, there in placed)


def _denials(words: Iterable[Token]) -> Counter[str]:
    return _count(word for word in words if word.is_negation)


def _carries(token: Token) -> bool:
    return token.is_content and not _counts(token)


def _counts(token: Token) -> bool:
    return token.is_number or token.is_unit or token.is_negation


def _speaks(token: Token) -> bool:
    return token.kind is not Kind.MARK


def _count(words: Iterable[Token | None]) -> Counter[str]:
    return Counter(token.text.casefold() for token in words if token)


def _either(holds: Callable[[Token], bool]) -> Callable[[Token | None, Token | None], bool]:
    def differs(here: Token | None, there: Token | None) -> bool:
        pair = (here, there)
        return not _cased(*pair) and any(token is not None and holds(token) for token in pair)

    return differs


def _negated(here: Token | None, there: Token | None) -> bool:
    if here and there and here.kind is there.kind is Kind.WORD and negates(here.text, there.text):
        return True
    return _either(lambda token: token.is_negation)(here, there)


def _signed(here: Token | None, there: Token | None) -> bool:
    if here and there:
        numbers = here.kind is there.kind is Kind.NUMBER
        return numbers and here.magnitude == there.magnitude
    lone = here or there
    return lone is not None and lone.text in {"\u2212", "+"}


def _cased(here: Token | None, there: Token | None) -> bool:
    return here is not None is not there and here.text.casefold() == there.text.casefold()


_GRAVEST_FIRST: tuple[tuple[Reason, Callable[[Token | None, Token | None], bool]], ...] = (
    (Reason.NEGATION, _negated),
    (Reason.SIGN, _signed),
    (Reason.NUMBER, _either(lambda token: token.is_number)),
    (Reason.OPERATOR, _either(lambda token: token.kind is Kind.OPERATOR)),
    (Reason.UNIT, _either(lambda token: token.is_unit)),
    (Reason.CASE, _cased),
    (Reason.WORDS, _either(lambda token: token.kind is Kind.WORD)),
    (Reason.PUNCTUATION, _either(lambda _: True)),
)
