"""Reasons on the bundled corpus: the lines that a person finds in the YAML, for every question."""

from __future__ import annotations

import json
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal

from mdmakg.build.judge import judge, judged_nquads
from mdmakg.build.places import places_json
from mdmakg.bundle import folder
from mdmakg.encode.dataset import encode_corpus
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus
from mdmakg.store.ask import ask
from mdmakg.store.questions import Question, questions
from mdmakg.store.store import fill_memory
from mdmakg.store.why.explain import explain, solutions
from mdmakg.store.why.path import Way
from mdmakg.store.why.reasons import Said, Why, reasons

if TYPE_CHECKING:
    from pyoxigraph import Store

    from mdmakg.store.why.explain import Row


NOWHERE = {"check-counts"}
"""Questions on nothing that stands in a document."""


@cache
def bundled() -> tuple[Store, Said]:
    """Hold the corpus, what follows from it, the ontology, and where everything was said."""
    dataset = encode_corpus(read_corpus(folder("data")))
    said = json.loads(places_json(dataset.places))["places"]
    judged = judge(tuple(dataset.quads()), Facts.of(dataset.quads()), {})
    follows = judged_nquads(judged.derived, judged.report)
    return fill_memory([dataset.nquads, follows, ontology_nquads()]), said


def why(query: str) -> tuple[tuple[str, ...], list[Row], list[Why]]:
    """Ask, and say why."""
    store, said = bundled()
    names, rows = solutions(ask(store, query))
    met = explain(store, query, names, rows)
    return names, rows, reasons(Way(store), said, met, PurePath("data"))


def lines_of_claim(document: str, claim: str) -> dict[str, tuple[int, str]]:
    """Find the keys of a claim in its YAML by reading lines: key to line number and line."""
    lines = (folder("data") / f"{document}.yaml").read_text("utf-8").split("\n")
    start = lines.index(f"  {claim}:", lines.index("claims:"))
    found: dict[str, tuple[int, str]] = {}
    for number in range(start + 1, len(lines)):
        if not lines[number].startswith("    "):
            break
        key = lines[number].strip().partition(":")[0]
        found.setdefault(key, (number + 1, lines[number]))
    return found


@pytest.mark.parametrize(("document", "claim"), [("blog", "c145"), ("page", "c35")])
def test_the_line_of_a_known_claim(document: str, claim: str) -> None:
    """The row of a safety claim names the line of its kind, and the passages of its anchors."""
    query = (
        "SELECT ?claim { ?said mdmakg:shortId ?claim ; mdmakg:claimKind claim-kind:safety ; "
        f'a mdmakg:Claim . FILTER(?claim = "{document}:{claim}") }}'
    )
    _, rows, (one,) = why(query)
    assert len(rows) == 1
    keys = lines_of_claim(document, claim)
    number, line = keys["kind"]
    assert line.strip() == "kind: safety"
    file = f"data/{document}.yaml"
    assert (file, number) in {(place.file, place.line) for place in one.places}
    assert one.claims == (f"{document}:{claim}",)
    anchors = keys["at"][1]
    assert one.passages
    assert all(f"{passage.start}-{passage.end} " in anchors for passage in one.passages)


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.name)
def test_every_question_is_explained(question: Question) -> None:
    """Each row of each question has a place; where it names a claim, that claim is among its own.

    Rows that a condition made by itself alone, as of what nobody reports, still
    rest on what was said of the rest. A count of a check is about no thing of a document.
    """
    names, rows, told = why(question.query)
    assert len(told) == len(rows) > 0
    for row, one in zip(rows, told, strict=True):
        assert one.traced
        assert bool(one.places or one.passages) == (question.name not in NOWHERE)
        cells = dict(zip(names, row, strict=True))
        for column in ("claim", "restates", "concedes"):
            if isinstance(cell := cells.get(column), Literal) and ":" in cell.value:
                assert cell.value in one.claims


def test_lines_are_of_the_things_asked_for() -> None:
    """A hedge that a claim states is on the line of its hedge, in the file of its document."""
    _, rows, told = why(
        "SELECT ?claim { ?c mdmakg:hedge hedge:possible ; mdmakg:shortId ?claim } ORDER BY ?claim"
    )
    assert rows
    for (cell,), one in zip(rows, told, strict=True):
        assert isinstance(cell, Literal)
        document, _, claim = cell.value.partition(":")
        number, line = lines_of_claim(document, claim)["hedge"]
        assert line.strip() == "hedge: possible"
        assert number in {place.line for place in one.places}
        assert {place.file for place in one.places} == {f"data/{document}.yaml"}
