"""How near outcomes and concepts are to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.derive.behind import stand_behind
from mdmakg.derive.nearness import labels, nearness
from mdmakg.derive.reported import listed, reported
from mdmakg.encode.derived import derived
from mdmakg.graph.facts import Facts
from mdmakg.model.assessment import Match
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.vocab.term import Quad

BROADER = {
    "naps": "day-sleep",
    "day-sleep": "sleep",
    "insomnia": "sleep",
    "sleep": "rest",
    "round": "about",
    "about": "round",
}
"""Outcomes, from narrower to broader; the last two bite each other's tails."""
CONSTRUCTS = {"naps": "nap-state", "insomnia": "sleep-state", "quiet": "sleep-state"}
COVERED = {"nap-state": "state", "sleep-state": "state", "mood-state": "mind"}


def quads() -> Iterator[Quad]:
    """State the outcomes and concepts above."""
    outcomes = {*BROADER, *BROADER.values(), *CONSTRUCTS}
    concepts = {*CONSTRUCTS.values(), *COVERED, *COVERED.values()}
    for things, class_ in ((outcomes, m.Outcome), (concepts, m.Concept)):
        for thing in sorted(things):
            yield derived(m.BASE + thing, f.rdf_type, class_)
            yield derived(m.BASE + thing, m.shortId, literal_term(thing))
    for pairs, predicate in (
        (BROADER, m.broaderOutcome),
        (CONSTRUCTS, m.construct),
        (COVERED, m.broaderConcept),
    ):
        for one, other in pairs.items():
            yield derived(m.BASE + one, predicate, m.BASE + other)
    yield derived(m.BASE + "rest", m.generalTerm, literal_term("true"))


NEAR = nearness(Facts.of(quads()))


@pytest.mark.parametrize(
    ("claimed", "said", "match"),
    [
        ("sleep", "sleep", "same"),
        ("sleep", "insomnia", "narrower"),
        ("rest", "naps", "narrower"),
        ("naps", "sleep", "broader"),
        ("insomnia", "quiet", "related"),
        ("naps", "insomnia", "none"),
        ("sleep-state", "insomnia", "same"),
        ("state", "insomnia", "narrower"),
        ("nap-state", "insomnia", "related"),
        ("mood-state", "insomnia", "none"),
        ("mood-state", "rest", "none"),
        ("mood-state", "mind", "broader"),
        ("insomnia", "sleep-state", "none"),
        ("round", "about", "narrower"),
        ("round", "round", "same"),
        ("sleep", "nothing-known", "none"),
        ("", "sleep", "none"),
    ],
)
def test_how_one_stands_to_another(claimed: str, said: str, match: str) -> None:
    """What was said, beside what is claimed; a concept meets the construct of an outcome."""
    assert NEAR.match(m.BASE + claimed if claimed else "", m.BASE + said) == match


def test_the_nearest_counts() -> None:
    """Of several, the nearest; of none, none."""
    said = [m.BASE + one for one in ("quiet", "naps", "insomnia")]
    assert NEAR.nearest(m.BASE + "insomnia", said) is Match.SAME
    assert NEAR.nearest(m.BASE + "sleep", said) is Match.NARROWER
    assert NEAR.nearest(m.BASE + "sleep", []) is Match.NONE


def test_the_widest_say_what_a_list_says() -> None:
    """What another covers is left out, unless that is a general term; each label stands once."""
    said = [m.BASE + one for one in ("naps", "sleep", "insomnia", "rest", "quiet", "sleep")]
    assert labels(NEAR.facts, NEAR.widest(said)) == "quiet; rest; sleep"


def test_a_word_that_is_in_no_list_says_nothing() -> None:
    """RDF from elsewhere may say what no shape allows; nothing falls over it."""
    study, report, source = (m.BASE + name for name in ("trial", "sr1", "abstract"))
    facts = Facts.of(
        [
            derived(source, m.sourceKind, m.BASE + "source-kind/primary-report"),
            derived(report, m.reportedIn, source),
            derived(report, m.outcomesListed, m.BASE + "completeness/hardly"),
            derived(report, m.outcomesListed, literal_term("partial")),
        ]
    )
    assert listed(facts, {study: (report,)}, [study], m.outcomesListed) == "unknown"
    assert listed(facts, {}, [], m.outcomesListed) == "unknown"
    assert reported(stand_behind(facts)).outcomes == {}
