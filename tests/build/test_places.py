"""``places.json``: where each statement was said, as JSON that anybody can read."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.places import places_json, places_pieces
from mdmakg.bundle import folder
from mdmakg.encode.dataset import Dataset, encode_corpus
from mdmakg.read.corpus import link_corpus, read_corpus
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from pathlib import Path

CONCEPT = f"{m.BASE}concept/tea"


@pytest.fixture(scope="module")
def bundled() -> Dataset:
    """Encode the corpus that travels with the program."""
    return encode_corpus(read_corpus(folder("data")))


def test_it_is_what_the_library_writes(bundled: Dataset) -> None:
    """Byte for byte compact JSON with sorted keys, of every statement's first place."""
    said = {
        subject: {
            predicate: [
                [PurePath(place.file).name, place.line, place.column, value]
                for value, place in sorted(values, key=lambda pair: pair[0])
            ]
            for predicate, values in predicates.items()
        }
        for subject, predicates in bundled.places.items()
    }
    whole = {"version": 1, "places": said}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert places_json(bundled.places).decode() == f"{text}\n"


def test_every_statement_has_its_place_once(bundled: Dataset) -> None:
    """As many places as there are statements, those of several graphs counted once."""
    said = json.loads(places_json(bundled.places))["places"]
    rows = sum(len(values) for predicates in said.values() for values in predicates.values())
    assert rows == len({quad[:3] for quad in bundled.quads()})


def test_it_comes_subject_by_subject(bundled: Dataset) -> None:
    """A piece for each subject, between the first and the last; together they are the file."""
    pieces = list(places_pieces(bundled.places))
    assert len(pieces) == 2 + len(bundled.places)
    assert "".join(pieces).encode() == places_json(bundled.places)


def test_what_two_documents_say_stands_where_the_first_says_it(tmp_path: Path) -> None:
    """The second adds its own statements, and those that both make it does not move."""
    text = "curation: {curator: Bo, coded: 2026-01-02}\nconcepts:\n"
    (tmp_path / "a.yaml").write_text(f"{text}  tea: {{label: tea, kind: substance}}\n", "utf-8")
    one = read_corpus(tmp_path)
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    two = read_corpus(tmp_path)
    both, _ = link_corpus([*one.files, *two.files])
    said = json.loads(places_json(encode_corpus(both).places))["places"][CONCEPT]
    assert said
    assert {row[0] for rows in said.values() for row in rows} == {"a.yaml"}


def test_a_corpus_that_says_nothing_has_no_places(tmp_path: Path) -> None:
    """An empty object, and not broken JSON."""
    (tmp_path / "a.yaml").write_text("curation: {curator: Bo, coded: 2026-01-02}\n", "utf-8")
    places = encode_corpus(read_corpus(tmp_path)).places
    assert json.loads(places_json(places)) == {"version": 1, "places": {}}
