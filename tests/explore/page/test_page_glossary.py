"""Words and marks of the closed lists."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from math import cos, sin, tau
from typing import TYPE_CHECKING, Any

import pytest

from mdmakg.encode.dataset import parse_nquads
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.explore.marks import (
    EDGE_STYLES,
    FIDELITY_MARKS,
    GLYPHS,
    SUPPORT_MARKS,
)
from mdmakg.explore.page.glossary import glossary, member_label
from mdmakg.explore.page.glyphs import glyph_sheet
from mdmakg.export.palette import (
    DARK_EDGE_COLOURS,
    DARK_INK,
    DARK_NODE_COLOURS,
    DARK_PAPER,
    EDGE_COLOURS,
    INK,
    NODE_COLOURS,
    PAPER,
)
from mdmakg.graph.facts import Facts
from mdmakg.model.assessment import Fidelity, Support

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.model.chain import EdgeKind, NodeKind

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def ontology() -> Facts:
    """Read the ontology."""
    return Facts.of(parse_nquads(ontology_nquads()))


@pytest.fixture(scope="module")
def told(ontology: Facts) -> Any:
    """List the closed lists."""
    return glossary(ontology)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    """Black on white is 21, and #767676 on white is just above 4.5."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("kind", NODE_COLOURS)
def test_boxes_are_seen_and_read_on_dark(kind: NodeKind) -> None:
    """A box's outline stands out, and both inks can be read on its ground (1.4.11, 1.4.3)."""
    colours = DARK_NODE_COLOURS[kind]
    assert contrast(colours.line, DARK_PAPER) >= 3
    assert contrast(colours.ink, colours.ground) >= 4.5
    assert contrast(DARK_INK, colours.ground) >= 4.5
    assert contrast(colours.ink, DARK_PAPER) >= 4.5


@pytest.mark.parametrize("kind", NODE_COLOURS)
def test_texts_in_boxes_can_be_read_on_light(kind: NodeKind) -> None:
    """Both inks can be read on the tinted ground."""
    colours = NODE_COLOURS[kind]
    assert contrast(colours.ink, colours.ground) >= 4.5
    assert contrast(INK, colours.ground) >= 4.5


@pytest.mark.parametrize("kind", EDGE_STYLES)
def test_edges_are_seen(kind: EdgeKind) -> None:
    """An edge stands out on both grounds (1.4.11)."""
    assert contrast(EDGE_COLOURS[kind], PAPER) >= 3
    assert contrast(DARK_EDGE_COLOURS[kind], DARK_PAPER) >= 3


def test_every_verdict_has_a_mark() -> None:
    """All members of both lists, in the lists' order."""
    assert list(FIDELITY_MARKS) == list(Fidelity)
    assert list(SUPPORT_MARKS) == list(Support)


def glyphs() -> Iterator[tuple[str, ET.Element]]:
    """Read the sheet of glyphs: what is not well formed fails here."""
    for symbol in ET.fromstring(glyph_sheet()):  # noqa: S314 - our own text
        assert symbol.tag == f"{SVG}symbol"
        assert symbol.get("viewBox") == "0 0 12 12"
        yield str(symbol.get("id")), symbol


def test_the_sheet_has_every_glyph_once() -> None:
    """Verdicts, severities, what could not be told, and kinds of node."""
    names = [name for name, _ in glyphs()]
    expected = {
        *(f"g-fidelity-{value}" for value in Fidelity),
        *(f"g-support-{value}" for value in Support),
        *(f"g-node-{kind}" for kind in GLYPHS),
        *("g-severity-violation", "g-severity-warning", "g-severity-info", "g-state-cannotTell"),
    }
    assert sorted(names) == sorted(expected)


NUMBER = re.compile(r"-?\d*\.?\d+")


def cells(symbol: ET.Element) -> frozenset[tuple[int, int, str]]:
    """Lay a glyph on a grid of twelve by twelve: where there is ink, and where a line on it.

    Curves count as their chords.
    """
    found: set[tuple[int, int, str]] = set()
    for path in symbol:
        kind = "line" if path.get("class") == "drawn" else "ink"
        for x, y in points(str(path.get("d"))):
            found.add((int(x), int(y), kind))
    return frozenset(found)


def points(path: str) -> Iterator[tuple[float, float]]:
    """Walk along a path in small steps."""
    at = start = (0.0, 0.0)
    for command, rest in re.findall(r"([MLHVZCA])([^MLHVZCA]*)", path):
        numbers = [float(number) for number in NUMBER.findall(rest)]
        ends: list[tuple[float, float]] = []
        if command == "Z":
            ends = [start]
        elif command == "H":
            ends = [(number, at[1]) for number in numbers]
        elif command == "V":
            ends = [(at[0], number) for number in numbers]
        elif command == "A":
            ends = around(at, numbers)
        else:
            ends = list(zip(numbers[::2], numbers[1::2], strict=True))
        for end in ends:
            if command != "M":
                steps = [n / 24 for n in range(25)]
                yield from (
                    (at[0] + (end[0] - at[0]) * s, at[1] + (end[1] - at[1]) * s) for s in steps
                )
            at = end
        start = at if command == "M" else start


def around(at: tuple[float, float], arc: list[float]) -> list[tuple[float, float]]:
    """Give points of a circle that is drawn from its top."""
    radius, (x, y) = arc[0], at
    turns = (n * tau / 32 for n in range(33))
    return [(x + radius * sin(turn), y + radius * (1 - cos(turn))) for turn in turns]


def test_no_two_glyphs_look_alike() -> None:
    """On a grid of twelve by twelve any two glyphs differ in an eighth of what either covers."""
    laid = {name: cells(symbol) for name, symbol in glyphs()}
    for (one, some), (other, others) in combinations(laid.items(), 2):
        differ = len(some ^ others) / len(some | others)
        assert differ > 0.125, (one, other, differ)


def test_glyphs_keep_to_their_square() -> None:
    """Nothing is cut off at the border: control points alone may lie outside it."""
    for name, symbol in glyphs():
        for path in symbol:
            assert all(-0.7 <= c <= 12.3 for at in points(str(path.get("d"))) for c in at), name


@pytest.mark.parametrize("name", ["fidelity", "support", "state", "severity", "kind", "hedge"])
def test_every_value_is_explained_in_the_ontology(told: Any, name: str) -> None:
    """Each member of a list has a label and a sentence."""
    for row in told[name]:
        assert row["label"]
        assert row["says"].endswith(".")


def test_glyphs_that_are_named_are_there(told: Any) -> None:
    """No list names a symbol that the sheet lacks."""
    names = {name for name, _ in glyphs()}
    named = {row["glyph"] for rows in told.values() for row in rows if "glyph" in row}
    assert named == names


def test_words_are_the_ontologys(ontology: Facts) -> None:
    """A label is read, not typed again; what has none is called by its name."""
    assert member_label(ontology, "fidelity", "as-reported") == "as reported"
    assert member_label(ontology, "fidelity", "not-a-value") == "not a value"
