"""The queries that count what is served."""

from __future__ import annotations

from typing import Final

from mdmakg.vocab import service as s

__all__ = ["CLASSES", "COUNTS", "GRAPHS", "PROPERTIES"]

# What several graphs say counts once: the default graph keeps one triple for each.
COUNTS: Final = {
    s.void_triples: "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
    s.void_distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    s.void_distinctObjects: "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    s.void_properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    s.void_classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
}
"""The queries that count the whole, by the property that tells the number ``?n``."""

CLASSES: Final = """\
SELECT ?of (COUNT(DISTINCT ?s) AS ?n) { ?s a ?of FILTER(isIRI(?of)) }
GROUP BY ?of ORDER BY DESC(?n) ?of LIMIT 500"""
PROPERTIES: Final = """\
SELECT ?of (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?of ?o { ?s ?of ?o } }
GROUP BY ?of ORDER BY DESC(?n) ?of LIMIT 500"""
GRAPHS: Final = "SELECT ?g { GRAPH ?g {} } ORDER BY ?g LIMIT 1000"
