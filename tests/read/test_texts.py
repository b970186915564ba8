"""Texts at hand: found, absent, changed, or no texts at all."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.example import make_example
from mdmakg.errors import InputError
from mdmakg.read.corpus import read_corpus
from mdmakg.read.texts import Wanted, read_texts, texts_of

if TYPE_CHECKING:
    from pathlib import Path

WORDS = b"A text of our own.\r\n"
SHA = sha256(WORDS).hexdigest()


def test_a_text_is_read_as_it_is(tmp_path: Path) -> None:
    """Line ends are kept, since positions count them, and nothing is noted."""
    (tmp_path / "a.txt").write_bytes(WORDS)
    found = read_texts([Wanted("a.txt", SHA)], tmp_path)
    assert (found.at_hand, found.files, found.notes) == (
        {SHA: WORDS.decode()},
        {"a.txt": WORDS},
        (),
    )


def test_a_changed_text_is_at_hand_and_noted(tmp_path: Path) -> None:
    """It answers under the digest of old, for its passages are looked for in it."""
    (tmp_path / "a.txt").write_text("Another.")
    found = read_texts([Wanted("a.txt", SHA)], tmp_path)
    assert found.at_hand == {SHA: "Another."}
    assert found.notes == (
        f"{tmp_path}/a.txt: changed since it was encoded; its passages are looked for in it",
    )


def test_absent_texts_are_noted(tmp_path: Path) -> None:
    """One by one where a folder is given, by number where none is, and none in silence."""
    found = read_texts([Wanted("a.txt", SHA)], tmp_path)
    assert found.notes == (f"{tmp_path}/a.txt: not there; its passages were not verified",)
    (one,) = read_texts([Wanted("a.txt", SHA)], None).notes
    assert one.startswith("1 text is not at hand, so its passages")
    (two,) = read_texts([Wanted("a.txt", SHA), Wanted("b.txt", SHA)], None).notes
    assert two.startswith("2 texts are not at hand, so their passages")
    assert read_texts([], None).notes == ()


def test_a_folder_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """Missing, or a file: one fault with the reason."""
    (tmp_path / "file").touch()
    for place in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(InputError, match="missing-folder: the folder of texts cannot be read"):
            read_texts([], place)


def test_a_text_that_is_none_is_a_fault(tmp_path: Path) -> None:
    """What is there and is not UTF-8 text is not taken for absent."""
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(InputError, match="this is a folder"):
        read_texts([Wanted("a.txt", SHA)], tmp_path)


def test_the_texts_of_a_corpus(tmp_path: Path) -> None:
    """Each text that a document encodes, by the name and digest that the document gives."""
    make_example(tmp_path)
    text = (tmp_path / "texts" / "example.txt").read_bytes()
    corpus = read_corpus(tmp_path)
    assert texts_of(corpus) == (Wanted("example.txt", sha256(text).hexdigest()),)
