"""Checks that join parts by properties of their own: each counts as it does over the whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

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


def test_each_check_leaves_out_what_shares_nothing_by_its_own_property(tmp_path: Path) -> None:
    """A check over claims of one voice beside that over claims of one proposition."""
    shapes = tmp_path / "shapes"
    shutil.copytree(folder("shapes"), shapes)
    (shapes / f"{OTHER}.ttl").write_text(OF_ONE_VOICE, "utf-8")
    corpus = tmp_path / "corpus"
    write_corpus(corpus, 3, 5)
    rules = Rules(shapes=shapes)
    whole = {c.check: c for c in check_corpus(corpus, rules=rules).report.counts}
    report, _ = check_in_parts(order_of(corpus, rules=rules), Here(), silent)
    parts = {c.check: c for c in report.counts}
    assert parts[FIRST] == whole[FIRST]
    assert parts[OTHER] == whole[OTHER]
    assert whole[FIRST].inapplicable != whole[OTHER].inapplicable
