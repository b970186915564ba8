"""What is written for web pages has only types and properties that schema.org has."""

from __future__ import annotations

import json
import re
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hostile_words import HOSTILE, LICENCE
from networkx import MultiDiGraph
from rdflib import Dataset, URIRef

from mdmakg.build.material import material_of
from mdmakg.export.material import Material, Portion
from mdmakg.export.schema_org import schema_org_pieces
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = "https://schema.org/"


def written(build: Path, **asked: str) -> list[dict[str, Any]]:
    """Write a build and read its nodes back."""
    nodes: list[dict[str, Any]] = json.loads(
        "".join(schema_org_pieces(material_of(build, **asked)))
    )["@graph"]
    return nodes


def of_type(nodes: list[dict[str, Any]], type_: str) -> list[dict[str, Any]]:
    """Pick the nodes of a type."""
    return [node for node in nodes if node["@type"] == type_]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object within a value."""
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects(item)


def properties_of(type_: str) -> set[str]:
    """List the properties that schema.org has for a type, as a package of its models says."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = getattr(import_module(f"pydantic2_schemaorg.{type_}"), type_)
        return {field.alias for field in model.__fields__.values()}


def test_every_property_is_one_of_its_type(hostile: Path) -> None:
    """No type and no property is made up, nested objects and reviews included."""
    known: dict[str, set[str]] = {}
    for node in objects(written(hostile, reviewer="A. Person", licence=LICENCE)):
        if type_ := node.get("@type"):
            known.setdefault(type_, properties_of(type_))
            assert set(node) - {"@id", "@type"} <= known[type_]
    assert {"MedicalTrial", "Claim", "ClaimReview", "ScholarlyArticle", "Dataset"} <= set(known)


def test_a_trial_says_what_is_known_of_it(hostile: Path) -> None:
    """The example's trial is open label, has a registration and is told of in one source."""
    [trial] = of_type(written(hostile), "MedicalTrial")
    assert trial["name"] == HOSTILE
    assert trial["trialDesign"] == {"@id": f"{SCHEMA}OpenTrial"}
    assert trial["identifier"]["propertyID"] == "nct"
    assert trial["identifier"]["value"] == "NCT00000000"
    assert trial["studySubject"]["name"] == "warm bedside lamp"
    assert trial["subjectOf"] == {"@id": f"{m.BASE}source/lamp-abstract"}
    # Its population is no condition, and no condition is said to be studied.
    assert "healthCondition" not in trial


@pytest.mark.parametrize(
    ("features", "type_"),
    [
        ((), "MedicalStudy"),
        (("observational", "single-site"), "MedicalStudy"),
        (("proof-of-principle", "follow-up"), "MedicalStudy"),
        (("randomised",), "MedicalTrial"),
    ],
)
def test_only_a_stated_design_makes_a_trial(features: tuple[str, ...], type_: str) -> None:
    """Where nothing is stated, or what a study without treatment may have too, it is a study."""
    study = f"<{m.BASE}study/s>"
    said = f"{study} <{f.rdf_type}> <{m.Study}> <a:g> .\n"
    designs = (
        f"{study} <{m.studyDesign}> <{m.BASE}design-feature/{name}> <a:g> .\n" for name in features
    )
    portion = Portion(said.encode(), "".join(designs).encode())
    made = Material(portions=lambda: iter((portion,)), graph=MultiDiGraph, digest=str, version="0")
    [_, node] = json.loads("".join(schema_org_pieces(made)))["@graph"]
    assert node["@type"] == type_


def test_sources_carry_their_licence_and_notice(hostile: Path) -> None:
    """What is taken over from others says so, in whatever words."""
    [article] = of_type(written(hostile), "ScholarlyArticle")
    assert (article["license"], article["creditText"]) == (HOSTILE, HOSTILE)
    # A DOI with brackets in it is an address once they are quoted.
    assert article["sameAs"] == {"@id": "https://doi.org/10.1234/lamp%281%29%3C2%3E"}


def test_claims_say_where_they_stand_and_who_read_them(hostile: Path) -> None:
    """Our wording is the text; the voice's source is where it appears."""
    claims = {claim["identifier"]: claim for claim in of_type(written(hostile), "Claim")}
    assert len(claims) == 6
    assert claims["example:c1"]["text"] == HOSTILE
    assert claims["example:c1"]["claimInterpreter"] == {"name": HOSTILE}
    assert claims["example:c5"]["appearance"] == {"@id": f"{m.BASE}source/column"}


def test_no_claim_is_reviewed_unless_somebody_answers_for_it(hostile: Path) -> None:
    """Reviews are off by default; with a name there is one for each claim."""
    assert not of_type(written(hostile), "ClaimReview")
    reviews = of_type(written(hostile, reviewer=HOSTILE), "ClaimReview")
    assert len(reviews) == 6
    assert {review["author"]["name"] for review in reviews} == {HOSTILE}


def test_a_review_has_no_number(hostile: Path) -> None:
    """Its verdict is words: no rating value, no scale, no digit."""
    for review in of_type(written(hostile, reviewer="A. Person"), "ClaimReview"):
        assert set(review["reviewRating"]) == {"@type", "alternateName"}
        assert review["reviewRating"]["alternateName"] == review["reviewBody"]
        assert re.fullmatch(
            r"To the source that it names: [a-z ]+\. To the evidence that was read: [a-z ]+\.",
            review["reviewBody"],
        )


def test_the_licence_given_is_that_of_the_dataset(hostile: Path) -> None:
    """Without one the dataset has none."""
    assert of_type(written(hostile, licence=LICENCE), "Dataset")[0]["license"] == LICENCE
    assert "license" not in of_type(written(hostile), "Dataset")[0]


def test_no_markup_can_begin(hostile: Path) -> None:
    """It is made to stand in a page's script element."""
    assert "<" not in "".join(schema_org_pieces(material_of(hostile, reviewer=HOSTILE)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_it_without_a_network(hostile: Path) -> None:
    """The context is inside; a claim is a claim of schema.org."""
    graph = Dataset()
    graph.parse(data="".join(schema_org_pieces(material_of(hostile))), format="json-ld")
    claims = set(graph.subjects(URIRef(f.rdf_type), URIRef(f"{SCHEMA}Claim")))
    assert URIRef(f"{m.BASE}claim/example/c1") in claims
    assert len(claims) == 6


def test_one_claim_has_its_own_sources_only(hostile: Path) -> None:
    """The columnist's claim on mood does not bring the other five."""
    nodes = written(hostile, claim="example:c5")
    assert [claim["identifier"] for claim in of_type(nodes, "Claim")] == ["example:c5"]
    assert f"{m.BASE}source/column" in {node["@id"] for node in nodes}
