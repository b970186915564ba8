"""Single values: what each type accepts and refuses, text by text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from mdmakg.model.quantity import Operator, Quantity, QuantityText
from mdmakg.model.scalar import (
    NOT_APPLICABLE,
    NOT_STATED,
    Anchor,
    AnchorText,
    AnyRef,
    Day,
    FewWords,
    FileName,
    Flag,
    Id,
    Identifier,
    IdentifierText,
    Kind,
    Line,
    MomentText,
    Part,
    Ref,
    Sha256,
    SpanText,
    Whole,
    reference,
    slot,
)
from mdmakg.passage.span import Range

if TYPE_CHECKING:
    from decimal import Decimal

TYPES: dict[str, TypeAdapter[Any]] = {
    "id": TypeAdapter(Id),
    "reference": TypeAdapter(AnyRef),
    "line": TypeAdapter(Line),
    "words": TypeAdapter(FewWords),
    "file": TypeAdapter(FileName),
    "sha256": TypeAdapter(Sha256),
    "whole": TypeAdapter(Whole),
    "flag": TypeAdapter(Flag),
    "day": TypeAdapter(Day),
    "moment": TypeAdapter(MomentText),
    "span": TypeAdapter(SpanText),
    "anchor": TypeAdapter(AnchorText),
    "identifier": TypeAdapter(IdentifierText),
    "quantity": TypeAdapter(QuantityText),
}
HEX = "0123456789abcdef"

ACCEPTED: dict[str, list[str]] = {
    "id": ["a", "a1", "a-b", "a-1", "not-stated-here", "no", "null", "a" * 64],
    "reference": ["c12", "blog:c12", "a" * 64 + ":" + "b" * 64],
    "line": ["x", "yes", "12", "a  b", "Zoë 李 \U0001f56f", "x" * 1000, "not-stated", "a\u202eb"],
    "words": ["one", "one two three four five", "x" * 40, "half-hearted, so-so"],
    "file": ["a", "000_4f.txt", "_a", "A..b", "a" * 200],
    "sha256": [HEX * 4],
    "whole": ["0", "7", "999999999"],
    "flag": ["yes", "no"],
    "day": ["2024-02-29", "1000-01-01", "9999-12-31"],
    "moment": ["2024", "2024-02", "2024-02-29", "2024-02-29T00:00", "2024-02-29T23:59"],
    "span": ["0-1", "10-20", "0-999999999"],
    "anchor": [f"0-1 {HEX}", f"core 0-1 {HEX}", f"stem 5-9 {HEX}", f"qualifier 5-9 {HEX}"],
    "identifier": [
        "doi 10.1234/a(b)<c>",
        "pmid 1",
        "nct NCT01234567",
        "eudract 2021-000805-26",
    ],
    "quantity": [
        "12",
        "012",
        "0.0010",
        "-12.00",
        "+5",
        "-0",
        "< 0.001",
        ">= 10 %",
        "= 3",
        "about < 5 mg",
        "6 to 8 h",
        "-14.0 to -10.0",
        "1 mg/kg",
        "5 k/uL",
        "7 {points}",
        "3 [iU]",
    ],
}
REFUSED: dict[str, list[str]] = {
    "id": [
        "A",
        "1a",
        "a_b",
        "a--b",
        "-a",
        "a-",
        "a b",
        "../a",
        "a/b",
        "a.b",
        "a:b",
        "a\n",
        "é",
        "\uff41",
        "not-stated",
        "not-applicable",
        "a" * 65,
        "a" * 200,
    ],
    "reference": [
        "a:b:c",
        ":a",
        "a:",
        "a: b",
        "A:b",
        "../a:b",
        "not-stated",
        "a\n",
        "a:" + "b" * 65,
    ],
    "line": [
        " a",
        "a ",
        "a\n",
        "a\nb",
        "a\tb",
        "a\x00b",
        "a\x1bb",
        "a\x7fb",
        "a\x85b",
        "a\x9bb",
        "a\u2028b",
        "a\u2029b",
        "\xa0a",
        "a\ud800b",
        "a\uffffb",
        "x" * 1001,
    ],
    "words": [
        " one",
        "one  two",
        "one two three four five six",
        "x" * 41,
        "a\u2028b",
        "a\x9bb",
        "a\tb",
        "a\xa0b",
        "one\n",
    ],
    "file": [".a", "..", "../a", "a/b", "a\\b", "a b", "é", "a\n", "a" * 201, "-a"],
    "sha256": [HEX, HEX.upper() * 4, HEX * 4 + "0", HEX * 4 + "\n", "g" * 64],
    "whole": ["-1", "+1", "01", "1.0", "1_2", "1e3", " 1", "1\n", "\uff11", "\u0661", "1000000000"],
    "flag": ["true", "True", "Yes", "on", "1", "yes\n"],
    "day": [
        "2023-02-29",
        "1900-02-29",
        "2025-04-31",
        "2025-00-10",
        "2025-13-01",
        "2025-1-2",
        "0999-01-01",
        "0000-01-01",
        "2025-01-02T00:00",
        "20250102",
        "2025-W01-1",
        "2025-01-02\n",
        "\uff12\uff10\uff12\uff15-01-02",
    ],
    "moment": [
        "0000",
        "0999",
        "25",
        "2025-13",
        "2025-1",
        "2025-02-30",
        "2025-01-02T24:00",
        "2025-01-02T1:00",
        "2025-01-02T10:00:00",
        "2025-01-02T10:00Z",
        "2025-01-02 10:00",
        "2025\n",
        "20255",
    ],
    "span": ["0-0", "5-5", "6-5", "01-5", "-1-5", "1-05", "1 - 5", "1-5\n", "1", "0-1000000000"],
    "anchor": [
        "0-1",
        f"0-1  {HEX}",
        f"0-1 {HEX}0",
        f"0-1 {HEX.upper()}",
        f"main 0-1 {HEX}",
        f"stem stem 0-1 {HEX}",
        f"9-1 {HEX}",
        f"0-1 {HEX}\n",
        HEX,
    ],
    "identifier": [
        "10.1234/a",
        "doi:10.1234/a",
        "doi 10.12/a",
        "doi 10.1234/",
        "doi 10.1234/a b",
        "doi 10.1234/" + "a" * 201,
        "pmid 0",
        "pmid 01",
        "nct 01234567",
        "nct NCT0123456",
        "eudract 2021-805-26",
        "isbn 1",
        "pmid 1\n",
    ],
    "quantity": [
        "twelve",
        "1_2",
        "1,000",
        ".5",
        "5.",
        "1e3",
        "NaN",
        "inf",
        "- 5",
        "--5",
        "<5",
        "< < 5",
        "5 <",
        "8 to 6",
        "6 to 6",
        "< 6 to 8",
        "6 to",
        "6 to < 8",
        "6 to 8 to 9",
        "6-8",
        "about",
        "5  h",
        "5h",
        "5 h h",
        "5 \u00b5g",
        "12\n",
        "\uff11\uff12",
        "\u0661",
        "\u22125",
        "1" * 16,
        "0." + "1" * 19,
        "5 " + "x" * 32,
    ],
}


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind, texts in ACCEPTED.items() for text in texts],
)
def test_accepted(kind: str, text: str) -> None:
    """What the type is for is accepted, by the pattern that editors use too."""
    TYPES[kind].validate_python(text)
    schema = TYPES[kind].json_schema()
    assert re.search(schema["pattern"], text)
    assert text not in schema.get("not", {}).get("enum", ())


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind, texts in REFUSED.items() for text in ["", *texts]],
)
def test_refused(kind: str, text: str) -> None:
    """What looks like the type but is not is refused, in words that say what is wanted."""
    with pytest.raises(ValidationError) as caught:
        TYPES[kind].validate_python(text)
    (error,) = caught.value.errors()
    assert error["type"] == "value"
    assert error["msg"].startswith("expected ")


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("value", [None, 12, 1.5, True, ["a"], {"a": "b"}, date(2025, 1, 2), b"a"])
def test_only_text_is_read(kind: str, value: object) -> None:
    """The reader hands over text; anything else is refused, never coerced."""
    with pytest.raises(ValidationError):
        TYPES[kind].validate_python(value)


def _quantity(text: str) -> Quantity:
    value = TYPES["quantity"].validate_python(text)
    assert isinstance(value, Quantity)
    return value


@pytest.mark.parametrize(
    ("text", "low", "high", "operator", "unit", "about"),
    [
        ("0.0010", "0.0010", "0.0010", "equal", "", False),
        ("-12.00", "-12.00", "-12.00", "equal", "", False),
        ("+5", "5", "5", "equal", "", False),
        ("= 5", "5", "5", "equal", "", False),
        ("< 0.001", "0.001", "0.001", "less", "", False),
        ("<= 2 d", "2", "2", "at-most", "d", False),
        ("> 2", "2", "2", "greater", "", False),
        (">= 0.50 mg/kg", "0.50", "0.50", "at-least", "mg/kg", False),
        ("about 6 to 8 h", "6", "8", "equal", "h", True),
        ("-14.0 to -10.0", "-14.0", "-10.0", "equal", "", False),
        ("about 30 %", "30", "30", "equal", "%", True),
        ("5 tonne", "5", "5", "equal", "tonne", False),
    ],
)
def test_quantities_keep_digits_and_operator(
    text: str, low: str, high: str, operator: str, unit: str, about: object
) -> None:
    """A quantity keeps the digits that were given, trailing zeros too."""
    value = _quantity(text)
    assert (str(value.low), str(value.high)) == (low, high)
    assert (value.operator, value.unit) == (Operator(operator), unit)
    assert value.approximate is about
    assert value.is_range is (low != high)
    assert value.written == text


def test_values_become_what_they_say() -> None:
    """Each converter gives the value that a reader of the text expects."""
    read = {kind: adapter.validate_python for kind, adapter in TYPES.items()}
    assert read["anchor"](f"stem 5-9 {HEX}") == Anchor(Range(5, 9), HEX, Part.STEM)
    assert read["anchor"](f"5-9 {HEX}").part is Part.CORE
    assert read["day"]("2024-02-29") == date(2024, 2, 29)
    assert (read["moment"]("1999-12").year, read["moment"]("1999-12").text) == (1999, "1999-12")
    assert read["identifier"]("pmid 12") == Identifier("pmid", "12")
    assert str(read["identifier"]("doi 10.1234/x")) == "doi:10.1234/x"
    assert (read["flag"]("yes"), read["flag"]("no")) == (True, False)
    assert read["whole"]("12") == 12
    assert str(read["reference"]("blog:c1")) == "blog:c1"


def test_slots_close_and_references_do_not() -> None:
    """The two words that close a slot are no ids anywhere else."""
    concept = slot(Kind.CONCEPT)
    assert concept.read("mdd") == Ref("mdd", (Kind.CONCEPT,))
    assert concept.read("not-stated") is NOT_STATED
    assert concept.read("not-applicable") is NOT_APPLICABLE
    with pytest.raises(PydanticCustomError, match="a concept, not-stated or not-applicable"):
        concept.read("A")
    with pytest.raises(PydanticCustomError, match="the id of an arm or claim"):
        reference(Kind.ARM, Kind.CLAIM).read("not-stated")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_decimals_round_trip(value: Decimal) -> None:
    """A decimal written out is read back with every digit."""
    text = format(value, "f")
    assert format(_quantity(text).low, "f") == text


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_spans_are_ranges_with_an_inside(start: int, end: int) -> None:
    """A range is read exactly when its end lies after its start."""
    text = f"{start}-{end}"
    if start < end:
        assert TYPES["span"].validate_python(text) == Range(start, end)
    else:
        with pytest.raises(ValidationError):
            TYPES["span"].validate_python(text)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda p: Range(p[0], p[0] + p[1]))


@given(SPANS, SPANS)
def test_touching_and_covering_are_about_code_points(one: Range, other: Range) -> None:
    """Two ranges touch when they share a position, and cover when one's positions are all in it."""
    here, there = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.touches(other) is bool(here & there)
    assert one.covers(other) is (there <= here)
