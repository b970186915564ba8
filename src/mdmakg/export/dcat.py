"""A build as a dataset of a catalogue, with its files as distributions (DCAT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from mdmakg.export.about import about, about_triples
from mdmakg.export.filetype import file_type
from mdmakg.export.turtle import turtle_pieces
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term, literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.export.material import Material
    from mdmakg.vocab.term import Term

__all__ = ["dcat_pieces"]

PREFIXES: Final = {
    "dcat": x.DCAT,
    "dcterms": f.DCTERMS,
    "prov": x.PROV,
    "rdfs": f.RDFS,
    "spdx": x.SPDX,
    "mdmakg": BASE,
}


def dcat_pieces(material: Material) -> Iterator[str]:
    """Write the dataset and, for each file of the build, a distribution.

    Where the files can be had is for whoever puts them somewhere to add (``dcat:downloadURL``).
    Source: DCAT 3, 6.6 dataset, 6.8 distribution, 6.17 checksum.
    """
    told = about(material)
    prefixes = {**PREFIXES, "this": f"{told.iri}#"}
    return turtle_pieces((*about_triples(told), *_triples(told.iri, material)), prefixes)


def _triples(dataset: str, material: Material) -> Iterator[tuple[Term, Term, Term]]:
    yield iri_term(dataset), iri_term(f.rdf_type), iri_term(x.dcat_Dataset)
    for row in material.manifest.get("outputs", ()):
        file = f"{dataset}#file-{quote(row['file'], safe='')}"
        yield iri_term(dataset), iri_term(x.dcat_distribution), iri_term(file)
        yield from _distribution(file, row)


def _distribution(file: str, row: Mapping[str, object]) -> Iterator[tuple[Term, Term, Term]]:
    this, checksum = iri_term(file), iri_term(f"{file}-checksum")
    type_ = file_type(str(row["file"]))
    yield this, iri_term(f.rdf_type), iri_term(x.dcat_Distribution)
    yield this, iri_term(f.dcterms_title), literal_term(str(row["file"]))
    yield this, iri_term(x.dcterms_description), literal_term(type_.says)
    yield this, iri_term(x.dcat_mediaType), iri_term(f"{x.MEDIA_TYPES}{type_.media_type}")
    if type_.compressed:
        gzip = iri_term(f"{x.MEDIA_TYPES}{type_.compressed}")
        yield this, iri_term(x.dcat_compressFormat), gzip
    size = literal_term(str(row["bytes"]), x.xsd_nonNegativeInteger)
    yield this, iri_term(x.dcat_byteSize), size
    yield this, iri_term(x.spdx_checksum), checksum
    yield checksum, iri_term(f.rdf_type), iri_term(x.spdx_Checksum)
    yield checksum, iri_term(x.spdx_algorithm), iri_term(x.spdx_sha256)
    digest = literal_term(str(row["sha256"]), x.xsd_hexBinary)
    yield checksum, iri_term(x.spdx_checksumValue), digest
