"""A corpus becomes one dataset: the right statements, in the right graphs, the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)
from pyoxigraph import Dataset as Oxigraph

from mdmakg.encode.dataset import Dataset, encode_corpus, to_nquads
from mdmakg.errors import Place
from mdmakg.model.corpus import Corpus, DocumentFile
from mdmakg.model.document import Document
from mdmakg.read.corpus import link_corpus, read_corpus
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
BASE = "https://w3id.org/mdmakg/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PREFIXES = {
    "mdmakg": BASE,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


@pytest.fixture(scope="module")
def small() -> Dataset:
    """Encode the small corpus."""
    return encode_corpus(read_corpus(CORPUS, shown_as=Path()))


@pytest.fixture(scope="module", params=["small", "bundled"])
def dataset(request: pytest.FixtureRequest, checkout: Path) -> Dataset:
    """Encode the small corpus, and the one that travels with the program."""
    folder = CORPUS if request.param == "small" else checkout / "data"
    return encode_corpus(read_corpus(folder))


def parsed(dataset: Dataset) -> Iterator[Quad]:
    """Read a dataset with Oxigraph's own parser, which knows nothing of how we write."""
    return parse(dataset.nquads, RdfFormat.N_QUADS)


def test_the_small_corpus_says_what_a_person_derived(small: Dataset) -> None:
    """Each statement, each in its graph, equals what was written by hand; none more, none less."""
    expected = set(parse(path=str(HERE / "expected.trig"), format=RdfFormat.TRIG))
    said = set(parsed(small))
    assert said - expected == set()
    assert expected - said == set()
    assert len(small) == len(expected)


def test_nothing_is_blank(dataset: Dataset) -> None:
    """Every node has a name, and every statement a graph."""
    for quad in parsed(dataset):
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        assert isinstance(quad.graph_name, NamedNode)


def _table(checkout: Path) -> dict[str, str]:
    rows = (checkout / "ontology" / "graphs.tsv").read_text("utf-8").splitlines()[1:]
    pairs = (row.split("\t") for row in rows)
    return {PREFIXES[(t := term.split(":"))[0]] + t[1]: kind for term, kind in pairs}


def test_every_statement_stands_in_the_graph_of_its_term(dataset: Dataset, checkout: Path) -> None:
    """The table of the ontology, read afresh, gives each predicate and class its kind of graph."""
    table = _table(checkout)
    wrong = {
        (quad.predicate.value, str(quad.object), quad.graph_name.value)
        for quad in parsed(dataset)
        if isinstance(quad.graph_name, NamedNode)
        and not f"{quad.graph_name.value}/".startswith(
            f"{BASE}graph/{table[_term(quad)]}/",
        )
    }
    assert wrong == set()


def _term(quad: Quad) -> str:
    if quad.predicate.value == TYPE and isinstance(quad.object, NamedNode):
        return quad.object.value
    return quad.predicate.value


def test_lines_are_sorted_and_single(dataset: Dataset) -> None:
    """N-Quads are sorted by whole line, each line once."""
    lines = dataset.nquads.splitlines()
    assert lines == sorted(set(lines))
    assert len(dataset) == len(lines)


def test_the_digest_is_that_of_the_canonical_form(dataset: Dataset) -> None:
    """Oxigraph's own RDFC-1.0, sorted, has the digest that the dataset gives."""
    canonical = Oxigraph(parsed(dataset))
    canonical.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    out = io.BytesIO()
    serialize(canonical, out, RdfFormat.N_QUADS)
    lines = sorted(out.getvalue().decode().splitlines(keepends=True))
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == dataset.digest


def test_characters_are_escaped_as_canonical_nquads_wants() -> None:
    """RDFC-1.0: line feed, carriage return, quote and backslash are escaped, é and 🕯 are not."""
    value = literal_term('a"b\\c\nd\re é 🕯')
    quad = ("<http://x/a>", "<http://x/b>", value, "<http://x/g>")
    written = r'<http://x/a> <http://x/b> "a\"b\\c\nd\re é 🕯" <http://x/g> .' + "\n"
    assert to_nquads([quad, quad]).decode() == written


def test_flattening_loses_no_triple(dataset: Dataset) -> None:
    """Graphs carry who said it, never meaning: all triples stand in the one graph too."""
    flat = {quad[:3] for quad in dataset.quads()}
    lines = to_nquads((*triple, "") for triple in flat)
    assert lines.count(b"\n") == len(flat)
    assert {q.triple for q in parse(lines, RdfFormat.N_QUADS)} == {
        q.triple for q in parsed(dataset)
    }


_ENCODE = """
import sys
from pathlib import Path
from mdmakg.encode.dataset import encode_corpus
from mdmakg.encode.trig import to_trig
from mdmakg.model.corpus import DocumentFile
from mdmakg.read.corpus import link_corpus, read_corpus
files = read_corpus(Path(sys.argv[1])).files
corpus, faults = link_corpus(files[::-1] if sys.argv[2] == "back" else files)
made = encode_corpus(corpus)
places = repr(list(made.places.items()))
sys.stdout.buffer.write(made.nquads + to_trig(made.nquads) + places.encode())
"""


def test_hash_seed_and_file_order_change_nothing(checkout: Path) -> None:
    """Two processes, other hash seeds, files in the other order: the same bytes and places."""
    made = [
        subprocess.run(  # noqa: S603 - our own interpreter on the text above
            [sys.executable, "-c", _ENCODE, str(checkout / "data"), order],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed, order in (("1", "forth"), ("2", "back"))
    ]
    assert made[0] == made[1]
    assert len(made[0]) > 100_000


def test_numbers_keep_their_digits(small: Dataset) -> None:
    """Trailing zeros and signs stand in the file as the document gave them."""
    text = small.nquads.decode()
    for digits in ("-12.00", "0.0010", "7.0", "12"):
        assert f'"{digits}"^^<http://www.w3.org/2001/XMLSchema#decimal>' in text
    assert '"< 0.0010"' in text


# Counted by hand in tests/encode/corpus.
PLACES = [
    ("source/report", "Source", "type", "lamp.yaml:11:5"),
    ("source/report", "The lamp report", "label", "lamp.yaml:11:12"),
    ("source/report", "source-kind/primary-report", "sourceKind", "lamp.yaml:12:11"),
    ("source/report", "Lamps", "title", "lamp.yaml:13:20"),
    ("source/report/grounding/title", "LAMPS", "asWritten", "lamp.yaml:13:36"),
    ("source/report/grounding/title", "text/aaaaaaaaaaaa/0-5", "hasCore", "lamp.yaml:13:47"),
    ("source/report/creator/01", "Mira", "name", "lamp.yaml:14:16"),
    ("source/report", "source/leaflet", "cites", "lamp.yaml:16:13"),
    ("source/leaflet", "source/report", "knownThrough", "lamp.yaml:27:18"),
    ("study-report/lamp/sr1/quantity/enrolled", "12", "low", "lamp.yaml:37:35"),
    ("result/lamp/r1/quantity/pValue", "0.0010", "low", "lamp.yaml:52:16"),
    ("result/lamp/r1", "time-role/follow-up", "changeTo", "lamp.yaml:47:34"),
    ("claim/lamp/c1", "text/aaaaaaaaaaaa/130-140", "hasCore", "lamp.yaml:59:41"),
    ("claim/lamp/c1", "hedge/possible", "hedge", "lamp.yaml:62:12"),
    ("evidence-line/lamp/c1/lamp.r1", "basis/curator", "basis", "lamp.yaml:63:53"),
    ("claim/lamp/c1", "Ann", "codedBy", "lamp.yaml:57:5"),
    ("concept/glass", "the clear one", "note", "things.yaml:8:48"),
]


@pytest.mark.parametrize(("subject", "value", "name", "place"), PLACES)
def test_places_point_at_the_value_that_says_it(
    small: Dataset, subject: str, value: str, name: str, place: str
) -> None:
    """What is said leads back to the file, line and column where a person wrote it."""
    predicates = small.places[BASE + subject]
    (predicate,) = (p for p in predicates if p.replace("#", "/").endswith(f"/{name}"))
    wanted = {f"<{BASE}{value}>", f'"{value}"'}
    (found,) = (
        found
        for term, found in predicates[predicate]
        if term in wanted or term.startswith(f'"{value}"^^')
    )
    assert str(found) == place


def test_everything_said_has_a_place(dataset: Dataset) -> None:
    """No statement of the files is without a place, and no place without a statement."""
    said = {(q.subject, q.predicate, q.object) for q in parsed(dataset)}
    places = {
        (subject, predicate, term)
        for subject, predicates in dataset.places.items()
        for predicate, terms in predicates.items()
        for term, _ in terms
    }
    assert {(str(s)[1:-1], p.value, str(o)) for s, p, o in said} == places


def _claims(*propositions: dict[str, str]) -> Corpus:
    things = {name: {"label": name, "kind": "event"} for name in ("a", "b", "c")}
    source = {"label": "S", "kind": "review", "funding": "F", "interests": "I", "extent": "whole"}
    document: dict[str, Any] = {
        "curation": {"curator": "Ann", "coded": "2025-01-02"},
        "sources": {"s": source},
        "concepts": things,
        "claims": {
            f"c{number}": {
                "gloss": "G",
                "kind": "limit",
                "from": {"work": "s", "how": "inference"},
                "proposition": proposition,
            }
            for number, proposition in enumerate(propositions)
        },
    }
    file = DocumentFile("d", "d.yaml", Document.model_validate(document), {(): Place("d.yaml")})
    corpus, faults = link_corpus([file])
    assert faults == ()
    return corpus


CONCEPTS = st.sampled_from(["a", "b", "c"])
UNSAID = st.sampled_from(["not-stated", "not-applicable"])
PROPOSITIONS = st.fixed_dictionaries(
    {
        "subject": CONCEPTS,
        "relation": st.sampled_from(["changes", "causes", "is-a"]),
        "object": CONCEPTS,
        "population": CONCEPTS | UNSAID,
        "comparator": CONCEPTS | UNSAID,
        "from": st.sampled_from(["baseline", "follow-up"]) | UNSAID,
        "to": st.sampled_from(["baseline", "follow-up"]) | UNSAID,
        "setting": CONCEPTS | UNSAID,
    },
    optional={"quantity": st.sampled_from(["5", "5.0", "about 5", "< 5", "5 %", "5 to 6"])},
)


def _meanings(corpus: Corpus) -> set[str]:
    return {
        str(quad.object)
        for quad in parsed(encode_corpus(corpus))
        if quad.predicate.value == f"{BASE}proposition"
    }


@settings(max_examples=60)
@given(one=PROPOSITIONS, data=st.data())
def test_equal_slots_are_one_proposition_and_any_difference_makes_two(
    one: dict[str, str], data: st.DataObject
) -> None:
    """A proposition is its slots: written twice it is one, with one slot changed it is another."""
    assert len(_meanings(_claims(one, dict(reversed(one.items()))))) == 1
    another = data.draw(PROPOSITIONS)
    slot = data.draw(st.sampled_from(sorted(one.keys() | another.keys())))
    changed = {key: value for key, value in one.items() if key != slot}
    changed |= {slot: another[slot]} if slot in another else {}
    if slot in changed or slot == "quantity":
        assert len(_meanings(_claims(one, changed))) == (1 if changed == one else 2)


def test_a_slot_left_out_is_the_slot_closed_by_its_relation() -> None:
    """What is left out means the same as the word that closes it."""
    bare = {"subject": "a", "relation": "causes", "object": "b"}
    closed = {
        **bare,
        "population": "not-stated",
        "setting": "not-stated",
        "comparator": "not-applicable",
        "from": "not-applicable",
        "to": "not-applicable",
    }
    assert len(_meanings(_claims(bare, closed))) == 1


def test_the_fullest_document_is_encoded(checkout: Path, tmp_path: Path) -> None:
    """Every kind of record becomes statements, each in the graph of its term, none blank."""
    text = (HERE.parent / "read" / "documents" / "valid_whole.yaml").read_text("utf-8")
    (tmp_path / "whole.yaml").write_text(text, "utf-8")
    made = encode_corpus(read_corpus(tmp_path))
    test_nothing_is_blank(made)
    test_every_statement_stands_in_the_graph_of_its_term(made, checkout)
    triples = {(str(q.subject), _term(q), str(q.object)) for q in parsed(made)}
    for subject, term, value in (
        ("claim/whole/c1", "hasQuotation", "claim/whole/c1/quotation/1"),
        ("claim/whole/c1/quotation/1", "quotedFrom", "source/annual"),
        ("claim/whole/c1", "hasQualifier", "text/aaaaaaaaaaaa/250-260"),
        ("source/report", "publicationState", "publication-state/corrected"),
        ("source/report/grounding/cites/1", "knownThrough", "source/report"),
        ("result/whole/r2", "betweenArm", "arm/whole/a2"),
        ("result/whole/r2", "firstArm", "arm/whole/a1"),
        ("result/whole/r3", "betweenArm", "arm/whole/a1"),
        ("result/whole/r3", "firstArm", "unsaid/not-stated"),
        ("intervention-report/whole/ir1/component/k1", "substance", "concept/glass"),
        ("outcome-report/whole/or2", "usedInstrument", "unsaid/not-stated"),
        ("study-report/whole/sr1", "inheritsDesignFrom", "study-report/whole/sr2"),
        ("study/lamp-trial", "followsUp", "study/first-trial"),
    ):
        assert (f"<{BASE}{subject}>", f"{BASE}{term}", f"<{BASE}{value}>") in triples
    assert (f"<{BASE}claim/whole/c1/quotation/1>", f"{BASE}words", '"bright as day"') in triples
    assert f'"95"^^<{XSD}decimal>' in {value for _, _, value in triples}
