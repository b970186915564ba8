"""IRIs of checks and of what they found: stable, and never shared."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.check.iri import check_iri, fingerprint, result_iri
from mdmakg.errors import Place
from mdmakg.model.check import CheckResult, Severity, State

BASE = "https://w3id.org/mdmakg/"


def result(focus: str = BASE + "claim/tea/c1", **parts: str) -> CheckResult:
    """Make a failed result."""
    return CheckResult(
        check="gloss-short",
        shape=BASE + "check/gloss-short",
        focus=focus,
        state=State.FAILED,
        severity=Severity.INFO,
        **parts,  # type: ignore[arg-type]  # the texts of a result; mypy sees every field at once
    )


def test_the_iri_says_check_and_focus() -> None:
    """A result is named ``check-result/CODE/FOCUS``, the focus without the base."""
    assert result_iri(result()) == BASE + "check-result/gloss-short/claim/tea/c1"
    assert check_iri("gloss-short") == BASE + "check/gloss-short"


def test_several_results_on_one_focus_have_names_of_their_own() -> None:
    """Path, value and further details each tell results apart, by twelve digits."""
    base = result()
    several = [
        replace(base, path=BASE + "gloss"),
        replace(base, path=BASE + "gloss", value="a", value_term='"a"'),
        replace(base, path=BASE + "gloss", value="a", value_term='"a"@en'),
        replace(base, details=(("letters", "4"),)),
        replace(base, path=BASE + "gloss", component="http://www.w3.org/ns/shacl#InConstraint"),
    ]
    names = {result_iri(one) for one in several}
    assert len(names) == len(several)
    assert all(len(name.rpartition("#")[2]) == 12 for name in names)


def test_names_outlive_words_and_places() -> None:
    """A reworded message, another line, another severity: the same finding."""
    before = result(path=BASE + "gloss")
    after = replace(before, message="new", severity=Severity.WARNING, place=Place("x", 3, 4))
    assert result_iri(after) == result_iri(before)
    assert fingerprint(after) == fingerprint(before)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


foci = st.one_of(texts.map("x:".__add__), texts.map(BASE.__add__))


@given(foci, foci)
def test_different_foci_have_different_names(one: str, other: str) -> None:
    """The focus can be read back from the name, ours or foreign, so no two share one."""
    names = {result_iri(result(focus)) for focus in (one, other)}
    assert len(names) == len({one, other})


@given(texts)
def test_foreign_foci_give_iris(focus: str) -> None:
    """Whatever a focus says, the name of the result is an IRI that a parser takes."""
    named = pyoxigraph.NamedNode(result_iri(result("x:" + focus)))
    line = f"{named} {named} {named} .".encode()
    assert list(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES))
