"""Corpora to look at, from facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.dataset import parse_nquads
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.explore.page.look import Look, Words
from mdmakg.explore.sheet import lay_out
from mdmakg.graph.claims import claim_graph, resting_on
from mdmakg.graph.facts import Facts
from mdmakg.model.chain import NodeKind
from mdmakg.trace.standing import with_assessments
from mdmakg.trace.trace import trace_claim, with_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.build.build import Checked
    from mdmakg.explore.boxes import Box

__all__ = ["HOSTILE", "facts_of", "look_of", "with_hostile_labels"]

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "]]>&lt;&#60;&amp;",
    "one\u2028two\u2029three",
    "left\u202etfel\u2066right\u200f",
    "bell\x07 escape\x1b[31m nul\x00 lone\ud800",
    "~3 ~:1 ~~",
    '{"quoted": "\\" \\u003c"}',
    "x" * 10_000,
    "<!--mdmakg:script-->",
    "combining e\u0301\u0301\u0301, \u97f3\u697d, \U0001f9ea",
)
"""What labels may hold that means to do harm, or does it by accident."""


def facts_of(told: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Facts:
    """Collect what is said of each subject; its classes stand under ``rdf:type``."""
    classes: dict[str, list[str]] = {}
    for subject in sorted(told):
        for class_ in told[subject].get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ()):
            classes.setdefault(class_, []).append(subject)
    return Facts(told, {class_: tuple(members) for class_, members in classes.items()})


def look_of(checked: Checked, facts: Facts | None = None, words: Words | None = None) -> Look:
    """Lay a checked corpus out to be looked at, or other facts with the same results."""
    told = facts or checked.facts
    standing = with_assessments(claim_graph(told), checked.report.assessments)
    graph = with_findings(standing, checked.report.results, resting_on(told))
    boxes: dict[str, Box] = {}
    return Look(
        facts=told,
        ontology=Facts.of(parse_nquads(ontology_nquads())),
        graph=graph,
        report=checked.report,
        sheets={
            node: lay_out(trace_claim(graph, node), boxes)
            for node, row in graph.nodes(data=True)
            if row["kind"] == NodeKind.CLAIM
        },
        dataset=checked.dataset.digest,
        words=words or Words(checked.texts.at_hand),
    )


def with_hostile_labels(facts: Facts) -> Facts:
    """Put a hostile text in the place of every text that people wrote, one after another."""
    said = {
        subject: {
            predicate: tuple(
                HOSTILE[(number + len(value)) % len(HOSTILE)]
                if predicate.rpartition("/")[2].rpartition("#")[2] in _WRITTEN
                else value
                for value in values
            )
            for predicate, values in told.items()
        }
        for number, (subject, told) in enumerate(sorted(facts.said.items()))
    }
    return Facts(said, facts.classes)


_WRITTEN = {"label", "title", "gloss", "note", "intensifier", "fileName"}
