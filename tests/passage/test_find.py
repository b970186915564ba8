"""Finding phrases: fair ones stand where a person found them, abusive ones are refused."""

# the look-alikes of dash, digit and quotation mark are the matter here:
# ruff: noqa: RUF001
from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passage_corpus import span, table, text

from mdmakg.passage import (
    LONGEST_PHRASE,
    MOST_PLACES,
    Found,
    Range,
    Reason,
    Refused,
    Several,
    find,
)
from mdmakg.passage.nearest import nearest

ABUSIVE = table("abusive")
FAIR = table("fair")
SEVERAL = table("several")


@pytest.mark.parametrize("row", ABUSIVE, ids=[f"{r['text']}: {r['phrase']}" for r in ABUSIVE])
def test_abusive_quotation_is_refused_by_kind(row: dict[str, str]) -> None:
    """A quotation that differs by more than typography is refused, and the reason named."""
    answer = find(text(row["text"]), row["phrase"])
    assert isinstance(answer, Refused), row["why"]
    assert answer.reason == row["reason"], answer.words
    assert answer.words


@pytest.mark.parametrize("row", FAIR, ids=[f"{r['text']}: {r['phrase']!r}" for r in FAIR])
def test_fair_quotation_is_found_in_its_place(row: dict[str, str]) -> None:
    """A quotation that differs in typography alone is found where a person found it."""
    answer = find(text(row["text"]), row["phrase"])
    assert isinstance(answer, Found), row["why"]
    assert answer.at == span(row["place"])


@pytest.mark.parametrize("row", SEVERAL, ids=[f"{r['text']}: {r['phrase']!r}" for r in SEVERAL])
def test_several_places_are_listed(row: dict[str, str]) -> None:
    """A phrase that stands in several places gets all of them, and no choice is made."""
    places = tuple(span(place) for place in row["places"].split(" "))
    assert find(text(row["text"]), row["phrase"]) == Several(places)


def test_tables_are_large_enough() -> None:
    """The promised numbers of quotations are there, over at least three texts, each once."""
    assert len(ABUSIVE) >= 120
    assert len(FAIR) >= 40
    assert len(SEVERAL) >= 8
    assert len({row["text"] for row in ABUSIVE}) >= 3
    assert len({(row["text"], row["phrase"]) for row in ABUSIVE}) == len(ABUSIVE)


def test_every_reason_is_met() -> None:
    """Each code of the closed list is the answer to some phrase in these tests."""
    met = {row["reason"] for row in ABUSIVE}
    assert set(Reason) - met == {Reason.TOO_LONG, Reason.SPACING}


def test_refusal_says_what_differs_and_shows_the_nearest_passage() -> None:
    """The words of a refusal put the two values side by side; the range is the text's."""
    answer = find(text("lirenol"), "p < 0.01), and attacks per week fell")
    assert isinstance(answer, Refused)
    assert answer.words == "here 0.01, in the text 0.001"
    assert answer.nearest is not None
    assert answer.nearest.of(text("lirenol")) == "p < 0.001), and attacks per week fell"


def test_space_between_number_and_unit_is_not_folded() -> None:
    """A space that is not there at all is more than a kind of space."""
    answer = find(text("lirenol"), "took 40mg of lirenol twice daily")
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.SPACING


def test_long_phrase_is_refused_unread() -> None:
    """A phrase over the limit is refused; one at the limit is looked for."""
    words = "word " * (LONGEST_PHRASE // 5)
    assert isinstance(find(words, words), Found)
    over = find(words, words + "x")
    assert isinstance(over, Refused)
    assert over.reason is Reason.TOO_LONG


def test_overlapping_places_are_all_listed() -> None:
    """Places may overlap: a cheer of three words holds two words twice."""
    assert find("hurra hurra hurra", "hurra hurra") == Several((Range(0, 11), Range(6, 17)))


def test_list_of_places_is_bounded_and_says_so() -> None:
    """More places than can be listed are cut off, and the answer says that it was."""
    answer = find("good news. " * (MOST_PLACES + 5), "good news")
    assert isinstance(answer, Several)
    assert len(answer.places) == MOST_PLACES
    assert not answer.whole


def test_nothing_is_near_to_nothing() -> None:
    """A phrase without a token has no nearest passage."""
    assert nearest("pain fell", "") is None


def test_empty_text_has_nothing() -> None:
    """In an empty text every meaningful phrase is absent."""
    answer = find("", "some words of a text")
    assert answer == Refused(Reason.ABSENT, "the text has nothing like it")


def test_found_passage_names_negations_left_outside() -> None:
    """A passage far from a negation of its clause is found, and the negation is shown."""
    said = "We found no lasting loss of weight after the last visit."
    answer = find(said, "after the last visit")
    assert isinstance(answer, Found)
    assert [at.of(said) for at in answer.negations] == ["no"]


@pytest.mark.parametrize(
    ("said", "phrase", "reason"),
    [
        ("Benefit was seen in none of them.", "Benefit was seen", Reason.NEGATION),
        ("The value of x\u0302 is known.", "value of x", Reason.PART_OF_WORD),
        ("The value is x-\nray dose.", "value is x", Reason.PART_OF_WORD),
    ],
)
def test_edges_are_looked_at_on_both_sides(said: str, phrase: str, reason: Reason) -> None:
    """A none behind a preposition, a mark on the last letter, half a word at a line end."""
    answer = find(said, phrase)
    assert isinstance(answer, Refused)
    assert answer.reason is reason


@pytest.mark.parametrize("after", ["Not one left.", "Without help, few came.", "Neither left."])
def test_next_sentence_denies_nothing(after: str) -> None:
    """A whole sentence is found though the next one begins with a negation."""
    said = f"All the people came early. {after}"
    assert find(said, "All the people came early.") == Found(Range(0, 26))
    assert find(said, "All the people came early") == Found(Range(0, 25))


def test_search_among_too_many_cut_places_is_no_find() -> None:
    """One place found before the search gave up is not called the only one."""
    answer = find("pain fell, " + "not pain fell, " * 21_000 + "and pain fell", "pain fell")
    assert answer == Several((Range(0, 9),), whole=False)


def test_heading_does_not_deny_the_line_below_it() -> None:
    """A negation on an ended line above is no negation of the next line's sentence."""
    answer = find("What was not\nPain fell in most people.", "Pain fell in most people")
    assert isinstance(answer, Found)


@pytest.mark.parametrize("tail", ["", "b"])
def test_hostile_text_is_answered_in_bounded_time(tail: str) -> None:
    """A megabyte of one letter, or of one word, is answered in seconds."""
    began = time.monotonic()
    find("a" * 1_000_000, "a" * (LONGEST_PHRASE - 1) + tail)
    find("a " * 500_000, "a " * 900 + tail)
    assert time.monotonic() - began < 8


WORDS = st.sampled_from(
    "pain fell after the gentle treatment and people slept better in quiet rooms at home".split()  # noqa: SIM905 - read as words
)


@given(st.lists(WORDS, min_size=4, max_size=30), st.data())
def test_own_words_are_found_among_the_places(words: list[str], data: st.DataObject) -> None:
    """For any range bounded by words, its own words find that range among the places."""
    said = " ".join(words)
    starts = [m.start() for m in re.finditer(r"\S+", said)]
    first = data.draw(st.integers(0, len(words) - 4))
    last = data.draw(st.integers(first + 3, len(words) - 1))
    place = Range(starts[first], starts[last] + len(words[last]))
    answer = find(said, place.of(said))
    if isinstance(answer, Refused):
        assert answer.reason is Reason.TOO_SHORT
        return
    assert place in ((answer.at,) if isinstance(answer, Found) else answer.places)


QUOTED = "mean pain fell by −3.4 points (p < 0.001) in 18 of 64 adults after 7.25 weeks"


@given(
    st.sampled_from([at for at, letter in enumerate(QUOTED) if letter in "0123456789.−<"]),
    st.sampled_from("0123456789−<>=≤,"),
)
def test_any_changed_digit_sign_or_operator_is_refused(at: int, other: str) -> None:
    """Any single digit, point, sign or operator put for another is refused."""
    changed = QUOTED[:at] + other + QUOTED[at + 1 :]
    said = f"As we saw, {QUOTED} of care."
    answer = find(said, changed)
    assert isinstance(answer, Found if changed == QUOTED else Refused)


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_and_phrase_get_an_answer(said: str, phrase: str) -> None:
    """The search is total: any text and any phrase get one of the three answers."""
    answer = find(said, phrase)
    places = {Found: 1, Several: 2}.get(type(answer))
    if isinstance(answer, Found):
        assert places == 1
        assert answer.at.within(said)
    if isinstance(answer, Several):
        assert all(place.within(said) for place in answer.places)
