"""A document that was packed and unpacked is the one that was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mdmakg.bundle import folder
from mdmakg.errors import Place
from mdmakg.model.corpus import DocumentFile
from mdmakg.model.outline import LOCAL_SECTIONS, SECTIONS
from mdmakg.read.corpus import link_corpus
from mdmakg.read.document import to_document
from mdmakg.read.pack import Packed, pack, restricted, unpack
from mdmakg.read.yaml import parse_yaml

if TYPE_CHECKING:
    from mdmakg.read.tree import NodePath, Tree

DOCUMENTS = [
    *sorted(folder("data").glob("*.yaml")),
    *sorted((Path(__file__).parent / "documents").glob("valid*.yaml")),
]
LISTED = """\
curation: {curator: Ann, coded: 2025-01-02}
sources:
  book: {label: A book, kind: review, funding: not-stated, interests: not-stated, extent: whole}
concepts:
  glass: {label: glass, kind: event}
  lamp: {label: lamp, kind: event, broader: glass}
studies:
  trial:
    label: A trial
    from: {work: book, how: own-page}
    reports:
      sr1: {source: book, read: full-text, lists: {arms: partial, outcomes: partial,
        time-points: partial, populations: partial}, from: {work: book, how: own-page}}
"""


def parsed(text: str, name: str) -> tuple[DocumentFile, Tree]:
    """Read a document that has no fault of its own."""
    tree, faults = parse_yaml(text, f"{name}.yaml")
    assert tree is not None
    assert faults == ()
    document, mistyped = to_document(tree)
    assert document is not None, mistyped
    return DocumentFile(name, tree.file, document, tree.places, tree.lines), tree


def sent(packed: Packed) -> DocumentFile:
    """Send a document elsewhere as bytes."""
    return unpack(Packed.of_bytes(packed.to_bytes()))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_survives(path: Path) -> None:
    """The same document, at the same places, with the same voice of what belongs to none."""
    file, tree = parsed(path.read_text("utf-8"), path.stem.replace("_", "-"))
    back = sent(pack(file, tree))
    assert (back.id, back.file, back.first) == (file.id, file.file, file.first)
    assert back.document == file.document
    assert dict(back.places) == dict(file.places)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_wrong_with_it_is_found_as_well(path: Path) -> None:
    """Alone, a document refers to much that is not there: the same faults, without their lines."""
    file, tree = parsed(path.read_text("utf-8"), path.stem.replace("_", "-"))
    _, before = link_corpus([file])
    _, after = link_corpus([sent(pack(file, tree))])
    assert [str(fault) for fault in after] == [str(fault) for fault in before]


WORDS = st.text("abñ音𝄞 :#-", min_size=1, max_size=6).map(lambda text: f"x{text}x")
CONCEPTS = st.dictionaries(
    st.from_regex(r"[a-z]{1,4}", fullmatch=True),
    st.fixed_dictionaries({"label": WORDS, "kind": st.just("event")}, optional={"note": WORDS}),
    max_size=6,
)


@given(CONCEPTS, st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_any_document_survives(
    concepts: dict[str, dict[str, str]],
    flow: bool,  # noqa: FBT001 - hypothesis gives it
    random: object,
) -> None:
    """However it is laid out: values, places, and the place of what is not there."""
    values = {"concepts": concepts, "curation": {"curator": "Ann", "coded": "2025-01-02"}}
    keys = list(values)
    random.shuffle(keys)  # type: ignore[attr-defined] # a random.Random
    text = yaml.safe_dump(
        {key: values[key] for key in keys},
        allow_unicode=True,
        default_flow_style=flow,
        sort_keys=False,
    )
    file, tree = parsed(text, "doc")
    back = sent(pack(file, tree))
    assert back.document == file.document
    assert dict(back.places) == dict(file.places)
    for id_ in concepts:
        path: NodePath = ("concepts", id_, "note", 3)
        assert back.place(path) == file.place(path)


def test_only_some_entries_are_left() -> None:
    """Of a list: one entry whole, one without its reports, at the places where they stand."""
    file, tree = parsed(LISTED, "list")
    packed = pack(file, tree)
    whole = [("concepts", "lamp"), ("sources", "book")]
    left = sent(restricted(packed, whole, [("studies", "trial")]))
    assert list(left.document.sources) == ["book"]
    assert list(left.document.concepts) == ["lamp"]
    assert left.document.concepts["lamp"] == file.document.concepts["lamp"]
    assert left.document.studies["trial"].label == "A trial"
    assert left.document.studies["trial"].reports == {}
    assert left.document.curation == file.document.curation
    assert left.place(("concepts", "lamp", "kind")) == Place("list.yaml", 6, 29)
    assert left.place(("concepts", "glass")) == file.place(("concepts",))
    reported = sent(restricted(packed, [("studies", "trial")], []))
    assert reported.document.studies == file.document.studies


def test_a_part_keeps_who_speaks_first_in_the_whole() -> None:
    """What belongs to no voice is the first's, even where that is left out."""
    file, tree = parsed(LISTED, "list")
    left = sent(restricted(pack(file, tree), [("concepts", "glass")], []))
    assert left.document.sources == {}
    assert left.first == file.first == "book"


def test_all_entries_are_the_document() -> None:
    """With every entry whole nothing is lost of a mere list."""
    file, tree = parsed(LISTED, "list")
    every = [
        (section, id_)
        for section in (*SECTIONS, *LOCAL_SECTIONS)
        for id_ in getattr(file.document, section)
    ]
    assert len(every) == 4
    assert sent(restricted(pack(file, tree), every, [])).document == file.document
