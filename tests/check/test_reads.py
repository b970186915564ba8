"""Which properties a query reads: some too many, never one too few."""

from __future__ import annotations

import pytest

from mdmakg.check.reads import properties_read, read_by_all
from mdmakg.check.rules import Rules, read_rules
from mdmakg.vocab.foreign import rdf_type

TYPE = f"<{rdf_type}>"
P = "PREFIX e: <https://e.org/#> SELECT ?this { "


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("?this a e:X }", {"#X"}),
        (
            "?this e:p/^e:q* ?x ; <https://e.org/#r> 'e:no' , \"e:no\" . # e:no\n }",
            {"#p", "#q", "#r"},
        ),
        (
            "?this e:a.b ?x . ?x e:c-d 1.5 . FILTER(?x <= 2 && !BOUND(?y) || ?x != ?y) }",
            {"#a.b", "#c-d"},
        ),
        (
            "?this e:p ?x . FILTER(?x IN (e:one, e:two)) FILTER(!(?x = ?this)) }",
            {"#p", "#one", "#two"},
        ),
        (
            "{ SELECT ?this (MIN(?x) AS ?y) { ?this e:p ?x } GROUP BY ?this ?y } ?this e:q ?y }",
            {"#p", "#q"},
        ),
    ],
)
def test_named_properties_are_read(query: str, read: set[str]) -> None:
    """Every IRI outside comments and strings, however it is written, and rdf:type."""
    found = properties_read(P + query)
    assert found is not None
    assert set(found) == {TYPE, *(f"<https://e.org/{local}>" for local in read)}


@pytest.mark.parametrize(
    "query",
    [
        "?this ?p ?o }",
        "?this a e:X ; ?p 'x' }",
        "?this ?p [ a e:X ] }",
        "[] ?p ?this }",
        "?this ?p true }",
        "(1 2) ?p ?this }",
        "?this !e:p ?o }",
        "?this !(e:p|^e:q) ?o }",
        "?this (!a)+ ?o }",
        "?this e:p/!e:q ?o }",
        "?this f:p ?o }",
        "?this <https://e.org/\\u0041> ?o }",
        "?this e:%41 ?o }",
    ],
)
def test_where_it_may_be_any_none_is_named(query: str) -> None:
    """A variable in its place, all but some, a prefix or a spelling that is not known here."""
    assert properties_read(P + query) is None
    assert read_by_all([P + "?this e:p ?o }", P + query]) is None


def test_all_of_ours_name_theirs() -> None:
    """No check that is shipped reads just any property."""
    for check in read_rules(Rules()).checks:
        for query in (check.applies_to, check.cannot_tell, check.select):
            assert properties_read(query) is not None, check.code
