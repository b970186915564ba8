"""Queries that no engine can answer: endless, or larger than any memory."""

from __future__ import annotations

from typing import Final

__all__ = ["KILLING"]

_CROSS: Final = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def _doubled(times: int) -> str:
    """Bind a text that is doubled so many times."""
    steps = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(times))
    return f'BIND("abcdefgh" AS ?v0) {steps}'


def _values(columns: int) -> str:
    numbers = " ".join(map(str, range(200)))
    return " ".join(f"VALUES ?v{n} {{ {numbers} }}" for n in range(columns))


def _nested(levels: int) -> str:
    """Nest sub-selects, each a cross join with the one within."""
    inner = "?s ?p ?o"
    for level in range(levels):
        inner = f"{{ SELECT * {{ ?s{level} ?p{level} ?o{level} . {inner} }} }}"
    return inner


KILLING: Final = {
    "cross join": f"SELECT * {_CROSS}",
    "cross join, counted": f"SELECT (COUNT(*) AS ?n) {_CROSS}",
    "cross join, distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {_CROSS}",
    "cross join, summed": f"SELECT (SUM(STRLEN(?c) * STRLEN(?f)) AS ?n) (MAX(?i) AS ?m) {_CROSS}",
    "cross join, grouped": f"SELECT ?c ?f ?i (COUNT(*) AS ?n) {_CROSS} GROUP BY ?c ?f ?i",
    "cross join, asked in vain": f'ASK {{ {_CROSS} FILTER(CONCAT(?c, ?f, ?i) = "no") }}',
    "huge sort": f"SELECT * {_CROSS} ORDER BY ?c ?f ?i",
    "one long text": f"SELECT (GROUP_CONCAT(?c) AS ?n) {_CROSS}",
    "doubled text": f"SELECT (STRLEN(?v40) AS ?n) {{ {_doubled(40)} }}",
    "replaced text": 'SELECT ?v4 { BIND("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" AS ?v0) '
    + " ".join(f'BIND(REPLACE(?v{n}, "a", "{"a" * 200}") AS ?v{n + 1})' for n in range(4))
    + " }",
    "endless path": "SELECT (COUNT(*) AS ?n) { ?x (!<x:>)* ?y . ?z (!<x:>)* ?u }",
    "endless path both ways": "SELECT * { ?x ((!<x:>)|^(!<x:>))* ?y . ?y ((!<x:>)|^(!<x:>))* ?x }",
    "long path": "ASK { <u:none> " + "/".join(["<p:1>"] * 800) + " ?o }",
    "backtracking": f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} "
    'FILTER(REGEX(CONCAT(?c, ?f), "(x+x+)+y|(.*)*z$")) }',
    "huge pattern": 'ASK { ?s ?p ?o FILTER(REGEX(?o, "((a{1,90}){1,90}){1,90}")) }',
    "huge values": f"SELECT (COUNT(*) AS ?n) {{ {_values(6)} }}",
    "huge values, sorted": f"SELECT * {{ {_values(6)} }} ORDER BY ?v3",
    "deep nesting": f"SELECT (COUNT(*) AS ?n) {{ {_nested(12)} }}",
    "chain of optionals": "SELECT (COUNT(*) AS ?n) {"
    + " ".join(f"OPTIONAL {{ ?a{n} ?b{n} ?c{n} }}" for n in range(100))
    + "}",
    "minus": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c MINUS { ?d ?e ?f . ?g ?h ?c } }",
    "not exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER NOT EXISTS "
    "{ ?d ?e ?f . ?g ?h ?i FILTER(?f = ?i && ?f = <x:>) } }",
    "large graph": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {_CROSS}",
    "graph of few": f"CONSTRUCT {{ <x:a> ?b <x:c> }} WHERE {_CROSS}",
    "described": f"DESCRIBE ?a ?d ?g WHERE {_CROSS}",
}
