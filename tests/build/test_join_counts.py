"""Checks that join parts by properties of their own: each counts as it does over the whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest
from benchmarks.corpus.files import write_corpus
from counting import order_of

from mdmakg.build.build import check_corpus
from mdmakg.build.built import silent
from mdmakg.build.check import check_in_parts
from mdmakg.build.executor.here import Here
from mdmakg.bundle import folder
from mdmakg.check.rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.model.check import CheckCount

FIRST, OTHER = "claims-contradict", "claims-of-one-voice"

OF_ONE_VOICE: Final = """
@prefix mdmakg: <https://w3id.org/mdmakg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://w3id.org/mdmakg/check/claims-of-one-voice> a sh:NodeShape ;
    rdfs:label "claims of one voice" ;
    rdfs:comment "Look at both." ;
    sh:targetClass mdmakg:Claim ;
    sh:severity sh:Info ;
    mdmakg:joinsBy mdmakg:voice ;
    mdmakg:appliesTo \"""
        PREFIX mdmakg: <https://w3id.org/mdmakg/>
        SELECT DISTINCT ?this WHERE {
            ?this mdmakg:voice ?voice .
            ?other mdmakg:voice ?voice .
            FILTER(?this != ?other)
        }\""" ;
    mdmakg:cannotTell \"""
        SELECT ?this ?reason WHERE { FILTER(false) }\""" ;
    sh:sparql <https://w3id.org/mdmakg/check/claims-of-one-voice/constraint> .

<https://w3id.org/mdmakg/check/claims-of-one-voice/constraint> a sh:SPARQLConstraint ;
    sh:message "{?one} and {?other} differ" ;
    sh:select \"""
        PREFIX mdmakg: <https://w3id.org/mdmakg/>
        SELECT DISTINCT $this ?path ?value ?one ?other WHERE {
            $this mdmakg:voice ?voice ; mdmakg:polarity ?saidA ; mdmakg:shortId ?one .
            ?value mdmakg:voice ?voice ; mdmakg:polarity ?saidB ; mdmakg:shortId ?other .
            FILTER(STR($this) < STR(?value))
            FILTER(?saidA != ?saidB)
            BIND(mdmakg:voice AS ?path)
        }\""" .
"""


def counted(tmp_path: Path, check: str) -> tuple[dict[str, CheckCount], dict[str, CheckCount]]:
    """Count with one check more, over the whole of a small corpus and over its parts."""
    shapes = tmp_path / "shapes"
    shutil.copytree(folder("shapes"), shapes)
    (shapes / f"{OTHER}.ttl").write_text(check, "utf-8")
    corpus = tmp_path / "corpus"
    write_corpus(corpus, 6, 5)
    rules = Rules(shapes=shapes)
    whole = check_corpus(corpus, rules=rules).report
    parts, _ = check_in_parts(order_of(corpus, rules=rules), Here(), silent)
    return {c.check: c for c in whole.counts}, {c.check: c for c in parts.counts}


def test_each_check_leaves_out_what_shares_nothing_by_its_own_property(tmp_path: Path) -> None:
    """A check over claims of one voice beside that over claims of one proposition."""
    whole, parts = counted(tmp_path, OF_ONE_VOICE)
    assert parts[FIRST] == whole[FIRST]
    assert parts[OTHER] == whole[OTHER]
    assert whole[FIRST].inapplicable != whole[OTHER].inapplicable


@pytest.mark.parametrize(
    ("class_", "by"),
    [
        ("Claim", "stance"),  # which few have
        ("Source", "proposition"),  # which others have
        ("StudyReport", "designFeature"),  # of which one has several, each in a bucket of its own
    ],
)
def test_every_target_is_counted_once(
    class_: str, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever values of the property it has, and whether it has any."""
    monkeypatch.setattr("mdmakg.build.joins._TOGETHER", 1)
    check = OF_ONE_VOICE.replace("mdmakg:voice", f"mdmakg:{by}")
    check = check.replace("mdmakg:Claim", f"mdmakg:{class_}")
    for word in ("mdmakg:polarity", "mdmakg:shortId"):
        check = check.replace(word, "a")
    whole, parts = counted(tmp_path, check)
    assert parts == whole
    assert whole[OTHER].inapplicable + whole[OTHER].passed > 0
