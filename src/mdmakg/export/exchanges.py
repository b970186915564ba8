"""Every form in which a build is exported, by its token."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mdmakg.export.dcat import dcat_pieces
from mdmakg.export.evidence_table import (
    TABLE,
    evidence_metadata_pieces,
    evidence_table_pieces,
)
from mdmakg.export.exchange import Exchange
from mdmakg.export.formats import FORMATS
from mdmakg.export.json_ld import json_ld_pieces
from mdmakg.export.kgx import EDGES, NODES, kgx_edge_pieces, kgx_node_pieces
from mdmakg.export.nanopub import nanopub_pieces
from mdmakg.export.plain import plain_graph
from mdmakg.export.ro_crate import CRATE_FILE, ro_crate_pieces
from mdmakg.export.schema_org import schema_org_pieces
from mdmakg.export.sssom import sssom_pieces
from mdmakg.export.va_spec import va_spec_pieces
from mdmakg.export.void import void_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.export.exchange import Pieces
    from mdmakg.export.formats import Format
    from mdmakg.export.material import Material

__all__ = ["EXCHANGES"]


def _of_graph(form: Format) -> Exchange:
    says = f"the claim-to-evidence graph as {form.token}"
    pieces = _graph_pieces(form)
    return Exchange(form.token, says, form.extension, form.media_type, pieces, most=form.most)


def _graph_pieces(form: Format) -> Pieces:
    def pieces(material: Material) -> Iterator[str]:
        return form.pieces(plain_graph(material.graph()))

    return pieces


EXCHANGES: Mapping[str, Exchange] = MappingProxyType(
    {
        made.token: made
        for made in (
            *map(_of_graph, FORMATS.values()),
            Exchange(
                "nanopub",
                "each claim as a nanopublication",
                ".trig",
                "application/trig",
                nanopub_pieces,
                licensed=True,
                of_claims=True,
            ),
            Exchange(
                "jsonld",
                "what was said and curated, as JSON-LD with its context",
                ".jsonld",
                "application/ld+json",
                json_ld_pieces,
            ),
            Exchange(
                "schema-org",
                "studies, sources and claims for web pages, as JSON-LD",
                ".jsonld",
                "application/ld+json",
                schema_org_pieces,
                licensed=True,
                reviews=True,
            ),
            Exchange(
                "dcat",
                "the dataset and its files, for catalogues",
                ".ttl",
                "text/turtle",
                dcat_pieces,
                narrows=False,
                licensed=True,
            ),
            Exchange(
                "void",
                "the dataset in numbers",
                ".ttl",
                "text/turtle",
                void_pieces,
                narrows=False,
                licensed=True,
            ),
            Exchange(
                "ro-crate",
                "the folder of the build as a research object",
                ".json",
                "application/ld+json",
                ro_crate_pieces,
                narrows=False,
                licensed=True,
                file_name=CRATE_FILE,
            ),
            Exchange(
                "va-spec",
                "claims as statements with lines of evidence, after GA4GH",
                ".json",
                "application/json",
                va_spec_pieces,
                licensed=True,
            ),
            Exchange(
                "sssom",
                "what others call the things that claims are about",
                ".sssom.tsv",
                "text/tab-separated-values",
                sssom_pieces,
                licensed=True,
            ),
            Exchange(
                "kgx",
                "treatments and conditions in the terms of Biolink, as tables of KGX",
                files={
                    NODES: ("text/tab-separated-values", kgx_node_pieces),
                    EDGES: ("text/tab-separated-values", kgx_edge_pieces),
                },
                of_claims=True,
            ),
            Exchange(
                "evidence-table",
                "claims and the evidence offered for each, as CSV with CSVW metadata",
                files={
                    TABLE: ("text/csv", evidence_table_pieces),
                    f"{TABLE}-metadata.json": ("application/csvm+json", evidence_metadata_pieces),
                },
                licensed=True,
                of_claims=True,
            ),
            # A form of one text: Exchange(token, what it is, extension, media type, pieces).
            # Of several: Exchange(token, what it is, files={name: (media type, pieces)}).
        )
    }
)
"""Graph formats first, then those that carry the statements themselves."""
