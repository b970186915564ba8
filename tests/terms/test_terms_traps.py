"""The traps: identifiers that are wrong for our case, each known by somebody who looked."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.model.mapping import CROSS_REFERENCE, PinState
from mdmakg.read.links import bundled_linking
from mdmakg.vocab.foreign import SKOS, skos_exactMatch

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.model.mapping import PinnedTerm, TermMapping

FOUND = bundled_linking().mappings
assert FOUND is not None
MAPPINGS = FOUND.mappings
TERMS = {term.curie: term for term in bundled_linking().terms}


@pytest.fixture(scope="session")
def listed(checkout: Path) -> list[dict[str, str]]:
    """Read the list of terms that lies beside the checkout, or skip."""
    path = checkout.parent / "shared" / "TERMS.tsv"
    if not path.is_file():
        pytest.skip("the list of terms that ours was made from is not beside the checkout")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def to(curie: str) -> list[TermMapping]:
    """Give the mappings that lead to a term."""
    return [mapping for mapping in MAPPINGS if mapping.object == curie]


def of(subject: str, curie: str) -> str:
    """Say how a thing is mapped to a term: the predicate's name, or nothing."""
    return next((m.predicate.partition(":")[2] for m in to(curie) if m.subject == subject), "")


def term(curie: str) -> PinnedTerm:
    """Give what is recorded of a term."""
    return TERMS[curie]


def test_every_listed_term_is_recorded(listed: list[dict[str, str]]) -> None:
    """Each identifier that was looked up stands in terms.tsv, with its IRI; mp is micropub here."""
    assert len(listed) > 200
    for row in listed:
        curie = re.sub("^mp:", "micropub:", row["curie"])
        assert curie in TERMS, curie
        assert row["iri"] in ("", term(curie).iri)


def test_every_mapped_term_is_recorded_by_its_label() -> None:
    """What leads out leads to terms of which something is recorded, under their labels."""
    assert len(MAPPINGS) > 200
    for mapping in MAPPINGS:
        assert mapping.object_label == term(mapping.object).label, mapping.object


def test_nothing_secondary_is_exact() -> None:
    """An identifier that was not read in its vocabulary's own file is no exact match."""
    exact = [m for m in MAPPINGS if m.predicate_iri == skos_exactMatch]
    assert len(exact) > 10
    assert [m.object for m in exact if term(m.object).is_secondary] == []


def test_an_episode_is_not_the_disorder() -> None:
    """MFOMD:0000143 is a major depressive episode: related to the disorder, no more."""
    assert of("concept:mdd", "MFOMD:0000143") == "relatedMatch"


@pytest.mark.parametrize("prefix", ["NCIT", "SCTID", "UMLS"])
def test_mondo_and_the_disease_ontology_disagree(prefix: str) -> None:
    """Both are recorded with who says so, and none of them is exact."""
    mine = [m for m in MAPPINGS if m.subject == "concept:mdd" and m.vocabulary == prefix]
    said = {m.source.partition(":")[0] for m in mine}
    assert said == {"mondo-mappings", "do-reports"}
    assert len(mine) == 3
    assert all(m.predicate_iri != skos_exactMatch for m in mine)


def test_icd_is_only_related() -> None:
    """Mondo has no ICD-10 code for major depressive disorder, so that of DO is not exact."""
    assert of("concept:mdd", "ICD10CM:F32") == "relatedMatch"


@pytest.mark.parametrize(
    "curie",
    [
        "schema:PsychologicalTreatment",  # without use of drugs
        "ADDICTO:0001294",  # presupposes two interventions
        "STATO:0000457",  # between two groups
        "ECO:0000180",  # a controlled investigation
        "GMHO:0000182",  # an adverse event
        "GMHO:0000025",  # withdrawn
        "GMHO:0000019",  # withdrawn
        "GMHO:0000151",  # withdrawn
        "NCIT:C82640",  # files disagree on the code
        "CHEBI:35499",  # a role for which no source was read
        "BCIO:037000",  # of two IRIs
        "biolink:treats",  # only what is approved or past phase 3
        "MONDO:0005618",  # anxiety disorder as a whole
    ],
)
def test_nothing_of_ours_leads_there(curie: str) -> None:
    """The term is recorded with the reason, and nothing is mapped to it."""
    assert term(curie).note
    assert to(curie) == []


def test_the_measurement_is_not_the_drug() -> None:
    """NCIT:C75359 is the measurement of MDMA; the drug is NCIT:C61081, of secondary standing."""
    assert "NCIT:C75359" not in TERMS
    assert of("concept:mdma", "NCIT:C61081") == "closeMatch"
    assert of("concept:mdma", "CHEBI:1391") == "exactMatch"


def test_generalised_anxiety_is_not_anxiety_disorder() -> None:
    """MONDO:0001942 is generalized anxiety disorder; MONDO:0005618 is often cited for it."""
    assert of("outcome:generalised-anxiety", "MONDO:0001942") == "relatedMatch"
    assert term("MONDO:0005618").label == "anxiety disorder"


def test_hp_is_not_matched_by_its_label() -> None:
    """HP:0000716 changes its label between releases, and is a symptom."""
    assert of("concept:depression", "HP:0000716") == "relatedMatch"
    assert "label" in term("HP:0000716").note


@pytest.mark.parametrize(
    ("curie", "label"),
    [
        ("CHEBI:28790", "serotonin"),
        ("UBERON:0001876", "amygdala"),
        ("NCIT:C82640", "Single Group Study"),
    ],
)
def test_labels_that_are_wrong_in_the_wild(curie: str, label: str) -> None:
    """Not melanin, not globus pallidus, not parallel: each is recorded by its own label."""
    assert term(curie).label == label
    assert term(curie).note


def test_ideation_is_not_behaviour() -> None:
    """MFOMD has a term for each; suicidality covers both, so both are narrower."""
    assert of("outcome:suicidal-ideation", "MFOMD:0000156") == "closeMatch"
    assert of("outcome:suicidal-behaviour", "MFOMD:0000179") == "closeMatch"
    assert of("outcome:suicidality", "MFOMD:0000156") == "narrowMatch"
    assert of("outcome:suicidality", "MFOMD:0000179") == "narrowMatch"
    assert of("outcome:suicidal-ideation", "MFOMD:0000179") == ""


def test_instruments_are_kinds_of_scales() -> None:
    """GMHO's own item for the MADRS is withdrawn: the scale is of a kind that it has."""
    assert of("instrument:madrs", "GMHO:0000223") == "broadMatch"
    assert of("instrument:sds", "GMHO:0000224") == "broadMatch"
    assert of("instrument:caps-5", "GMHO:0000263") == "broadMatch"


def test_a_wrong_label_of_a_release_is_no_exact_match() -> None:
    """STATO:0000109 is called dichotomous and defined as polychotomous."""
    assert of("concept:multinomial-logistic-regression", "STATO:0000109") == "closeMatch"


def test_treatment_with_a_drug_is_related_to_its_parts() -> None:
    """MDMA-assisted therapy has a psychological and a pharmacological part, and is neither."""
    for curie in ("GMHO:0000239", "GMHO:0000262", "NCIT:C15986"):
        assert of("intervention:mdma-at", curie) == "relatedMatch"
    assert of("intervention:mdma-at", "GMHO:0000248") == "broadMatch"


def test_reconsolidation_has_no_term() -> None:
    """MF, MFOMD, AddictO and GMHO have none: memory is above it."""
    assert of("concept:memory-reconsolidation", "GO:0007613") == "broadMatch"


def test_the_nearest_term_for_plasticity_is_close() -> None:
    """GO:0048167 is of synapses; documents say neuroplasticity alone."""
    assert of("concept:neuroplasticity", "GO:0048167") == "closeMatch"


def test_a_level_is_not_the_hormone() -> None:
    """CMO:0001822 is a level of prolactin in blood: related to its rise."""
    assert of("concept:hormone-increase", "CMO:0001822") == "relatedMatch"


def test_what_we_found_is_not_what_authors_found() -> None:
    """SEPIO:0000173 is a result of authors, and never one of a check."""
    assert {m.subject for m in to("SEPIO:0000173")} == {"mdmakg:Result"}


def test_withdrawn_terms_are_recorded_as_such() -> None:
    """What GMHO and EFO have withdrawn is obsolete here; BCIO:037000 is in dispute."""
    obsolete = {curie for curie, one in TERMS.items() if one.state is PinState.OBSOLETE}
    assert obsolete == {"GMHO:0000025", "GMHO:0000019", "GMHO:0000151", "EFO:0001358"}
    assert term("BCIO:037000").state is PinState.DISPUTED


def test_codes_without_a_verified_iri_have_none() -> None:
    """SEVCO and LOINC are known by code and system; nothing is mapped to them."""
    for curie, one in TERMS.items():
        if curie.startswith(("SEVCO:", "LOINC:", "OMIM:", "MEDGEN:")):
            assert one.iri == ""
            assert to(curie) == []


def test_the_prefix_of_micropublications_is_not_that_of_mice() -> None:
    """Mp is the Mammalian Phenotype Ontology elsewhere."""
    assert FOUND is not None
    assert "mp" not in FOUND.prefixes
    assert FOUND.prefixes["micropub"] == "http://purl.org/mp/"
    assert FOUND.prefixes["MP"] == "http://purl.obolibrary.org/obo/MP_"


def test_cross_references_name_who_has_them() -> None:
    """What an ontology merely refers to is recorded as its reference, not as a match."""
    mine = [m for m in MAPPINGS if m.predicate_iri == CROSS_REFERENCE]
    assert len(mine) == 6
    assert {m.source for m in mine} == {"do-reports:allXREFinDO.tsv"}
    assert {m.confidence for m in mine} == {mine[0].confidence}


def test_alignments_of_the_ontology_are_those_of_the_mappings() -> None:
    """The Turtle files and mappings.sssom.tsv say the same of the vocabulary, both ways."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    told = set()
    for path in sorted(folder("ontology").glob("*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            name = quad.predicate.value
            if name.startswith(SKOS) and name.endswith("Match"):
                assert isinstance(quad.subject, NamedNode)
                assert isinstance(quad.object, NamedNode)
                told.add((quad.subject.value, name, quad.object.value))
    corpus = ("concept:", "outcome:", "instrument:", "intervention:")
    ours = {
        (m.subject_iri, m.predicate_iri, m.object_iri)
        for m in MAPPINGS
        if not m.subject.startswith(corpus)
    }
    assert len(told) > 100
    assert told == ours


def test_every_mapped_thing_is_in_the_bundled_corpus() -> None:
    """Each subject that is a thing of a corpus is one of ours, and is called what we call it."""
    from mdmakg.read.corpus import read_corpus
    from mdmakg.terms.hanging import labels_of_things

    labels = labels_of_things(read_corpus(folder("data")))
    corpus = ("concept:", "outcome:", "instrument:", "intervention:")
    mine = {m.subject_iri: m.subject_label for m in MAPPINGS if m.subject.startswith(corpus)}
    assert len(mine) > 30
    assert {iri: labels.get(iri) for iri in mine} == mine
