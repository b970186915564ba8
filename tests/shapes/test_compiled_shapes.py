"""The compiled shapes of structure find what pySHACL finds, result by result, count by count."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from benchmarks.corpus.emit import to_yaml
from benchmarks.corpus.part import part
from hypothesis import given, settings
from hypothesis import strategies as st
from shape_cases import BAD, GOOD, NOUNS, data, shapes

from mdmakg.bundle import folder
from mdmakg.check.shacl import validate
from mdmakg.check.statements import Statements, iri_term
from mdmakg.check.structure import check_structure
from mdmakg.check.turtle import read_turtle
from mdmakg.encode.dataset import encode_corpus, parse_nquads
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab.foreign import RDFS, SH, XSD, rdf_type
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.model.check import CheckReport

# pySHACL takes its time; what runs of ours, tests/check/test_structure.py runs too.
pytestmark = pytest.mark.no_cover

PATHS = [folder("shapes") / f"{noun}.ttl" for noun in NOUNS]


def ours(nquads: bytes) -> CheckReport:
    """Check by compiled shapes."""
    return check_structure(parse_nquads(nquads), PATHS)


@cache
def bundled() -> bytes:
    """Encode the corpus that comes with the program."""
    return encode_corpus(read_corpus(folder("data"))).nquads


def with_gaps(nquads: bytes) -> bytes:
    """Take every seventh statement out."""
    lines = nquads.splitlines(keepends=True)
    return b"".join(line for number, line in enumerate(lines) if number % 7)


def test_the_bundled_corpus() -> None:
    """As it is: the same results, and each shape has looked at as many foci."""
    assert ours(bundled()) == validate(bundled(), shapes())


def test_the_bundled_corpus_with_gaps() -> None:
    """Every seventh statement taken out of the corpus leaves the same to find for both."""
    torn = with_gaps(bundled())
    report = ours(torn)
    assert len(report.results) > 1000
    assert report == validate(torn, shapes())


def test_a_made_corpus_with_gaps(tmp_path: Path) -> None:
    """A few documents as they are measured, and less every seventh statement."""
    documents, context = part(1, (33, 34))
    for name, tree in {**documents, **context}.items():
        (tmp_path / f"{name}.yaml").write_text(to_yaml(tree), "utf-8")
    nquads = encode_corpus(read_corpus(tmp_path)).nquads
    assert ours(nquads) == validate(nquads, shapes())
    torn = with_gaps(nquads)
    report = ours(torn)
    assert len(report.results) > 300
    assert report == validate(torn, shapes())


def test_the_fixtures() -> None:
    """All good and bad fixtures together: some hundreds of results, one of each kind at least."""
    nquads = data(*GOOD, *BAD)
    report = ours(nquads)
    assert len(report.results) > 400
    assert report == validate(nquads, shapes())


@pytest.mark.parametrize("file", BAD[::16], ids=lambda file: file.stem)
def test_a_fixture_alone(file: object) -> None:
    """Without what it refers to, a fixture has much more wrong with it."""
    nquads = data(file)  # type: ignore[arg-type] # BAD is paths
    assert ours(nquads) == validate(nquads, shapes())


# --- Small graphs over our vocabulary -------------------------------------------------


@cache
def said() -> Statements:
    """Read what the shapes of the five nouns say."""
    return Statements.joined(read_turtle(path).statements for path in PATHS)


def _sh(name: str) -> str:
    return iri_term(SH + name)


def _typed(datatype: str, *lexical: str) -> list[str]:
    return [f'"{form}"^^<{XSD}{datatype}>' for form in lexical]


NODES = [f"<{BASE}n/{number}>" for number in range(6)]
# No forms of which pySHACL has another opinion than the text: see tests/check/test_structure.py.
LITERALS = {
    "string": [
        *('"abc"', '"a b"', '" a"', '""', '"a-b"', '"a:b"', '"two\\nlines"', '"mg"', '"%"'),
        *(f'"{"a" * 64}"', f'"{"0" * 16}"', '"doi:10.1000/x"', '"nct:NCT01234567"', '"x"@en'),
    ],
    "integer": _typed("integer", "0", "1", "2", "-3", "007", "9999", "10000", "x", ""),
    "decimal": _typed("decimal", "0.5", "1.50", "-2.0", "x"),
    "boolean": _typed("boolean", "true", "false", "1", "yes"),
    "date": _typed("date", "2025-01-31", "2024-02-29", "2025-02-30", "x"),
    "dateTime": _typed("dateTime", "2025-01-31T10:00:00", "2025-01-31"),
    "gYear": _typed("gYear", "2025", "25"),
    "gYearMonth": _typed("gYearMonth", "2025-01", "2025-13"),
}
# Values that are compared have an order, or pySHACL compares them as the text does not.
ORDERED = {
    datatype: [term for term in LITERALS[datatype] if term[1:3] not in {'x"', '"^', "20"}]
    for datatype in ("integer", "decimal")
} | {"date": _typed("date", "2025-01-31", "2024-02-29", "2025-02-01")}
COMPARED = {
    "start": "integer",
    "end": "integer",
    "low": "decimal",
    "high": "decimal",
    "propositionCount": "integer",
    "failedCount": "integer",
    "stateSince": "date",
    "stateSeen": "date",
}


def _values(shape: str) -> list[str]:
    """Give values that a property shape may accept, some of them, and others that it will not."""
    (path,) = said().values(shape, _sh("path"))
    name = path.rstrip(">").replace("#", "/").rpartition("/")[2]
    if name in COMPARED:
        return ORDERED[COMPARED[name]]
    lists = said().values(shape, _sh("in"))
    members = [member for one in lists for member in said().members(one)]
    kinds = [term[1:-1].removeprefix(XSD) for term in said().values(shape, _sh("datatype"))]
    literals = [literal for kind in kinds for literal in LITERALS[kind]]
    spare = [*LITERALS["date"], *LITERALS["gYear"]] if said().values(shape, _sh("or")) else []
    return [*members[:3], *literals, *spare, *NODES, '"abc"']


@cache
def choices() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """List what may be said: the type of what has a property, the property, its values."""
    return tuple(
        (kind, path, tuple(_values(shape)))
        for node, children in said().said[_sh("property")].items()
        for shape in children
        for kind in said().values(node, _sh("targetClass")) or ("",)
        for path in said().values(shape, _sh("path"))
    )


@st.composite
def graphs(draw: st.DrawFn) -> bytes:
    """Draw statements about a few nodes, typed as their properties call for, or not at all."""
    nodes = st.sampled_from(NODES)
    lines = set()
    for kind, path, values in draw(st.lists(st.sampled_from(choices()), min_size=1, max_size=40)):
        node = draw(nodes)
        lines.add(f"{node} {path} {draw(st.sampled_from(values))} .\n")
        if kind and draw(st.booleans()):
            lines.add(f"{node} <{rdf_type}> {kind} .\n")
    classes = st.sampled_from(sorted({kind for kind, _, _ in choices() if kind}))
    for narrow, wide in draw(st.lists(st.tuples(classes, classes), max_size=2)):
        lines.add(f"{narrow} <{RDFS}subClassOf> {wide} .\n")
    lines |= {f"{node} <{BASE}strange> {node} .\n" for node in draw(st.sets(nodes, max_size=1))}
    return "".join(sorted(lines)).encode()


@settings(max_examples=60)
@given(nquads=graphs())
def test_any_small_graph(nquads: bytes) -> None:
    """Whatever is said of a few nodes, in whatever disorder, both find the same."""
    assert ours(nquads) == validate(nquads, shapes())
