"""Which literals have a value, and which comes before which: XSD 1.1, SPARQL 1.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from mdmakg.check.literal import DATATYPES, is_before, is_of_datatype, read_literal
from mdmakg.vocab.foreign import XSD


def term(lexical: str, datatype: str = "string") -> str:
    """Write a literal of one of XSD's types as a term."""
    return str(Literal(lexical, datatype=NamedNode(XSD + datatype)))


# Lexical forms that XSD 1.1, part 2, 3.3 and 3.4, gives each type, and near misses.
FORMS = {
    "string": (["", "a", " a ", 'quo"te', "two\nlines", "back\\slash", "bell\a"], ["\0", "\ufffe"]),
    "boolean": (["true", "false", "1", "0"], ["TRUE", "yes", "", "01"]),
    "integer": (["0", "-1", "+1", "007", "9" * 5000], ["", "1.0", " 1", "1 ", "1e3", "--1", "٣"]),
    "decimal": (["1", "1.5", "-.5", "+3.", "0.10"], ["1e3", ".", "", "1,5", "INF"]),
    "double": (["1", "1.5E-3", "1e400", "INF", "+INF", "-INF", "NaN"], ["inf", "1E", "E1", "-NaN"]),
    "float": (["1.0e0", "NaN"], ["nan", ""]),
    "date": (
        [
            "2024-02-29",
            "2025-12-31Z",
            "2025-01-01+14:00",
            "-0001-01-01",
            "0000-02-29",
            "12025-01-01",
        ],
        [
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-1-1",
            "25-01-01",
            "20250101",
            "2025-04-31",
        ],
    ),
    "dateTime": (
        ["2025-01-31T10:00:00", "2025-01-31T10:00:00.25Z", "2025-01-31T24:00:00"],
        ["2025-01-31T10:00", "2025-01-31", "2025-01-31T24:00:01", "2025-02-30T10:00:00"],
    ),
    "gYear": (["2025", "-2025", "2025Z", "0000"], ["25", "02025", "", "+2025"]),
    "gYearMonth": (["2025-01", "2025-12-05:00"], ["2025", "2025-13", "2025-1"]),
    "byte": (["-128", "127"], ["-129", "128", "c"]),
    "unsignedLong": (["18446744073709551615", "+0"], ["18446744073709551616", "-1"]),
    "positiveInteger": (["1"], ["0"]),
    "nonPositiveInteger": (["0", "-5"], ["1"]),
}


@pytest.mark.parametrize("datatype", FORMS)
def test_forms_have_a_value_or_none(datatype: str) -> None:
    """A form is a type's own, or the literal has no value; of another type it never is."""
    good, bad = FORMS[datatype]
    iri = XSD + datatype
    assert [form for form in good if not is_of_datatype(term(form, datatype), iri)] == []
    assert [form for form in bad if is_of_datatype(term(form, datatype), iri)] == []
    others = DATATYPES - {iri}
    assert not any(is_of_datatype(term(form, datatype), o) for form in good for o in others)


@pytest.mark.parametrize("other", ["<https://a.example/1>", "_:b", '"words"@en', '"1"^^<u:mine>'])
def test_what_is_no_literal_of_a_known_type_has_no_value(other: str) -> None:
    """IRIs, nodes without a name, words in a language and foreign types are of no datatype here."""
    assert not any(is_of_datatype(other, datatype) for datatype in DATATYPES)
    assert not is_before(other, other, or_same=True)


BEFORE = [
    # Numbers of several types are compared in the wider one.
    (term("2", "integer"), term("10", "integer")),
    (term("-1", "negativeInteger"), term("0", "integer")),
    (term("1.49", "decimal"), term("1.5", "double")),
    (term("0.1", "decimal"), term("0.10000000000000000000000000000001", "decimal")),
    (term("-INF", "double"), term("9" * 400, "integer")),
    (term("3", "byte"), term("3.5", "float")),
    (term("1e38", "float"), term("1e39", "float")),  # more than any float is endless
    # 2 to the power of 24 is the last whole number from which a float tells the next one.
    (term("16777215", "float"), term("16777216", "integer")),
    # Words by their code points.
    (term("B"), term("a")),
    (term("a"), term("ab")),
    (term("false", "boolean"), term("1", "boolean")),
    # Days and moments, wherever their clocks stand.
    (term("2024-12-31", "date"), term("2025-01-01", "date")),
    (term("-0001-12-31", "date"), term("0001-01-01", "date")),
    (term("9999-12-31", "date"), term("10000-01-01", "date")),
    (term("2025-01-01+01:00", "date"), term("2025-01-01Z", "date")),
    (term("2025-01-01T12:00:00+02:00", "dateTime"), term("2025-01-01T10:00:00.001Z", "dateTime")),
    (term("2025-01-01T23:59:59.9", "dateTime"), term("2025-01-01T24:00:00", "dateTime")),
    # One of two has no zone: before, only if so in every zone, fourteen hours either way.
    (term("2025-01-01T00:00:00", "dateTime"), term("2025-01-01T14:00:01Z", "dateTime")),
    (term("2025-01-01T00:00:00Z", "dateTime"), term("2025-01-01T14:00:01", "dateTime")),
]


@pytest.mark.parametrize(("first", "second"), BEFORE)
def test_one_comes_before_another(first: str, second: str) -> None:
    """What is less is less either way, and never the other way round."""
    assert is_before(first, second)
    assert is_before(first, second, or_same=True)
    assert not is_before(second, first)
    assert not is_before(second, first, or_same=True)


SAME = [
    (term("1", "integer"), term("01.0", "decimal")),
    (term("1", "boolean"), term("true", "boolean")),
    (term("16777217", "integer"), term("16777216", "float")),
    (term("2025-01-01T24:00:00", "dateTime"), term("2025-01-02T00:00:00", "dateTime")),
    (term("2025-01-01T00:00:00Z", "dateTime"), term("2025-01-01T02:00:00+02:00", "dateTime")),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_two_terms_may_be_one_value(first: str, second: str) -> None:
    """Of two spellings of one value neither is less."""
    assert is_before(first, second, or_same=True)
    assert is_before(second, first, or_same=True)
    assert not is_before(first, second)


INCOMPARABLE = [
    (term("1"), term("2", "integer")),
    (term("2024-01-01", "date"), term("2025-01-01T00:00:00", "dateTime")),
    (term("2024", "gYear"), term("2025", "gYear")),
    (term("x", "integer"), term("1", "integer")),
    (term("NaN", "double"), term("1", "integer")),
    (term("2025-02-30", "date"), term("2025-03-01", "date")),
    (term("2025-01-01T00:00:00", "dateTime"), term("2025-01-01T14:00:00Z", "dateTime")),
    ('"a"@en', '"b"@en'),
    ("<https://a.example/a>", "<https://a.example/b>"),
    ("_:a", "_:b"),
]


@pytest.mark.parametrize(("first", "second"), INCOMPARABLE)
def test_some_cannot_be_compared(first: str, second: str) -> None:
    """Where SPARQL's operator would give an error, neither is before the other."""
    assert not is_before(first, second)
    assert not is_before(second, first)


@given(st.integers(), st.integers())
def test_whole_numbers_are_ordered_as_they_are(a: int, b: int) -> None:
    """Of whatever size."""
    first, second = term(str(a), "integer"), term(str(b), "integer")
    assert is_before(first, second) == (a < b)
    assert is_before(first, second, or_same=True) == (a <= b)


@given(st.dates(), st.dates())
def test_days_are_ordered_as_on_the_calendar(a: object, b: object) -> None:
    """As Python's own calendar has them."""
    first, second = term(str(a), "date"), term(str(b), "date")
    assert is_before(first, second) == (a < b)  # type: ignore[operator] # both are dates


@given(st.text())
def test_words_are_read_back(words: str) -> None:
    """Whatever a literal says, its own words come out of the notation."""
    read = read_literal(term(words))
    assert read is not None
    assert read.lexical == words
