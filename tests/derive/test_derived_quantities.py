"""The bounds of written quantities; expected values are worked out by hand from UCUM's factors.

A Julian year has 365.25 d, a month a twelfth of it: 30.4375 d.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from mdmakg.derive.quantity import bounds_of, derive_quantities
from mdmakg.graph.facts import Facts, local_name
from mdmakg.model.quantity import QuantityText
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import term_text

HOLDER = "https://a.example/holder"
COUNTING = {
    m.enrolled: m.StudyReport,
    m.analysed: m.StudyReport,
    m.followedUp: m.StudyReport,
    m.armSize: m.Arm,
    m.number: m.Component,
    m.quantity: m.Proposition,
    m.events: m.Result,
    m.outOf: m.Result,
    m.degreesOfFreedom: m.Result,
}
"""What counts people or sessions or is a whole number by nature, and of what it is said."""


def read(text: str) -> dict[str, str]:
    """Read a quantity as document files write it, and give its parts as the encoder does."""
    from pydantic import TypeAdapter

    quantity = TypeAdapter(QuantityText).validate_python(text)
    return {
        m.low: format(quantity.low, "f"),
        m.high: format(quantity.high, "f"),
        m.operator: f"{m.BASE}operator/{quantity.operator}",
        m.approximate: str(quantity.approximate).lower(),
        **({m.unit: quantity.unit} if quantity.unit else {}),
    }


def facts(parts: dict[str, str], predicate: str = m.offsetBy) -> Facts:
    """State one quantity of one holder."""
    held = f"{HOLDER}/{local_name(predicate)}"
    holder = COUNTING.get(predicate, m.Offset)
    said = [(HOLDER, f.rdf_type, holder), (HOLDER, predicate, held), (held, f.rdf_type, m.Quantity)]
    said += [(held, *part) for part in parts.items()]
    return Facts.of(
        (f"<{s}>", f"<{p}>", f"<{o}>" if o.startswith("http") else f'"{o}"', "") for s, p, o in said
    )


def derive(text: str, predicate: str = m.offsetBy) -> dict[str, str]:
    """Derive the bounds of a quantity, by the local names of the terms."""
    found = derive_quantities(facts(read(text), predicate))
    return {local_name(term_text(p)): term_text(value) for _, p, value, _ in found}


def span(text: str, predicate: str = m.offsetBy) -> tuple[str, ...]:
    """Give least, most and unit, empty where absent."""
    found = derive(text, predicate)
    return tuple(found.get(name, "") for name in ("least", "most", "inUnit"))


@pytest.mark.parametrize(
    ("written", "least", "most", "unit"),
    [
        ("7 mo", "197.84375", "228.28125", "d"),  # 6.5 and 7.5 months of 30.4375 d
        ("about 6 mo", "152.1875", "213.0625", "d"),  # 5 and 7 months
        ("8 wk", "52.5", "59.5", "d"),
        ("2 d", "1.5", "2.5", "d"),
        ("1 a", "182.625", "547.875", "d"),
        ("6 to 8 h", "0.229166666666666666", "0.354166666666666667", "d"),  # 5.5/24, 8.5/24
        ("480 min", "0.332986111111111111", "0.333680555555555556", "d"),  # 479.5/1440, 480.5/1440
        ("80 to 120 mg", "79.5", "120.5", "mg"),
        ("about 120 mg", "110", "130", "mg"),  # the last place that is not zero is the tens
        ("0.1 g", "50", "150", "mg"),
        ("125 ug", "0.1245", "0.1255", "mg"),
        ("33 %", "0.325", "0.335", "1"),
        ("about 33 %", "0.32", "0.34", "1"),
        ("1.5 mg/kg", "1.45", "1.55", "mg/kg"),  # a dose by weight is no mass
        ("-19.3", "-19.35", "-19.25", ""),
        ("0.0010", "0.00095", "0.00105", ""),
        ("about 0", "-1", "1", ""),
        ("about 2.50", "2.4", "2.6", ""),
        ("< 0.001", "", "0.001", ""),
        ("<= 3 wk", "", "21", "d"),
        ("> 2 mg", "2", "", "mg"),
        (">= 2 wk", "14", "", "d"),
        ("-0.7459821376543", "-0.74598213765435", "-0.74598213765425", ""),  # 13 places
        ("0.12345678901234567", "0.123456789012345665", "0.123456789012345675", ""),  # 17
    ],
)
def test_bounds_follow_from_the_digits_and_the_unit(
    written: str, least: str, most: str, unit: str
) -> None:
    """Half a unit of the last place, a whole one for *about*; open where the operator is."""
    assert span(written) == (least, most, unit)


@pytest.mark.parametrize(
    ("written", "least", "most", "unit"),
    [
        # 18 places, half of the last to either side would take 19
        ("0.123456789012345678", "0.123456789012345677", "0.123456789012345679", ""),
        ("-0.123456789012345678", "-0.123456789012345679", "-0.123456789012345677", ""),
        # 1.23456789012345675 to 1.23456789012345685 hundredths
        ("1.2345678901234568 %", "0.012345678901234567", "0.012345678901234569", "1"),
    ],
)
def test_what_the_store_cannot_keep_is_rounded_outwards(
    written: str, least: str, most: str, unit: str
) -> None:
    """Every number that the model takes has bounds, and they hold all that it may stand for."""
    assert span(written) == (least, most, unit)


@pytest.mark.parametrize("predicate", COUNTING)
def test_counts_of_people_or_sessions_are_exact(predicate: str) -> None:
    """Twelve participants are twelve; about twelve are eleven to thirteen."""
    assert span("12", predicate) == ("12", "12", "")
    assert span("3 to 4", predicate) == ("3", "4", "")
    assert span("12.0", predicate) == ("12", "12", "")
    assert span("about 12", predicate) == ("11", "13", "")
    assert span("12.5", predicate) == ("12.45", "12.55", "")


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        *((kind, "9", "9") for kind in ("n", "events", "of", "baseline-n", "change-n")),
        *((kind, "8.5", "9.5") for kind in ("mean", "amount", "range")),
    ],
)
def test_figures_of_an_arm_that_count_participants_are_exact(
    kind: str, least: str, most: str
) -> None:
    """Nine with the event are nine; a mean of nine is anything that rounds to it."""
    held = f"{HOLDER}/figureValue"
    said = [
        (HOLDER, f.rdf_type, m.Figure),
        (HOLDER, m.figureKind, f"{m.BASE}figure-kind/{kind}"),
        (HOLDER, m.figureValue, held),
        (held, f.rdf_type, m.Quantity),
        *((held, *part) for part in read("9").items()),
    ]
    known = Facts.of(
        (f"<{s}>", f"<{p}>", f"<{o}>" if o.startswith("http") else f'"{o}"', "") for s, p, o in said
    )
    assert [term_text(value) for *_, value, _ in derive_quantities(known)] == [least, most]
    bounds = bounds_of(known, HOLDER, m.figureValue)
    assert bounds is not None
    assert (bounds.least, bounds.most) == (Fraction(least), Fraction(most))


def test_a_quantity_with_a_unit_counts_nothing() -> None:
    """A claim's eight hours are rounded as all hours are."""
    assert span("8 h", m.quantity) == span("8 h", m.offsetBy)


def test_what_has_no_number_has_no_bounds() -> None:
    """A quantity that is not well formed is left to the shapes of structure."""
    for low, high in (("many", "9"), ("1", ""), ("1e400", "1"), ("1", "9" * 400)):
        broken = facts({**read("1 to 9"), m.low: low, m.high: high})
        assert list(derive_quantities(broken)) == []
        assert bounds_of(broken, HOLDER, m.offsetBy) is None


def test_a_holder_without_the_quantity_has_no_bounds() -> None:
    """Nothing said, nothing derived."""
    assert bounds_of(facts(read("1")), HOLDER, m.spacing) is None


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("about 8 h", "6 to 8 h", True),
        ("1 mo", "4 wk", True),
        ("7 mo", "6 mo", True),  # both round to six and a half
        ("7 mo", "5 mo", False),
        ("8 wk", "about 3 mo", False),  # 52.5 to 59.5 d against 60.875 to 121.75 d
        ("480 min", "8 h", True),
        ("8 h", "8 mg", False),
        ("> 2 wk", "8 mo", True),
        ("< 2 wk", "8 mo", False),
    ],
)
def test_ranges_agree_where_they_overlap(one: str, other: str, *, agree: bool) -> None:
    """Bounds that touch overlap; other units never do."""
    left = bounds_of(facts(read(one)), HOLDER, m.offsetBy)
    right = bounds_of(facts(read(other)), HOLDER, m.offsetBy)
    assert left is not None
    assert right is not None
    assert left.overlaps(right) is agree
    assert right.overlaps(left) is agree


def test_equal_durations_are_written_alike() -> None:
    """A shape compares decimals: what is equal must have equal digits."""
    assert Decimal(span(">= 8 h")[0]) == Decimal(span(">= 480 min")[0])
    assert span(">= 1 a")[0] == span(">= 12 mo")[0]
