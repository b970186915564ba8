"""A build that stands is not made again, and whatever could make it another makes it so."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from counting import order_of, written

from mdmakg.build.built import silent
from mdmakg.build.example import make_example
from mdmakg.build.fresh import stale_inputs
from mdmakg.build.make import IN_ONE_PIECE, Way, make
from mdmakg.build.manifest import read_manifest
from mdmakg.bundle import folder
from mdmakg.check.rules import Rules
from mdmakg.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mdmakg.build.built import Built
    from mdmakg.build.order import Order

WAYS = {"whole": Way(parted=False), "parts": Way(parted=True, jobs=1)}


def made(order: Order, out: Path, way: Way) -> Built:
    """Build, or not."""
    return make(order, out, way, silent)


@pytest.fixture(scope="module", params=WAYS)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example, and a build of it in a way of which the folder has the name."""
    place: Path = tmp_path_factory.mktemp(f"kept-{request.param}") / str(request.param)
    make_example(place / "corpus")
    shutil.copytree(folder("shapes"), place / "shapes")
    order = order_of(place / "corpus", rules=Rules(shapes=place / "shapes"))
    assert made(order, place / "out", WAYS[place.name]).made
    return place


@pytest.fixture
def place(kept: Path, tmp_path: Path) -> Path:
    """Copy corpus, shapes and build, to be changed."""
    return shutil.copytree(kept, tmp_path / kept.name)


def order_at(place: Path, *, off: tuple[str, ...] = (), store: bool = True) -> Order:
    """Order what was built."""
    rules = Rules(shapes=place / "shapes", off=frozenset(off))
    return replace(order_of(place / "corpus", rules=rules), store=store)


def test_a_second_build_makes_nothing(place: Path) -> None:
    """It says what the first one said, and no file is written."""
    times = {path: path.stat().st_mtime_ns for path in (place / "out").iterdir()}
    found = made(order_at(place), place / "out", WAYS[place.name])
    assert not found.made
    manifest = read_manifest(place / "out")
    assert found.counts == manifest["counts"]
    assert found.statements == manifest["dataset"]["statements"]
    assert found.parts == manifest["dataset"].get("parts", 0)
    assert {path: path.stat().st_mtime_ns for path in (place / "out").iterdir()} == times
    assert [note.partition(" ")[0] for note in found.notes] == ["1"]  # text is not at hand


def edit_document(place: Path) -> None:
    """Give the document one more line."""
    path = place / "corpus" / "example.yaml"
    path.write_text(path.read_text("utf-8") + "# read again\n", "utf-8")


def add_document(place: Path) -> None:
    """Put a list beside it."""
    more = "curation: {curator: Bo, coded: 2026-01-02}\n"
    (place / "corpus" / "more.yaml").write_text(more, "utf-8")


def edit_shape(place: Path) -> None:
    """Give one check another comment."""
    path = place / "shapes" / "single-cohort.ttl"
    path.write_text(path.read_text("utf-8") + "# as before\n", "utf-8")


def take_output(place: Path) -> None:
    """Take away a file that the build wrote."""
    (place / "out" / read_manifest(place / "out")["outputs"][0]["file"]).unlink()


def damage_output(place: Path) -> None:
    """Change one byte of a file that the build wrote."""
    path = place / "out" / read_manifest(place / "out")["outputs"][-1]["file"]
    path.write_bytes(b"\0" + path.read_bytes()[1:])


def take_store(place: Path) -> None:
    """Take away the store."""
    shutil.rmtree(place / "out" / "store")


def damage_store(place: Path) -> None:
    """Cut a file of the store."""
    store = place / "out" / "store" / read_manifest(place / "out")["store"]
    next(store.glob("*.sst")).write_bytes(b"")


def take_manifest(place: Path) -> None:
    """Take away what says that the build is whole."""
    (place / "out" / "manifest.json").unlink()


CHANGES = (
    edit_document,
    add_document,
    edit_shape,
    take_output,
    damage_output,
    take_store,
    damage_store,
    take_manifest,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_it_is_made_again_where_something_changed(
    change: Callable[[Path], None], place: Path
) -> None:
    """Then it is whole once more: a third makes nothing."""
    before = written(place / "out")
    change(place)
    assert made(order_at(place), place / "out", WAYS[place.name]).made
    assert not made(order_at(place), place / "out", WAYS[place.name]).made
    if change in (take_output, damage_output, take_store, damage_store, take_manifest):
        assert written(place / "out") == before


@pytest.mark.parametrize("asked", ["off", "store", "texts", "other way"])
def test_it_is_made_again_where_something_else_is_asked_for(asked: str, place: Path) -> None:
    """A check that is off, no store, texts to hold it to, or parts for one piece."""
    order, way = order_at(place), WAYS[place.name]
    match asked:
        case "off":
            order = order_at(place, off=("single-cohort",))
        case "store":
            order = order_at(place, store=False)
        case "texts":
            order = replace(order, texts=place / "corpus" / "texts")
        case _:
            way = next(other for other in WAYS.values() if other is not way)
    assert made(order, place / "out", way).made
    # What texts were absent a build does not tell: it is made each time.
    assert made(order, place / "out", way).made == (asked == "texts")
    assert made(order_at(place), place / "out", WAYS[place.name]).made


def test_from_parts_to_one_piece_and_back(place: Path) -> None:
    """Each takes away what the other wrote, and the bytes are those of the first."""
    before = written(place / "out")
    other = next(way for way in WAYS.values() if way is not WAYS[place.name])
    made(order_at(place), place / "out", other)
    assert written(place / "out").keys().isdisjoint(before.keys() - {"manifest.json"})
    made(order_at(place), place / "out", WAYS[place.name])
    assert written(place / "out") == before


def test_a_corpus_that_was_moved_is_where_it_is_now(place: Path) -> None:
    """Nothing is made, and whether the build is stale is asked of the corpus that was named."""
    shutil.move(place / "corpus", place / "moved")
    order = replace(order_at(place), corpus=place / "moved")
    assert not made(order, place / "out", WAYS[place.name]).made
    assert tuple(stale_inputs(place / "out")) == ()
    edited = place / "moved" / "example.yaml"
    edited.write_text(edited.read_text("utf-8") + "# read again\n", "utf-8")
    assert len(tuple(stale_inputs(place / "out"))) == 1


def test_a_corpus_at_fault_is_said_to_be(place: Path) -> None:
    """And the build that stands stays as it is."""
    before = written(place / "out")
    (place / "corpus" / "example.yaml").write_text("claims: [", "utf-8")
    with pytest.raises(InputError):
        made(order_at(place), place / "out", WAYS[place.name])
    assert written(place / "out") == before


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_documents_that_say_nothing_are_no_corpus(way: Way, tmp_path: Path) -> None:
    """What checked nothing would look green."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "d.yaml").write_text("curation: {curator: Bo, coded: 2026-01-02}\n")
    with pytest.raises(InputError, match="there is nothing to check"):
        made(order_of(tmp_path / "corpus"), tmp_path / "out", way)
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_many_documents_are_built_in_parts(tmp_path: Path) -> None:
    """Above 200, if nothing else is said; up to them in one piece."""
    for number in range(IN_ONE_PIECE):
        path = tmp_path / "corpus" / f"d{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        concept = f"concepts:\n  d{number}: {{label: D, kind: event}}\n"
        path.write_text(f"curation: {{curator: Bo, coded: 2026-01-02}}\n{concept}", "utf-8")
    order = replace(order_of(tmp_path / "corpus"), store=False)
    assert made(order, tmp_path / "out", Way(jobs=1)).parts == 0
    one_more = "curation: {curator: Bo, coded: 2026-01-02}\n"
    (tmp_path / "corpus" / "one-more.yaml").write_text(one_more, "utf-8")
    assert made(order, tmp_path / "out", Way(jobs=1)).parts > 0


@pytest.mark.parametrize(
    ("way", "says"),
    [
        (Way(parted=True, show_words=True), "does not have"),
        (Way(parted=False, cluster="local"), "a cluster works on parts"),
    ],
)
def test_what_does_not_go_together_is_said(way: Way, says: str, tmp_path: Path) -> None:
    """A build in parts has no page, and one piece is made here."""
    make_example(tmp_path / "corpus")
    with pytest.raises(UsageError, match=says):
        made(order_of(tmp_path / "corpus"), tmp_path / "out", way)
    assert not (tmp_path / "out").exists()
