"""What a single value in a document file may look like: one pattern, one converter each.

The reader hands every scalar over as text; the types are made here, so that
``no`` stays a word, ``012`` stays three digits and ``0.0010`` keeps its zeros.
Each pattern means the same in Python and in JSON Schema: digits are ``[0-9]``,
because the short form is not the same everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from mdmakg.passage.span import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

T = TypeVar("T")

__all__ = [
    "NOT_APPLICABLE",
    "NOT_STATED",
    "Anchor",
    "AnchorText",
    "AnyRef",
    "Day",
    "FewWords",
    "FileName",
    "Flag",
    "Id",
    "Identifier",
    "IdentifierText",
    "Kind",
    "Line",
    "LocalId",
    "Moment",
    "MomentText",
    "Part",
    "Ref",
    "Scalar",
    "Sha256",
    "SpanText",
    "Unsaid",
    "Whole",
    "reference",
    "slot",
]


@dataclass(frozen=True)
class Scalar(Generic[T]):
    """A pattern, the words that say it, and the converter of what matches.

    ``typed`` is what an editor, which gives values YAML's own types, may take it
    for: the reader has the text ``12`` where the editor has the number.
    """

    pattern: str
    says: str
    convert: Callable[[str], T]
    typed: Literal["", "integer", "number"] = ""
    reserved: frozenset[str] = frozenset()

    def read(self, value: object) -> T:
        """Convert text that matches; refuse everything else in the words of ``says``."""
        if not isinstance(value, str):
            raise self._refusal()
        return self._known(value)

    @cached_property
    def _known(self) -> Callable[[str], T]:
        """Read as ``read`` does; what was read lately is known, as ids and passages come again."""
        matches = re.compile(self.pattern, re.ASCII).fullmatch

        @lru_cache(maxsize=1024)
        def known(text: str) -> T:
            if text in self.reserved or matches(text) is None:
                raise self._refusal()
            return self.convert(text)

        return known

    def _refusal(self) -> PydanticCustomError:
        return PydanticCustomError("value", "expected {says}", {"says": self.says})

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema: dict[str, Any] = {
            "type": ["string", self.typed] if self.typed else "string",
            # In Python `$` alone would let a newline follow.
            "pattern": f"^(?:{self.pattern})(?!\\n)$",
            "description": self.says,
        }
        if self.reserved:
            schema["not"] = {"enum": sorted(self.reserved)}
        return schema


class Kind(StrEnum):
    """What an id may name. Global ids are unique over all kinds."""

    __hash__ = str.__hash__  # that of enumerations is slow, and kinds are looked up often

    SOURCE = "source"
    STUDY = "study"
    COHORT = "cohort"
    INTERVENTION = "intervention"
    INSTRUMENT = "instrument"
    OUTCOME = "outcome"
    CONCEPT = "concept"
    STUDY_REPORT = "study-report"
    INTERVENTION_REPORT = "intervention-report"
    OUTCOME_REPORT = "outcome-report"
    RESULT = "result"
    ARM = "arm"
    CLAIM = "claim"


class Unsaid(StrEnum):
    """The two ways in which a slot is closed without a value."""

    NOT_STATED = "not-stated"
    NOT_APPLICABLE = "not-applicable"


NOT_STATED = Unsaid.NOT_STATED
NOT_APPLICABLE = Unsaid.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Ref:
    """An id used to mean something defined elsewhere, and what kinds it may name.

    ``id`` is a global id, a local one (``c12``) or a local one of another
    document (``blog:c12``).
    """

    id: str
    kinds: tuple[Kind, ...]

    def __str__(self) -> str:
        return self.id


class Part(StrEnum):
    """What a passage is to a claim."""

    CORE = "core"
    STEM = "stem"
    QUALIFIER = "qualifier"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A passage by position and digest, and its part in what it stands for.

    ``digest`` is the first 16 hex digits of the SHA-256 of the passage's UTF-8.
    """

    span: Range
    digest: str
    part: Part = Part.CORE


@dataclass(frozen=True, slots=True)
class Identifier:
    """A registered name: ``doi 10.1192/…``, in small letters, or ``nct NCT03537014``."""

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def names_one(self) -> bool:
        """Whether no two things have it: a number whose giver is not told may be anybody's."""
        return self.scheme != "number"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as precise as the source gave it: year, month, day or minute."""

    text: str

    @property
    def year(self) -> int:
        """The year alone."""
        return int(self.text[:4])


# At most 64 characters, so that an id can be part of a file name.
_ID = r"(?![a-z0-9-]{65})[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_RESERVED = frozenset(Unsaid)
_SPAN = r"(?:0|[1-9][0-9]{0,8})-[1-9][0-9]{0,8}"
_MONTH = r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])"
_DAY = rf"{_MONTH}-(?:0[1-9]|[12][0-9]|3[01])"
_MOMENT = rf"[1-9][0-9]{{3}}|{_MONTH}|{_DAY}|{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_IDENTIFIERS: Mapping[str, str] = {
    "doi": r"10\.[0-9]{4,9}/[!-~]{1,200}",
    "pmid": r"[1-9][0-9]{0,8}",
    "nct": r"NCT[0-9]{8}",
    "eudract": r"[0-9]{4}-[0-9]{6}-[0-9]{2}",
    "pmcid": r"PMC[1-9][0-9]{0,8}",
    "euct": r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}",
    "isrctn": r"ISRCTN[0-9]{8}",
    "actrn": r"ACTRN[0-9]{14}",
    "drks": r"DRKS[0-9]{8}",
    # The number that any other register or organisation gave, as it is written.
    "number": r"[!-~]{1,80}",
}
_IDENTIFIER = "|".join(f"{scheme} {value}" for scheme, value in _IDENTIFIERS.items())
# Printable text on one line: no control characters, no line or paragraph separators,
# nothing that is half a character or none.
_NEVER = r"\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_EDGE = rf"[^\x00-\x20\xa0{_NEVER}]"
_LINE = rf"{_EDGE}(?:[^\x00-\x1f{_NEVER}]{{0,998}}{_EDGE})?"


def _span(text: str) -> Range:
    start, end = map(int, text.split("-"))
    if start >= end:
        raise PydanticCustomError(
            "value", "expected a range START-END whose end lies after its start"
        )
    return Range(start, end)


def _anchor(text: str) -> Anchor:
    *part, span, digest = text.split(" ")
    return Anchor(_span(span), digest, Part(part[0]) if part else Part.CORE)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise PydanticCustomError("value", "expected a day that the calendar has") from None


def _moment(text: str) -> Moment:
    if len(text) >= len("2025-12-05"):
        _day(text)
    return Moment(text)


def _identifier(text: str) -> Identifier:
    scheme, _, value = text.partition(" ")  # capitals mean the same in a DOI: DOI Handbook, 2.4
    return Identifier(scheme, value.lower() if scheme == "doi" else value)


def _one_of(kinds: tuple[Kind, ...]) -> str:
    article = "an" if kinds[0].value[0] in "aeiou" else "a"
    return f"{article} {' or '.join(kinds)}"


def reference(*kinds: Kind) -> Scalar[Ref]:
    """Make the type of an id that names one of these kinds."""
    return Scalar(
        rf"(?:{_ID}:)?{_ID}",
        f"the id of {_one_of(kinds)}",
        lambda text: Ref(text, kinds),
        reserved=_RESERVED,
    )


def slot(*kinds: Kind) -> Scalar[Ref | Unsaid]:
    """Make the type of a proposition's slot: an id, ``not-stated`` or ``not-applicable``."""
    return Scalar(
        rf"(?:{_ID}:)?{_ID}",
        f"the id of {_one_of(kinds)}, not-stated or not-applicable",
        lambda text: Unsaid(text) if text in _RESERVED else Ref(text, kinds),
    )


Id = Annotated[
    str,
    Scalar(
        _ID,
        "an id: at most 64 lower-case letters, digits and single hyphens, a letter first",
        str,
        reserved=_RESERVED,
    ),
]
LocalId = Id
AnyRef = Annotated[Ref, reference(*Kind)]
Line = Annotated[
    str, Scalar(_LINE, "a line of 1 to 1000 printable characters", str, typed="number")
]
FewWords = Annotated[
    str,
    Scalar(
        rf"{_EDGE}{{1,40}}(?: {_EDGE}{{1,40}}){{0,4}}", "one to five words", str, typed="number"
    ),
]
FileName = Annotated[
    str,
    Scalar(
        r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}",
        "a file name without folders, not starting with a dot",
        str,
    ),
]
Sha256 = Annotated[str, Scalar(r"[0-9a-f]{64}", "a SHA-256 as 64 lower-case hex digits", str)]
Whole = Annotated[int, Scalar(r"0|[1-9][0-9]{0,8}", "a whole number from 0", int, typed="integer")]
Flag = Annotated[bool, Scalar("yes|no", "yes or no", "yes".__eq__)]
Day = Annotated[date, Scalar(_DAY, "a day as YYYY-MM-DD", _day)]
MomentText = Annotated[
    Moment,
    Scalar(
        _MOMENT, "a date as YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm", _moment, typed="integer"
    ),
]
SpanText = Annotated[Range, Scalar(_SPAN, "a range START-END in code points", _span)]
AnchorText = Annotated[
    Anchor,
    Scalar(
        rf"(?:(?:core|stem|qualifier) )?{_SPAN} [0-9a-f]{{16}}",
        "an anchor [core|stem|qualifier] START-END DIGEST16, as mdmakg quote prints it",
        _anchor,
    ),
]
IdentifierText = Annotated[
    Identifier,
    Scalar(
        _IDENTIFIER,
        "an identifier: doi 10.…, pmid …, pmcid PMC…, nct NCT…, eudract …, euct …, "
        "isrctn ISRCTN…, actrn ACTRN…, drks DRKS…, or number … of any other register",
        _identifier,
    ),
]
