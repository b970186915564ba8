"""Mappings in a build: the same in one piece and in parts, and part of what it depends on."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from given import DOCUMENT, corpus, rows, terms

from mdmakg.build.build import build as build_whole
from mdmakg.build.build import check_corpus
from mdmakg.build.executor.choice import open_executor
from mdmakg.build.fresh import stale_inputs
from mdmakg.build.manifest import read_manifest
from mdmakg.build.order import Order
from mdmakg.build.parted import build_in_parts
from mdmakg.check.rules import Rules
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TOLD = rows("concept:nap exactMatch SLEEP:1 nap", "concept:rest closeMatch SLEEP:2")
RECORDED = terms("SLEEP:1|nap", "SLEEP:2|long nap")
MAPPED = b"https://w3id.org/mdmakg/graph/mappings"


def many(place: Path) -> Path:
    """Write a corpus of two mapped concepts and some documents beside it."""
    folder = corpus(place / "corpus", TOLD, RECORDED)
    for number in range(30):
        other = DOCUMENT.replace("nap:", f"nap-{number}:").replace("rest:", f"rest-{number}:")
        (folder / f"d{number}.yaml").write_text(other, "utf-8")
    return folder


def whole(folder: Path, out: Path) -> set[bytes]:
    """Build in one piece; give every line of what was said."""
    build_whole(check_corpus(folder), out)
    return set((out / "mdmakg.nq").read_bytes().splitlines())


def parted(folder: Path, out: Path) -> list[bytes]:
    """Build in parts; give every line of what was said, of all parts."""
    with open_executor(jobs=1, cluster=None, items=1, note=lambda _text: None) as executor:
        order = Order(folder, folder, None, Rules(), store=False)
        build_in_parts(order, out, executor, lambda *_: None)
    files = [one for one in (out / "parts").glob("*.nq.gz") if ".checks." not in one.name]
    return [line for one in files for line in gzip.decompress(one.read_bytes()).splitlines()]


def test_parts_say_what_the_whole_says(tmp_path: Path) -> None:
    """The same statements, each in one part only: 11 and 10 for two mappings, and two matches."""
    folder = many(tmp_path)
    in_one = whole(folder, tmp_path / "whole")
    in_parts = parted(folder, tmp_path / "parts")
    assert sorted(in_parts) == sorted(in_one)
    # type, ends, way, identifier, vocabulary, justification, source, state and recorded label
    # are ten of each; the first has a label of its own as well; and each states its match.
    assert sum(MAPPED in line for line in in_one) == 10 + 1 + 10 + 2


def test_tables_are_among_the_inputs(tmp_path: Path) -> None:
    """The manifest has both files, and a build is stale once one of them changes."""
    folder = corpus(tmp_path / "corpus", TOLD, RECORDED)
    out = tmp_path / "out"
    whole(folder, out)
    named = {row["file"] for row in read_manifest(out)["inputs"]}
    assert {"data/mappings.sssom.tsv", "data/terms.tsv"} <= named
    (folder / "terms.tsv").write_text(RECORDED.replace("long nap", "siesta"), "utf-8")
    assert "terms.tsv has changed since the build" in list(stale_inputs(out))


def test_parts_follow_a_change_of_the_tables(tmp_path: Path) -> None:
    """What was kept of a part does not outlive the mappings that it was made of."""
    folder, out = many(tmp_path), tmp_path / "out"
    parted(folder, out)
    (folder / "mappings.sssom.tsv").unlink()
    assert not [line for line in parted(folder, out) if MAPPED in line]


def test_parts_refuse_a_faulty_table(tmp_path: Path) -> None:
    """In parts, too, a mapping that cannot be read stops the build, at its place."""
    folder = corpus(tmp_path / "corpus", TOLD.replace("SLEEP:2", "DREAM:2"), RECORDED)
    with pytest.raises(InputError) as told:
        parted(folder, tmp_path / "out")
    (fault,) = told.value.faults
    assert (fault.code, fault.place.line) == ("unknown-prefix", 9)
