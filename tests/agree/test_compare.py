"""Two encodings made by hand, and what was worked out of them on paper."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from coders import A, B, write_coders

from mdmakg.agree.compare import compare
from mdmakg.agree.inputs import read_inputs
from mdmakg.errors import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.agree.comparison import Comparison


@pytest.fixture
def compared(tmp_path: Path) -> Comparison:
    """Compare the two encodings."""
    return compare(read_inputs(*write_coders(tmp_path)))


def test_who_is_matched(compared: Comparison) -> None:
    """Five claims are the same, whatever their ids and order; two are of one coder alone."""
    (pair,) = compared.documents
    assert [(one.a, one.b) for one in pair.pairs] == [
        ("c1", "k3"),
        ("c2", "k4"),
        ("c3", "k2"),
        ("c4", "k1"),
        ("c5", "k5"),
    ]
    assert [one.core for one in pair.pairs] == [Fraction(9, 10), 1, 1, 1, Fraction(6, 10)]
    assert [one.a for one in pair.pairs if one.doubtful] == ["c3", "c4"]
    assert [id_ for id_, _ in pair.only_a] == ["first:c6"]
    assert [id_ for id_, _ in pair.only_b] == ["second:k6"]
    # A has 0-440 under claims, B 10-300, 340-400 and 450-500: 350 of 490 are of both.
    assert pair.covered == Fraction(350, 490)


def test_kappas(compared: Comparison) -> None:
    """The counts and kappas of every code."""
    told = {one.code: one.agreement for one in compared.measures}
    assert {code: (one.number, one.same, one.kappa) for code, one in told.items()} == {
        "kind": (5, 4, Fraction(13, 18)),  # chance (2*1 + 2*2 + 1*1) / 25
        "relation": (5, 4, Fraction(2, 3)),  # chance (2*2 + 3*2) / 25
        "hedge": (5, 4, Fraction(4, 9)),  # chance 4*4 / 25
        "polarity": (5, 5, None),
        "quantifier": (5, 5, None),
        "direction": (5, 4, 0),  # A improved once, B never: chance 4*5 / 25
        "evidence": (5, 4, Fraction(6, 11)),  # chance (1*2 + 4*3) / 25
        "evidence direction": (1, 1, None),
    }
    assert compared.lines == (1, 0, 1)


def line_of(text: str, pattern: str) -> int:
    """Give the line, from 1, of the first match of a pattern."""
    found = re.search(pattern, text, re.S)
    assert found is not None
    return text.count("\n", 0, found.end()) + 1


def test_disagreements_have_both_codes_and_places(compared: Comparison) -> None:
    """Each has the claim, the code and the line of either coder."""
    told = {
        (one.code, one.of, one.a.claim, one.a.value, one.b.claim, one.b.value)
        for one in compared.disagreements
    }
    assert told == {
        ("kind", "", "first:c1", "finding", "second:k3", "efficacy"),
        ("direction", "", "first:c1", "improved", "second:k3", "(none)"),
        ("hedge", "", "first:c2", "possible", "second:k4", "probable"),
        ("evidence", "", "first:c2", "no", "second:k4", "yes"),
        ("evidence direction", "first:r1", "first:c2", "(none)", "second:k4", "disputes"),
        ("relation", "", "first:c5", "causes", "second:k5", "acts-through"),
    }
    kind = next(one for one in compared.disagreements if one.code == "kind")
    assert kind.a.place.line == line_of(A, "c1:.*?kind")
    assert kind.b.place.line == line_of(B, "k3:.*?kind")
    assert kind.a.place.file.endswith("first.yaml")
    line = next(one for one in compared.disagreements if one.code == "evidence direction")
    assert line.b.place.line == line_of(B, "k4:.*?disputes")


def test_a_document_agrees_with_itself(tmp_path: Path) -> None:
    """Nothing differs, every claim is matched with itself, and what varies has a kappa of 1."""
    first, _ = write_coders(tmp_path)
    found = compare(read_inputs(first, first))
    assert [(one.a, one.b) for one in found.documents[0].pairs] == [
        (f"c{number}", f"c{number}") for number in range(1, 7)
    ]
    assert found.disagreements == ()
    assert {one.code: one.agreement.kappa for one in found.measures}["kind"] == 1


def test_the_least_overlap_is_heeded(tmp_path: Path) -> None:
    """At seven tenths c5 and k5, which share six, are two claims."""
    found = compare(read_inputs(*write_coders(tmp_path)), Fraction(7, 10))
    assert [id_ for id_, _ in found.documents[0].only_a] == ["first:c5", "first:c6"]
    assert found.least == Fraction(7, 10)


def test_a_coder_of_claims_alone(tmp_path: Path) -> None:
    """Where B defines no results, B's ids mean what A has under them, from any file name."""
    first, second = write_coders(tmp_path)
    claims = B.partition("results:\n")[0] + "claims:\n" + B.partition("claims:\n")[2]
    second.write_text(claims.replace("to: q7", "to: r1"), "utf-8")
    assert compare(read_inputs(first, second)).lines == (1, 0, 1)
    second.write_text(claims.replace("to: q7", "to: first:r1"), "utf-8")
    assert compare(read_inputs(first, second)).lines == (1, 0, 1)


def test_results_that_are_not_the_same(tmp_path: Path) -> None:
    """Results on other passages are others, even under one id."""
    first, second = write_coders(tmp_path)
    moved = B.replace("q7", "r1").replace("at: 0-100 ", "at: 200-300 ", 1)
    second.write_text(moved, "utf-8")
    found = compare(read_inputs(first, second))
    assert found.lines == (0, 1, 2)


def test_corpora_are_compared_by_their_texts(demo: Path, tmp_path: Path) -> None:
    """Folders are paired by the texts that they encode, under any names; others are named."""
    shutil.copytree(demo / "data", tmp_path / "b")
    text = (tmp_path / "b" / "example.yaml").read_text("utf-8")
    (tmp_path / "b" / "example.yaml").unlink()
    changed = text.replace("kind: burden", "kind: opinion").replace("example:c", "renamed:c")
    (tmp_path / "b" / "renamed.yaml").write_text(changed, "utf-8")
    (tmp_path / "b" / "more.yaml").write_text(A.partition("results:\n")[0], "utf-8")
    found = compare(read_inputs(demo / "data", tmp_path / "b"))
    (pair,) = found.documents
    assert (len(pair.pairs), pair.only_a, pair.only_b) == (6, (), ())
    assert [(one.code, one.a.claim, one.b.value) for one in found.disagreements] == [
        ("kind", "example:c3", "opinion")
    ]
    assert [name.rpartition("/")[2] for name in found.alone_b] == ["more.yaml"]
    assert found.lines == (4, 0, 0)


def test_other_texts_are_refused(tmp_path: Path) -> None:
    """At the digest of the second file, which is another."""
    first, second = write_coders(tmp_path)
    second.write_text(B.replace("a" * 64, "b" * 64), "utf-8")
    with pytest.raises(InputError) as refused:
        read_inputs(first, second)
    (fault,) = refused.value.faults
    assert (fault.code, fault.place.line, fault.place.column) == ("other-text", 3, 11)
    assert fault.place.file == str(second)


def test_the_faults_of_both_files_are_told(tmp_path: Path) -> None:
    """A wrong value in the one and a missing file are told at once."""
    first, second = write_coders(tmp_path)
    first.write_text(A.replace("kind: safety", "kind: safe"), "utf-8")
    second.unlink()
    with pytest.raises(InputError) as refused:
        read_inputs(first, second)
    assert [(fault.code, fault.place.line) for fault in refused.value.faults] == [
        ("bad-value", line_of(A, "kind: safety")),
        ("missing-file", 1),
    ]


def test_documents_without_a_text_are_refused(tmp_path: Path) -> None:
    """Concepts alone have no passages to match by."""
    first, second = write_coders(tmp_path)
    second.write_text("curation: {curator: B, coded: 2026-03-20}\n", "utf-8")
    with pytest.raises(InputError, match="no-text"):
        read_inputs(first, second)


def test_folders_without_a_common_text_are_refused(demo: Path, tmp_path: Path) -> None:
    """Nothing compared is never a good result."""
    write_coders(tmp_path)[1].unlink()
    (tmp_path / "first.yaml").write_text(A.partition("results:\n")[0], "utf-8")
    with pytest.raises(InputError, match="other-text"):
        read_inputs(demo / "data", tmp_path)


def test_one_text_encoded_twice_in_a_folder_is_refused(demo: Path, tmp_path: Path) -> None:
    """Which of the two is meant cannot be told."""
    for path in write_coders(tmp_path):
        path.write_text(A.partition("results:\n")[0], "utf-8")
    with pytest.raises(InputError, match="same-text"):
        read_inputs(tmp_path, demo / "data")


def test_a_file_is_not_compared_with_a_folder(tmp_path: Path) -> None:
    """Two files or two folders; what is not there is said to be missing."""
    first, _ = write_coders(tmp_path)
    with pytest.raises(UsageError, match="not one of each"):
        read_inputs(first, tmp_path)
    with pytest.raises(InputError, match="missing-file"):
        read_inputs(tmp_path / "nowhere", tmp_path)
