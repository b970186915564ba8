"""From statements to claims, passages and lines, on places and a store made by hand."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from mdmakg.store.ask import ask
from mdmakg.store.store import fill_memory
from mdmakg.store.why.explain import explain, solutions
from mdmakg.store.why.path import Way
from mdmakg.store.why.reasons import Reason, Why, reasons
from mdmakg.vocab.mdmakg import BASE

TEXT = "text/0123456789ab"
# Two claims of two documents say one proposition; the first document's words came first.
STATED = f"""
claim/a/c2 mdmakg:shortId "a:c2"
claim/a/c2 oa:hasTarget {TEXT}/10-20
claim/a/c2 oa:hasTarget {TEXT}/30-40
claim/a/c2 mdmakg:hasCore {TEXT}/30-40
claim/a/c2 mdmakg:proposition proposition/p
claim/b/c10 mdmakg:shortId "b:c10"
claim/b/c10 oa:hasTarget {TEXT}/50-60
claim/b/c10 mdmakg:proposition proposition/p
claim/b/c10 mdmakg:hasEvidenceLine evidence-line/b/c10/a.r1
claim/b/c9 mdmakg:shortId "b:c9"
claim/b/c9 mdmakg:voice source/s
claim/b/c9 mdmakg:concedes claim/b/c10
evidence-line/b/c10/a.r1 mdmakg:evidence result/a/r1
proposition/p mdmakg:subject concept/x
result/a/r1 mdmakg:shortId "a:r1"
result/a/r1 oa:hasTarget {TEXT}/70-80
result/a/r1 mdmakg:direction direction/improved
result/a/r1 mdmakg:pValue result/a/r1/quantity/pValue
result/a/r1/quantity/pValue mdmakg:low 0.001
result/a/r1 mdmakg:estimate result/a/r1/quantity/estimate
result/a/r1/quantity/estimate mdmakg:low 5
result/a/r1/grounding/pValue mdmakg:grounds result/a/r1
result/a/r1/grounding/pValue mdmakg:groundsProperty mdmakg:pValue
result/a/r1/grounding/pValue oa:hasTarget {TEXT}/72-75
source/s mdmakg:shortId "s"
source/s oa:hasTarget {TEXT}/0-5
{TEXT} mdmakg:fileName "t.txt"
{TEXT}/90-99 mdmakg:skippedAs skip-reason/heading
{TEXT}/90-99 mdmakg:digest "0"
check-result/k/b/c9 mdmakg:focus claim/b/c9
check-result/k/s mdmakg:focus source/s
direction/improved mdmakg:note "of the ontology"
"""

# file, line, column, value
SAID = {
    "claim/a/c2": {"shortId": [("a.yaml", 10, 5, '"a:c2"')]},
    "claim/b/c9": {
        "shortId": [("b.yaml", 20, 5, '"b:c9"')],
        "voice": [("b.yaml", 21, 12, f"<{BASE}source/s>")],
        "concedes": [("b.yaml", 22, 15, f"<{BASE}claim/b/c10>")],
    },
    "claim/b/c10": {
        "shortId": [("b.yaml", 30, 5, '"b:c10"')],
        "proposition": [("b.yaml", 31, 18, f"<{BASE}proposition/p>")],
        "hasEvidenceLine": [("b.yaml", 32, 9, f"<{BASE}evidence-line/b/c10/a.r1>")],
    },
    "evidence-line/b/c10/a.r1": {"evidence": [("b.yaml", 33, 9, f"<{BASE}result/a/r1>")]},
    "proposition/p": {"subject": [("a.yaml", 11, 19, f"<{BASE}concept/x>")]},
    "result/a/r1": {
        "shortId": [("a.yaml", 40, 5, '"a:r1"')],
        "direction": [("a.yaml", 41, 16, f"<{BASE}direction/improved>")],
        "pValue": [("a.yaml", 42, 8, f"<{BASE}result/a/r1/quantity/pValue>")],
    },
    "result/a/r1/quantity/pValue": {
        "low": [("a.yaml", 42, 8, '"0.0010"^^<http://www.w3.org/2001/XMLSchema#decimal>')]
    },
    "source/s": {"shortId": [("b.yaml", 1, 5, '"s"')]},
    f"{TEXT}/90-99": {
        "skippedAs": [("b.yaml", 50, 9, f"<{BASE}skip-reason/heading>")],
        "digest": [("b.yaml", 2, 9, '"0"')],
    },
}


def _iri(name: str) -> str:
    if name.startswith("oa:"):
        return f"<http://www.w3.org/ns/oa#{name[3:]}>"
    return f"<{BASE}{name.removeprefix('mdmakg:')}>"


def _value(text: str) -> str:
    if text.startswith('"'):
        return text
    kind = "decimal" if "." in text else "integer"
    number = text.replace(".", "").isdigit()
    return f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{kind}>' if number else _iri(text)


def why(query: str) -> list[Why]:
    """Ask the store that is written out above, and say why."""
    rows = (line.split(" ", 2) for line in STATED.strip().splitlines())
    store = fill_memory(
        ["".join(f"{_iri(s)} {_iri(p)} {_value(o)} .\n" for s, p, o in rows).encode()]
    )
    said = {
        BASE + subject: {BASE + predicate: held for predicate, held in told.items()}
        for subject, told in SAID.items()
    }
    names, answered = solutions(ask(store, query))
    return reasons(Way(store), said, explain(store, query, names, answered), PurePath("data"))


def told(reason: Reason) -> tuple[str, str, str]:
    """Give a reason as a line would: the thing, its lines, its passages."""
    lines = " ".join(f"{place.file}:{place.line}" for place in reason.places)
    return reason.thing, lines, " ".join(f"{one.start}-{one.end}" for one in reason.passages)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            'SELECT ?c { ?c mdmakg:shortId "a:c2" }',
            [("a:c2", "data/a.yaml:10", "10-20 30-40")],
            id="a claim: its line and its passages",
        ),
        pytest.param(
            "SELECT ?c { ?c mdmakg:hasCore ?p }",
            [("a:c2", "data/a.yaml:10", "30-40")],
            id="a claim with one passage: that one",
        ),
        pytest.param(
            "SELECT ?v { ?c mdmakg:voice/mdmakg:shortId ?v }",
            [("b:c9", "data/b.yaml:20 data/b.yaml:21", ""), ("source s", "data/b.yaml:1", "")],
            id="what a thing is called rests on no passage",
        ),
        pytest.param(
            "SELECT ?d { ?c mdmakg:concedes ?d }",
            [
                ("b:c9", "data/b.yaml:20 data/b.yaml:22", ""),
                ("b:c10", "data/b.yaml:30", "50-60"),
            ],
            id="claims in the order of their numbers, those spoken of among them",
        ),
        pytest.param(
            'SELECT ?s { ?c mdmakg:shortId "b:c10" ; mdmakg:proposition/mdmakg:subject ?s }',
            [("b:c10", "data/b.yaml:30 data/b.yaml:31", "50-60")],
            id="a shared proposition: where the claim of the row says it",
        ),
        pytest.param(
            "SELECT ?s { ?p mdmakg:subject ?s }",
            [
                ("a:c2", "data/a.yaml:10", "10-20 30-40"),
                ("b:c10", "data/b.yaml:30 data/b.yaml:31", "50-60"),
            ],
            id="a proposition alone: all claims that say it",
        ),
        pytest.param(
            "SELECT ?e { ?line mdmakg:evidence ?e }",
            [("b:c10", "data/b.yaml:30 data/b.yaml:33", "50-60")],
            id="a line of evidence is its claim's",
        ),
        pytest.param(
            "SELECT ?d { ?r mdmakg:direction ?d }",
            [("result a:r1", "data/a.yaml:41", "70-80")],
            id="a result: the passage of the whole",
        ),
        pytest.param(
            "SELECT ?q { ?r mdmakg:pValue ?q }",
            [("result a:r1", "data/a.yaml:42", "72-75")],
            id="a property with a grounding of its own: that one's passage",
        ),
        pytest.param(
            "SELECT ?x { ?r mdmakg:pValue/mdmakg:low ?x }",
            [("result a:r1", "data/a.yaml:42", "72-75")],
            id="a number, though the store writes it in another form",
        ),
        pytest.param(
            "SELECT ?x { ?r mdmakg:estimate ?q . ?q mdmakg:low ?x }",
            [("result a:r1", "", "70-80")],
            id="a quantity without a grounding: the passage of what it belongs to",
        ),
        pytest.param(
            "SELECT ?p { ?p mdmakg:skippedAs ?why }",
            [("passages", "data/b.yaml:50", "90-99")],
            id="a passage that no thing rests on",
        ),
        pytest.param(
            "SELECT ?p { ?p mdmakg:digest ?d }",
            [("passages", "", "90-99")],
            id="what a passage is was said by nobody",
        ),
        pytest.param(
            "SELECT ?f { ?result mdmakg:focus ?f } ORDER BY ?f LIMIT 1",
            [("b:c9", "data/b.yaml:20", "")],
            id="what was derived: the claim that it is about",
        ),
        pytest.param(
            "SELECT ?f { ?result mdmakg:focus ?f } ORDER BY DESC(?f) LIMIT 1",
            [("source s", "data/b.yaml:1", "")],
            id="what was derived of another thing",
        ),
        pytest.param(
            "SELECT ?n { ?d mdmakg:note ?n }",
            [],
            id="the ontology was written in no document",
        ),
    ],
)
def test_reasons(query: str, expected: list[tuple[str, str, str]]) -> None:
    """Each thing once, with its lines and passages, worked out from the tables above."""
    (one,) = why(query)
    assert [told(reason) for reason in one.reasons] == expected
    assert one.traced


def test_a_row_as_a_whole() -> None:
    """Claims, lines and passages of all things together, each once and in order."""
    (one,) = why(
        "SELECT ?d { ?c mdmakg:concedes ?d ; mdmakg:voice/mdmakg:shortId ?v . "
        "?d mdmakg:hasEvidenceLine/mdmakg:evidence/mdmakg:direction ?e }"
    )
    assert one.claims == ("b:c9", "b:c10")
    assert [place.line for place in one.places] == [41, 1, 20, 21, 22, 30, 32, 33]
    assert [str(passage) for passage in one.passages] == ["t.txt 50-60", "t.txt 70-80"]
