"""Mappings in: a table of SSSOM with its metadata above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.mapping import CROSS_REFERENCE, MATCHES, MappingSet, TermMapping
from mdmakg.read.files import lines_of, read_text
from mdmakg.read.table import read_rows
from mdmakg.read.yaml import parse_yaml
from mdmakg.vocab.foreign import SKOS, skos_relatedMatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mdmakg.read.table import Row

__all__ = ["CURIE", "expanded", "read_mappings"]

CURIE: Final = re.compile(
    r"([A-Za-z_][A-Za-z0-9_.-]{0,63}):"
    r"([A-Za-z0-9_](?:[A-Za-z0-9_.()/+-]|%[0-9A-Fa-f]{2}){0,199})"
)
"""An identifier with the prefix of its vocabulary."""

_IRI: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_KEY: Final = re.compile(r"[\"']?[A-Za-z_][\w.-]*[\"']?\s*:(\s|$)|-\s")
_REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_SLOTS: Final = """
    author_id author_label cardinality_scope comment confidence creator_id creator_label
    curation_rule curation_rule_text issue_tracker_item license mapping_cardinality mapping_date
    mapping_provider mapping_source mapping_tool mapping_tool_id mapping_tool_version
    match_string object_category object_label object_match_field object_preprocessing
    object_source object_source_version object_type other predicate_label predicate_modifier
    predicate_type publication_date record_id review_date reviewer_agreement reviewer_id
    reviewer_label see_also similarity_measure similarity_score subject_category subject_label
    subject_match_field subject_preprocessing subject_source subject_source_version subject_type
"""
_OTHER: Final = frozenset(_SLOTS.split())
"""Columns that SSSOM has beside those that a row must have; most are passed over."""

_KNOWN: Final[Mapping[str, str]] = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": SKOS,
    "sssom": "https://w3id.org/sssom/",
}
"""Prefixes that a set of mappings need not declare."""

_PREDICATES: Final = frozenset({*MATCHES, skos_relatedMatch, CROSS_REFERENCE})


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the table."""

    told: Mapping[str, object]
    prefixes: Mapping[str, str]
    places: Mapping[str, Place]
    faults: tuple[Fault, ...]


def read_mappings(path: Path, *, shown_as: str = "") -> tuple[MappingSet, tuple[Fault, ...]]:
    """Read a file of mappings, with every fault of it; rows with faults are left out.

    Source: SSSOM/TSV, https://mapping-commons.github.io/sssom/.
    """
    shown = shown_as or str(path)
    try:
        lines = lines_of(read_text(path, shown_as=shown).removeprefix("\ufeff"))
    except InputError as error:
        return MappingSet(shown, shown, "", "", _KNOWN, ()), error.faults
    above = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head = _head(lines[:above], shown)
    table = read_rows(lines[above:], shown, above + 1)
    faults = [*head.faults, *table.faults, *_columns(table.header, Place(shown, above + 1))]
    set_id = str(head.told.get("mapping_set_id", shown))
    mappings: list[TermMapping] = []
    for row in table.rows:
        wrong = list(_wrong(row, head.prefixes))
        faults += wrong
        if not wrong:
            mappings.append(_mapping(row, head.prefixes, set_id))
    faults += _double(mappings, lines)
    licence, version = (str(head.told.get(k, "")) for k in ("license", "mapping_set_version"))
    found = MappingSet(
        shown, set_id, licence, version, head.prefixes, tuple(mappings), head.places, lines
    )
    return found, tuple(sorted(faults))


def _head(lines: Sequence[str], file: str) -> _Head:
    """Read the metadata: YAML, each of its lines behind a number sign."""
    # A comment that is no metadata would make no YAML of all that is.
    text = "\n".join("" if _is_remark(line) else line.removeprefix("#") for line in lines)
    if not text.strip():
        says = "there is no metadata: SSSOM has it above the table, in lines that begin with #"
        return _Head({}, _KNOWN, {}, (Fault(Place(file), "no-metadata", says),))
    tree, wrong = parse_yaml(text, file)
    faults = [*map(_behind_sign, wrong)]
    told = tree.value if tree is not None else {}
    prefixes = told.get("curie_map", {})
    declared = prefixes if isinstance(prefixes, dict) else {}
    places: dict[str, Place] = {}
    for prefix, iri in declared.items() if tree is not None else ():
        at = tree.place_of_key(("curie_map", prefix)) if tree else Place(file)
        places[prefix] = Place(file, at.line, at.column + 1)
        if not isinstance(iri, str) or not _IRI.fullmatch(iri):
            says = f"what the prefix {prefix} stands for is no IRI"
            faults.append(Fault(places[prefix], "bad-prefix", says, lines[at.line - 1]))
    for key in ("mapping_set_id", "license"):
        if tree is not None and key not in told:
            faults.append(Fault(Place(file), "no-metadata", f"the metadata have no {key}"))
    told_prefixes = {p: str(iri) for p, iri in declared.items()}
    return _Head(told, {**_KNOWN, **told_prefixes}, places, tuple(faults))


def _is_remark(line: str) -> bool:
    """Whether a line at the top is a sentence to a reader: it has no key and continues none."""
    return line.startswith("# ") and not line.startswith("#  ") and not _KEY.match(line, 2)


def _behind_sign(fault: Fault) -> Fault:
    place = Place(fault.place.file, fault.place.line, fault.place.column + 1)
    return Fault(place, fault.code, fault.message, f"#{fault.line}" if fault.line else "")


def _columns(header: Sequence[str], place: Place) -> Iterator[Fault]:
    line = "\t".join(header)
    for name in _REQUIRED:
        if header and name not in header:
            yield Fault(place, "missing-column", f"there is no column {name}", line)
    for name in header:
        if name not in _OTHER and name not in _REQUIRED:
            yield Fault(place, "unknown-column", f"SSSOM has no column {name!r}", line)


def _wrong(row: Row, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    for column in (*_REQUIRED, "mapping_source"):
        if row[column]:
            yield from _curie(row, column, prefixes)
        elif column in _REQUIRED:
            yield row.fault(column, "missing-value", f"this row has no {column}")
    predicate = expanded(row["predicate_id"], prefixes)
    if predicate and predicate not in _PREDICATES:
        says = "mappings are skos:exactMatch, close, broad, narrow, related, or oboInOwl:hasDbXref"
        yield row.fault("predicate_id", "unknown-predicate", says)
    if row["predicate_modifier"]:
        says = "what a thing is not mapped to is not read: leave the row out"
        yield row.fault("predicate_modifier", "negated", says)
    if row["confidence"] and _confidence(row["confidence"]) is None:
        says = "a confidence is a number from 0 to 1"
        yield row.fault("confidence", "bad-number", says)


def _curie(row: Row, column: str, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    found = CURIE.fullmatch(row[column])
    if found is None:
        says = f"{row[column]!r} is no identifier with a prefix, such as MONDO:0002009"
        yield row.fault(column, "bad-identifier", says)
    elif found[1] not in prefixes:
        says = f"the prefix {found[1]} is not in the curie_map above the table"
        yield row.fault(column, "unknown-prefix", says)


def expanded(curie: str, prefixes: Mapping[str, str]) -> str:
    """Give the IRI for which an identifier stands; empty where its prefix is not known."""
    prefix, colon, local = curie.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else ""


def _confidence(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= 1 else None


def _mapping(row: Row, prefixes: Mapping[str, str], set_id: str) -> TermMapping:
    return TermMapping(
        subject=row["subject_id"],
        subject_iri=expanded(row["subject_id"], prefixes),
        subject_label=row["subject_label"],
        predicate=row["predicate_id"],
        predicate_iri=expanded(row["predicate_id"], prefixes),
        object=row["object_id"],
        object_iri=expanded(row["object_id"], prefixes),
        object_label=row["object_label"],
        justification=row["mapping_justification"],
        justification_iri=expanded(row["mapping_justification"], prefixes),
        source=row["mapping_source"],
        confidence=_confidence(row["confidence"]) if row["confidence"] else None,
        comment=row["comment"],
        set_id=set_id,
        place=row.place("object_id"),
    )


def _double(mappings: Sequence[TermMapping], lines: Sequence[str]) -> Iterator[Fault]:
    """Find pairs that are mapped twice by one source."""
    first: dict[tuple[str, str, str], Place] = {}
    for one in mappings:
        known = first.setdefault((one.subject, one.object, one.source), one.place)
        if known is not one.place:
            says = f"{one.subject} is mapped to {one.object} already, at {known}"
            yield Fault(one.place, "double-mapping", says, lines[one.place.line - 1])
