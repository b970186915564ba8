"""In what a later statement differs from the earlier one: what a methodologist would say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mdmakg.derive.difference import differences
from mdmakg.derive.nearness import Nearness
from mdmakg.derive.quantity import Bounds
from mdmakg.derive.statement import Statement, of_claim, of_result
from mdmakg.graph.facts import Facts
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

SLEEP, INSOMNIA, APPETITE, NAPS = (
    f"{BASE}outcome/{o}" for o in ("sleep", "insomnia", "eat", "nap")
)
NURSES, NIGHT, PILOTS = (f"{BASE}concept/{c}" for c in ("nurses", "night-nurses", "pilots"))
SLEEPING = f"{BASE}concept/sleep-function"

FACTS = Facts(
    {o: {m.construct: (SLEEPING,)} for o in (SLEEP, INSOMNIA, NAPS)},
    {m.Outcome: (SLEEP, INSOMNIA, APPETITE, NAPS)},
)
NEAR = Nearness(
    FACTS,
    {INSOMNIA: frozenset({SLEEP}), NIGHT: frozenset({NURSES})},
    {SLEEP: (INSOMNIA,), NURSES: (NIGHT,)},
    frozenset({SLEEP, INSOMNIA, APPETITE, NAPS}),
)

Said = dict[str, Any]
FINDING: Said = {"kind": "finding"}
EFFECT: Said = {"kind": "efficacy"}


def found(later: Said, earlier: Said) -> dict[str, str]:
    """Give the kind of each difference by its aspect."""
    old = Statement(node="earlier", polarity="affirmed", **earlier)
    new = Statement(node="later", polarity="affirmed", **later)
    return {d.aspect.value: d.kind.value for d in differences(NEAR, new, old)}


# aspect, what was said, what is said, what became of it; None for nothing
TABLE: list[tuple[str, Said, Said, str | None]] = [
    # sleep is broader than insomnia, and of one construct with naps; appetite is apart
    ("outcome", {"objects": (SLEEP,)}, {"objects": (SLEEP,)}, None),
    ("outcome", {"objects": (INSOMNIA,)}, {"objects": (SLEEP,)}, "strengthened"),
    ("outcome", {"objects": (SLEEP,)}, {"objects": (INSOMNIA,)}, "weakened"),
    ("outcome", {"objects": (SLEEP,)}, {"objects": (APPETITE,)}, "altered"),
    ("outcome", {"objects": (SLEEP,)}, {"objects": (NAPS,)}, None),
    ("outcome", {"objects": (SLEEP,)}, {"objects": (SLEEPING,)}, None),
    ("outcome", {"objects": (SLEEPING,)}, {"objects": (SLEEP,)}, None),
    ("outcome", {"objects": (SLEEP, APPETITE)}, {"objects": (APPETITE,)}, None),
    ("outcome", {"objects": (INSOMNIA, APPETITE)}, {"objects": (SLEEP,)}, "strengthened"),
    ("outcome", {"objects": (SLEEP,)}, {"objects": ()}, None),
    ("population", {"people": NIGHT}, {"people": NURSES}, "strengthened"),
    ("population", {"people": NURSES}, {"people": NIGHT}, "weakened"),
    ("population", {"people": NURSES}, {"people": PILOTS}, "altered"),
    ("population", {"people": NURSES}, {"people": ""}, None),
    # twelve nurses on night shift are twelve nurses
    ("population", {"people": NIGHT}, {"people": NURSES, "quantifier": "number"}, None),
    ("population", {"people": NIGHT}, {"people": NURSES, "quantifier": "some"}, None),
    ("population", {"people": NURSES}, {"people": PILOTS, "quantifier": "some"}, "altered"),
    ("subject", {"subject": NIGHT}, {"subject": PILOTS}, "altered"),
    ("subject", {"subject": ""}, {"subject": PILOTS}, None),
    ("setting", {"setting": NIGHT}, {"setting": NURSES}, "strengthened"),
    ("setting", {"setting": NIGHT}, {"setting": ""}, None),
    ("comparator", {}, {"comparator": PILOTS}, "strengthened"),
    ("comparator", {"comparator": PILOTS}, {}, "weakened"),
    ("comparator", {"comparator": PILOTS}, {"comparator": NURSES}, "altered"),
    ("time", {"start": "baseline", "end": "follow-up"}, {"start": "baseline"}, None),
    ("time", {"end": "follow-up"}, {"end": "post-treatment"}, "altered"),
    ("time", {"start": "baseline"}, {"start": "post-treatment"}, "altered"),
    # association, change seen, effect, superiority
    ("relation", {"relation": "is-associated-with"}, {"relation": "causes"}, "strengthened"),
    ("relation", {"relation": "causes"}, {"relation": "is-associated-with"}, "weakened"),
    ("relation", {"relation": "changes"}, {"relation": "does-not-change"}, None),
    (
        "relation",
        {"relation": "changes", "kind": "finding"},
        {"relation": "changes", "kind": "efficacy"},
        "strengthened",
    ),
    (
        "relation",
        {"relation": "changes", "kind": "finding"},
        {"relation": "changes", "kind": "efficacy", "hedge": "possible"},
        None,
    ),
    (
        "relation",
        {"relation": "changes", "kind": "efficacy"},
        {"relation": "changes", "kind": "finding"},
        None,
    ),
    (
        "relation",
        {"relation": "changes", **FINDING},
        {"relation": "is-associated-with", **FINDING},
        None,
    ),
    (
        "relation",
        {"relation": "changes"},
        {"relation": "is-better-than", "hedge": "possible"},
        "strengthened",
    ),
    ("relation", {"relation": "is-better-than"}, {"relation": "changes"}, "weakened"),
    ("relation", {"relation": "changes"}, {"relation": "consists-of"}, "altered"),
    ("relation", {"relation": "changes"}, {"relation": "acts-through"}, None),
    # directions
    (
        "direction",
        {"direction": "no-significant-change"},
        {"direction": "unchanged"},
        "strengthened",
    ),
    ("direction", {"direction": "unchanged"}, {"direction": "no-significant-change"}, "weakened"),
    ("direction", {"direction": "not-worsened"}, {"direction": "improved"}, "strengthened"),
    ("direction", {"direction": "improved"}, {"direction": "not-worsened"}, "weakened"),
    ("direction", {"direction": "improved"}, {"direction": "worsened"}, "altered"),
    ("direction", {"direction": "increased"}, {"direction": "decreased"}, "altered"),
    ("direction", {"direction": "increased"}, {"direction": "improved"}, None),
    ("direction", {"direction": "no-significant-change"}, {"direction": "improved"}, "altered"),
    ("direction", {"direction": "improved"}, {}, None),
    (
        "direction",
        {"direction": "improved", "start": "baseline"},
        {"direction": "still-better-than-start", "start": "baseline"},
        None,
    ),
    ("direction", {"direction": "still-better-than-start"}, {"direction": "improved"}, None),
    (
        "direction",
        {"direction": "improved", "start": "post-treatment"},
        {"direction": "still-better-than-start"},
        "weakened",
    ),
    # of how many
    ("quantifier", {"quantifier": "some"}, {"quantifier": "most"}, "strengthened"),
    ("quantifier", {"quantifier": "all"}, {"quantifier": "many"}, "weakened"),
    ("quantifier", {"quantifier": "generic"}, {"quantifier": "all"}, "strengthened"),
    ("quantifier", {"quantifier": "generic"}, {"quantifier": "some"}, "weakened"),
    ("quantifier", {"quantifier": "some"}, {"quantifier": "generic"}, "strengthened"),
    ("quantifier", {"quantifier": "generic"}, {"quantifier": "most"}, None),
    ("quantifier", {"quantifier": "number"}, {"quantifier": "all"}, None),
    ("quantifier", {"quantifier": "some"}, {"quantifier": "none"}, "altered"),
    ("quantifier", {"quantifier": "generic"}, {"quantifier": "none"}, "altered"),
    (
        "quantifier",
        {"quantifier": "generic", "relation": "does-not-change"},
        {"quantifier": "none", "relation": "does-not-change"},
        "strengthened",
    ),
    (
        "quantifier",
        {"quantifier": "all", "relation": "does-not-change"},
        {"quantifier": "none", "relation": "does-not-change"},
        None,
    ),
    # how sure
    ("hedge", {"hedge": "preliminary"}, {"hedge": "none"}, "strengthened"),
    ("hedge", {"hedge": "possible"}, {"hedge": "probable"}, "strengthened"),
    ("hedge", {"hedge": "probable"}, {"hedge": "possible"}, "weakened"),
    ("hedge", {"hedge": "preliminary"}, {"hedge": "possible"}, None),
    ("hedge", {"hedge": "possible"}, {"hedge": "preliminary"}, None),
    # how large
    ("intensity", {}, {"intensifiers": ("greatly",)}, "strengthened"),
    ("intensity", {"intensifiers": ("greatly",)}, {}, "weakened"),
    ("intensity", {"intensifiers": ("greatly",)}, {"intensifiers": ("hugely",)}, None),
    (
        "intensity",
        {"intensifiers": ("greatly",)},
        {"intensifiers": ("clinically meaningful",)},
        "strengthened",
    ),
    (
        "intensity",
        {"intensifiers": ("clinical relevance",)},
        {"intensifiers": ("Clinically-meaningful",)},
        None,
    ),
    ("intensity", {"sized": True}, {"intensifiers": ("greatly",)}, None),
    ("intensity", {"sized": True}, {"intensifiers": ("clinically relevant",)}, "strengthened"),
]


@pytest.mark.parametrize(("aspect", "earlier", "later", "expected"), TABLE)
def test_each_difference_goes_its_way(
    aspect: str, earlier: Said, later: Said, expected: str | None
) -> None:
    """Only that aspect differs, unless the row changes another as well, and in that way."""
    assert found(later, earlier).get(aspect) == expected


def test_a_denial_is_another_statement() -> None:
    """And no direction is compared with what is denied."""
    old = Statement(node="e", polarity="affirmed", direction="improved")
    new = Statement(node="l", polarity="denied", direction="worsened")
    assert [d.aspect.value for d in differences(NEAR, new, old)] == ["polarity"]


def test_a_result_is_neither_affirmed_nor_denied() -> None:
    """Its direction says what came of it."""
    old = Statement(node="result", direction="no-significant-change")
    new = Statement(node="claim", polarity="denied", direction="improved")
    assert differences(NEAR, new, old) == ()


def amount(low: int, high: int, unit: str = "") -> Said:
    """Give a quantity."""
    return {"quantity": Bounds(Fraction(low), Fraction(high), unit), "amount": f"{low} to {high}"}


def test_ranges_that_overlap_agree() -> None:
    """Two to three sessions and three are no difference; two and three are; units are not mixed."""
    assert "quantity" not in found(amount(3, 3), amount(2, 3))
    assert found(amount(3, 3), amount(2, 2))["quantity"] == "altered"
    assert "quantity" not in found(amount(3, 3, "d"), amount(2, 2))


def test_what_was_and_what_became_is_told_in_words() -> None:
    """The words go into messages as they are."""
    old = Statement(node="e", start="baseline", end="follow-up", quantifier="generic")
    new = Statement(node="l", start="baseline", end="post-treatment", quantifier="all")
    assert [(d.was, d.became) for d in differences(NEAR, new, old)] == [
        ("from baseline to follow-up", "from baseline to post-treatment"),
        ("the group on the whole", "everybody"),
    ]


def test_a_rate_is_said_of_what_occurs() -> None:
    """*Two of thirty nurses had a headache*, on a count of headaches: faithful in every aspect."""
    claim, meaning, result, ache = (f"{BASE}{x}" for x in ("claim/c", "p", "result/r", "outcome/a"))
    facts = Facts(
        {
            claim: {m.proposition: (meaning,), m.claimKind: (f"{BASE}claim-kind/finding",)},
            meaning: {
                m.relation: (f"{BASE}relation/has-frequency",),
                m.subject: (ache,),
                m.object_: (NURSES,),
            },
            result: {m.ofOutcome: (ache,), m.measure: (f"{BASE}measure/count",)},
        },
        {m.Outcome: (ache,)},
    )
    near = Nearness(facts, {}, {}, frozenset({ache}))
    assert differences(near, of_claim(near, claim), of_result(near, result)) == ()
