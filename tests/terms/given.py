"""A small corpus with mappings and terms of its own, and releases of an invented ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT: Final = """\
curation: {curator: A. Curator, coded: 2031-02-03}
concepts:
  nap: {label: nap, kind: practice}
  rest: {label: rest, kind: practice}
"""

HEAD: Final = """\
#curie_map:
#  concept: "https://w3id.org/mdmakg/concept/"
#  SLEEP: "https://example.org/SLEEP_"
#  REST: "https://example.org/REST_"
#mapping_set_id: "https://example.org/sets/naps"
#license: "https://creativecommons.org/licenses/by/4.0/"
"""
COLUMNS: Final = (
    "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
)
TERMS: Final = (
    "curie\tiri\tlabel\tkind\tversion\tread_in\thow_sure\tstatus\treplaced_by\tnote\tdefinition\n"
)


def rows(*told: str) -> str:
    """Write rows of mappings: ``concept:nap exactMatch SLEEP:1 label``, with or without a label."""
    text = HEAD + COLUMNS
    for one in told:
        subject, predicate, end, *label = one.split(" ", 3)
        cells = (subject, "", f"skos:{predicate}", end, *(label or [""]))
        text += "\t".join((*cells, "semapv:ManualMappingCuration")) + "\n"
    return text


def terms(*told: str) -> str:
    """Write a list of terms: ``SLEEP:1|label|status|how sure|replaced by|digest``."""
    text = TERMS
    for one in told:
        curie, label, status, sure, instead, digest = (*one.split("|"), "", "", "", "", "")[:6]
        iri = "https://example.org/" + curie.replace(":", "_")
        cells = (curie, iri, label, "class", "1", "file", sure or "ontology file")
        text += "\t".join((*cells, status or "current", instead, "", digest)) + "\n"
    return text


def corpus(place: Path, mappings: str = "", recorded: str = "") -> Path:
    """Write a corpus of one document, with mappings and terms beside it where they are given."""
    place.mkdir(exist_ok=True)
    (place / "naps.yaml").write_text(DOCUMENT, "utf-8")
    for name, text in (("mappings.sssom.tsv", mappings), ("terms.tsv", recorded)):
        if text:
            (place / name).write_text(text, "utf-8")
    return place
