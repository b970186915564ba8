"""The core cases of W3C's SHACL test suite: what compiles finds what the suite expects.

``w3c/README.md`` says where the files are from, and under which licence. Results are
compared as a set: where the suite expects one twice, it is one here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pyoxigraph import RdfFormat, parse

from mdmakg.check.compile import compile_shapes
from mdmakg.check.core.path import path_words, read_path
from mdmakg.check.evaluate import evaluate
from mdmakg.check.statements import Statements, Term, iri_term, term_text
from mdmakg.check.term import SEVERITIES
from mdmakg.vocab.foreign import SH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.model.check import Severity

SUITE = Path(__file__).parent / "w3c" / "core"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TESTS = "http://www.w3.org/ns/shacl-test#"

LEFT = {
    "misc/severity-002": "a severity that is none of SHACL's three has no place in our reports",
    "path/path-strange-001": "a list that is an inverse path as well is no well-formed path",
    "path/path-strange-002": "the same",
}
"""Cases with a shape that is not compiled, and why."""


@dataclass(frozen=True)
class Case:
    """One case: its name, the data, the shapes, and the report that is expected."""

    name: str
    data: Statements
    shapes: Statements
    manifest: Statements
    report: Term


@cache
def statements(path: Path) -> Statements:
    """Read a file once, so that nodes without a name are called alike wherever it is used."""
    parsed = parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.as_uri())
    return Statements.of((str(q.subject), str(q.predicate), str(q.object), "") for q in parsed)


def the(said: Statements, subject: Term, predicate: str) -> Term:
    """Give the one value of a property."""
    (value,) = said.values(subject, iri_term(predicate))
    return value


def files(manifest: Path) -> Iterator[Path]:
    """List what a manifest includes, and what that includes."""
    said = statements(manifest)
    includes = said.values(iri_term(manifest.as_uri()), iri_term(f"{MANIFEST}include"))
    if not includes:
        yield manifest
    for included in sorted(includes):
        yield from files(Path(included[1:-1].removeprefix("file://")))


def cases() -> Iterator[Case]:
    """Give every case that the suite's manifest leads to."""
    for path in files(SUITE / "manifest.ttl"):
        said = statements(path)
        entries = the(said, iri_term(path.as_uri()), f"{MANIFEST}entries")
        for entry in said.members(entries):
            action = the(said, entry, f"{MANIFEST}action")
            data, shapes = (
                statements(Path(the(said, action, TESTS + graph)[1:-1].removeprefix("file://")))
                for graph in ("dataGraph", "shapesGraph")
            )
            name = str(path.relative_to(SUITE).with_suffix(""))
            yield Case(name, data, shapes, said, the(said, entry, f"{MANIFEST}result"))


CASES = {case.name: case for case in cases()}


class Result(NamedTuple):
    """What the suite compares of one result; a value without a name is left out."""

    shape: str
    focus: str
    path: str
    value: Term
    component: str
    severity: Severity


def expected(case: Case) -> set[Result]:
    """Read the report that a case expects."""
    return {
        _expected(case.manifest, node)
        for node in case.manifest.values(case.report, iri_term(f"{SH}result"))
    }


def _expected(said: Statements, node: Term) -> Result:
    path = said.values(node, iri_term(f"{SH}resultPath"))
    values = said.values(node, iri_term(f"{SH}value"))
    return Result(
        shape=term_text(the(said, node, f"{SH}sourceShape")),
        focus=term_text(the(said, node, f"{SH}focusNode")).removeprefix("_:"),
        path="".join(path_words(read_path(said, one)) for one in path),
        value="".join(value for value in values if not value.startswith("_:")),
        component=term_text(the(said, node, f"{SH}sourceConstraintComponent")),
        severity=SEVERITIES[term_text(the(said, node, f"{SH}resultSeverity"))],
    )


def found(case: Case) -> set[Result]:
    """Run the shapes of a case over its data."""
    plan = compile_shapes(case.shapes)
    return {
        Result(r.shape, r.focus, r.path, r.value_term, r.component, r.severity)
        for r in evaluate(plan, case.data).results
    }


def test_the_suite_is_whole() -> None:
    """Its manifests lead to 98 cases, and to every file that has one."""
    assert len(CASES) == 98
    entries = f"<{MANIFEST}entries>"
    with_cases = {path for path in SUITE.rglob("*.ttl") if entries in statements(path).said}
    assert {SUITE / f"{name}.ttl" for name in CASES} == with_cases


def test_the_files_are_as_they_were_pinned() -> None:
    """``w3c/files.sha256`` has the digest of each file; none is missing, none is more."""
    listed = (SUITE.parent / "files.sha256").read_text("utf-8").splitlines()
    assert sorted(listed) == sorted(
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(SUITE.parent).as_posix()}"
        for path in SUITE.rglob("*.ttl")
    )


def test_which_cases_are_left() -> None:
    """Those of the list, and no others."""
    left = {name for name, case in CASES.items() if compile_shapes(case.shapes).left}
    assert left == set(LEFT)


@pytest.mark.parametrize("name", sorted(CASES.keys() - LEFT.keys()))
def test_what_compiles_finds_what_the_suite_expects(name: str) -> None:
    """Every result of the expected report, and no other."""
    case = CASES[name]
    assert found(case) == expected(case)
    conforms = the(case.manifest, case.report, f"{SH}conforms")
    assert term_text(conforms) == ("false" if expected(case) else "true")


def test_a_message_is_passed_on() -> None:
    """Case misc/message-001 expects the shape's message in the result as well."""
    case = CASES["misc/message-001"]
    (result,) = evaluate(compile_shapes(case.shapes), case.data).results
    (expects,) = case.manifest.values(case.report, iri_term(f"{SH}result"))
    said = the(case.manifest, expects, f"{SH}resultMessage")
    assert result.message == term_text(said) == "Test message"
