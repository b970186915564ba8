"""What made a row true, worked out by hand on a small store, one kind of pattern at a time."""

from __future__ import annotations

import pytest
from small import BASE, PREFIX, SMALL, XSD, explained, filled, nquads, statements

from mdmakg.errors import UsageError
from mdmakg.store.ask import ask
from mdmakg.store.store import fill_memory
from mdmakg.store.why.explain import MOST_ROWS, explain, solutions

ANN, BOB, CEM, DEE = "ann", "bob", "cem", "dee"
_FALSE, _TRUE = (f'"{value}"^^<{XSD}boolean' for value in ("false", "true"))
NAMES = {who: f'{who} name "{who.capitalize()}"' for who in (ANN, BOB, CEM, DEE)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "SELECT ?who { ?who :likes ?other ; :pays 30 }",
            {(ANN,): {"ann likes bob", "ann pays 30"}},
            id="a conjunction: all of it, also what is not shown",
        ),
        pytest.param(
            "SELECT ?who { ?who :likes ?other }",
            {
                (ANN,): {"ann likes bob"},
                (BOB,): {"bob likes cem"},
                (CEM,): {"cem likes dee", "cem likes bob"},
            },
            id="every way in which a row is true",
        ),
        pytest.param(
            "SELECT DISTINCT ?who { ?who :of ?c OPTIONAL { ?who :likes :bob } }",
            {(ANN,): {"ann of club", "ann likes bob"}, (CEM,): {"cem of club", "cem likes bob"}},
            id="OPTIONAL without a variable of its own, met",
        ),
        pytest.param(
            "SELECT ?who { ?who :of ?c OPTIONAL { ?who :likes ?o ; :shuns ?o } }",
            {(ANN,): {"ann of club"}, (CEM,): {"cem of club"}},
            id="OPTIONAL of which only a part is there: none of it",
        ),
        pytest.param(
            "SELECT ?who ?o { ?who :of ?c OPTIONAL { ?who :likes ?o FILTER(?o = :dee) } }",
            {(ANN, ""): {"ann of club"}, (CEM, DEE): {"cem of club", "cem likes dee"}},
            id="OPTIONAL with a filter",
        ),
        pytest.param(
            "SELECT ?who { { ?who :of :club } UNION { ?who :shuns :ann } }",
            {(ANN,): {"ann of club"}, (CEM,): {"cem of club"}, (DEE,): {"dee shuns ann"}},
            id="UNION: the branch that held",
        ),
        pytest.param(
            "SELECT ?who { ?who :pays ?sum "
            "{ ?who :likes :bob FILTER(?who = :ann) } UNION { ?who :of :club } }",
            {
                (ANN,): {"ann pays 30", "ann likes bob", "ann of club"},
                (CEM,): {"cem pays 40", "cem of club"},
            },
            id="UNION: not the branch whose filter failed, though its statement is there",
        ),
        pytest.param(
            "SELECT ?who { ?who :pays ?sum FILTER NOT EXISTS { ?who :likes :dee } }",
            {(ANN,): {"ann pays 30"}},
            id="NOT EXISTS makes nothing true",
        ),
        pytest.param(
            "SELECT ?who { ?who :pays ?sum MINUS { ?who :likes :dee } }",
            {(ANN,): {"ann pays 30"}},
            id="MINUS makes nothing true",
        ),
        pytest.param(
            "SELECT ?who { ?who :pays ?sum FILTER EXISTS { ?who :likes ?x . ?x :likes :cem } }",
            {
                (ANN,): {"ann pays 30", "ann likes bob", "bob likes cem"},
                (CEM,): {"cem pays 40", "cem likes bob", "bob likes cem"},
            },
            id="EXISTS does",
        ),
        pytest.param(
            "SELECT ?who { ?who :pays ?sum FILTER(?sum > 35 && EXISTS { ?who :likes :dee }) }",
            {(CEM,): {"cem pays 40", "cem likes dee"}},
            id="EXISTS as one of several conditions",
        ),
        pytest.param(
            "SELECT ?who ?x { { ?who :pays 40 FILTER EXISTS { ?who :likes ?x } } :dee :shuns ?x }",
            {(CEM, ANN): {"cem pays 40", "cem likes dee", "cem likes bob", "dee shuns ann"}},
            id="EXISTS with a name that means another thing outside its group",
        ),
        pytest.param(
            "SELECT ?name { :ann :likes/:name ?name }",
            {('"Bob"',): {"ann likes bob", NAMES[BOB]}},
            id="a sequence, with what lies between",
        ),
        pytest.param(
            "SELECT ?who { ?who ^:likes/:name 'Ann' }",
            {(BOB,): {"ann likes bob", NAMES[ANN]}},
            id="an inverse",
        ),
        pytest.param(
            "SELECT ?who { :ann ^(:shuns|:knows)/^:likes ?who }",
            {(CEM,): {"dee shuns ann", "cem likes dee"}},
            id="an inverse of alternatives",
        ),
        pytest.param(
            "SELECT ?who { ?who ^(:likes/:likes) :ann }",
            {(CEM,): {"ann likes bob", "bob likes cem"}},
            id="an inverse of a sequence",
        ),
        pytest.param(
            "SELECT ?who { :dee (:shuns|:likes)/:pays ?sum BIND(:x AS ?who) }",
            {("x",): {"dee shuns ann", "ann pays 30"}},
            id="alternatives: the one that is there",
        ),
        pytest.param(
            "SELECT ?who { :dee (:shuns/:likes)? ?who }",
            {(DEE,): set(), (BOB,): {"dee shuns ann", "ann likes bob"}},
            id="at most once: nothing where nothing was walked",
        ),
        pytest.param(
            "SELECT ?who { :ann :likes+ ?who }",
            {
                (BOB,): {"ann likes bob"},
                (CEM,): {"ann likes bob", "bob likes cem"},
                (DEE,): {"ann likes bob", "bob likes cem", "cem likes dee"},
            },
            id="once or more: one shortest way",
        ),
        pytest.param(
            "SELECT ?who { :bob :likes* ?who }",
            {
                (BOB,): set(),
                (CEM,): {"bob likes cem"},
                (DEE,): {"bob likes cem", "cem likes dee"},
            },
            id="any number of times: none is enough for itself, though a circle leads back",
        ),
        pytest.param(
            "SELECT ?who { ?who ^:likes+ :cem }",
            {
                (BOB,): {"cem likes bob"},
                (DEE,): {"cem likes dee"},
                (CEM,): {"cem likes bob", "bob likes cem"},
            },
            id="an inverse, repeated, around a circle",
        ),
        pytest.param(
            "SELECT ?who { ?who ^(^:shuns) :ann }",
            {(DEE,): {"dee shuns ann"}},
            id="an inverse of an inverse",
        ),
        pytest.param(
            "SELECT ?who { ?who ^(:likes+)/^:shuns :dee }",
            {
                (BOB,): {"dee shuns ann", "ann likes bob"},
                (CEM,): {"dee shuns ann", "ann likes bob", "bob likes cem"},
                (DEE,): {"dee shuns ann", "ann likes bob", "bob likes cem", "cem likes dee"},
            },
            id="an inverse of a repetition, and on from there",
        ),
        pytest.param(
            "SELECT ?o { :ann (:name/:name)|:pays ?o }",
            {("30",): {"ann pays 30"}},
            id="alternatives of which one goes on from a text, where nothing can",
        ),
        pytest.param(
            "SELECT ?o { :dee !(:name|:likes) ?o }",
            {(ANN,): {"dee shuns ann"}},
            id="anything but",
        ),
        pytest.param(
            "SELECT ?o { ?o ^(!(:name|:likes)) :dee }",
            {(ANN,): {"dee shuns ann"}},
            id="anything but, from its end",
        ),
        pytest.param(
            "SELECT ?p { :dee ?p :ann }",
            {("shuns",): {"dee shuns ann"}},
            id="a variable for a property",
        ),
        pytest.param(
            "SELECT ?name { [] :shuns [ :name ?name ] }",
            {('"Ann"',): {"dee shuns ann", NAMES[ANN]}},
            id="blank nodes, which are variables",
        ),
        pytest.param(
            "SELECT (COUNT(*) AS ?n) { ?who :of :club }",
            {("2",): {"ann of club", "cem of club"}},
            id="a count of all",
        ),
        pytest.param(
            "SELECT (COUNT(*) AS ?n) { ?who :of :nothing }",
            {("0",): set()},
            id="a count of nothing: made true by no statement",
        ),
        pytest.param(
            "SELECT ?who (COUNT(?o) AS ?n) { ?who :likes ?o } GROUP BY ?who HAVING(COUNT(?o) > 1)",
            {(CEM, "2"): {"cem likes dee", "cem likes bob"}},
            id="a group",
        ),
        pytest.param(
            "SELECT (COUNT(?o) AS ?n) { ?who :likes ?o } GROUP BY ?who HAVING(COUNT(?o) > 1)",
            {("2",): {"cem likes dee", "cem likes bob"}},
            id="a group by what is not shown: only groups that passed",
        ),
        pytest.param(
            "SELECT (COUNT(?o) AS ?n) { ?who :likes ?o } GROUP BY ?who",
            {
                ("1",): {"ann likes bob", "bob likes cem"},
                ("2",): {"cem likes dee", "cem likes bob"},
            },
            id="groups that look alike share their reasons",
        ),
        pytest.param(
            "SELECT ?l (SAMPLE(?o) AS ?one) { :ann :likes ?o } GROUP BY (STRLEN(STR(?o)) AS ?l)",
            {(str(len(BASE) + 3), BOB): {"ann likes bob"}},
            id="a key that is computed",
        ),
        pytest.param(
            "SELECT (SUM(?sum) AS ?all) { ?w :pays ?sum } GROUP BY STRLEN(STR(?w))",
            {("70",): {"ann pays 30", "cem pays 40"}},
            id="a key that is computed and has no name",
        ),
        pytest.param(
            "SELECT ?who ((?sum * 2) AS ?twice) { ?who :pays ?sum FILTER(?sum IN (30, 31)) }",
            {(ANN, "60"): {"ann pays 30"}},
            id="a column that is computed",
        ),
        pytest.param(
            "SELECT ?who (EXISTS { ?who :likes :dee } AS ?dee) { ?who :pays ?sum }",
            {(ANN, _FALSE): {"ann pays 30"}, (CEM, _TRUE): {"cem pays 40"}},
            id="EXISTS as a value, which the row has either way",
        ),
        pytest.param(
            "SELECT ?who (RAND() AS ?luck) { ?who :shuns ?o }",
            None,
            id="a column that is never the same again: told apart by the others",
        ),
        pytest.param(
            "SELECT ?who { { SELECT ?who { ?who :likes ?other . ?other :likes :bob } } "
            "OPTIONAL { ?who :pays ?other } }",
            {(BOB,): {"bob likes cem", "cem likes bob"}},
            id="a subquery: what it hides is another thing than what is outside",
        ),
        pytest.param(
            "SELECT ?who { { SELECT ?who (COUNT(?o) AS ?n) { ?who :likes ?o } GROUP BY ?who } "
            "FILTER(?n > 1) }",
            {(CEM,): {"cem likes dee", "cem likes bob"}},
            id="a subquery that counts",
        ),
        pytest.param(
            "SELECT ?name { { SELECT ?who { ?who :pays ?sum } ORDER BY DESC(?sum) LIMIT 1 } "
            "?who :name ?name }",
            {('"Cem"',): {"cem pays 40", NAMES[CEM]}},
            id="a subquery that is cut off",
        ),
        pytest.param(
            "SELECT ?who ?sum { VALUES (?who ?what) { (:ann UNDEF) (:dee :pays) } ?who ?what ?sum "
            "FILTER(isLITERAL(?sum)) }",
            {(ANN, '"Ann"'): {NAMES[ANN]}, (ANN, "30"): {"ann pays 30"}},
            id="VALUES with gaps",
        ),
        pytest.param(
            "SELECT ?name { ?who :name ?name } VALUES ?who { :ann }",
            {('"Ann"',): {NAMES[ANN]}},
            id="VALUES at the end, of what is not shown",
        ),
        pytest.param(
            "SELECT * { ?who :of :club } ORDER BY ?who LIMIT 1",
            {(ANN,): {"ann of club"}},
            id="all columns, cut off",
        ),
    ],
)
def test_statements_of_each_row(
    query: str, expected: dict[tuple[str, ...], set[str]] | None
) -> None:
    """Each row has the statements that it was made of, and no others."""
    found = statements(filled(), query)
    if expected is None:
        assert list(found.values()) == [{"dee shuns ann"}]
    else:
        assert found == expected


def test_graphs_are_heeded() -> None:
    """What GRAPH and FROM ask for is looked for there; so are the steps of paths."""
    far, near = nquads("ann likes bob\nbob likes dee", "far"), nquads("bob likes cem", "near")
    store = fill_memory([far, near])
    query = "SELECT ?g ?who { GRAPH ?g { :bob :likes/^:likes/:likes? ?who } }"
    assert statements(store, query) == {
        ("near", BOB): {"bob likes cem"},
        ("near", CEM): {"bob likes cem"},
        ("far", BOB): {"bob likes dee"},
        ("far", DEE): {"bob likes dee"},
    }
    query = "SELECT ?who FROM :far { :ann :likes/:likes ?who }"
    assert statements(store, query) == {(DEE,): {"ann likes bob", "bob likes dee"}}
    query = "SELECT ?who { :ann :likes+ ?who }"
    assert statements(store, query)[(CEM,)] == {"ann likes bob", "bob likes cem"}


def test_what_cannot_be_met_again_is_not_traced() -> None:
    """A value by chance within the query: the row is said to be lost, not to have no reason."""
    told = explained(filled(), "SELECT ?luck { ?who :shuns ?o BIND(RAND() AS ?luck) }")
    assert [(one.traced, one.statements) for _, one in told] == [(False, frozenset())]


def test_awkward_values() -> None:
    """Quotes, line ends, languages and other scripts in a row's values find their way back."""
    values = ['"a \\"quoted\\" one"', '"two\\nlines\\\\"', '"Straße"@de', '"\\t\\u0001"', '""']
    text = "\n".join(f"thing{n} says {value}" for n, value in enumerate(values))
    store = filled(text)
    assert statements(store, "SELECT ?s { ?s :says 'Straße'@de }") == {
        ("thing2",): {'thing2 says "Straße"@de'}
    }
    told = explained(store, "SELECT ?what { ?s :says ?what }")
    assert len(told) == len(values)
    assert all(one.traced and len(one.statements) == 1 for _, one in told)


def test_many_rows_are_explained_in_parts() -> None:
    """As many as are explained at all, each by its own statement; the rest is left out."""
    text = "\n".join(f"thing{n} says {n}" for n in range(MOST_ROWS + 5))
    store, query = filled(text), PREFIX + "SELECT ?s ?n { ?s :says ?n } ORDER BY ?n"
    names, rows = solutions(ask(store, query))
    met = explain(store, query, names, rows)
    assert len(met) == MOST_ROWS
    assert all(one.traced and len(one.statements) == 1 for one in met)
    assert {str(o) for one in met for _, _, o in one.statements} == {
        str(row[1]) for row in rows[:MOST_ROWS]
    }


def test_names_that_ours_would_hide() -> None:
    """A query may use any names, those that ours begin with among them."""
    query = "SELECT ?why_0 { ?why_0 :pays ?why__1 OPTIONAL { ?why_0 :likes ?why_key0 } }"
    assert statements(filled(), query)[(ANN,)] == {"ann pays 30", "ann likes bob"}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("ASK { ?s ?p ?o }", "this query has none"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "this query has none"),
        ("SELECT ?o { :ann !(:name|^:likes) ?o }", "cannot explain this property path"),
        ("SELECT ?s { ?s ?p ?o FILTER(isTRIPLE(?o)) }", "cannot read the query, at 1:"),
        (f"SELECT ?s {{ ?s :pays ?o FILTER({'(' * 60}1{')' * 60} = 1) }}", "nests too deeply"),
    ],
)
def test_what_is_not_explained(query: str, says: str) -> None:
    """Queries without rows, and what only the store can read, are refused with the reason."""
    with pytest.raises(UsageError, match=says):
        explained(fill_memory([nquads(SMALL)]), query)
