"""What a client accepts, by the examples of RFC 9110 and by what must hold of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.serve.engine import RESULTS as ENGINE_RESULTS
from mdmakg.serve.engine import TRIPLES as ENGINE_TRIPLES
from mdmakg.serve.formats import RESULT_OFFERS, RESULTS, TRIPLE_OFFERS, TRIPLES
from mdmakg.serve.negotiate import choose, ranges

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
OFFERS = (JSON, XML, CSV, TSV)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/*", CSV),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/csv; charset=utf-8", CSV),
        ("text/csv;header=present;q=0.5, text/tab-separated-values;q=0.6", TSV),
        ("text/csv;q=0.1, */*;q=0.05", CSV),
        (f"*/*, {JSON};q=0", XML),
        (f"{JSON};q=0, application/*;q=0.3, text/*;q=0.2", XML),
        ("text/*;q=0.9, text/csv;q=0.1", TSV),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        ("text/turtle", None),
        ("*/*;q=0", None),
        ("text/*;q=0.000", None),
        (f"{JSON};q=0.5,{XML};q=0.5", JSON),
        (f"{XML};q=1.000,{JSON};q=0.999", XML),
        # Members that are none are passed over; a weight of another form makes one so.
        ("nonsense, text/csv", CSV),
        ("text/csv;q=2, text/tab-separated-values", TSV),
        ("text/csv;q=-1, text/tab-separated-values", TSV),
        ("text/csv;q=1.0001, text/tab-separated-values", TSV),
        ("*/csv, text/tab-separated-values", TSV),
        (",,, text/csv ,", CSV),
        ("\x00\x01", JSON),
        # What stands in quotes is neither a comma nor a weight.
        ('text/csv;a=";q=0,b/c", text/tab-separated-values;q=0.9', CSV),
        ('text/csv;a="\\";q=0"', CSV),
        ('text/csv;q="0.5"', JSON),
    ],
)
def test_the_best_is_chosen(accept: str | None, chosen: str | None) -> None:
    """Weights, wildcards, exclusion, specificity and nonsense lead where RFC 9110 says."""
    assert choose(accept, OFFERS) == chosen


def test_specificity_as_in_the_standard() -> None:
    """RFC 9110, 12.5.1: the weight of a type is that of the most specific range that fits."""
    accept = "text/*;q=0.3, text/plain;q=0.7, text/html;q=0.4, */*;q=0.5"
    assert choose(accept, ("text/html", "image/jpeg", "text/css")) == "image/jpeg"
    assert choose(accept, ("text/css", "text/html")) == "text/html"
    assert choose(accept, ("text/html", "text/plain", "image/jpeg")) == "text/plain"


def test_more_members_than_anyone_means_are_not_read() -> None:
    """A header of 60,000 members costs no more than its first 200."""
    assert len(ranges(",".join(["text/csv"] * 20_000))) == 200


WEIGHTS = st.integers(0, 1000).map(lambda n: f"{n / 1000:.3f}")


@given(st.dictionaries(st.sampled_from(OFFERS), WEIGHTS, min_size=1))
def test_the_greatest_weight_wins(wished: dict[str, str]) -> None:
    """Of types that are all named, the first of the greatest weight is given; 0 is never given."""
    accept = ", ".join(f"{kind};q={weight}" for kind, weight in wished.items())
    chosen = choose(accept, OFFERS)
    greatest = max(map(float, wished.values()))
    if greatest == 0:
        assert chosen is None
    else:
        assert chosen == next(one for one in OFFERS if float(wished.get(one, 0)) == greatest)


@given(st.permutations(["text/csv;q=0.2", "text/*;q=0.4", "*/*;q=0.1", f"{XML};q=0.3"]))
def test_order_of_members_does_not_matter(members: list[str]) -> None:
    """The same members in any order choose the same."""
    assert choose(", ".join(members), OFFERS) == TSV


@given(st.text())
def test_any_header_is_read(accept: str) -> None:
    """Whatever a client sends, there is an answer, and it is one of the offers or none."""
    assert choose(accept, OFFERS) in {*OFFERS, None}


def test_formats_are_those_of_the_engine() -> None:
    """What is offered can be written, and what can be written is offered."""
    assert {form.media_type for form in RESULTS} == set(ENGINE_RESULTS)
    assert {form.media_type for form in TRIPLES} == set(ENGINE_TRIPLES)
    assert set(RESULT_OFFERS.values()) == set(ENGINE_RESULTS)
    assert set(TRIPLE_OFFERS.values()) == set(ENGINE_TRIPLES)
