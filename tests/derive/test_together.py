"""What hangs together, and what does not."""

from __future__ import annotations

import pytest

from mdmakg.derive.together import together
from mdmakg.graph.facts import Facts
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term

CLASS = {
    "s": m.Study,
    "r": m.InterventionReport,
    "c": m.Claim,
    "v": m.Source,
    "l": m.EvidenceLine,
    "p": m.Passage,
    "o": m.Outcome,
}


def near(*said: tuple[str, str, str]) -> set[frozenset[str]]:
    """Give the sets that hang together; the first letter of a name says its class."""
    names = {name for s, _, o in said for name in (s, o) if name[0] in CLASS}
    quads = [
        *((f"<u:{n}>", iri_term(f.rdf_type), iri_term(CLASS[n[0]]), "") for n in names),
        *((f"<u:{s}>", iri_term(p), o if o[0] == '"' else f"<u:{o}>", "") for s, p, o in said),
    ]
    least = together(Facts.of(quads))
    return {
        frozenset(n.removeprefix("u:") for n, top in least.items() if top == one)
        for one in set(least.values())
    }


@pytest.mark.parametrize(
    "said",
    [
        (("r1", m.ofStudy, "s1"), ("r2", m.ofStudy, "s1")),
        (("s1", m.hasCohort, "k"), ("s2", m.hasCohort, "k")),
        (("s1", m.registration, '"nct:1"'), ("s2", m.registration, '"nct:1"')),
        (("s1", m.followsUp, "s2"),),
        (("c1", m.hasEvidenceLine, "l1"), ("l1", m.evidence, "c2")),
        (("c1", f.oa_hasTarget, "p1"), ("p1", f.oa_hasSource, "t"), ("v1", m.expressedIn, "t")),
        (("v1", m.partOf, "v2"), ("c1", m.voice, "v2"), ("r1", m.reportedIn, "v1")),
    ],
)
def test_one_thing_ties(said: tuple[tuple[str, str, str], ...]) -> None:
    """A study, participants, a registration, a text, a whole, evidence: all of it is one set."""
    (found,) = near(*said)
    assert found >= {name for s, _, o in said for name in (s, o) if name[0] in CLASS}


@pytest.mark.parametrize(
    "said",
    [
        (("c1", m.attributedTo, "v1"), ("c2", m.attributedTo, "v1")),
        (("v1", m.cites, "v2"), ("v3", m.relays, "v2")),
        (
            ("o1", m.broaderOutcome, "o2"),
            ("r1", m.ofIntervention, "x"),
            ("r2", m.ofIntervention, "x"),
        ),
    ],
)
def test_a_word_or_a_work_ties_nothing(said: tuple[tuple[str, str, str], ...]) -> None:
    """Citing one work, or speaking of one outcome or treatment."""
    assert near(*said) == set()


def test_a_long_chain_is_one_set() -> None:
    """In whatever order its links are said."""
    links = [(f"s{n}", m.followsUp, f"s{n + 1}") for n in range(300)]
    assert len(near(*links[::2], *links[::-1])) == 1
