"""Running checks set-wise: four states, and the same failing foci as a SHACL engine."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.check.checkfile import CheckFile, read_check, read_checks
from mdmakg.check.run import run_check, run_checks
from mdmakg.check.shacl import validate
from mdmakg.check.shapes import read_shapes
from mdmakg.check.statements import term_text
from mdmakg.errors import InputError
from mdmakg.model.check import CheckCount, Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.check.run import Ask, Row

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(FIXTURES.glob("*.ttl"))
TEA = "https://w3id.org/mdmakg/claim/tea/"
REPORT = "https://w3id.org/mdmakg/study-report/tea/"


def asker(nquads: bytes) -> Ask:
    """Answer SELECT queries over the union of the graphs of some N-Quads."""
    store = pyoxigraph.Store()
    store.load(nquads, format=pyoxigraph.RdfFormat.N_QUADS)

    def ask(query: str) -> Iterator[Row]:
        solutions = store.query(query, use_default_graph_as_union=True)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        for row in solutions:
            terms = ((variable.value, row[variable]) for variable in solutions.variables)
            yield {name: str(term) for name, term in terms if term is not None}

    return ask


@pytest.fixture(scope="module")
def data() -> bytes:
    """Give four claims and three reports, in named graphs."""
    return (FIXTURES / "data.nq").read_bytes()


@pytest.fixture(scope="module")
def ask(data: bytes) -> Ask:
    """Answer queries over them."""
    return asker(data)


def test_the_four_states_are_counted_by_focus(ask: Ask) -> None:
    """Counted by hand in data.nq, where each count below has its line.

    Claims: c1 and c4 have glosses under eight letters, c2 a longer one, c3 none.
    Reports: sr1 has a design and no arm, sr2 no design, sr3 both. Quotations: none.
    """
    report = run_checks(read_checks(FILES), ask)
    assert report.counts == (
        CheckCount(
            check="design-unknown",
            severity=Severity.INFO,
            passed=1,
            failed=1,
            inapplicable=0,
            cannot_tell=1,
            reasons=(("the report names no design", 1),),
            propositions=1,
        ),
        CheckCount(
            check="gloss-short",
            severity=Severity.WARNING,
            passed=1,
            failed=2,
            inapplicable=1,
            cannot_tell=0,
            propositions=2,
        ),
        CheckCount(
            check="quote-absent",
            severity=Severity.VIOLATION,
            passed=0,
            failed=0,
            inapplicable=0,
            cannot_tell=0,
        ),
    )
    assert [rule.check for rule in report.rules] == [
        "design-unknown",
        "gloss-short",
        "quote-absent",
    ]


def test_what_several_checks_ask_alike_is_asked_once(ask: Ask) -> None:
    """Each check has the whole answer all the same."""
    asked: list[str] = []

    def counting(query: str) -> Iterable[Row]:
        asked.append(query)
        return ask(query)

    checks = read_checks(FILES)
    report = run_checks([*checks, *checks], counting)
    assert len(asked) == len(set(asked))
    assert Counter(report.counts) == Counter(run_checks(checks, ask).counts * 2)


def test_what_is_apart_is_no_focus(ask: Ask) -> None:
    """c1 fails with another, c3 is inapplicable; apart, they are neither told nor counted."""
    (count,) = run_checks([read_check(FIXTURES / "gloss-short.ttl")], ask).counts
    report = run_checks(
        [read_check(FIXTURES / "gloss-short.ttl")], ask, apart={f"{TEA}c1", f"{TEA}c3"}
    )
    assert (count.failed, count.inapplicable, count.passed) == (2, 1, 1)
    assert {r.focus for r in report.results} == {f"{TEA}c4"}
    (count,) = report.counts
    assert (count.failed, count.inapplicable, count.passed) == (1, 0, 1)


def test_what_failed_says_its_proposition(ask: Ask) -> None:
    """By it failures are counted once for each thing said, over parts as well."""
    report = run_checks(read_checks(FILES), ask)
    for count in report.counts:
        said = {r.said for r in report.failed if r.check == count.check}
        assert len(said) == count.propositions


def test_cannot_tell_comes_before_failed(ask: Ask) -> None:
    """A report without a design has no arm either; it is not said to fail for that."""
    results, _ = run_check(read_check(FIXTURES / "design-unknown.ttl"), ask)
    assert [(r.focus.removeprefix(REPORT), r.state, r.reason) for r in results] == [
        ("sr1", State.FAILED, ""),
        ("sr2", State.CANNOT_TELL, "the report names no design"),
    ]


def test_a_failed_result_says_what_it_looked_at(ask: Ask) -> None:
    """Path and value are the row's own, other variables are details, the message is filled in.

    The third gloss is itself written like a variable: what a value says is no template.
    """
    results, _ = run_check(read_check(FIXTURES / "gloss-short.ttl"), ask)
    assert [(r.focus.removeprefix(TEA), r.value_term, r.message, r.details) for r in results] == [
        ("c1", '"Tea."', "the gloss Tea. has 4 letters", (("letters", "4"),)),
        ("c4", '"Mate"', "the gloss Mate has 4 letters", (("letters", "4"),)),
        ("c4", '"{?this}"', "the gloss {?this} has 7 letters", (("letters", "7"),)),
    ]
    assert {r.path for r in results} == {"https://w3id.org/mdmakg/gloss"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shacl_engine_agrees(path: Path, data: bytes, ask: Ask) -> None:
    """The same file, run by pySHACL focus by focus, fails the same foci.

    Those where we cannot tell are foci that a SHACL engine, which knows no such
    state, fails.
    """
    results, _ = run_check(read_check(path), ask)
    referee = {result.focus for result in validate(data, read_shapes([path])).results}
    failed = {result.focus for result in results if result.state is State.FAILED}
    untold = {result.focus for result in results if result.state is State.CANNOT_TELL}
    assert failed == referee - untold
    assert untold <= referee


def test_named_graphs_carry_no_meaning(data: bytes, ask: Ask) -> None:
    """Flattened into one graph, the data gives the same results."""
    flat = b"\n".join(line.rsplit(b" <", 1)[0] + b" ." for line in data.splitlines())
    checks = read_checks(FILES)
    assert run_checks(checks, asker(flat)) == run_checks(checks, ask)


def check(**changes: str) -> CheckFile:
    """Change a part of a check."""
    good = read_check(FIXTURES / "gloss-short.ttl")
    fields = {field.name: getattr(good, field.name) for field in dataclasses.fields(good)}
    return CheckFile(**(fields | changes))


def test_outside_its_reach_nothing_fails(ask: Ask) -> None:
    """A check that applies to one claim leaves the other three inapplicable, failing or not."""
    only = f"SELECT ?this WHERE {{ VALUES ?this {{ <{TEA}c1> }} }}"
    results, count = run_check(check(applies_to=only), ask)
    assert [result.focus for result in results] == [TEA + "c1"]
    assert (count.passed, count.failed, count.inapplicable) == (0, 1, 3)


def test_reach_is_within_the_domain(ask: Ask) -> None:
    """What is no instance of the target class is not counted, whatever the queries say."""
    everything = "SELECT ?this WHERE { ?this a ?kind }"
    _, count = run_check(check(applies_to=everything), ask)
    assert (count.passed, count.failed, count.inapplicable) == (2, 2, 0)


def test_two_reasons_are_one_focus(ask: Ask) -> None:
    """A focus with two reasons is counted once, and each reason is said."""
    twice = f"""SELECT ?this ?reason WHERE {{
        VALUES (?this ?reason) {{ (<{TEA}c2> "torn") (<{TEA}c2> "wet") (<{TEA}c1> "wet") }} }}"""
    results, count = run_check(check(cannot_tell=twice), ask)
    assert (count.passed, count.failed, count.cannot_tell) == (0, 1, 2)
    assert count.reasons == (("torn", 1), ("wet", 2))
    assert [r.reason for r in results if r.focus == TEA + "c2"] == ["torn", "wet"]


def test_a_row_may_bring_its_own_message(ask: Ask) -> None:
    """SHACL 5.3.2: a binding of ?message is the message."""
    own = f'SELECT $this ?message WHERE {{ VALUES ($this ?message) {{ (<{TEA}c1> "a {{?x}}") }} }}'
    (result,), _ = run_check(check(select=own), ask)
    assert result.message == "a {?x}"


def test_an_unbound_variable_stays_as_it_is(ask: Ask) -> None:
    """A placeholder without a value is left, so that somebody sees it."""
    results, _ = run_check(check(message="{?value} {$this} {?nothing}"), ask)
    assert results[0].message == f"Tea. {TEA}c1 {{?nothing}}"


def test_equal_rows_are_one_result(ask: Ask) -> None:
    """A query that finds one thing twice has found one thing."""
    once = f"{{ BIND(<{TEA}c1> AS $this) }}"
    twice = f"SELECT $this WHERE {{ {once} UNION {once} }}"
    results, count = run_check(check(select=twice), ask)
    assert (len(results), count.failed) == (1, 1)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("<https://x.example/>", "https://x.example/"),
        ('"plain"', "plain"),
        ('"de"@de', "de"),
        ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "1"),
        ('"a\\n\\"b\\"\\\\\\t"', 'a\n"b"\\\t'),
        ('"\\u00e9\\U0001F600"', "é😀"),
        ("_:b0", "_:b0"),
        ("", ""),
    ],
)
def test_terms_are_read(term: str, text: str) -> None:
    """N-Triples 2.3 and 2.4: IRIs stand in angle brackets, literals in quotes with escapes."""
    assert term_text(term) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_literals_come_back_as_they_were(words: str) -> None:
    """Whatever a literal says, its N-Triples form reads as the same words."""
    assert term_text(str(pyoxigraph.Literal(words))) == words
    assert term_text(str(pyoxigraph.Literal(words, language="en"))) == words


def test_a_check_that_does_not_end_is_refused_at_its_file(ask: Ask) -> None:
    """A query that joins everything with everything, four times: given up, with the place.

    It would end in some seconds, so that nothing is left running behind the tests.
    """
    check = read_check(FIXTURES / "gloss-short.ttl")
    every = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(4))
    endless = (
        f"SELECT ?this ?path ?value WHERE {{ ?this ?path ?value . {every} FILTER(?a0 = ?c3) }}"
    )
    with pytest.raises(InputError) as refused:
        run_checks([dataclasses.replace(check, select=endless)], ask, seconds=0.2)
    (fault,) = refused.value.faults
    assert fault.place == check.place
    assert fault.code == "check-time"
    assert "did not end within 0.2 s" in fault.message
