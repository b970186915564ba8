"""KGX: which claims and trials are edges, under which predicate, between which names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lamps import DESIGN, HELPS, PROVEN, lamps, rows

from mdmakg.export.biolink import our_name
from mdmakg.export.exchanges import EXCHANGES

if TYPE_CHECKING:
    from pathlib import Path

DENIAL = {
    "voice": "abstract",
    "gloss": "The lamp was not shown to help against the disease.",
    "at": "600-610 0000000000000014",
    "proposition": {"subject": "lamp", "relation": "is-suited-to", "object": "disease"},
    "polarity": "denied",
    "kind": "efficacy",
}
DISPUTED = [
    *HELPS["evidence"],
    {"to": "c7", "direction": "disputes", "basis": "curator"},
]
ACCEPTED = {
    "check": "treats-unproven",
    "of": "c6",
    "by": "A. Curator",
    "why": "The lamp was approved for the disease.",
    "on": "2026-11-21",
}
ANY = "treats_or_applied_or_studied_to_treat"
TRIALS = "in_clinical_trials_for"
ASSERTED = "knowledge_assertion"
PREDICTED = "prediction"
AUTHORS = {"voice": "abstract"}
TREATS = {"exported-as": "treats"}
WATCHED = {DESIGN: ["observational"]}
MAPPINGS = """\
#curie_map:
#  concept: "https://w3id.org/mdmakg/concept/"
#  ILL: "https://example.org/ILL_"
#  MONDO: "https://example.org/MONDO_"
#mapping_set_id: "https://example.org/sets/lamp"
#license: "https://creativecommons.org/licenses/by/4.0/"
subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tmapping_source
concept:disease\tskos:exactMatch\tILL:1\tdisease\tsemapv:ManualMappingCuration\t
concept:disease\tskos:exactMatch\tMONDO:2\tdisease\tsemapv:ManualMappingCuration\t
concept:disease\tskos:closeMatch\tILL:3\tillness\tsemapv:ManualMappingCuration\t
"""
TERMS = """\
curie\tiri\tlabel\tstatus\treplaced_by
ILL:1\thttps://example.org/ILL_1\tdisease\tcurrent\t
ILL:3\thttps://example.org/ILL_3\tillness\tcurrent\t
MONDO:2\thttps://example.org/MONDO_2\tdisease\t{state}\t
"""


def tables(
    place: Path, change: dict[str, Any], files: dict[str, str] | None = None
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Give the nodes and the edges of the changed corpus."""
    made = lamps(place, change, files)
    nodes, edges = ("".join(pieces(made)) for _, pieces in EXCHANGES["kgx"].files.values())
    return rows(nodes), rows(edges)


@pytest.mark.parametrize(
    ("claim", "above", "predicate", "level"),
    [
        # by the rule, with a hedge and without
        ({}, {}, ANY, ASSERTED),
        ({"hedge": "possible"}, {}, ANY, PREDICTED),
        (AUTHORS, {}, TRIALS, ASSERTED),
        (AUTHORS | {"hedge": "possible"}, {}, TRIALS, ASSERTED),
        (AUTHORS | {"hedge": "possible"}, WATCHED, "studied_to_treat", ASSERTED),
        ({}, PROVEN, "treats", ASSERTED),
        # a curator asks for another
        ({"exported-as": "studied-to-treat"}, {}, "studied_to_treat", ASSERTED),
        # a curator asks for treats, unproven: it goes out by the rule, and never stronger
        (TREATS, {}, ANY, ASSERTED),
        (TREATS, WATCHED, ANY, ASSERTED),
        (TREATS | AUTHORS, {}, TRIALS, ASSERTED),
        (TREATS | AUTHORS, WATCHED, "studied_to_treat", ASSERTED),
        (TREATS | AUTHORS | {"evidence": []}, {}, ANY, ASSERTED),
        (TREATS | {"evidence": DISPUTED}, PROVEN, ANY, ASSERTED),
        # unless somebody answers for it, or it is proven
        (TREATS, {"accepted": [ACCEPTED]}, "treats", ASSERTED),
        (TREATS, PROVEN, "treats", ASSERTED),
        (TREATS | {"hedge": "possible"}, PROVEN, "treats", PREDICTED),
    ],
)
def test_treats_is_said_of_what_is_proven(
    tmp_path: Path, claim: dict[str, Any], above: dict[str, Any], predicate: str, level: str
) -> None:
    """Biolink: assert treats only if a phase 3 trial was passed; weaker predicates otherwise."""
    _, edges = tables(tmp_path, {"claims.c6": HELPS | claim, "claims.c7": DENIAL, **above})
    (edge,) = [edge for edge in edges if edge["id"] == "mdmakg.claim.lamp:c6"]
    assert edge["predicate"] == f"biolink:{predicate}"
    assert (edge["knowledge_level"], edge["negated"]) == (level, "false")


def test_a_denial_is_a_negated_edge_unless_it_is_hedged(tmp_path: Path) -> None:
    """Not treats is what an unhedged denial says; a hedged one says nothing an edge could."""
    hedged = DENIAL | {"hedge": "possible", "at": "610-620 0000000000000015"}
    _, edges = tables(tmp_path, {"claims.c7": DENIAL, "claims.c8": hedged})
    (edge,) = [edge for edge in edges if edge["id"].startswith("mdmakg.claim")]
    assert edge["id"] == "mdmakg.claim.lamp:c7"
    assert (edge["predicate"], edge["negated"]) == ("biolink:treats", "true")


def test_an_edge_says_where_it_is_from(tmp_path: Path) -> None:
    """The voice, the study with its size, the exact p; the claim in the curator's words."""
    nodes, edges = tables(
        tmp_path, {"claims.c6": HELPS, "studies.trial.registrations": ["nct NCT00000001"]}
    )
    assert edges[0] == {
        "id": "mdmakg.claim.lamp:c6",
        "subject": "mdmakg.intervention:lamp",
        "predicate": "biolink:treats_or_applied_or_studied_to_treat",
        "object": "mdmakg.concept:disease",
        "knowledge_level": "knowledge_assertion",
        "agent_type": "manual_agent",
        "primary_knowledge_source": "mdmakg.source:column",
        "publications": "mdmakg.source:column",
        "has_supporting_studies": "CLINICALTRIALS:NCT00000001",
        "study_size": "24",
        "p_value": "0.01",
        "negated": "false",
        "description": "The lamp helps against the disease.",
        "category": "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation",
    }
    assert [(node["id"], node["category"], node["xref"]) for node in nodes] == [
        ("mdmakg.intervention:lamp", "biolink:Treatment", ""),
        ("mdmakg.concept:disease", "biolink:Disease", ""),
        ("CLINICALTRIALS:NCT00000001", "biolink:ClinicalTrial", "mdmakg.study:trial"),
    ]


def test_a_bound_is_no_p_value(tmp_path: Path) -> None:
    """Biolink's p_value is a number: of p below 0.05 none is known."""
    _, edges = tables(tmp_path, {"claims.c6": HELPS, "results.r1.p": "< 0.05"})
    assert edges[0]["p_value"] == ""


def test_of_two_results_neither_p_is_the_claims(tmp_path: Path) -> None:
    """Biolink's p_value is one number: a claim that two results carry has none."""
    both = [*HELPS["evidence"], {"to": "r2", "direction": "supports", "basis": "cited"}]
    _, edges = tables(tmp_path, {"claims.c6": HELPS | {"evidence": both}})
    assert edges[0]["p_value"] == ""


def test_a_trial_in_people_of_a_condition_is_an_edge(tmp_path: Path) -> None:
    """Biolink, in clinical trials for: whenever a source reports a trial, whatever came of it."""
    people = {"studies.trial.reports.sr1.populations": ["night-nurses", "disease"]}
    _, (edge,) = tables(tmp_path, people)
    assert edge["predicate"] == "biolink:in_clinical_trials_for"
    assert edge["has_supporting_studies"] == "mdmakg.study:trial"
    assert edge["primary_knowledge_source"] == "mdmakg.source:abstract"


def second_report(source: str) -> dict[str, Any]:
    """Let a source tell that the trial gave the lamp to people with the disease."""
    return {
        "source": source,
        "read": "secondary",
        "at": "840-850 0000000000000013",
        "design": ["controlled"],
        "populations": ["disease"],
        "arms": {
            f"a-{source}": {
                "label": "Lamp",
                "role": "investigational",
                "intervention": "lamp",
                "at": "840-850 0000000000000013",
            }
        },
        "lists": dict.fromkeys(("arms", "outcomes", "time-points", "populations"), "partial"),
    }


def test_what_others_say_of_a_trial_is_no_edge(tmp_path: Path) -> None:
    """The authors enrolled nurses; that a column tells of people with the disease makes no edge."""
    heard = {"studies.trial.reports.sr2": second_report("column")}
    assert tables(tmp_path, heard) == ([], [])


RECORD = {
    "label": "Entry in a register",
    "kind": "registry-record",
    "identifiers": ["nct NCT00000001"],
    "funding": "not-stated",
    "interests": "not-stated",
    "extent": "whole",
}
PAPER = RECORD | {
    "label": "Second paper",
    "kind": "primary-report",
    "identifiers": ["doi 10.1234/second", "pmid 12345"],
}


def test_an_edge_names_every_paper_that_reports_the_trial(tmp_path: Path) -> None:
    """One edge of a trial, however many of its authors' reports say so; the first source is its."""
    said = {
        "sources.abstract.identifiers": ["doi 10.1234/first"],
        "sources.paper": PAPER | {"at": "200-210 0000000000000001"},
        "studies.trial.reports.sr1.populations": ["disease"],
        "studies.trial.reports.sr2": second_report("paper"),
        "studies.trial.reports.sr3": second_report("column"),
    }
    _, (edge,) = tables(tmp_path, said)
    assert edge["primary_knowledge_source"] == "mdmakg.source:abstract"
    assert edge["publications"] == "doi:10.1234/first|PMID:12345"
    assert edge["agent_type"] == "manual_agent"


@pytest.mark.parametrize(
    ("papers", "agent"),
    [(("record",), "automated_agent"), (("record", "paper"), "manual_agent")],
)
def test_a_trial_known_from_a_record_alone_was_told_by_a_machine(
    tmp_path: Path, papers: tuple[str, ...], agent: str
) -> None:
    """What an importer takes from a register is known from its record; a paper somebody read."""
    read = {"from": {"work": "record", "how": "record", "locator": "/protocolSection"}}
    reports = {name: second_report(name) for name in papers}
    del reports["record"]["at"]
    reports["record"] |= read
    told = {f"studies.trial.reports.{name}": report for name, report in reports.items()}
    sources = {
        "sources.record": RECORD | read,
        "sources.paper": PAPER | {"at": "200-210 0000000000000001"},
    }
    _, (edge,) = tables(tmp_path, sources | told)
    assert edge["agent_type"] == agent


@pytest.mark.parametrize(
    "change",
    [
        {},  # nurses are no condition
        {"studies.trial.reports.sr1.populations": ["disease"], DESIGN: ["observational"]},
        {"studies.trial.reports.sr1.populations": ["disease"], DESIGN: ["follow-up"]},
        {
            "studies.trial.reports.sr1.populations": ["disease"],
            "studies.trial.reports.sr1.arms.a1.role": "comparator",
        },
    ],
)
def test_what_was_not_tried_as_a_treatment_is_no_edge(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    """An edge takes a trial, a treatment under trial, and a condition."""
    assert tables(tmp_path, change) == ([], [])


@pytest.mark.parametrize(
    ("state", "id_", "others"),
    [
        ("current", "MONDO:2", "ILL:1|mdmakg.concept:disease"),
        ("obsolete", "ILL:1", "mdmakg.concept:disease"),
    ],
)
def test_a_thing_has_the_name_of_an_exact_match(
    tmp_path: Path, state: str, id_: str, others: str
) -> None:
    """Mondo's term first; a close match is no name, and neither is a withdrawn term."""
    files = {"mappings.sssom.tsv": MAPPINGS, "terms.tsv": TERMS.format(state=state)}
    nodes, edges = tables(tmp_path, {"claims.c6": HELPS}, files)
    assert edges[0]["object"] == id_
    (node,) = [node for node in nodes if node["id"] == id_]
    assert node["xref"] == others
    assert node["iri"] == "https://example.org/" + id_.replace(":", "_")


def test_our_names_are_curies() -> None:
    """KGX: a CURIE has no slash after its colon."""
    assert our_name("https://w3id.org/mdmakg/claim/blog/c1") == "mdmakg.claim.blog:c1"
    assert our_name("https://w3id.org/mdmakg/study/trial") == "mdmakg.study:trial"
