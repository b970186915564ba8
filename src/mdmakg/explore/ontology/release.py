"""All that the page of a release is made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.check.shapes import NOUNS
from mdmakg.encode.graphs import graph_kinds
from mdmakg.errors import InputError
from mdmakg.explore.ontology.rule import Check, Rule, Shape, read_checks, read_shape_rules
from mdmakg.explore.ontology.word import Header, Kind, Word, header_of, purposes, read_words
from mdmakg.read.files import read_text
from mdmakg.read.sssom import read_mappings
from mdmakg.read.terms import read_terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdmakg.model.mapping import MappingSet, PinnedTerm

__all__ = ["Earlier", "Release", "earlier_release", "read_release"]

_PREFIX: Final = re.compile(r"^@prefix ([\w-]+): <([^>]+)> \.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A release before: its version and its words."""

    version: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release of the ontology.

    Shape: ``graphs`` is IRI of a class or property to the kind of its graph, ``prefixes``
           prefix to IRI, ``pinned`` IRI of a foreign term to what is recorded of it.
    """

    header: Header
    purposes: Mapping[str, str]
    words: tuple[Word, ...]
    shapes: tuple[Shape, ...]
    rules: tuple[Rule, ...]
    checks: tuple[Check, ...]
    mappings: MappingSet
    graphs: Mapping[str, str]
    prefixes: Mapping[str, str]
    pinned: Mapping[str, PinnedTerm]
    earlier: Earlier | None = None

    def of_kind(self, *kinds: Kind) -> tuple[Word, ...]:
        """Give the words of some kinds, in order."""
        return tuple(word for word in self.words if word.kind in kinds)


def read_release(ontology: Path, shapes: Path, earlier: Earlier | None = None) -> Release:
    """Read a release from its folders.

    Errors: InputError with every fault of the mappings or of the terms, or of the first
            file that is not Turtle.
    """
    mappings, faults = read_mappings(ontology / "mappings.sssom.tsv")
    pinned, wrong = read_terms(ontology / "terms.tsv")
    if found := [*faults, *wrong]:
        raise InputError(found)
    shape_list, rules = read_shape_rules(shapes)
    return Release(
        header=header_of(ontology),
        purposes=purposes(ontology),
        words=read_words(ontology),
        shapes=shape_list,
        rules=rules,
        checks=read_checks(shapes),
        mappings=mappings,
        graphs={iri: str(kind) for iri, kind in graph_kinds().items()},
        prefixes=_prefixes(ontology) | dict(sorted(mappings.prefixes.items())),
        pinned={term.iri: term for term in pinned if term.iri},
        earlier=earlier,
    )


def earlier_release(ontology: Path) -> Earlier:
    """Read a release before from its folder ``ontology``, for what has changed since.

    Errors: InputError for what is not Turtle.
    """
    return Earlier(header_of(ontology).version, read_words(ontology))


def _prefixes(ontology: Path) -> dict[str, str]:
    names = ("mdmakg", *NOUNS, "schemes")
    files = (read_text(ontology / f"{name}.ttl") for name in names)
    return dict(sorted({pair for text in files for pair in _PREFIX.findall(text)}))
