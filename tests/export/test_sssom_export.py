"""Mappings as SSSOM: every mapping once, what its names stand for, and whose it is."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import yaml
from lamps import lamps, rows
from test_kgx import MAPPINGS, TERMS

from mdmakg.build.material import material_of
from mdmakg.export.sssom import COLUMNS, sssom_pieces
from mdmakg.read.sssom import read_mappings

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "mappings.sssom.tsv": MAPPINGS
    + "concept:daylight\toboInOwl:hasDbXref\tILL:4\t\tsemapv:MappingChaining\tothers:sun\n",
    "terms.tsv": TERMS.format(state="obsolete"),
}
FILES["mappings.sssom.tsv"] = FILES["mappings.sssom.tsv"].replace(
    "#mapping_set_id",
    '#  oboInOwl: "http://www.geneontology.org/formats/oboInOwl#"\n'
    '#  others: "https://example.org/others/"\n#mapping_set_id',
)


def test_every_mapping_is_a_row_with_its_source(tmp_path: Path) -> None:
    """Sorted, with the IRI of the set that says so, or its short name where that is all."""
    text = "".join(sssom_pieces(lamps(tmp_path, {}, FILES)))
    told = [(r["subject_id"], r["predicate_id"], r["object_id"]) for r in rows(text)]
    assert told == [
        ("concept:daylight", "oboInOwl:hasDbXref", "ILL:4"),
        ("concept:disease", "skos:closeMatch", "ILL:3"),
        ("concept:disease", "skos:exactMatch", "ILL:1"),
        ("concept:disease", "skos:exactMatch", "MONDO:2"),
    ]
    first, _, _, last = rows(text)
    assert (first["mapping_provider"], first["comment"]) == (
        "",
        "said by others:sun; the term is recorded as not-recorded",
    )
    assert last["mapping_provider"] == "https://example.org/sets/lamp"
    assert last["comment"] == "the term is recorded as obsolete"
    assert tuple(last) == COLUMNS


def test_the_head_says_what_names_stand_for_and_whose_the_set_is(tmp_path: Path) -> None:
    """SSSOM: every prefix is in the map; a set has an id and a licence, unspecified if need be."""
    made = lamps(tmp_path, {}, FILES)
    lines = "".join(sssom_pieces(made)).split("\n")
    head = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    assert head["curie_map"]["ILL"] == "https://example.org/ILL_"
    assert head["curie_map"]["concept"] == "https://w3id.org/mdmakg/concept/"
    assert head["license"] == "https://w3id.org/sssom/license/unspecified"
    assert head["mapping_set_version"] == made.digest()
    licensed = material_of(tmp_path / "build", licence="https://example.org/licence")
    assert '#license: "https://example.org/licence"\n' in "".join(sssom_pieces(licensed))


def test_a_prefix_stands_for_one_thing(tmp_path: Path) -> None:
    """Where a set calls somebody's terms concept, as we do ours, both expand to what they were."""
    mappings = """\
#curie_map:
#  thing: "https://w3id.org/mdmakg/concept/"
#  concept: "https://example.org/C_"
#mapping_set_id: "https://example.org/sets/lamp"
#license: "https://creativecommons.org/licenses/by/4.0/"
subject_id\tpredicate_id\tobject_id\tmapping_justification
thing:disease\tskos:closeMatch\tconcept:7\tsemapv:ManualMappingCuration
"""
    text = "".join(sssom_pieces(lamps(tmp_path, {}, {"mappings.sssom.tsv": mappings})))
    head = yaml.safe_load("\n".join(line[1:] for line in text.split("\n") if line[:1] == "#"))
    (row,) = rows(text)
    ends = [row[end].partition(":") for end in ("subject_id", "object_id")]
    assert [head["curie_map"][prefix] + local for prefix, _, local in ends] == [
        "https://w3id.org/mdmakg/concept/disease",
        "https://example.org/C_7",
    ]


def test_one_claim_has_the_mappings_of_what_it_speaks_of(tmp_path: Path) -> None:
    """A claim on sleep has nothing to do with what others call the disease."""
    lamps(tmp_path, {}, FILES)
    made = material_of(tmp_path / "build", claim="lamp:c1")
    assert rows("".join(sssom_pieces(made))) == []


def test_a_quote_mark_in_a_label_stays_in_its_cell(tmp_path: Path) -> None:
    """SSSOM/TSV is RFC 4180 with tabs: our own reader and Python's find the label that was read."""
    files = {
        "mappings.sssom.tsv": FILES["mappings.sssom.tsv"].replace(
            "MONDO:2\tdisease", 'MONDO:2\t"""lone"'
        )
    }
    text = "".join(sssom_pieces(lamps(tmp_path, {}, files)))
    table = [line for line in text.splitlines() if not line.startswith("#")]
    told = {row["object_id"]: row for row in csv.DictReader(table, delimiter="\t")}
    assert len(told) == 4
    assert told["MONDO:2"]["object_label"] == '"lone'
    again = tmp_path / "again.sssom.tsv"
    again.write_text(text, "utf-8")
    found, faults = read_mappings(again)
    assert not faults
    assert {one.object: one.object_label for one in found.mappings}["MONDO:2"] == '"lone'
