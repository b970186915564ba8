"""Readers of a build that another replaces meanwhile: they get one of both, or are told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.corpus.files import write_corpus
from counting import order_of

from mdmakg.build.around import facts_around
from mdmakg.build.built import silent
from mdmakg.build.executor.here import Here
from mdmakg.build.index import index_of
from mdmakg.build.make import Way, make
from mdmakg.build.material import material_of
from mdmakg.build.parted import build_in_parts
from mdmakg.build.record import statements_in
from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from mdmakg.build.order import Order

SEED = 5
CLAIM = "doc-000000:c1"


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Write a document and what it speaks of, in two versions: both files differ."""
    place = tmp_path_factory.mktemp("versions")
    write_corpus(place / "one", 1, SEED)
    shutil.copytree(place / "one", place / "two")
    for path in (place / "two").glob("*.yaml"):
        text = path.read_text("utf-8")
        assert "label: " in text
        path.write_text(text.replace("label: ", "label: New "), "utf-8")
    return place / "one", place / "two"


def ordered(corpus: Path, *, store: bool) -> Order:
    """Order a build with or without a store."""
    return replace(order_of(corpus), store=store)


@pytest.mark.parametrize("parted", [True, False], ids=["parts", "whole"])
def test_who_reads_on_is_told(versions: tuple[Path, Path], tmp_path: Path, parted: bool) -> None:  # noqa: FBT001 - a case
    """What was read first is of a build whose other files are gone: that cannot be gone on with."""
    one, two = (ordered(corpus, store=False) for corpus in versions)
    make(one, tmp_path / "out", Way(parted=parted), silent)
    whole = tuple(statements_in(tmp_path / "out"))
    reading = statements_in(tmp_path / "out")
    assert next(reading) == whole[0]
    make(two, tmp_path / "out", Way(parted=parted), silent)
    with pytest.raises(StoreError, match="another build took the place of this one"):
        tuple(reading)


def test_damage_is_told_as_damage(versions: tuple[Path, Path], tmp_path: Path) -> None:
    """Where no other build came, a file that is not what was written is named."""
    make(ordered(versions[0], store=False), tmp_path / "out", Way(parted=False), silent)
    (tmp_path / "out" / "checks.trig").write_bytes(b"")
    with pytest.raises(StoreError, match=r"checks\.trig: is not what the build wrote"):
        tuple(statements_in(tmp_path / "out"))


@pytest.mark.parametrize("store", [True, False], ids=["store", "no store"])
def test_what_is_around_a_claim_is_of_one_build(
    versions: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    store: bool,  # noqa: FBT001 - a case
) -> None:
    """A build that comes between a part and the store is not mixed in: all is of one of the two.

    The store of the build before stays; without one all is read again.
    """
    one, two = (ordered(corpus, store=store) for corpus in versions)
    out = tmp_path / "out"
    build_in_parts(two, out, Here(), silent)
    after = facts_around(out, CLAIM)
    build_in_parts(one, out, Here(), silent)
    before = facts_around(out, CLAIM)
    assert before is not None
    assert after is not None
    assert before != after

    def replaced(place: Path, manifest: Mapping[str, Any]) -> Store:
        monkeypatch.undo()
        build_in_parts(two, out, Here(), silent)
        return index_of(place, manifest)

    monkeypatch.setattr("mdmakg.build.around.index_of", replaced)
    assert facts_around(out, CLAIM) == (before if store else after)


@pytest.mark.parametrize("parted", [True, False], ids=["parts", "whole"])
def test_what_is_exported_is_of_one_build(
    versions: tuple[Path, Path],
    tmp_path: Path,
    parted: bool,  # noqa: FBT001 - a case
) -> None:
    """Material opened before a build came holds to the one that stood, or says that it is gone."""
    one, two = (ordered(corpus, store=True) for corpus in versions)
    make(one, tmp_path / "out", Way(parted=parted), silent)
    opened = material_of(tmp_path / "out")
    digest = opened.digest()
    assert [portion.facts for portion in opened.portions()]
    make(two, tmp_path / "out", Way(parted=parted), silent)
    assert material_of(tmp_path / "out").digest() != digest
    for read in (lambda: tuple(opened.portions()), opened.graph):
        with pytest.raises(StoreError, match="another build took the place of this one"):
            read()
