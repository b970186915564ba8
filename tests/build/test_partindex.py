"""The store of a build in parts that follows another: what it has is what a fresh one has."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from mdmakg.build import partindex
from mdmakg.build.commit import MANIFEST
from mdmakg.build.manifest import earlier, make_manifest
from mdmakg.build.partfiles import keep_zipped, zipped
from mdmakg.build.partindex import index_parts
from mdmakg.build.record import unzipped
from mdmakg.errors import StoreError
from mdmakg.store.store import open_store
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOTHING: Mapping[str, Any] = {"outputs": [], "inputs": [], "store": ""}
SHARED = "0123456789abcdef"
ALONE = "fedcba9876543210"


def lines(document: int, proposition: str | None, least: str = "3") -> tuple[str, str]:
    """Write what a part says, and what follows from it: some of a proposition, if it has one."""
    said = [f"<{BASE}claim/{document}> <{BASE}says> <{BASE}{document}> <{BASE}graph/{document}> ."]
    found = [f'<{BASE}result/{document}> <{BASE}state> "passed" <{BASE}graph/checks> .']
    if proposition is not None:
        it = f"{BASE}proposition/{proposition}"
        said.append(f"<{it}> <{BASE}subject> <{BASE}tea> <{BASE}graph/{document}> .")
        found.append(f'<{it}> <{BASE}least> "{least}" <{BASE}graph/checks> .')
        found.append(f'<{BASE}quantity/proposition/{proposition}/dose> <{BASE}most> "4" ')
        found[-1] += f"<{BASE}graph/checks> ."
    return "".join(f"{line}\n" for line in said), "".join(f"{line}\n" for line in found)


def kept(
    out: Path, parts: Sequence[tuple[int, str | None]], least: str = "3"
) -> dict[str, tuple[str, int]]:
    """Write the files of some parts."""
    found: dict[str, tuple[str, int]] = {}
    (out / "parts").mkdir(parents=True, exist_ok=True)
    for document, proposition in parts:
        key = sha256(f"{document} {proposition} {least}".encode()).hexdigest()
        for ending, text in zip(
            ("nq.gz", "checks.nq.gz"), lines(document, proposition, least), strict=True
        ):
            found |= keep_zipped(out, key, ending, text.encode())
    return found


def standing(out: Path, outputs: Mapping[str, tuple[str, int]], store: str) -> Mapping[str, Any]:
    """Let a build stand; give its manifest as the one that follows it reads it."""
    content = make_manifest(
        inputs={}, outputs=outputs, dataset={}, counts={}, store=store, options={}
    )
    (out / MANIFEST).write_bytes(content)
    return earlier(out)


def held(out: Path, name: str) -> list[bytes]:
    """Give everything that a store holds."""
    told = open_store(out / "store" / name).dump(format=RdfFormat.N_QUADS)
    assert told is not None
    return sorted(told.splitlines())


def fresh(out: Path, parts: Sequence[tuple[int, str | None]]) -> list[bytes]:
    """Give what a store that follows none holds."""
    return held(out, index_parts(out, kept(out, parts), NOTHING))


PARTS = [(number, {0: SHARED, 1: SHARED, 2: ALONE}.get(number)) for number in range(20)]


@pytest.mark.parametrize(
    ("number", "proposition"),
    [(0, None), (1, ALONE), (2, None), (3, SHARED), (5, "00000000000000ff"), (0, SHARED)],
)
def test_a_store_that_follows_another_is_as_a_fresh_one(
    number: int, proposition: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One part edited: a proposition that another part says too keeps what follows from it."""
    outputs = kept(tmp_path / "a", PARTS)
    name = index_parts(tmp_path / "a", outputs, NOTHING)
    edited = [(n, proposition) if n == number else (n, p) for n, p in PARTS]
    now = kept(tmp_path / "a", edited)
    before = standing(tmp_path / "a", outputs, name)
    # It is the earlier store that is changed: none is loaded anew.
    monkeypatch.setattr(partindex, "make_store", None)
    after = index_parts(tmp_path / "a", now, before)
    monkeypatch.undo()
    assert held(tmp_path / "a", after) == fresh(tmp_path / "b", edited)
    assert held(tmp_path / "a", name) == fresh(tmp_path / "c", PARTS)


@given(st.data())
@settings(max_examples=6)
def test_whatever_changes_the_store_is_as_a_fresh_one(data: st.DataObject) -> None:
    """Parts that come, go and change, few or many."""
    propositions = st.sampled_from([None, SHARED, ALONE])
    parts = {number: data.draw(propositions) for number in range(12)}
    changed = data.draw(st.dictionaries(st.integers(0, 12), propositions, max_size=2))
    gone = data.draw(st.sets(st.integers(0, 12), max_size=1))
    after = [(n, p) for n, p in {**parts, **changed}.items() if n not in gone]
    with TemporaryDirectory() as place:
        out = Path(place)
        outputs = kept(out / "a", tuple(parts.items()))
        name = index_parts(out / "a", outputs, NOTHING)
        before = standing(out / "a", outputs, name)
        later = index_parts(out / "a", kept(out / "a", after), before)
        assert held(out / "a", later) == fresh(out / "b", after)


@pytest.mark.parametrize("lost", ["store", "part"])
def test_without_the_earlier_store_a_new_one_is_loaded(lost: str, tmp_path: Path) -> None:
    """If it is gone, or a part that was in it."""
    outputs = kept(tmp_path, PARTS)
    name = index_parts(tmp_path, outputs, NOTHING)
    edited = [(0, None), *PARTS[1:]]
    now = kept(tmp_path, edited)
    before = standing(tmp_path, outputs, name)
    if lost == "store":
        (tmp_path / "store" / name / "CURRENT").write_bytes(b"")
    else:
        for file in outputs.keys() - now.keys():
            (tmp_path / file).unlink()
    after = index_parts(tmp_path, now, before)
    assert held(tmp_path, after) == fresh(tmp_path / "b", edited)


def test_no_store_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    """It has the name that it would have."""
    outputs = kept(tmp_path, PARTS)
    name = index_parts(tmp_path, outputs, NOTHING, store=False)
    assert not (tmp_path / "store").exists()
    assert index_parts(tmp_path, outputs, NOTHING) == name


def test_what_all_say_anew_of_a_proposition_is_not_kept(tmp_path: Path) -> None:
    """Two parts that share one are judged again, and now it has another least value."""
    both, rest = PARTS[:2], PARTS[2:]
    outputs = kept(tmp_path / "a", PARTS)
    name = index_parts(tmp_path / "a", outputs, NOTHING)
    now = {**kept(tmp_path / "a", both, "7"), **kept(tmp_path / "a", rest)}
    after = index_parts(tmp_path / "a", now, standing(tmp_path / "a", outputs, name))
    alone = {**kept(tmp_path / "b", both, "7"), **kept(tmp_path / "b", rest)}
    assert held(tmp_path / "a", after) == held(
        tmp_path / "b", index_parts(tmp_path / "b", alone, NOTHING)
    )


def test_an_earlier_part_that_was_altered_is_not_relied_on(tmp_path: Path) -> None:
    """What it said cannot be taken out any more, so the store is loaded anew."""
    outputs = kept(tmp_path, PARTS)
    name = index_parts(tmp_path, outputs, NOTHING)
    edited = [(0, None), *PARTS[1:]]
    now = kept(tmp_path, edited)
    before = standing(tmp_path, outputs, name)
    for file in outputs.keys() - now.keys():
        (tmp_path / file).write_bytes(zipped(b"<a:a> <a:b> <a:c> <a:d> .\n"))
    after = index_parts(tmp_path, now, before)
    assert held(tmp_path, after) == fresh(tmp_path / "b", edited)


@pytest.mark.parametrize("content", [None, b"no gzip", b"\x1f\x8b\x08\0half", b"altered"])
def test_a_part_that_cannot_be_read_is_told(content: bytes | None, tmp_path: Path) -> None:
    """It is gone, or not what was written, or what was written is damaged."""
    digest = sha256(content or b"").hexdigest()
    if content is not None:
        (tmp_path / "part.nq.gz").write_bytes(content if content != b"altered" else b"other")
    with pytest.raises(StoreError, match=r"cannot be read|not what the build wrote|damaged"):
        unzipped(tmp_path, "part.nq.gz", digest)
