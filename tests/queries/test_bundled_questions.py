"""The bundled questions: their form, and their answers on the bundled corpus.

``expected/NAME.tsv`` was derived from the documents and the files of ``data/``,
not from the queries; counts over many claims were tallied from the YAML. Verdicts
were reasoned claim by claim, from the tables and the pages of the checks. It has
a header of variables, then the rows in order, an empty field for an unbound
variable. Where an answer differs, the encoding, the query or the expectation is
wrong; find out which before any of them is changed.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from mdmakg.build.judge import judge, judged_nquads
from mdmakg.bundle import folder
from mdmakg.check.query import query_flaws
from mdmakg.encode.dataset import encode_corpus, parse_nquads, sorted_nquads, to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus
from mdmakg.store.ask import ask
from mdmakg.store.questions import Question, questions
from mdmakg.store.store import fill_memory
from mdmakg.vocab import mdmakg as m

EXPECTED = Path(__file__).parent / "expected"
QUESTIONS = questions()
# What checks may not say and questions may: who said it, and another focus than $this.
ALLOWED = {"query-graph"}


@cache
def _said() -> tuple[bytes, bytes]:
    """Give the bundled corpus and the ontology, each statement in its named graph."""
    corpus = encode_corpus(read_corpus(folder("data"))).nquads
    graph = NamedNode(f"{m.BASE}graph/ontology")
    ontology = sorted_nquads(
        Quad(term.subject, term.predicate, term.object, graph)
        for path in sorted(folder("ontology").glob("*.ttl"))
        for term in parse(path.read_bytes(), RdfFormat.TURTLE)
    )
    return corpus, ontology


def _follows(corpus: bytes) -> bytes:
    """Derive, check and assess, without the texts, which are not bundled."""
    judged = judge(tuple(parse_nquads(corpus)), Facts.of(parse_nquads(corpus)), {})
    return judged_nquads(judged.derived, judged.report)


def _flat(nquads: bytes) -> bytes:
    """Put every statement into the default graph."""
    return to_nquads((s, p, o, "") for s, p, o, _ in parse_nquads(nquads))


@pytest.fixture(scope="session")
def store() -> Store:
    """Hold the bundled corpus, what follows from it and the ontology."""
    corpus, ontology = _said()
    return fill_memory([corpus, ontology, _follows(corpus)])


@pytest.fixture(scope="session")
def flattened() -> Store:
    """Hold the same without named graphs; what follows is derived without them as well."""
    corpus, ontology = map(_flat, _said())
    return fill_memory([corpus, ontology, _flat(_follows(corpus))])


def _plain(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    if term is None:
        return ""
    assert isinstance(term, Literal), f"{term}: answers give ids and labels, not IRIs"
    assert not set(term.value) & set("\t\r\n")
    return term.value


def _table(store: Store, question: Question) -> list[tuple[str, ...]]:
    """Give the variables, then each row in order."""
    found = ask(store, question.query)
    assert isinstance(found, QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    return [names, *(tuple(_plain(row[name]) for name in names) for row in found)]


def _expected(question: Question) -> list[tuple[str, ...]]:
    lines = (EXPECTED / f"{question.name}.tsv").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    return [tuple(line.split("\t")) for line in lines]


def _spoken(query: str) -> str:
    """Leave out comments and what stands in quotes or angle brackets."""
    return re.sub(r'"[^"\n]*"|<[^>\s]*>|#[^\n]*', " ", query)


def _flaws(query: str) -> list[str]:
    """List what a bundled question may not say: the lint."""
    spoken = _spoken(query)
    found = [f.code for f in query_flaws(query, projects=()) if f.code not in ALLOWED]
    found += ["star"] if re.search(r"\bSELECT\s+(DISTINCT\s+)?\*", spoken) else []
    found += [] if re.search(r"\bORDER BY\b", spoken) else ["unordered"]
    found += [] if re.search(r"\bSELECT DISTINCT\b|\bGROUP BY\b", spoken) else ["duplicates"]
    counted = re.findall(r"\bCOUNT\s*\(\s*(?!DISTINCT\b)(\?\w+)", spoken)
    inner = re.search(r"\{\s*SELECT DISTINCT\b", spoken)
    found += ["counts-duplicates"] if counted and not inner else []
    return found


def _order(query: str) -> tuple[str, ...]:
    """Give the variables by which a query orders its answer."""
    return tuple(re.findall(r"\?(\w+)", _spoken(query).rpartition("ORDER BY")[2]))


each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


@each
def test_the_answer_is_the_one_derived_without_the_query(question: Question, store: Store) -> None:
    """Columns, rows and their order are those of the expected file."""
    assert _table(store, question) == _expected(question)


@each
def test_named_graphs_carry_no_meaning(question: Question, flattened: Store) -> None:
    """Without named graphs the answer is the same, unless the question asks who said it."""
    table = _table(flattened, question)
    if re.search(r"\bGRAPH\b", _spoken(question.query)):
        assert table[1:] == []
    else:
        assert table == _expected(question)


@each
def test_the_order_of_an_answer_leaves_nothing_open(question: Question) -> None:
    """No two rows are equal in all the variables by which the query orders."""
    names, *rows = _expected(question)
    keys = [tuple(row[names.index(name)] for name in _order(question.query)) for row in rows]
    assert rows, "an expected answer without rows could not tell a broken query"
    assert len(set(keys)) == len(rows)


@each
def test_a_question_says_nothing_that_is_slow_remote_or_open(question: Question) -> None:
    """No SERVICE, no EXISTS over several patterns, named columns, an order, no duplicates."""
    assert _flaws(question.query) == []


@pytest.mark.parametrize(
    ("query", "flaw"),
    [
        ("SELECT DISTINCT * { ?a <u:p> ?b } ORDER BY ?a", "star"),
        ("SELECT DISTINCT ?a { ?a <u:p> 1 } # ORDER BY ?a", "unordered"),
        ("SELECT ?a { ?a <u:p> 1 } ORDER BY ?a", "duplicates"),
        (
            "SELECT ?a (COUNT(?b) AS ?n) { ?a <u:p> ?b } GROUP BY ?a ORDER BY ?a",
            "counts-duplicates",
        ),
        ("SELECT DISTINCT ?a { SERVICE <u:s> { ?a <u:p> 1 } } ORDER BY ?a", "query-service"),
        (
            (
                "SELECT DISTINCT ?a { ?a <u:p> 1 FILTER NOT EXISTS { ?a <u:q> ?b . ?b <u:r> 1 } }"
                " ORDER BY ?a"
            ),
            "query-exists",
        ),
        (
            "SELECT DISTINCT ?a { ?a <u:p> 1 FILTER EXISTS { ?a <u:q>/<u:r> 1 } } ORDER BY ?a",
            "query-exists",
        ),
        ("SELECT DISTINCT ?a { ?a <u:p> } ORDER BY ?a", "query-syntax"),
        ("SELECT DISTINCT ?a { ?a x:p 1 } ORDER BY ?a", "query-prefix"),
        ("SELECT DISTINCT ?a FROM <u:g> { ?a <u:p> 1 } ORDER BY ?a", "query-from"),
        ("ASK { ?a <u:p> 1 } # SELECT DISTINCT, ORDER BY", "query-form"),
    ],
)
def test_the_lint_finds_what_it_is_for(query: str, flaw: str) -> None:
    """Each rule fires on a query that breaks it."""
    assert flaw in _flaws(query)


def test_a_plain_question_passes_the_lint() -> None:
    """One pattern in an EXISTS, a negation by MINUS and a GRAPH are all right."""
    assert (
        _flaws(
            "SELECT DISTINCT ?a { GRAPH ?g { ?a <u:p> 1 } FILTER NOT EXISTS { ?a <u:q> 1 }"
            " MINUS { ?a <u:r> ?b . ?b <u:s> 1 } } ORDER BY ?a"
        )
        == []
    )


def test_each_question_has_one_expected_answer() -> None:
    """No question goes unanswered, and no answer is left of a question that is gone."""
    assert {path.stem for path in EXPECTED.iterdir()} == {question.name for question in QUESTIONS}


def test_the_readme_lists_each_question_with_its_sentence_and_asker() -> None:
    """The table has a row per question, in order, and no other."""
    readme = (folder("queries") / "README.md").read_text("utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| [")]
    assert rows == [
        f"| [`{q.name}`]({q.name}.rq) | {q.question} | {q.asked_by} |" for q in QUESTIONS
    ]


@each
def test_a_sentence_reads_as_a_question_and_says_what_emptiness_means(question: Question) -> None:
    """One sentence that ends in a question mark; the answer says what an empty one means."""
    assert re.fullmatch(r"[A-Z][^?]*\?", question.question)
    assert question.asked_by[0].islower()
    assert re.search(r"empty|absent|without a row|nothing", question.answer)


@each
def test_the_columns_are_named_in_words(question: Question) -> None:
    """Variables that reach a reader are words, joined by underscores."""
    names = _expected(question)[0]
    assert all(re.fullmatch(r"p|[a-z]{2,}(?:_[a-z]{2,})*", name) for name in names)


def test_a_statement_of_two_voices_is_met_twice_in_the_union() -> None:
    """Why every question says DISTINCT: Oxigraph's union of graphs keeps duplicates."""
    twice = fill_memory([b"<u:a> <u:p> <u:b> <u:g> .\n<u:a> <u:p> <u:b> <u:h> .\n"])
    found = ask(twice, "SELECT ?a { ?a <u:p> ?b }")
    assert isinstance(found, QuerySolutions)
    assert len(list(found)) == 2


def test_a_change_without_direction_is_a_row() -> None:
    """Rows of tables say how much, and not whether that is good: the column is empty then."""
    question = next(one for one in QUESTIONS if one.name == "changes-over-time")
    corpus, ontology = _said()
    told = [
        line for line in corpus.splitlines(keepends=True) if f"<{m.direction}>".encode() in line
    ]
    page_result = f"<{m.BASE}result/page/r1>".encode()
    without = corpus.replace(next(line for line in told if line.startswith(page_result)), b"")
    found = ask(fill_memory([without, ontology]), question.query)
    assert isinstance(found, QuerySolutions)
    rows = [(row["result"].value, row["direction"]) for row in found]
    assert {direction for result, direction in rows if result == "page:r1"} == {None}
    assert None not in {direction for result, direction in rows if result != "page:r1"}
