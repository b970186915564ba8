"""Parts: each unit in one, known by all that decides what comes of it, and steady."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_outlines import entry, listing, telling, unit

from mdmakg.build.plan.groups import groups
from mdmakg.build.plan.parts import Part, parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdmakg.model.outline import Outline

RULES = "as they are"
MANY = 200


def planned(
    outlines: Sequence[Outline],
    rules: str = RULES,
    texts: Mapping[str, tuple[str, int]] | None = None,
) -> tuple[Part, ...]:
    """Plan the parts of some documents."""
    return parts(groups(outlines), outlines, rules, texts or {})


def keys(outlines: Sequence[Outline], rules: str = RULES) -> set[str]:
    """Give the keys of the parts of some documents."""
    return {part.key for part in planned(outlines, rules)}


def many(number: int = MANY) -> tuple[Outline, ...]:
    """Make documents of which each fifth passes on one before it, and a vocabulary."""
    words = listing("words", *(entry(f"outcomes/o{n}") for n in range(10)))
    return (*(one_of_many(n) for n in range(number)), words)


def one_of_many(number: int, says: str = "") -> Outline:
    """Make a document that declares its source, and speaks of an outcome of all."""
    source = f"source-{number}"
    passes_on = [f"doc-{number - 2:03}:c1"] if number % 5 == 4 else []
    return telling(
        f"doc-{number:03}",
        entry(f"sources/{source}", says=says),
        of=[f"o{number % 10}", source, *passes_on],
        speaking=[source],
    )


@given(st.integers(0, 120))
@settings(max_examples=25)
def test_parts_have_each_unit_once(number: int) -> None:
    """Nothing is judged twice, and nothing left out; what is beside a part is not in it."""
    outlines = many(number)
    found = planned(outlines)
    units = [one for part in found for one in part.units]
    words = [unit(f"words/outcomes/o{n}") for n in range(10)]
    assert sorted(units) == sorted([unit(f"doc-{n:03}") for n in range(number)] + words)
    assert all(set(part.units).isdisjoint(part.context) for part in found)
    assert len({part.key for part in found}) == len(found)


def test_a_group_is_never_divided() -> None:
    """A hundred documents that pass on one another are one part, whatever their number."""
    outlines = [telling(f"d{n:03}", of=[f"d{n - 1:03}:c1"] if n else []) for n in range(100)]
    (only,) = planned(outlines)
    assert len(only.units) == 100


def test_parts_are_neither_small_nor_large() -> None:
    """Of documents that stand alone a part has 8 to 32, the last perhaps fewer."""
    outlines = [telling(f"d{n:03}") for n in range(300)]
    sizes = [len(part.units) for part in planned(outlines)]
    assert min(sizes[:-1]) >= 8
    assert max(sizes) <= 32


def test_entries_weigh_little() -> None:
    """A list of 700 works makes a handful of parts, not a hundred."""
    works = listing("works", *(entry(f"sources/w{n:03}") for n in range(700)))
    assert 2 <= len(planned([works])) <= 6


def test_nothing_makes_no_part() -> None:
    """A corpus without a document has nothing to judge."""
    assert parts((), (), RULES, {}) == ()


@pytest.mark.parametrize("number", range(0, MANY, 7))
def test_one_document_less_leaves_the_other_parts_alone(number: int) -> None:
    """Where one of two hundred goes, or comes, at most three parts of some twelve are new."""
    whole = many()
    less = [one for one in whole if one.document != f"doc-{number:03}"]
    before, after = keys(whole), keys(less)
    assert len(before) >= 10
    assert 1 <= len(before - after) <= 3
    assert 1 <= len(after - before) <= 3


def test_one_document_edited_changes_its_part_alone() -> None:
    """All that decides a part is in it."""
    was = many()
    now = tuple(one_of_many(77, "new") if one.document == "doc-077" else one for one in was)
    before, after = planned(was), planned(now)
    changed = [part for part in after if part.key not in {one.key for one in before}]
    assert [part.units for part in before] == [part.units for part in after]
    assert [unit("doc-077") in part.units for part in changed] == [True]


def test_other_rules_change_all_parts() -> None:
    """What was judged by other shapes, or another program, is judged again."""
    assert keys(many()).isdisjoint(keys(many(), "others"))


def corpus(
    label: str = "", line: int = 1, report: str = "", narrower: str = "", cited: str = ""
) -> list[Outline]:
    """Make two documents, of which the page claims something of sleep, and their list."""
    return [
        telling("page", entry("sources/author"), of=["sleep", "author"], speaking=["author"]),
        telling("blog", entry("sources/blogger", "work"), of=["author"]),
        listing(
            "shared",
            entry("outcomes/sleep", says=label, line=line, reports=[report] if report else []),
            entry("outcomes/naps", *(["sleep"] if narrower else []), says=narrower),
            entry("sources/work", says=cited),
        ),
    ]


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"label": "slumber"}, {"blog", "shared"}),  # an outcome of which the page speaks
        ({"line": 2}, {"shared"}),  # it moves within its file: the page does not say where
        ({"report": "author"}, {"blog", "shared"}),  # the list joins the page
        ({"narrower": "so"}, {"blog", "shared"}),  # what is claimed gets something narrower
        ({"cited": "retracted"}, {"blog", "shared"}),  # the blog, joined to the page, cites it
    ],
)
def test_a_key_changes_with_what_decides(change: Mapping[str, object], changed: set[str]) -> None:
    """What is of no concern to a part leaves its key as it is; that of both is the blog's."""
    before = {part.units[0].document: part.key for part in planned(corpus())}
    after = {part.units[0].document: part.key for part in planned(corpus(**change))}  # type: ignore[arg-type]
    told = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert told == changed


def test_a_key_changes_with_a_text() -> None:
    """Where a text comes to hand, goes or changes, its document is judged again."""
    outlines = [telling("page", text="00"), telling("blog", text="11")]
    without = planned(outlines)
    given_ = planned(outlines, texts={"page": ("00", 5)})
    changed = planned(outlines, texts={"page": ("22", 5)})
    assert len({part.key for part in (*without, *given_, *changed)}) == 3


def test_a_key_changes_with_the_voice_of_a_list() -> None:
    """What belongs to no voice is said by the first source of a file: it decides on all there."""
    one, two, word = entry("sources/one"), entry("sources/two"), entry("outcomes/sleep")
    first, other = listing("works", one, two, word), listing("works", two, one, word)
    assert keys([first]).isdisjoint(keys([other]))


def test_documents_of_a_part_are_those_of_its_units_and_of_what_is_beside() -> None:
    """These are read to judge it: each once, in order of their names."""
    (part,) = (one for one in planned(corpus()) if unit("page") in one.units)
    assert part.documents == ("blog", "page", "shared")
