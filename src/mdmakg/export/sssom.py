"""Mappings that a build carries: what others call the things that its claims are about."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.export.about import dataset_iri
from mdmakg.export.tables import quoted_row
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.export.material import Material
    from mdmakg.graph.facts import Facts

__all__ = ["COLUMNS", "sssom_pieces"]


class _Row(NamedTuple):
    """One mapping, in the order of the columns."""

    subject_id: str
    subject_label: str
    predicate_id: str
    object_id: str
    object_label: str
    mapping_justification: str
    mapping_provider: str
    confidence: str
    comment: str


COLUMNS: Final = _Row._fields

_FIXED: Final = {"skos": f.SKOS, "oboInOwl": x.OBO_IN_OWL, "semapv": x.SEMAPV}


def sssom_pieces(material: Material) -> Iterator[str]:
    """Write the metadata, then a row for each mapping of a thing that the claims lead to.

    Shape:  rows are sorted, each once. A licence that nobody gave is unspecified.
    Source: SSSOM, https://w3id.org/sssom/: Mapping, MappingSet, the TSV serialisation.
    """
    rows: set[_Row] = set()
    prefixes: dict[str, str] = {}
    for portion in material.portions():
        facts = portion.facts
        wanted = None
        if not material.asked.everything:
            wanted = portion.around(portion.claims(material.asked))
        for mapping in facts.instances(m.Mapping):
            if wanted is None or facts.one(mapping, m.mapsFrom) in wanted:
                rows.add(_row(facts, mapping, prefixes))
    yield from _metadata(material, prefixes)
    yield quoted_row(COLUMNS)
    yield from map(quoted_row, sorted(rows))


def _metadata(material: Material, prefixes: Mapping[str, str]) -> Iterator[str]:
    digest = material.digest()
    told = {
        "mapping_set_id": f"{dataset_iri(digest)}/mappings",
        "mapping_set_title": "What others call the things that claims are about",
        "mapping_set_version": digest,
        "license": material.asked.licence or x.SSSOM_NO_LICENCE,
        "mapping_tool": "mdmakg",
        "mapping_tool_version": material.version,
    }
    yield "#curie_map:\n"
    yield from (f"#  {prefix}: {json.dumps(iri)}\n" for prefix, iri in sorted(prefixes.items()))
    yield from (f"#{key}: {json.dumps(value)}\n" for key, value in told.items())


def _row(facts: Facts, mapping: str, prefixes: dict[str, str]) -> _Row:
    """Write a mapping with short names, and note what they stand for."""
    thing = facts.one(mapping, m.mapsFrom)
    term = facts.one(mapping, m.mappedTerm)
    vocabulary, _, local = term.partition(":")
    prefix = _free(vocabulary, facts.one(mapping, m.mapsTo).removesuffix(local), prefixes)
    source = facts.one(mapping, m.mappingSource)
    address = source if source.startswith(("http://", "https://")) else ""
    return _Row(
        subject_id=_short(thing, prefixes),
        subject_label=facts.one(thing, f.rdfs_label),
        predicate_id=_short(facts.one(mapping, m.mapsAs), prefixes),
        object_id=f"{prefix}:{local}",
        object_label=facts.one(mapping, m.mappedLabel),
        mapping_justification=_short(facts.one(mapping, m.mappingJustification), prefixes),
        mapping_provider=address,
        confidence=facts.one(mapping, m.mappingConfidence),
        comment=_comment(facts, mapping, "" if address else source),
    )


def _comment(facts: Facts, mapping: str, source: str) -> str:
    state = facts.name(mapping, m.recordedState)
    told = {"said by": source, "the term is recorded as": "" if state == "current" else state}
    return "; ".join(f"{words} {what}" for words, what in told.items() if what)


def _short(iri: str, prefixes: dict[str, str]) -> str:
    """Shorten an IRI by a prefix that is known, or by its folder below our base."""
    for prefix, long in _FIXED.items():
        if iri.startswith(long):
            return f"{_free(prefix, long, prefixes)}:{iri.removeprefix(long)}"
    folder, slash, local = iri.rpartition("/")
    return f"{_free(folder.removeprefix(m.BASE), folder + slash, prefixes)}:{local}"


def _free(prefix: str, iri: str, prefixes: dict[str, str]) -> str:
    """Note what a prefix stands for; one that stands for something else already is numbered."""
    names = (prefix if number == 1 else f"{prefix}.{number}" for number in count(1))
    return next(name for name in names if prefixes.setdefault(name, iri) == iri)
