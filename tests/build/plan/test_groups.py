"""Groups: what has to be judged together is, and what only shares a vocabulary is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_outlines import entry, listing, telling, unit

from mdmakg.build.plan.groups import Group, Unit, groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdmakg.model.outline import Outline, Piece


def joined(*outlines: Outline) -> list[list[str]]:
    """Group outlines, with the names of units as a person writes them."""
    return [[written(one) for one in group.units] for group in groups(outlines)]


def written(one: Unit) -> str:
    """Write the name of a unit."""
    return "/".join((one.document, *one.entry))


def context(name: str, *outlines: Outline) -> list[str]:
    """Give what stands beside the group that a unit is in."""
    (found,) = (group for group in groups(outlines) if unit(name) in group.units)
    return [written(one) for one in found.context]


def test_strangers_are_apart() -> None:
    """Two documents that say nothing of one another are two groups, in order of their names."""
    assert joined(telling("b"), telling("a")) == [["a"], ["b"]]


def test_each_entry_of_a_list_is_apart() -> None:
    """Two works on one list have nothing to do with one another."""
    works = listing("works", entry("sources/one"), entry("sources/two"))
    assert joined(works) == [["works/sources/one"], ["works/sources/two"]]


def test_whoever_speaks_joins() -> None:
    """Two documents in which one work of a list speaks are judged together, and with it."""
    works = listing("works", entry("sources/one"), entry("sources/two"))
    page = telling("page", of=["one"], speaking=["one"])
    blog = telling("blog", of=["one"])
    assert joined(page, blog, works) == [
        ["blog", "page", "works/sources/one"],
        ["works/sources/two"],
    ]


def test_who_is_cited_and_silent_does_not_join() -> None:
    """A work of a list that is nobody's voice may be cited by all: each has it in its context."""
    works = listing("works", entry("sources/one"))
    page, blog = (telling(name, entry(f"sources/{name}s", "one")) for name in ("page", "blog"))
    assert joined(page, blog, works) == [["blog"], ["page"], ["works/sources/one"]]
    assert context("page", page, blog, works) == ["works/sources/one"]


def test_who_is_silent_and_leads_to_a_voice_joins() -> None:
    """A cited work that itself cites a voice is no dead end, neither is one that cites that."""
    works = listing(
        "works", entry("sources/one", "two"), entry("sources/three"), entry("sources/two", "voice")
    )
    page = telling("page", entry("sources/voice"), speaking=["voice"])
    blog = telling("blog", entry("sources/blogger", "one", "three"))
    assert joined(page, blog, works) == [
        ["blog", "page", "works/sources/one", "works/sources/two"],
        ["works/sources/three"],
    ]


def test_a_source_of_a_document_that_says_something_joins() -> None:
    """Whoever cites a source that another document declares is judged with that document."""
    page = telling("page", entry("sources/paper"))
    assert joined(page, telling("blog", entry("sources/blogger", "paper"))) == [["blog", "page"]]


def test_a_study_joins() -> None:
    """Documents that report the same study are judged together, with what declares it."""
    works = listing("works", entry("studies/trial"))
    reporting = entry("studies/trial", reports=["page"], labelled=False)
    page = telling("page", reporting)
    blog = telling("blog", of=["trial"])
    assert joined(page, blog, works) == [["blog", "page", "works/studies/trial"]]


@pytest.mark.parametrize("link", ["cohort people", "registration nct:NCT00000001"])
def test_the_same_participants_join(link: str) -> None:
    """Studies of one cohort, or registered under one number, are judged together."""
    page = telling("page", entry("studies/one", links=[link, "cohort none-else"]))
    works = listing("works", entry("studies/two", links=[link]), entry("studies/three"))
    assert joined(page, works) == [["page", "works/studies/two"], ["works/studies/three"]]


def test_what_is_local_elsewhere_joins() -> None:
    """A claim that names a claim of another document, or a result of a list, joins these."""
    page = telling("page")
    works = listing("works", entry("results/r1"), entry("results/r2"))
    trials = listing("trials", entry("studies/trial", locals_=["sr1", "a1"]))
    blog = telling("blog", of=["page:c1", "works:r2", "trials:a1"])
    assert joined(page, blog, works, trials) == [
        ["blog", "page", "trials/studies/trial", "works/results/r2"],
        ["works/results/r1"],
    ]


def test_what_is_local_in_a_list_joins_its_entries() -> None:
    """A result of a list that lies between arms is judged with the study whose arms they are."""
    works = listing(
        "works",
        entry("studies/trial", locals_=["sr1", "a1", "a2"]),
        entry("results/r1", "a1", "a2"),
        entry("results/r2"),
    )
    assert joined(works) == [["works/results/r1", "works/studies/trial"], ["works/results/r2"]]


def test_a_local_id_that_a_list_declares_twice_joins() -> None:
    """So that the fault is found: within one document each local id is of one thing."""
    works = listing(
        "works",
        entry("studies/one", locals_=["sr1"]),
        entry("studies/two", locals_=["sr2"]),
        entry("studies/zwei", locals_=["sr1"]),
    )
    assert joined(works) == [["works/studies/one", "works/studies/zwei"], ["works/studies/two"]]


def test_equal_local_ids_do_not_join() -> None:
    """Each document has its own ``c1`` and ``sr1``."""
    page, blog = (
        telling(name, entry(f"studies/of-{name}", locals_=["sr1"]), of=["c1", "sr1"])
        for name in ("page", "blog")
    )
    assert joined(page, blog) == [["blog"], ["page"]]


def test_one_text_joins() -> None:
    """Two encodings of one text are judged together, whatever its file is called."""
    assert joined(telling("a", text="00"), telling("b", text="00"), telling("c", text="11")) == [
        ["a", "b"],
        ["c"],
    ]


@pytest.mark.parametrize("section", ["concepts", "outcomes", "sources"])
def test_an_id_that_is_declared_twice_joins(section: str) -> None:
    """So that the fault is found, whatever the id is of: the second may be of another kind."""
    works = listing("works", entry(f"{section}/thing"), entry("concepts/other"))
    found = joined(telling("page", entry("studies/thing")), works)
    assert found == [["page", f"works/{section}/thing"], ["works/concepts/other"]]


@pytest.mark.parametrize("section", ["concepts", "outcomes", "instruments", "interventions"])
def test_words_of_the_vocabulary_do_not_join(section: str) -> None:
    """Claims and reports of one outcome are each judged with its entry beside them."""
    words = listing("words", entry(f"{section}/word"))
    page = telling("page", of=["word"])
    blog = telling("blog", entry(f"{section}/word", reports=["post"], labelled=False))
    assert joined(words, page, blog) == [["blog"], ["page"], [f"words/{section}/word"]]
    assert context("page", words, page, blog) == [f"words/{section}/word"]
    assert context("blog", words, page, blog) == [f"words/{section}/word"]
    assert context(f"words/{section}/word", words, page, blog) == []


def test_a_word_that_a_document_declares_does_not_join() -> None:
    """Of a document that declares an outcome, whoever speaks of that needs only the entry."""
    page = telling("page", entry("outcomes/sleep"), entry("concepts/night"))
    blog = telling("blog", of=["sleep"])
    assert joined(page, blog) == [["blog"], ["page"]]
    assert context("blog", page, blog) == ["page/outcomes/sleep"]


def test_the_context_has_all_to_which_its_entries_lead() -> None:
    """An instrument leads to its outcome, that to its construct and what is broader."""
    words = listing(
        "words",
        entry("instruments/scale", "sleep"),
        entry("outcomes/sleep", "rest", "wellbeing"),
        entry("outcomes/wellbeing"),
        entry("concepts/rest", "state"),
        entry("concepts/state"),
        entry("concepts/other"),
    )
    assert context("page", words, telling("page", of=["scale"])) == [
        "words/concepts/rest",
        "words/concepts/state",
        "words/instruments/scale",
        "words/outcomes/sleep",
        "words/outcomes/wellbeing",
    ]


def test_the_context_leaves_out_what_is_reported_elsewhere() -> None:
    """What an entry that is spoken of reports is no part of what it is."""
    works = listing("works", entry("outcomes/sleep", reports=["adults"]), entry("concepts/adults"))
    assert context("page", works, telling("page", of=["sleep"])) == ["works/outcomes/sleep"]


def test_what_is_claimed_has_all_narrower_outcomes_beside_it() -> None:
    """A claim on a benefit needs every kind of it, and what each of these is; a report does not."""
    words = listing(
        "words",
        entry("outcomes/benefit"),
        entry("outcomes/response", "benefit"),
        entry("outcomes/cure"),
    )
    other = telling("other", entry("outcomes/remission", "response", "course"))
    more = listing("more", entry("concepts/course"))
    claiming = telling("page", of=["benefit"])
    reporting = telling("blog", entry("outcomes/benefit", reports=["post"], labelled=False))
    all_ = (words, other, more, claiming, reporting)
    assert context("page", *all_) == [
        "more/concepts/course",
        "other/outcomes/remission",
        "words/outcomes/benefit",
        "words/outcomes/response",
    ]
    assert context("blog", *all_) == ["words/outcomes/benefit"]


def test_outcomes_of_one_construct_are_not_narrower_than_it() -> None:
    """Who speaks of a construct needs no outcome that anyone else has of it."""
    words = listing("words", entry("concepts/sleep"))
    other = telling("other", entry("outcomes/nights", "sleep"))
    assert context("page", words, other, telling("page", of=["sleep"])) == ["words/concepts/sleep"]


def test_circles_end() -> None:
    """Words that are each broader than the other are found once."""
    words = listing("words", entry("outcomes/a", "b"), entry("outcomes/b", "a"))
    assert context("page", words, telling("page", of=["a"])) == [
        "words/outcomes/a",
        "words/outcomes/b",
    ]
    works = listing("works", entry("sources/a", "b"), entry("sources/b", "a"))
    citing = telling("page", entry("sources/c", "a"))
    assert context("page", works, citing) == ["works/sources/a", "works/sources/b"]


SECTIONS = ("sources", "studies", "outcomes", "concepts")
IDS = {section: [f"{section[:2]}{number}" for number in range(3)] for section in SECTIONS}
NAMES = ("a", "b", "c", "d")
ANY = st.sampled_from(
    [id_ for ids in IDS.values() for id_ in ids] + [f"{name}:l{n}" for name in NAMES for n in "01"]
)
SOME = st.lists(ANY, max_size=2, unique=True)


@st.composite
def entries(draw: st.DrawFn) -> Piece:
    """Draw an entry."""
    section = draw(st.sampled_from(SECTIONS))
    id_ = draw(st.sampled_from(IDS[section]))
    return entry(
        f"{section}/{id_}",
        *draw(SOME),
        reports=draw(SOME),
        locals_=draw(st.lists(st.sampled_from(["l0", "l1"]), max_size=1)),
        links=draw(st.lists(st.sampled_from(["cohort x", "registration y"]), max_size=1)),
        labelled=draw(st.booleans()) or section in ("sources", "concepts"),
    )


@st.composite
def corpora(draw: st.DrawFn) -> tuple[Outline, ...]:
    """Draw a few small documents and lists."""
    found = []
    for name in NAMES[: draw(st.integers(1, len(NAMES)))]:
        some = draw(st.lists(entries(), max_size=4, unique_by=lambda piece: piece.path))
        speaking = draw(st.lists(st.sampled_from(IDS["sources"]), max_size=1))
        if draw(st.booleans()):
            found.append(listing(name, *some, speaking=speaking))
        else:
            text = draw(st.sampled_from(["", "", "00"]))
            found.append(telling(name, *some, of=draw(SOME), speaking=speaking, text=text))
    return tuple(found)


def units_of(outline: Outline) -> list[Unit]:
    """List what of a document is judged by itself: all of it, or each entry of a list."""
    if outline.is_list:
        return [Unit(outline.document, one.path) for one in outline.pieces]
    return [Unit(outline.document)]


@given(corpora())
@settings(max_examples=50)
def test_groups_have_each_unit_once(outlines: Sequence[Outline]) -> None:
    """Nothing is judged twice, and nothing left out."""
    found = [one for group in groups(outlines) for one in group.units]
    assert sorted(found) == sorted(one for outline in outlines for one in units_of(outline))
    assert len(set(found)) == len(found)


@given(st.data(), corpora())
@settings(max_examples=50)
def test_groups_do_not_depend_on_the_order(
    data: st.DataObject, outlines: tuple[Outline, ...]
) -> None:
    """Documents in any order, with entries in any order, make the same groups."""
    shuffled = [
        one._replace(pieces=tuple(data.draw(st.permutations(one.pieces))))
        for one in data.draw(st.permutations(outlines))
    ]
    assert groups(shuffled) == groups(outlines)


@given(corpora())
@settings(max_examples=50)
def test_whatever_is_referred_to_is_at_hand(outlines: Sequence[Outline]) -> None:
    """All that declares a thing to which a group refers is in it, or beside it."""
    for group in groups(outlines):
        for reference in references_of(group, outlines):
            for outline in outlines:
                for piece in outline.pieces:
                    if piece.declares and piece.id == reference:
                        assert_at_hand(group, outline, piece)


@given(corpora())
@settings(max_examples=50)
def test_whatever_is_local_is_in_the_group(outlines: Sequence[Outline]) -> None:
    """A document of which another names a part by its local id is judged with it."""
    for group in groups(outlines):
        for reference in references_of(group, outlines):
            document, colon, local = reference.partition(":")
            for outline in outlines if colon else ():
                if outline.document == document and not outline.is_list:
                    assert Unit(document) in group.units
                elif outline.document == document:
                    holding = [p for p in outline.pieces if local in p.locals]
                    assert not holding or any(
                        Unit(document, piece.path) in group.units for piece in holding
                    )


@given(corpora())
@settings(max_examples=50)
def test_the_context_is_closed(outlines: Sequence[Outline]) -> None:
    """What an entry beside a group refers to in turn is at hand too."""
    pieces = {Unit(o.document, piece.path): (o, piece) for o in outlines for piece in o.pieces}
    for group in groups(outlines):
        for one in group.context:
            for outline, piece in pieces.values():
                if piece.declares and piece.id in pieces[one][1].identity:
                    assert_at_hand(group, outline, piece)


def references_of(group: Group, outlines: Sequence[Outline]) -> set[str]:
    """Collect every id that something in a group names."""
    found: set[str] = set()
    for outline in outlines:
        for one in (one for one in group.units if one.document == outline.document):
            for piece in outline.pieces:
                if not outline.is_list or piece.path == one.entry:
                    found |= {*piece.identity, *piece.reports}
            found |= set() if outline.is_list else set(outline.references)
    return found


def assert_at_hand(group: Group, outline: Outline, piece: Piece) -> None:
    """Demand that an entry is in a group or beside it."""
    own = Unit(outline.document, piece.path) if outline.is_list else Unit(outline.document)
    assert own in group.units or Unit(outline.document, piece.path) in group.context
