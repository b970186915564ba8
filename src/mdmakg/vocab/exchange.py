"""Terms of the forms in which a build goes to others: nanopublications, catalogues, web pages."""

from typing import Final

NP: Final = "http://www.nanopub.org/nschema#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
DOI: Final = "https://doi.org/"

np_Nanopublication: Final = NP + "Nanopublication"
np_hasAssertion: Final = NP + "hasAssertion"
np_hasProvenance: Final = NP + "hasProvenance"
np_hasPublicationInfo: Final = NP + "hasPublicationInfo"

prov_Agent: Final = PROV + "Agent"
prov_wasAttributedTo: Final = PROV + "wasAttributedTo"
prov_wasDerivedFrom: Final = PROV + "wasDerivedFrom"

dcterms_created: Final = DCTERMS + "created"
dcterms_license: Final = DCTERMS + "license"
