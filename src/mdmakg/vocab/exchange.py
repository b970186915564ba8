"""Terms of the forms in which a build goes to others: nanopublications, catalogues, web pages."""

from typing import Final

from mdmakg.vocab.foreign import DCTERMS, XSD

NP: Final = "http://www.nanopub.org/nschema#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
SPDX: Final = "http://spdx.org/rdf/terms#"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
SCHEMA: Final = "https://schema.org/"
CRATE: Final = "https://w3id.org/ro/crate/1.1"
CRATE_CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
DOI: Final = "https://doi.org/"

np_Nanopublication: Final = NP + "Nanopublication"
np_hasAssertion: Final = NP + "hasAssertion"
np_hasProvenance: Final = NP + "hasProvenance"
np_hasPublicationInfo: Final = NP + "hasPublicationInfo"

prov_Agent: Final = PROV + "Agent"
prov_wasAttributedTo: Final = PROV + "wasAttributedTo"
prov_wasDerivedFrom: Final = PROV + "wasDerivedFrom"

dcterms_creator: Final = DCTERMS + "creator"
dcterms_description: Final = DCTERMS + "description"
dcterms_identifier: Final = DCTERMS + "identifier"
dcterms_source: Final = DCTERMS + "source"
dcterms_created: Final = DCTERMS + "created"
dcterms_license: Final = DCTERMS + "license"

dcat_Dataset: Final = DCAT + "Dataset"
dcat_Distribution: Final = DCAT + "Distribution"
dcat_distribution: Final = DCAT + "distribution"
dcat_mediaType: Final = DCAT + "mediaType"
dcat_compressFormat: Final = DCAT + "compressFormat"
dcat_byteSize: Final = DCAT + "byteSize"

spdx_Checksum: Final = SPDX + "Checksum"
spdx_checksum: Final = SPDX + "checksum"
spdx_algorithm: Final = SPDX + "algorithm"
spdx_checksumValue: Final = SPDX + "checksumValue"
spdx_sha256: Final = SPDX + "checksumAlgorithm_sha256"

xsd_hexBinary: Final = XSD + "hexBinary"
xsd_nonNegativeInteger: Final = XSD + "nonNegativeInteger"

OBO_IN_OWL: Final = "http://www.geneontology.org/formats/oboInOwl#"
SEMAPV: Final = "https://w3id.org/semapv/vocab/"
SSSOM_NO_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"
CSVW: Final = "http://www.w3.org/ns/csvw"
BIOLINK: Final = "https://w3id.org/biolink/vocab/"
PUBLICATION_PREFIXES: Final = {"pmid": "PMID", "doi": "doi"}
"""Schemes of identifiers, and their prefixes in Biolink, the preferred one first."""
