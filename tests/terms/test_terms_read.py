"""Reading mappings and lists of terms: every fault at its place, and nothing silently lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from given import HEAD, TERMS, corpus, rows

from mdmakg.errors import InputError
from mdmakg.read.corpus import read_corpus
from mdmakg.read.sssom import read_mappings
from mdmakg.read.table import read_rows
from mdmakg.read.terms import read_terms

if TYPE_CHECKING:
    from pathlib import Path

NAP = "concept:nap exactMatch SLEEP:1 nap"


@pytest.mark.parametrize(
    ("change", "code", "line", "column"),
    [
        (("skos:exactMatch", "skos:broader"), "unknown-predicate", 8, 14),
        (("SLEEP:1", "DREAM:1"), "unknown-prefix", 8, 30),
        (("SLEEP:1", "sleep"), "bad-identifier", 8, 30),
        (("SLEEP:1", "SLEEP:1%zz"), "bad-identifier", 8, 30),
        (("SLEEP:1", ""), "missing-value", 8, 30),
        (("semapv:Manual", "Manual"), "bad-identifier", 8, 42),
        (("mapping_justification\n", "justified\n"), "missing-column", 7, 1),
        (("object_label\t", "object_label\tobject_label\t"), "double-column", 7, 1),
        (('"https://example.org/SLEEP_"', '"no IRI"'), "bad-prefix", 3, 4),
        (("#license", "#licence"), "no-metadata", 1, 1),
        (("#mapping_set_id:", "#mapping_set_id"), "syntax", 6, 2),
        (("nap\tsemapv", "nap\x07\tsemapv"), "control-character", 8, 38),
    ],
)
def test_a_fault_has_its_place(
    tmp_path: Path, change: tuple[str, str], code: str, line: int, column: int
) -> None:
    """One thing made wrong in a sound file of mappings gives that fault, there."""
    path = tmp_path / "mappings.sssom.tsv"
    path.write_text(rows(NAP).replace(*change), "utf-8")
    _, faults = read_mappings(path, shown_as="m.tsv")
    assert (code, line, column) in {(f.code, f.place.line, f.place.column) for f in faults}


def test_a_file_without_metadata_is_refused(tmp_path: Path) -> None:
    """Without prefixes no identifier can be told."""
    path = tmp_path / "mappings.sssom.tsv"
    path.write_text(rows(NAP).removeprefix(HEAD), "utf-8")
    _, faults = read_mappings(path)
    assert "no-metadata" in {fault.code for fault in faults}


@pytest.mark.parametrize("sign", ["#", "# "])
def test_a_remark_is_no_metadata(tmp_path: Path, sign: str) -> None:
    """A sentence at the top is passed over, the keys behind it are read, keys of lists too."""
    head = f"{HEAD}#creator_id:\n#- orcid:0000\n".replace("#", sign)
    path = tmp_path / "m.tsv"
    path.write_text(rows(NAP).replace(HEAD, f"# Naps, as we map them.\n{head}"), "utf-8")
    found, faults = read_mappings(path)
    assert faults == ()
    assert [one.object_iri for one in found.mappings] == ["https://example.org/SLEEP_1"]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A file without a header has no mappings, and says so."""
    path = tmp_path / "mappings.sssom.tsv"
    path.write_text(HEAD, "utf-8")
    assert [fault.code for fault in read_mappings(path)[1]] == ["no-header"]


def test_a_pair_is_mapped_once(tmp_path: Path) -> None:
    """The same two ends twice by one source are a fault at the second."""
    path = tmp_path / "mappings.sssom.tsv"
    path.write_text(rows(NAP, NAP.replace("exact", "close")), "utf-8")
    _, faults = read_mappings(path)
    assert [(fault.code, fault.place.line) for fault in faults] == [("double-mapping", 9)]


@pytest.mark.parametrize("number", ["1.5", "-0.1", "much", "NaN", "1e400"])
def test_a_confidence_is_a_share(tmp_path: Path, number: str) -> None:
    """What is no number from 0 to 1 is refused."""
    path = tmp_path / "mappings.sssom.tsv"
    told = rows(NAP).replace("mapping_justification\n", "mapping_justification\tconfidence\n")
    path.write_text(told.rstrip("\n") + f"\t{number}\n", "utf-8")
    assert [fault.code for fault in read_mappings(path)[1]] == ["bad-number"]


def test_what_is_not_mapped_is_not_read_as_mapped(tmp_path: Path) -> None:
    """A negated mapping is refused, and never taken for its opposite."""
    path = tmp_path / "mappings.sssom.tsv"
    told = rows(NAP).replace(
        "mapping_justification\n", "mapping_justification\tpredicate_modifier\n"
    )
    path.write_text(told.rstrip("\n") + "\tNot\n", "utf-8")
    found, faults = read_mappings(path)
    assert [fault.code for fault in faults] == ["negated"]
    assert found.mappings == ()


def test_quoted_cells() -> None:
    """A cell in quote marks holds doubled ones, as tables of SSSOM do."""
    table = read_rows(["a\tb", '"one ""two"" three"\tfour'], "t.tsv")
    assert table.rows[0]["a"] == 'one "two" three'
    assert table.rows[0].place("b").column == 21


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("SLEEP\thttps://example.org/SLEEP_1\tnap", "bad-identifier"),
        ("\thttps://example.org/SLEEP_1\tnap", "missing-value"),
        ("SLEEP:1\t\tnap\tclass\t1\tf\tsurely", "unknown-word"),
        ("SLEEP:1\t\tnap\tclass\t1\tf\tsecondary\tgone", "unknown-word"),
        ("SLEEP:1" + "\t" * 11, "too-many-cells"),
        ("SLEEP:1\t\t" + "n" * 5000, "cell-too-long"),
    ],
)
def test_a_term_with_a_fault(tmp_path: Path, line: str, code: str) -> None:
    """A row of a list of terms that cannot be taken is told, and left out."""
    path = tmp_path / "terms.tsv"
    path.write_text(f"{TERMS}{line}\n", "utf-8")
    _, faults = read_terms(path)
    assert code in {fault.code for fault in faults}


def test_a_term_stands_once(tmp_path: Path) -> None:
    """Two rows for one identifier, or for one IRI, are a fault at the second."""
    path = tmp_path / "terms.tsv"
    path.write_text(
        TERMS + "S:1\thttps://e.org/1\ta\nS:1\thttps://e.org/2\tb\nS:2\thttps://e.org/2\tc\n"
    )
    assert [(f.code, f.place.line) for f in read_terms(path)[1]] == [
        ("double-term", 3),
        ("double-term", 4),
    ]


def test_a_corpus_with_a_faulty_table_is_refused(tmp_path: Path) -> None:
    """A mapping that cannot be read is no reason to build without it."""
    with pytest.raises(InputError) as told:
        read_corpus(corpus(tmp_path, rows(NAP).replace("SLEEP:1", "DREAM:1")))
    assert [fault.code for fault in told.value.faults] == ["unknown-prefix"]


def test_a_link_out_of_the_corpus_is_refused(tmp_path: Path) -> None:
    """Mappings that lie elsewhere are not read by way of a link."""
    (tmp_path / "elsewhere.tsv").write_text(rows(NAP), "utf-8")
    folder = corpus(tmp_path / "corpus")
    (folder / "mappings.sssom.tsv").symlink_to(tmp_path / "elsewhere.tsv")
    with pytest.raises(InputError) as told:
        read_corpus(folder)
    assert [fault.code for fault in told.value.faults] == ["outside"]
