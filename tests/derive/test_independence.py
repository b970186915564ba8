"""Cohorts, documents and participants behind claims; and circles."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from mdmakg.build.build import check_corpus
from mdmakg.derive.behind import stand_behind
from mdmakg.derive.circle import derive_circles
from mdmakg.derive.independence import derive_independence, groups_of
from mdmakg.graph.facts import Facts
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

CARRYING = {"supports", "reports"}


def of(*triples: tuple[str, str, str]) -> Facts:
    """Collect statements, whose subjects and objects stand below the base."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    classes: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == f.rdf_type:
            classes[value].add(BASE + subject)
        plain = predicate in {f.rdf_type, m.registration, m.shortId, m.high}
        said[BASE + subject][predicate].add(value if plain else BASE + value)
    return Facts(
        {s: {p: tuple(sorted(v)) for p, v in ps.items()} for s, ps in said.items()},
        {c: tuple(sorted(v)) for c, v in classes.items()},
    )


def study(name: str, **keys: str) -> list[tuple[str, str, str]]:
    """Describe a study: its cohort, its registrations, what it follows up, whether it pools."""
    terms = {"cohort": m.hasCohort, "registration": m.registration, "follows": m.followsUp}
    told = [(name, terms[key], one) for key in terms for one in keys.get(key, "").split()]
    report = f"report/{name}"
    design = [(report, m.designFeature, "design-feature/pooled")] if keys.get("pooled") else []
    kinds = [(name, f.rdf_type, m.Study), (report, f.rdf_type, m.StudyReport)]
    return [*kinds, (report, m.ofStudy, name), *told, *design]


def count(facts: Facts, *studies: str) -> int:
    """Count the groups of participants of some studies."""
    return len(groups_of(facts).reached([BASE + one for one in studies]))


def test_a_follow_up_has_the_participants_of_what_it_follows_up() -> None:
    """One group, though it is told of twice."""
    facts = of(*study("a"), *study("b", follows="a"))
    assert count(facts, "a", "b") == 1


def test_one_cohort_is_one_group() -> None:
    """However many studies it took part in."""
    facts = of(*study("a", cohort="c"), *study("b", cohort="c"), *study("d", cohort="e"))
    assert count(facts, "a", "b") == 1
    assert count(facts, "a", "b", "d") == 2


def test_one_trial_may_be_registered_twice() -> None:
    """Two registers, one trial; whoever shares either shares its participants."""
    facts = of(
        *study("a", registration="r1 r2"),
        *study("b", registration="r1"),
        *study("c", registration="r2"),
    )
    assert count(facts, "b", "c") == 1


def test_two_follow_ups_of_one_trial_share_its_participants() -> None:
    """Though the trial itself is not behind the claim, nor described at all."""
    facts = of(*study("b", follows="a"), *study("c", follows="a"))
    assert count(facts, "b", "c") == 1


def test_pooling_joins_no_trial_to_another() -> None:
    """A pooled analysis of two trials has the participants of both; they stay two groups."""
    facts = of(
        *study("a", registration="r1"),
        *study("b", registration="r2"),
        *study("p", registration="r1 r2", pooled="yes"),
    )
    assert count(facts, "a", "b") == 2
    assert count(facts, "p") == 2
    assert count(facts, "a", "p") == 2
    assert count(facts, "a", "b", "p") == 2


def test_the_follow_up_of_a_pooled_study_has_the_participants_of_the_trials() -> None:
    """And where nothing names them, those of the pooled study, whatever they were."""
    facts = of(
        *study("a", registration="r1"),
        *study("p", registration="r1 r2", pooled="yes"),
        *study("q", follows="p"),
        *study("x", pooled="yes"),
        *study("y", follows="x"),
    )
    assert count(facts, "q", "a") == 2
    assert count(facts, "x", "y") == 1


def claims_to_cohorts(facts: Facts) -> nx.DiGraph[str]:
    """Draw what rests on what, as a person would, down to one node for each cohort."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for claim in facts.instances(m.Claim):
        graph.add_edges_from((claim, earlier) for earlier in facts.all(claim, m.relaysClaim))
        for line in facts.all(claim, m.hasEvidenceLine):
            if facts.name(line, m.evidenceDirection) in CARRYING:
                graph.add_edge(claim, line)
                graph.add_edge(line, facts.one(line, m.evidence))
    for result in facts.instances(m.Result):
        graph.add_edge(result, facts.one(result, m.ofStudy))
    for one in facts.instances(m.Study):
        cohort = facts.one(one, m.hasCohort) or f"cohort of {one}"
        graph.add_edge(one, cohort)
        graph.add_edge(cohort, "ground")
    return graph


def largest_flow(graph: nx.DiGraph[str], claim: str) -> int:
    """Count paths that end in different cohorts: each cohort lets one through, all else any."""
    for tail, head in graph.edges:
        if head == "ground":
            graph[tail][head]["capacity"] = 1
    return int(nx.maximum_flow_value(graph, claim, "ground")) if claim in graph else 0


def test_as_many_cohorts_as_disjoint_paths(checkout: Path) -> None:
    """By Menger's theorem both numbers are one; networkx counts the paths."""
    facts = Facts.of(check_corpus(checkout / "data").dataset.quads())
    graph = claims_to_cohorts(facts)
    derived = Facts.of(derive_independence(stand_behind(facts)))
    counted = {claim: int(derived.one(claim, m.cohortCount)) for claim in derived.said}
    assert counted
    for claim in facts.instances(m.Claim):
        assert counted.get(claim, 0) == largest_flow(graph, claim), claim


CLAIMS = [(f"claim/d/{c}", f.rdf_type, m.Claim) for c in "abc"]


def line(claim: str, to: str, basis: str = "cited") -> list[tuple[str, str, str]]:
    """Describe a line of evidence from one claim to another."""
    node = f"evidence-line/{claim}.{to}"
    return [
        (f"claim/d/{claim}", m.hasEvidenceLine, node),
        (node, m.evidence, f"claim/d/{to}"),
        (node, m.evidenceDirection, "evidence-direction/supports"),
        (node, m.basis, f"basis/{basis}"),
    ]


def ways(facts: Facts) -> dict[str, str]:
    """Give the way back of each thing that is in a circle."""
    derived = Facts.of(derive_circles(facts))
    return {at.removeprefix(BASE): derived.one(at, m.circleInWords) for at in derived.said}


def test_a_claim_may_be_its_own_evidence_where_no_file_was_read() -> None:
    """RDF can say what a document file is refused for."""
    assert ways(of(*CLAIMS, *line("a", "a"))) == {"claim/d/a": "a → a"}


def test_of_two_circles_the_shortest_is_told() -> None:
    """Every member has its own way back."""
    facts = of(*CLAIMS, *line("a", "b"), *line("b", "c"), *line("c", "a"), *line("b", "a"))
    assert ways(facts) == {
        "claim/d/a": "a → b → a",
        "claim/d/b": "b → a → b",
        "claim/d/c": "c → a → b → c",
    }


def test_nothing_is_told_of_what_only_leads_to_a_circle() -> None:
    """It rests on one, and not on itself."""
    facts = of(*CLAIMS, *line("a", "b"), *line("b", "c"), *line("c", "b"))
    assert set(ways(facts)) == {"claim/d/b", "claim/d/c"}


@pytest.mark.parametrize(("basis", "drawn"), [("cited", "cited"), ("curator", "curator")])
def test_one_line_of_a_curator_makes_the_circle_the_curators(basis: str, drawn: str) -> None:
    """Whatever else the documents say."""
    facts = of(*CLAIMS, *line("a", "b"), *line("b", "a", basis))
    derived = Facts.of(derive_circles(facts))
    drawers = {derived.one(at, m.circleDrawnBy) for at in derived.said}
    assert drawers == {f"{BASE}basis/{drawn}"}


def test_a_corpus_without_circles_does_not_load_networkx(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library is slow to load, and most corpora have none."""
    monkeypatch.setitem(sys.modules, "networkx", None)
    assert ways(of(*CLAIMS, *line("a", "b"), *line("b", "c"))) == {}
