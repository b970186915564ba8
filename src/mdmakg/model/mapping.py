"""Mappings: what others call a thing of a corpus, and what is recorded of their terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Place
from mdmakg.vocab.foreign import SKOS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

__all__ = [
    "CROSS_REFERENCE",
    "MATCHES",
    "Links",
    "MappingSet",
    "PinState",
    "PinnedTerm",
    "TermMapping",
]

MATCHES: Final = tuple(f"{SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow"))
"""The properties of SKOS that compare two things, nearest first; relatedMatch only joins them."""

CROSS_REFERENCE: Final = "http://www.geneontology.org/formats/oboInOwl#hasDbXref"
"""How ontologies of the OBO family name an entry of another vocabulary."""


class PinState(StrEnum):
    """What is recorded of a term of another vocabulary."""

    CURRENT = "current"
    OBSOLETE = "obsolete"
    DISPUTED = "disputed"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class PinnedTerm:
    """A term of another vocabulary, as it was when somebody read it.

    Shape:  ``iri`` is empty where none was verified, ``label`` where none was read;
            ``replaced_by`` is the identifier of the term that a withdrawn one gave way to;
            ``definition`` is a digest of what defined it, where that was read.
    Source: ``read_in`` is the file in which it was read, ``version`` that of its vocabulary.
    """

    curie: str
    iri: str
    label: str
    kind: str
    version: str
    read_in: str
    how_sure: str
    state: PinState
    replaced_by: str = ""
    note: str = ""
    definition: str = ""
    place: Place = field(default_factory=lambda: Place("terms.tsv"))

    @property
    def is_secondary(self) -> bool:
        """Whether it was not read in its vocabulary's own file."""
        return self.how_sure == "secondary"


@dataclass(frozen=True, slots=True)
class TermMapping:
    """One row of a set of mappings: a thing, a term, how near they are and who says so.

    Shape:  ``subject``, ``predicate``, ``object``, ``justification`` and ``source`` as they are
            written, beside the IRIs that they stand for. ``set_id`` names the set.
    Units:  ``confidence`` is from 0 to 1.
    Source: SSSOM, https://w3id.org/sssom/.
    """

    subject: str
    subject_iri: str
    subject_label: str
    predicate: str
    predicate_iri: str
    object: str
    object_iri: str
    object_label: str
    justification: str
    justification_iri: str
    source: str
    confidence: Decimal | None
    comment: str
    set_id: str
    place: Place

    @property
    def vocabulary(self) -> str:
        """The prefix of the vocabulary that has the term."""
        return self.object.partition(":")[0]

    @property
    def said_by(self) -> str:
        """The set of mappings that says so first."""
        return self.source or self.set_id


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A file of mappings: its name, its prefixes and its rows.

    Shape:  ``prefixes`` is prefix to what it stands for, ``lines`` the lines of the file.
    """

    file: str
    id: str
    licence: str
    version: str
    prefixes: Mapping[str, str]
    mappings: tuple[TermMapping, ...]
    prefix_places: Mapping[str, Place] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What leads from the things of a corpus to terms of others.

    Shape:  ``by_subject`` is IRI of a thing to its mappings, ``terms`` is IRI of a term to what
            is recorded of it, or its identifier where no IRI of it was verified. Mappings of
            a set that ``bundled`` names are said of a thing only if its label is theirs:
            another corpus may mean something else by an id.
    """

    by_subject: Mapping[str, tuple[TermMapping, ...]] = field(default_factory=dict)
    terms: Mapping[str, PinnedTerm] = field(default_factory=dict)
    bundled: str = ""

    def pinned(self, mapping: TermMapping) -> PinnedTerm | None:
        """Give what is recorded of the term to which a mapping leads."""
        return self.terms.get(mapping.object_iri) or self.terms.get(mapping.object)

    def of(self, subject: str, label: str) -> tuple[TermMapping, ...]:
        """Give the mappings of a thing that has this label."""
        found = self.by_subject.get(subject, ())
        return tuple(m for m in found if m.set_id != self.bundled or m.subject_label == label)
