"""Pinned terms in: what is recorded of the identifiers of other vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.mapping import PinnedTerm, PinState
from mdmakg.read.files import lines_of, read_text
from mdmakg.read.sssom import CURIE
from mdmakg.read.table import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mdmakg.read.table import Row

__all__ = ["COLUMNS", "read_terms"]

COLUMNS: Final = (
    "curie",
    "iri",
    "label",
    "kind",
    "version",
    "read_in",
    "how_sure",
    "status",
    "replaced_by",
    "note",
    "definition",
)
"""The columns of a list of terms; a corpus of one's own may leave out those after ``label``."""

_REQUIRED: Final = COLUMNS[:3]
_SURE: Final = ("ontology file", "W3C vocabulary", "secondary", "document", "")
_STATES: Final = tuple(state.value for state in PinState if state is not PinState.NOT_RECORDED)


def read_terms(path: Path, *, shown_as: str = "") -> tuple[tuple[PinnedTerm, ...], list[Fault]]:
    """Read a list of terms, with every fault of it; rows with faults are left out."""
    shown = shown_as or str(path)
    try:
        lines = lines_of(read_text(path, shown_as=shown).removeprefix("\ufeff"))
    except InputError as error:
        return (), list(error.faults)
    table = read_rows(lines, shown)
    faults = [*table.faults, *_columns(table.header, shown, lines[0] if lines else "")]
    found: list[PinnedTerm] = []
    for row in table.rows:
        wrong = list(_wrong(row))
        faults += wrong
        if not wrong and row["curie"]:  # documents have none
            found.append(_term(row))
    return tuple(found), sorted([*faults, *_double(found, lines)])


def _columns(header: Sequence[str], file: str, line: str) -> Iterator[Fault]:
    for name in _REQUIRED:
        if header and name not in header:
            yield Fault(Place(file), "missing-column", f"there is no column {name}", line)
    for name in header:
        if name not in COLUMNS:
            yield Fault(Place(file), "unknown-column", f"a list of terms has no {name!r}", line)


def _wrong(row: Row) -> Iterator[Fault]:
    if row["curie"] and not CURIE.fullmatch(row["curie"]):
        says = f"{row['curie']!r} is no identifier with a prefix, such as MONDO:0002009"
        yield row.fault("curie", "bad-identifier", says)
    if not row["curie"] and row["how_sure"] != "document":
        yield row.fault("curie", "missing-value", "this row has no identifier")
    if row["how_sure"] not in _SURE:
        says = f"how_sure is one of: {', '.join(filter(None, _SURE))}"
        yield row.fault("how_sure", "unknown-word", says)
    if row["status"] and row["status"] not in _STATES:
        yield row.fault("status", "unknown-word", f"status is one of: {', '.join(_STATES)}")


def _term(row: Row) -> PinnedTerm:
    return PinnedTerm(
        curie=row["curie"],
        iri=row["iri"],
        label=row["label"],
        kind=row["kind"],
        version=row["version"],
        read_in=row["read_in"],
        how_sure=row["how_sure"],
        state=PinState(row["status"] or PinState.CURRENT),
        replaced_by=row["replaced_by"],
        note=row["note"],
        definition=row["definition"],
        place=row.place("curie"),
    )


def _double(terms: Sequence[PinnedTerm], lines: Sequence[str]) -> Iterator[Fault]:
    for key in ("curie", "iri"):
        first: dict[str, PinnedTerm] = {}
        for term in terms:
            value = getattr(term, key)
            known = first.setdefault(value, term) if value else term
            if known is not term:
                says = f"{value} stands here twice, first in line {known.place.line}"
                yield Fault(term.place, "double-term", says, lines[term.place.line - 1])
