"""Matching by passages: what overlaps most, once each, and never by the codes compared."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.agree.match import Unit, match, overlap
from mdmakg.passage.span import Range

if TYPE_CHECKING:
    from collections.abc import Sequence


def spans(*written: str) -> tuple[Range, ...]:
    """Read ranges as they are written in a document."""
    return tuple(Range(*map(int, one.split("-"))) for one in written)


def unit(id_: str, *core: str, more: tuple[str, ...] = (), about: tuple[str, ...] = ()) -> Unit:
    """Make a unit of core passages, and others that belong to it."""
    return Unit(id=id_, core=spans(*core), whole=spans(*core, *more), about=about)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (("0-10",), ("0-10",), Fraction(1)),
        (("0-10",), ("5-15",), Fraction(5, 15)),
        (("0-10",), ("10-20",), Fraction(0)),
        (("0-10", "20-30"), ("5-25",), Fraction(10, 30)),
        (("0-10", "5-12"), ("0-12",), Fraction(1)),
        ((), ("0-10",), Fraction(0)),
        ((), (), Fraction(0)),
    ],
)
def test_overlap(one: tuple[str, ...], other: tuple[str, ...], share: Fraction) -> None:
    """Shared characters over those under either, each counted once."""
    assert overlap(spans(*one), spans(*other)) == share
    assert overlap(spans(*other), spans(*one)) == share


def test_below_the_least_overlap_nothing_is_matched() -> None:
    """Half is enough, less is not; a stem in common does not make up for it."""
    half, less = unit("a", "0-50"), unit("a", "0-49", more=("60-90",))
    whole = unit("b", "0-100", more=("60-90",))
    assert [(pair.a, pair.core) for pair in match([half], [whole])] == [("a", Fraction(1, 2))]
    assert match([less], [whole]) == ()
    assert len(match([less], [whole], Fraction(1, 4))) == 1


def test_the_sum_of_overlaps_decides() -> None:
    """One greedy choice would leave the other claim alone; the best sum takes both."""
    a = [unit("a1", "0-60"), unit("a2", "0-100")]
    b = [unit("b1", "0-80"), unit("b2", "20-100")]
    # a1 with b1 is 60/80 and a2 with b2 80/100; a2 with b1 would be 80/100 and leave
    # a1 with b2 at 40/100, which is too little.
    assert [(pair.a, pair.b) for pair in match(a, b)] == [("a1", "b1"), ("a2", "b2")]


def test_core_before_the_rest() -> None:
    """Where the cores are alike, the other passages decide; where not, they do not."""
    a = [unit("a1", "0-10", more=("50-60",)), unit("a2", "0-10")]
    b = [unit("b1", "0-10"), unit("b2", "0-10", more=("50-60",))]
    found = match(a, b)
    assert [(pair.a, pair.b) for pair in found] == [("a1", "b2"), ("a2", "b1")]
    assert not any(pair.doubtful for pair in found)


def test_what_they_are_about_tells_equal_passages_apart() -> None:
    """Claims on one passage are told apart by subject and object, and are said to be so."""
    a = [unit("a1", "0-10", about=("x", "y")), unit("a2", "0-10", about=("x", "z"))]
    b = [unit("b1", "0-10", about=("x", "z")), unit("b2", "0-10", about=("x", "y"))]
    found = match(a, b)
    assert [(pair.a, pair.b) for pair in found] == [("a1", "b2"), ("a2", "b1")]
    assert all(pair.doubtful for pair in found)


def test_order_tells_the_rest_apart() -> None:
    """With nothing else to go by, equal ids are matched, then the first with the first."""
    a = [unit("a1", "0-10"), unit("same", "0-10"), unit("a3", "0-10")]
    b = [unit("same", "0-10"), unit("b2", "0-10"), unit("b3", "0-10")]
    assert [(pair.a, pair.b) for pair in match(a, b)] == [
        ("a1", "b2"),
        ("same", "same"),
        ("a3", "b3"),
    ]


def test_without_a_passage_nothing_is_matched() -> None:
    """A claim known only through another work overlaps with nothing."""
    assert match([unit("a")], [unit("b")]) == ()


def shared(some: Sequence[Unit], others: Sequence[Unit]) -> float:
    """Add up the overlaps, where they are enough, of units put side by side."""
    shares = (overlap(one.core, other.core) for one, other in zip(some, others, strict=True))
    return sum(float(share) for share in shares if share >= Fraction(1, 2))


SPAN = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda t: Range(t[0], t[0] + t[1]))


@given(st.lists(SPAN, max_size=4), st.lists(SPAN, max_size=4))
def test_no_other_matching_overlaps_more(left: list[Range], right: list[Range]) -> None:
    """Of all ways to match up to four claims, counted out, none has a greater sum."""
    a = [Unit(id=f"a{n}", core=(s,), whole=(s,), about=()) for n, s in enumerate(left)]
    b = [Unit(id=f"b{n}", core=(s,), whole=(s,), about=()) for n, s in enumerate(right)]
    found = match(a, b)
    assert len({pair.a for pair in found}) == len({pair.b for pair in found}) == len(found)
    fewer, more = sorted((a, b), key=len)
    best = max(shared(fewer, chosen) for chosen in permutations(more, len(fewer)))
    # Overlaps are compared in millionths.
    assert abs(sum(float(pair.core) for pair in found) - best) < 1e-5
