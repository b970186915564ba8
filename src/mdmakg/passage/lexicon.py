"""Closed lists of English words on which the meaning of a quotation turns."""

# text has curly apostrophes:
# ruff: noqa: RUF001
from __future__ import annotations

import re

__all__ = [
    "is_function_word",
    "is_negation",
    "is_number_word",
    "is_unit",
    "negates",
    "wordlist",
]


def wordlist(listed: str) -> frozenset[str]:
    """Read a closed list of words, written with white space between them."""
    return frozenset(listed.split())


_NEGATIONS = wordlist("cannot neither never no nobody non none nor not nothing nowhere without")
_PREFIX = re.compile(r"(?:un|in|im|il|ir|non|dis|a)(?=\w{4})")

_NUMBERS = wordlist(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred hundreds thousand thousands million millions billion billions "
    "dozen dozens half halves third thirds quarter quarters fifth fifths tenth once twice "
    "thrice single double triple first second fourth sixth seventh eighth ninth"
)

_UNITS = wordlist(
    "mg g kg µg μg ug mcg ng t l dl ml µl μl mol mmol µmol μmol m cm mm km nm h hr hrs min "
    "mins s sec secs ms d wk wks mo mos yr yrs hz khz bpm mmhg pa kpa j kj kcal iu u meq v mv "
    "w second seconds minute minutes hour hours day days night nights week weeks month months "
    "year years decade decades gram grams milligram milligrams microgram micrograms kilogram "
    "kilograms litre litres liter liters millilitre millilitres milliliter milliliters metre "
    "metres meter meters centimetre centimetres percent % ‰ ° °c °f € $ £ ¥ point points "
    "percentage degree degrees"
)

_FUNCTION = wordlist(
    "a about after all also am an and any are as at be been before being between both but by "
    "can could did do does each either for from had has have he her here his how i if in into "
    "is it its may me might more most must my of off on one only or other our out over own "
    "per she should so some such than that the their them then there these they this those "
    "through to too under until up upon us very was we were what when where whether which "
    "while who whom whose why will with within would you your"
) | (_NEGATIONS - {"nobody", "nothing", "nowhere"})


def is_negation(word: str) -> bool:
    """Whether a word by itself denies: not, no, never, without, n't and their kin."""
    plain = word.casefold()
    return plain in _NEGATIONS or plain.endswith(("n't", "n’t"))


def negates(word: str, other: str) -> bool:
    """Whether two words differ by a prefix that denies: blinded and unblinded."""
    longer, shorter = sorted((word.casefold(), other.casefold()), key=len, reverse=True)
    prefix = _PREFIX.match(longer)
    return prefix is not None and longer[prefix.end() :] == shorter


def is_number_word(word: str) -> bool:
    """Whether a word counts or orders: twelve, twice, third."""
    return word.casefold() in _NUMBERS


def is_unit(word: str) -> bool:
    """Whether a word or symbol, after a number, can be its unit."""
    return word.casefold() in _UNITS


def is_function_word(word: str) -> bool:
    """Whether a word means nothing without others."""
    return word.casefold() in _FUNCTION
