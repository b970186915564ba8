"""Terms of other vocabularies, as far as the data uses them.

The ontology aligns our own terms with many more; those stand in its files alone.
"""

from typing import Final

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OA: Final = "http://www.w3.org/ns/oa#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SH: Final = "http://www.w3.org/ns/shacl#"

rdf_type: Final = RDF + "type"
rdfs_label: Final = RDFS + "label"
oa_hasTarget: Final = OA + "hasTarget"
oa_hasSource: Final = OA + "hasSource"
oa_hasSelector: Final = OA + "hasSelector"
oa_TextPositionSelector: Final = OA + "TextPositionSelector"
oa_start: Final = OA + "start"
oa_end: Final = OA + "end"
skos_exactMatch: Final = SKOS + "exactMatch"
skos_closeMatch: Final = SKOS + "closeMatch"
skos_broadMatch: Final = SKOS + "broadMatch"
skos_narrowMatch: Final = SKOS + "narrowMatch"
skos_relatedMatch: Final = SKOS + "relatedMatch"
dcterms_title: Final = DCTERMS + "title"
dcterms_issued: Final = DCTERMS + "issued"
dcterms_publisher: Final = DCTERMS + "publisher"
xsd_boolean: Final = XSD + "boolean"
xsd_date: Final = XSD + "date"
xsd_dateTime: Final = XSD + "dateTime"
xsd_decimal: Final = XSD + "decimal"
xsd_gYear: Final = XSD + "gYear"
xsd_gYearMonth: Final = XSD + "gYearMonth"
xsd_integer: Final = XSD + "integer"
