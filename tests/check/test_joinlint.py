"""A check that joins documents looks no further than it can see where these are apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mdmakg.check.checkfile import read_check
from mdmakg.check.joined import joinable
from mdmakg.check.joinlint import join_flaws, sharing_flaws
from mdmakg.check.query import query_flaws
from mdmakg.check.rules import RuleBook
from mdmakg.errors import InputError
from mdmakg.store.flat import fill_flat
from mdmakg.store.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.check.run import Row
    from mdmakg.vocab.term import Quad

FIXTURES = Path(__file__).parent / "fixtures"
GLOSS = (FIXTURES / "gloss-short.ttl").read_text("utf-8")
BASE = "https://w3id.org/mdmakg/"
BY = f"{BASE}proposition"
HEAD = f"PREFIX : <{BASE}> SELECT DISTINCT ?this "
SHARE = "?this :proposition ?v . ?other :proposition ?v . FILTER(?this != ?other)"

SEEN = [
    SHARE,
    "?this :proposition/^:proposition ?other . ?other :shortId ?id",
    "?this :proposition ?v . ?other :proposition ?v . ?other :voice ?x . ?x :label ?l",
    "?this :voice/:label ?l",
    "?this :voice ?x . ?x (:label|:name)? ?l",
    "?this ?p ?o . ?o ?q ?r",
    "?this :voice [ :label ?l ]",
    "?this :voice :ann . :ann :label ?l",
    "?this !:voice ?o . ?o :label ?l",
    "?this :proposition ?v OPTIONAL { ?other :proposition ?v ; :voice ?x . ?x :label ?l }",
    f"{SHARE} FILTER NOT EXISTS {{ ?other :concedes ?this }}",
    "?this :proposition ?v { SELECT ?v (COUNT(?o) AS ?n) { ?o :proposition ?v } GROUP BY ?v }",
    "{ ?this :voice ?x } UNION { ?this :concedes ?x . ?x :shortId ?s }",
]
"""What a part has at hand."""

FAR = [
    "?this :voice/:partOf/:label ?l",
    "?this :voice [ :partOf [ :label ?l ] ]",
    "?this :voice ?x . ?x :partOf ?y . ?y :label ?l",
    "?this :voice/:partOf* ?y",
    "?this :voice ?x . ?x (:label|^:partOf) ?l",
    "?x :cites ?this",
    "?this ^:cites ?x",
    ":ann :label ?l . ?this :shortId ?s",
    "?this :proposition ?v . ?other :proposition ?w . FILTER(?this != ?other)",
    "?this :proposition ?v OPTIONAL { ?other :proposition ?v } ?other :shortId ?id",
    "?this :shortId ?s . FILTER NOT EXISTS { ?x :cites ?this }",
    "?this :proposition ?v { SELECT ?this (COUNT(?o) AS ?n) { ?o :cites ?v } GROUP BY ?this }",
    "{ ?this :voice ?x } UNION { ?x :cites ?this }",
    "?this ?p ?o . ?o ?q ?r . ?r ?s ?t",
]


@pytest.mark.parametrize("pattern", SEEN)
def test_what_is_in_sight_may_be_asked(pattern: str) -> None:
    """What is said of things that share a value, and of what these lead to in one step."""
    query = f"{HEAD}{{ {pattern} }}"
    assert query_flaws(query) == list(join_flaws(query, BY)) == []


@pytest.mark.parametrize("pattern", FAR)
def test_what_is_further_is_refused(pattern: str) -> None:
    """A second step, a step to the thing from elsewhere, a thing that shares nothing."""
    flaws = list(join_flaws(f"{HEAD}{{ {pattern} }}", BY))
    assert flaws
    assert {flaw.code for flaw in flaws} == {"query-join"}
    assert all("out of sight" in flaw.message for flaw in flaws)


def test_what_cannot_be_followed_is_refused() -> None:
    """Of a path with ^ within ! rdflib reads the words and does not keep them."""
    (flaw,) = join_flaws(f"{HEAD}{{ ?this !(:voice|^:cites) ?x }}", BY)
    assert "cannot be followed" in flaw.message


@pytest.mark.parametrize("query", ["SELECT ?this {", f"{HEAD}{{ ?this :voice/other:x ?y }}"])
def test_other_faults_come_first(query: str) -> None:
    """What does not parse, or has a name that cannot be resolved, is told of elsewhere."""
    assert list(join_flaws(query, BY)) == list(sharing_flaws(query, BY)) == []


@pytest.mark.parametrize(
    "pattern",
    [
        "?this :proposition ?v",
        "?this :proposition ?v . ?other :proposition ?v",
        "?this :proposition ?v . ?other :proposition ?w . FILTER(?this != ?other)",
        "?this :voice ?v . ?other :voice ?v . FILTER(?this != ?other)",
        f"{{ {SHARE} }} UNION {{ ?this :proposition ?v }}",
    ],
)
def test_it_applies_to_what_shares_a_value(pattern: str) -> None:
    """Parts do not tell of things that have theirs alone, so that no check may count them."""
    (flaw,) = sharing_flaws(f"{HEAD}{{ {pattern} }}", BY)
    assert "FILTER(?this != ?other)" in flaw.message
    assert list(sharing_flaws(f"{HEAD}{{ {SHARE} . {pattern} }}", BY)) == []


DATA = """
c1 proposition p\nc1 voice ann\nc1 shortId s1\nann partOf org\norg label org\nann label ann
c2 proposition p\nc2 voice bob\nc2 shortId s2\nbob label bob\nd cites c1\nc1 concedes c2
"""


def found_in_parts_and_whole(pattern: str) -> tuple[list[Row], list[Row]]:
    """Ask over what two parts give, one for each claim, and over everything."""
    query = f"{HEAD}{{ {pattern} }} ORDER BY ?this"
    check = replace(
        read_check(FIXTURES / "gloss-short.ttl"), joins_by=BY, select=query, applies_to=query
    )
    book = RuleBook(shapes=FIXTURES, structure=(), checks=(), tables=None, off=(), joined=(check,))
    terms = [[f"<{BASE}{word}>" for word in line.split()] for line in DATA.split("\n") if line]
    quads = [(s, p, o, "") for s, p, o in terms]
    ours = {f"<{BASE}{name}>" for name in ("c1", "ann", "org", "d")}
    parts = ([q for q in quads if q[0] in ours], [q for q in quads if q[0] not in ours])
    together = {quad for part in parts for quad in joinable(book, part)}
    return on_claims(together, query), on_claims(quads, query)


def on_claims(quads: Iterable[Quad], query: str) -> list[Row]:
    """Ask, and keep what is found of the two claims: other things are no foci."""
    claims = {f"<{BASE}c1>", f"<{BASE}c2>"}
    return [row for row in rows(fill_flat(quads), query) if row["this"] in claims]


@pytest.mark.parametrize("pattern", SEEN)
def test_parts_give_what_is_in_sight(pattern: str) -> None:
    """What may be asked has the same answer either way."""
    parts, whole = found_in_parts_and_whole(pattern)
    assert parts == whole


@pytest.mark.parametrize(
    "pattern",
    [
        "?this :voice/:partOf/:label ?l",
        "?this :voice [ :partOf [ :label ?l ] ]",
        "?this :voice ?x . ?x :partOf ?y . ?y :label ?l",
        "?x :cites ?this",
    ],
)
def test_parts_do_not_give_what_is_further(pattern: str) -> None:
    """What is refused would be found in one piece and not in parts."""
    assert pattern in FAR
    parts, whole = found_in_parts_and_whole(pattern)
    assert parts == []
    assert whole


def test_a_check_that_looks_too_far_is_refused_at_its_place(tmp_path: Path) -> None:
    """File, line and column are those of what is out of sight."""
    shares = "?this mdmakg:proposition ?v . ?other mdmakg:proposition ?v . FILTER(?this != ?other)"
    text = GLOSS.replace("sh:severity", "mdmakg:joinsBy mdmakg:proposition ;\n    sh:severity", 1)
    text = text.replace("?this mdmakg:gloss ?gloss", f"{shares} . ?this mdmakg:gloss ?gloss", 1)
    path = tmp_path / "gloss-short.ttl"
    path.write_text(text, "utf-8")
    assert read_check(path).joins_by == BY
    path.write_text(
        text.replace("FILTER(?letters < 8)", "FILTER NOT EXISTS { ?source mdmakg:cites $this }"),
        "utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_check(path)
    (fault,) = caught.value.faults
    lines = path.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "?source" in line)
    assert (fault.place.file, fault.place.line) == (str(path), number)
    assert fault.place.column == lines[number - 1].index("?source") + 1
    assert "what is said of ?source is out of sight" in fault.message


def test_a_check_that_applies_too_widely_is_refused(tmp_path: Path) -> None:
    """One that says by what it joins and looks at each thing alone."""
    path = tmp_path / "gloss-short.ttl"
    path.write_text(
        GLOSS.replace("sh:severity", "mdmakg:joinsBy mdmakg:proposition ; sh:severity", 1), "utf-8"
    )
    with pytest.raises(InputError, match="query-join: a check that joins applies to what shares"):
        read_check(path)
