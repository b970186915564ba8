"""Documents packed to be read elsewhere: nothing is lost but the lines, which can be read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.corpus.document import document
from benchmarks.corpus.emit import to_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mdmakg.bundle import folder
from mdmakg.model.corpus import DocumentFile
from mdmakg.read.document import to_document
from mdmakg.read.pack import Packed, pack, restricted, unpack
from mdmakg.read.yaml import parse_yaml

if TYPE_CHECKING:
    from mdmakg.model.outline import EntryPath

BUNDLED = sorted(path.stem for path in folder("data").glob("*.yaml"))

SHARED = """\
curation: {curator: Ann, coded: 2026-01-02}
concepts:
  rest: {label: rest, kind: construct}
  night: {label: night, kind: population}
outcomes:
  sleep: {label: sleep, construct: rest}
  waking:
    label: waking
    reports:
      or1:
        source: paper
        study: trial
        instrument: not-stated
        role: not-stated
        rated-by: not-stated
        from: {work: paper, how: own-page}
accepted:
  - {check: slot-open, of: sleep, by: Ann, on: 2026-01-02, why: so it is}
"""


def read(text: str, name: str = "shared") -> tuple[DocumentFile, Packed]:
    """Read a document, and pack it."""
    tree, wrong = parse_yaml(text, f"{name}.yaml")
    assert tree is not None, wrong
    record, mistyped = to_document(tree)
    assert record is not None, mistyped
    file = DocumentFile(name, f"{name}.yaml", record, tree.places, tree.lines)
    return file, pack(file, tree)


def sent(packed: Packed) -> DocumentFile:
    """Write a packed document down and read it elsewhere."""
    return unpack(Packed.of_bytes(packed.to_bytes()))


def assert_same(file: DocumentFile, packed: Packed) -> None:
    """Hold what was sent to what was read: all but the lines."""
    there = sent(packed)
    assert (there.id, there.file, there.first) == (file.id, file.file, file.first)
    assert there.document == file.document
    assert dict(there.places) == dict(file.places)
    assert there.lines == ()


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_document_comes_back_as_it_was(name: str) -> None:
    """The documents that come with mdmakg have the same values at the same places."""
    text = (folder("data") / f"{name}.yaml").read_text("utf-8")
    assert_same(*read(text, name))


@given(seed=st.integers(0, 1000), number=st.integers(0, 99))
@settings(max_examples=10)
def test_a_made_up_document_comes_back_as_it_was(seed: int, number: int) -> None:
    """Whatever the generator makes has the same values at the same places."""
    assert_same(*read(to_yaml(document(seed, number).tree), "made"))


@given(label=st.text("aé音𝄞\"'\\:#{}", min_size=1))
def test_any_words_come_back(label: str) -> None:
    """Quotes, backslashes and other scripts travel as they are."""
    text = f"curation: {{curator: {json.dumps(label, ensure_ascii=False)}, coded: 2026-01-02}}\n"
    file, packed = read(text)
    assert file.document.curation.curator == label
    assert_same(file, packed)


@given(data=st.data())
@settings(max_examples=40)
def test_only_the_entries_that_are_asked_for_are_kept(data: st.DataObject) -> None:
    """What is whole keeps its reports, what is an identity does not, others are gone."""
    file, packed = read(SHARED)
    entries: list[EntryPath] = [
        ("concepts", "rest"),
        ("concepts", "night"),
        ("outcomes", "sleep"),
        ("outcomes", "waking"),
    ]
    whole = data.draw(st.sets(st.sampled_from(entries)))
    spoken_of = data.draw(st.sets(st.sampled_from(entries)))
    kept = sent(restricted(packed, whole, spoken_of))
    there = {("concepts", id_) for id_ in kept.document.concepts}
    there |= {("outcomes", id_) for id_ in kept.document.outcomes}
    assert there == whole | spoken_of
    if ("outcomes", "waking") in there:
        reports = set(kept.document.outcomes["waking"].reports)
        assert reports == ({"or1"} if ("outcomes", "waking") in whole else set())
    assert kept.document.accepted == ()
    assert kept.document.curation == file.document.curation
    assert kept.places[("curation",)] == file.places[("curation",)]
    for path, place in kept.places.items():
        if len(path) > 1:
            assert place == file.places[path], path


def test_a_restricted_document_keeps_its_first_voice() -> None:
    """What belongs to no voice has the same one where the first source is left out."""
    text = (folder("data") / "blog.yaml").read_text("utf-8")
    file, packed = read(text, "blog")
    part = sent(restricted(packed, {("sources", "existing-research")}, set()))
    assert list(part.document.sources) == ["existing-research"]
    assert part.first == file.first == "blog"
    assert part.document.text == file.document.text
    assert part.document.skipped == ()


def test_a_document_without_sections_is_packed() -> None:
    """A file that has only who encoded it comes back, whole and restricted."""
    file, packed = read("curation: {curator: Ann, coded: 2026-01-02}\n")
    assert_same(file, packed)
    assert sent(restricted(packed, set(), set())).document == file.document
