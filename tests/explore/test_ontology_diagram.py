"""The diagram of a noun: boxes apart, texts inside, ways that end where they should."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.check.shapes import NOUNS
from mdmakg.explore.measure import text_width
from mdmakg.explore.ontology.chart import BOX, PAD, SIZE, SMALL, Card, Chart, Row, chart_of
from mdmakg.explore.ontology.diagram import draw
from mdmakg.explore.ontology.nouns import cards_of
from mdmakg.explore.ontology.release import Release, read_release

if TYPE_CHECKING:
    from collections.abc import Sequence

TELEPHONE = 400 - 2 * 16
"""How wide the page is in a window of 400 pixels, within its borders."""

LEGIBLE = 9.0
"""The least size in pixels at which text may be drawn."""


@pytest.fixture(scope="module")
def release() -> Release:
    """Read the bundled release."""
    return read_release(folder("ontology"), folder("shapes"))


@pytest.fixture(scope="module", params=[(noun, n) for noun in NOUNS for n in (1, 2)], ids=str)
def chart(release: Release, request: pytest.FixtureRequest) -> Chart:
    """Lay out the diagram of each noun, in one column and in two."""
    noun, columns = request.param
    return chart_of(cards_of(release, noun), columns)


def test_boxes_do_not_meet(chart: Chart) -> None:
    """No box covers another, and all are inside the drawing."""
    for one, other in combinations(chart.placed, 2):
        beside = one.x + BOX < other.x or other.x + BOX < one.x
        above = one.y + one.card.height < other.y or other.y + other.card.height < one.y
        assert beside or above, (one.card.name, other.card.name)
    for at in chart.placed:
        assert 0 <= at.x <= chart.width - BOX
        assert 0 <= at.y <= chart.height - at.card.height


def test_texts_stay_in_their_boxes(chart: Chart) -> None:
    """No line is wider than its box, and a property's name does not run into its classes."""
    room = BOX - 2 * PAD
    for at in chart.placed:
        assert all(text_width(line, SMALL) <= room for line in at.card.told)
        for row in at.rows:
            first = row.lines[0].replace("\u00a0", " ")
            assert text_width(f"{row.name} {row.often} {first}", SIZE) <= room, row


def test_ways_run_beside_the_boxes(chart: Chart) -> None:
    """A lane crosses no box, and each way begins and ends at a border."""
    borders = {side for at in chart.placed for side in (at.x, at.x + BOX)}
    for way in chart.ways:
        assert not any(at.x <= way.lane <= at.x + BOX for at in chart.placed)
        assert 0 < way.lane < chart.width
        assert {way.end.x, *(start.x for start in way.starts)} <= borders


def test_lanes_are_not_shared(chart: Chart) -> None:
    """Ways to different boxes never run upon each other."""
    spans = [
        (way.lane, min(heights), max(heights))
        for way in chart.ways
        for heights in [[way.end.y, *(start.y for start in way.starts)]]
    ]
    for (lane, top, bottom), (other, high, low) in combinations(spans, 2):
        assert lane != other or bottom < high or low < top


def test_ways_are_those_of_the_rows(chart: Chart) -> None:
    """Each row that leads to a box of the diagram has one way, and no other has."""
    here = {at.card.name for at in chart.placed}
    wanted = sum(name in here for at in chart.placed for row in at.rows for name in row.targets)
    assert sum(len(way.starts) for way in chart.ways) == wanted


def test_texts_are_large_enough_on_a_telephone(release: Release) -> None:
    """In one column the smallest text is legible in a window of 400 pixels."""
    for noun in NOUNS:
        scale = min(1.0, TELEPHONE / chart_of(cards_of(release, noun), 1).width)
        assert SMALL * scale >= LEGIBLE, noun


def test_every_class_has_its_box(release: Release) -> None:
    """The diagram of claims has the ten classes of its file, the claim first."""
    names = [card.name for card in cards_of(release, "claim")]
    assert names[0] == "Claim"
    assert {"Proposition", "EvidenceLine", "Concept", "Acceptance", "Drift"} <= set(names)
    classes = (folder("ontology") / "claim.ttl").read_text("utf-8").count(" a owl:Class ;")
    assert len(names) == classes


def test_a_row_is_what_the_shape_says(release: Release) -> None:
    """A line of evidence leads to exactly one result, study or claim."""
    (card,) = (one for one in cards_of(release, "claim") if one.name == "EvidenceLine")
    assert card.rows == (Row("evidence", "1", ("Result", "Study", "Claim")),)
    values = ("evidenceDirection", "basis", "inferred", "codedBy", "codedOn", "note")
    assert card.values == values


def svg(cards: Sequence[Card], columns: int = 1) -> ET.Element:
    """Draw and read back."""
    nouns = {card.name: "claim" for card in cards}
    return ET.fromstring(draw(cards, columns, "a & b", nouns))  # noqa: S314 # our own


SELF = Card("Claim", (Row("concedes", "0\u2013n", ("Claim",)),), ("gloss",))


def test_a_way_may_lead_home() -> None:
    """A property from a class to itself is drawn from its row to its own head."""
    drawn = svg([SELF])
    (way,) = (path for path in drawn.iter("path") if path.get("class") == "way")
    assert re.fullmatch(r"M(\d|\.)+ (\d|\.)+H.*V.*H(\d|\.)+", way.get("d") or "")
    assert len([path for path in drawn.iter("path") if path.get("class") == "tip"]) == 1


def test_names_lead_to_their_descriptions() -> None:
    """Each name in a diagram is a link to its anchor."""
    links = [link.get("href") for link in svg([SELF]).iter("a")]
    assert links == ["#Claim", "#concedes", "#Claim"]


def test_names_are_escaped() -> None:
    """No name of a class or property can end its element or attribute."""
    wild = '"><script>&'
    drawn = svg([Card(wild, (Row(wild, wild, (wild,)),), (wild,))])
    assert "script" not in {one.tag for one in drawn.iter()}
    assert drawn.get("aria-label") == "a & b"
    assert wild in "".join(drawn.itertext())


def test_colours_are_left_to_the_page() -> None:
    """The drawing names no colour, so that it is light or dark as the page is."""
    attributes = {name for one in svg([SELF], 2).iter() for name in one.attrib}
    assert not attributes & {"fill", "stroke", "style"}


def test_a_diagram_of_one_class_without_properties() -> None:
    """A box may be a head and nothing else."""
    chart = chart_of([Card("Alone", (), ())], 2)
    assert chart.ways == ()
    assert chart.width > 2 * BOX
