"""What queries of shapes and checks may say."""

from __future__ import annotations

import pytest

from mdmakg.check.query import query_flaws

IN_BOTH = [
    ("query-graph", "SELECT ?this WHERE { GRAPH ?g { ?this a <u:A> } }", "GRAPH"),
    ("query-service", "SELECT ?this WHERE { SERVICE <u:x> { ?this a <u:A> } }", "SERVICE"),
    ("query-from", "SELECT ?this FROM <u:g> WHERE { ?this a <u:A> }", "FROM"),
    ("query-from", "SELECT ?this FROM NAMED <u:g> WHERE { ?this a <u:A> }", "FROM"),
    ("query-limit", "SELECT ?this WHERE { ?this a <u:A> } LIMIT 1", "LIMIT"),
    ("query-form", "ASK { ?this a <u:A> }", ""),
    ("query-form", "CONSTRUCT WHERE { ?this a <u:A> }", ""),
    ("query-syntax", "LOAD <u:x>", ""),
    ("query-syntax", "SELECT ?this WHERE { ?this a }", ""),
    ("query-projection", "SELECT ?that WHERE { ?that a <u:A> }", "SELECT"),
    ("query-projection", "SELECT * WHERE { ?this a <u:A> }", "SELECT"),
    ("query-projection", "SELECT (1 AS ?this) WHERE { ?that a <u:A> }", "SELECT"),
    ("query-prefix", "SELECT ?this WHERE { ?this a x:A }", "x:A"),
]
IN_CONSTRAINTS = [
    ("query-minus", "SELECT $this WHERE { $this a <u:A> MINUS { $this a <u:B> } }", "MINUS"),
    ("query-values", "SELECT $this WHERE { VALUES $this { <u:a> } }", "VALUES"),
    ("query-values", "SELECT $this WHERE { $this a <u:A> } VALUES $this { <u:a> }", "VALUES"),
    ("query-rebinding", "SELECT $this WHERE { BIND(<u:a> AS $this) }", "AS"),
    (
        "query-projection",
        "SELECT $this WHERE { $this a <u:A> { SELECT ?x WHERE { ?x a <u:B> } } }",
        "SELECT ?x",
    ),
]


@pytest.mark.parametrize(
    ("code", "query", "at"), [pair for pair in IN_BOTH + IN_CONSTRAINTS if "(1 AS" not in pair[1]]
)
def test_refused_in_a_constraint(code: str, query: str, at: str) -> None:
    """SHACL 5.3.1: "SPARQL queries must not contain a MINUS clause"; likewise the others."""
    (flaw,) = query_flaws(query, constraint=True)
    assert flaw.code == code
    assert not at or flaw.offset == query.index(at)


@pytest.mark.parametrize(("code", "query", "at"), IN_BOTH)
def test_refused_everywhere(code: str, query: str, at: str) -> None:
    """The queries of reach may not leave the union of the data either."""
    (flaw,) = query_flaws(query)
    assert (flaw.code, at and flaw.offset) == (code, at and query.index(at))


def test_a_projected_expression_is_no_focus() -> None:
    """``(1 AS $this)`` neither selects the focus nor may bind it again."""
    flaws = query_flaws("SELECT (1 AS $this) WHERE { ?that a <u:A> }", constraint=True)
    assert [flaw.code for flaw in flaws] == ["query-projection", "query-rebinding"]


def test_the_empty_prefix_and_one_called_prefix_are_two() -> None:
    """A prefix is known by its own name, whatever that is."""
    (flaw,) = query_flaws("PREFIX prefix: <u:> SELECT ?this WHERE { ?this a :A, prefix:B }")
    assert flaw.code == "query-prefix"


@pytest.mark.parametrize(("_code", "query", "_at"), IN_CONSTRAINTS)
def test_allowed_outside_constraints(_code: str, query: str, _at: str) -> None:
    """Only queries under sh:sparql are bound beforehand, so only they are held to its rules."""
    assert query_flaws(query) == []


@pytest.mark.parametrize(
    ("patterns", "inside"),
    [
        (2, "?this <u:p> ?a . ?a <u:q> ?b"),
        (2, "?this <u:p> ?a ; <u:q> ?b"),
        (2, "?this <u:p> ?a, ?b"),
        (2, "?this <u:p>/<u:q> ?b"),
        (2, "?this <u:p> [ <u:q> ?b ]"),
        (2, "?this <u:p> ?a OPTIONAL { ?a <u:q> ?b }"),
        (3, "?this <u:p> ?a . { ?a <u:q> ?b } UNION { ?a <u:r> ?b }"),
    ],
)
@pytest.mark.parametrize("word", ["EXISTS", "NOT EXISTS", "not  exists"])
def test_exists_over_a_join_is_refused(patterns: int, inside: str, word: str) -> None:
    """EXISTS over two patterns or more takes quadratic time in Oxigraph; over one it is fine."""
    (flaw,) = query_flaws(f"SELECT ?this WHERE {{ ?this a <u:A> FILTER {word} {{ {inside} }} }}")
    assert flaw.code == "query-exists"
    assert f"over {patterns} triple patterns" in flaw.message


@pytest.mark.parametrize("inside", ["?this <u:p> ?a", "?this <u:p>+ ?a", "?this ^<u:p>|<u:q> ?a"])
def test_exists_over_one_pattern_is_allowed(inside: str) -> None:
    """One pattern under EXISTS stays linear."""
    assert query_flaws(f"SELECT ?this WHERE {{ ?this a <u:A> FILTER EXISTS {{ {inside} }} }}") == []


def test_words_in_strings_and_comments_are_not_clauses() -> None:
    """A keyword counts where it is one, and its place is looked for outside strings."""
    query = """SELECT ?this WHERE { # GRAPH
        ?this <u:GRAPH> "GRAPH \\" VALUES" ; <u:p> ?graph }"""
    assert query_flaws(query, constraint=True) == []
    (flaw,) = query_flaws(query[:-1] + "GRAPH ?g { ?this a <u:A> } }")
    assert flaw.offset == query.index("}", 20)


def test_all_flaws_are_found_at_once() -> None:
    """Two flaws of one query are both said, in order of place."""
    query = "SELECT ?that WHERE { GRAPH ?g { ?that a x:A } }"
    codes = [flaw.code for flaw in query_flaws(query)]
    assert codes == ["query-projection", "query-graph", "query-prefix"]


@pytest.mark.parametrize(
    "query", ["SELECT ?this WHERE " + "{" * 5000 + "}" * 5000, "SELECT ?this " + " " * 20_000]
)
def test_queries_without_bounds_are_refused(query: str) -> None:
    """Nesting or length without bounds is a flaw, not a crash."""
    (flaw,) = query_flaws(query)
    assert flaw.code in {"query-syntax", "query-too-large"}
