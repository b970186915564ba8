"""The prefixes of a build's files, which queries need not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PREFIXES"]

PREFIXES: Mapping[str, str] = {
    "mdmakg": m.BASE,
    **{scheme: f"{m.BASE}{scheme}/" for scheme in SCHEMES},
    "concept": f"{m.BASE}concept/",
    "outcome": f"{m.BASE}outcome/",
    "instrument": f"{m.BASE}instrument/",
    "intervention": f"{m.BASE}intervention/",
    "source": f"{m.BASE}source/",
    "study": f"{m.BASE}study/",
    "rdf": f.RDF,
    "rdfs": f.RDFS,
    "xsd": f.XSD,
    "oa": f.OA,
    "dcterms": f.DCTERMS,
    "skos": f.SKOS,
}
