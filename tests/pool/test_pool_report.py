"""A pool as text, as JSON that its schema accepts, and as a picture."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from lamp_effects import effect

from mdmakg.explore.forest import draw_forest
from mdmakg.explore.measure import BOLD, text_width
from mdmakg.pool.effect import Answer, Interval, LeftOut, Order, Points
from mdmakg.pool.pool import pool_effects
from mdmakg.pool.rules import POOLED, RULES
from mdmakg.report import pool
from mdmakg.report.pool import POOL_FORMAT, POOL_WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = json.loads(Path(pool.__file__).with_name("pool.schema.json").read_text("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"


def answer(*effects: Any, **options: str) -> Answer:
    """Pool effects about sleep."""
    return replace(pool_effects(effects, **options), outcome="sleep", label="sleep by day")


def several() -> Answer:
    """Pool three trials, and leave a fourth out."""
    made = answer(
        effect("a", estimate=-0.1),
        effect("b", estimate=-0.2),
        effect("c", estimate=-0.3),
        effect("d", after_crossover=True),
    )
    return replace(made, notices={"Table": ("https://example.org/l", "From <the> table")})


def documents() -> dict[str, Answer]:
    """Give answers of every make."""
    return {
        "several": several(),
        "two": answer(effect("a"), effect("b")),
        "one": answer(effect("a")),
        "none": answer(effect("a", measure="mean", estimate=None, compares=None)),
        "mixed": answer(effect("a"), effect("b", measure="log-risk-ratio")),
        "units": answer(effect("a", unit="h", error_unit="h"), effect("b")),
        "ratios": answer(*(effect(n, measure="log-risk-ratio") for n in "ab")),
    }


def test_the_schema_is_one() -> None:
    """The schema is valid itself, and names the version, the measures and the rules there are."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["format"]["const"] == POOL_FORMAT
    assert set(SCHEMA["$defs"]["measure"]["enum"]) == set(POOLED)
    assert SCHEMA["$defs"]["rule"]["enum"] == list(RULES)


@pytest.mark.parametrize("which", documents())
def test_the_json_is_as_its_schema_says(which: str) -> None:
    """Pooled or refused, what is written is what the schema describes."""
    Draft202012Validator(SCHEMA).validate(json.loads(POOL_WRITERS["json"](documents()[which])))


@pytest.mark.parametrize(
    ("where", "value"),
    [("refused", "because"), ("pooled", None), ("notes", [""]), ("extra", 1), ("measure", "mean")],
)
def test_the_schema_refuses(where: str, value: object) -> None:
    """A pool that is refused all the same, one that is lost, and what is not described fail."""
    told = json.loads(POOL_WRITERS["json"](several()))
    assert not Draft202012Validator(SCHEMA).is_valid({**told, where: value})


def test_the_json_says_all() -> None:
    """Numbers unrounded to the eye, each result with its weight or with its reason."""
    told = json.loads(POOL_WRITERS["json"](several()))
    assert told["pooled"]["k"] == 3
    assert told["pooled"]["estimate"] == -0.2
    assert [one["id"] for one in told["in"]] == ["lamps:a", "lamps:b", "lamps:c"]
    assert sum(one["weight"] for one in told["in"]) == pytest.approx(1)
    (out,) = told["leftOut"]
    assert (out["id"], out["rule"]) == ("lamps:d", "before-crossover")
    assert told["sources"][0]["attribution"] == "From <the> table"


def test_the_text_says_all() -> None:
    """Estimate, heterogeneity, what went in and what not, notes and notices, and no advice."""
    lines = POOL_WRITERS["text"](several()).splitlines()
    heading = "sleep by day, standardised difference, random effects, REML, Hartung-Knapp"
    assert lines[0] == heading
    # t(2) is 4.3027 and the error 0.1 / sqrt(3); z is 1.96 and the common error 0.25 / sqrt(3)
    assert lines[1] == "  -0.200 [-0.448, 0.048] (95 %), 3 studies"
    assert lines[2] == "  tau² 0.000 (REML), I² 0% (from Q), Q 0.32 (df 2, p 0.852)"
    assert lines[4] == "  one common effect: -0.200 [-0.483, 0.083]"
    assert "went in (3):" in lines
    assert "left out (1):" in lines
    at = lines.index("  D: -0.500 (standard error 0.250)")
    assert lines[at + 1 : at + 4] == [
        "    100 lm against 10 lm, Shift Sleep Scale, Week 4",
        "    was measured after crossover (before-crossover)",
        "    lamps:d",
    ]
    assert "source: Table. From <the> table" in lines
    assert lines[-1].endswith("no advice and no rating.")


def test_ratios_are_also_told_as_ratios() -> None:
    """A logarithm of -0.5 is a ratio of 0.607."""
    text = POOL_WRITERS["text"](documents()["ratios"])
    assert "as a risk ratio 0.607" in text
    assert "no prediction interval from two studies" in text


def test_a_refusal_in_words() -> None:
    """What was not pooled is said first, and what was left is listed all the same."""
    lines = POOL_WRITERS["text"](documents()["mixed"]).splitlines()
    assert lines[1].startswith("not pooled: measures do not mix")
    assert "left (2):" in lines
    assert "  A: standardised difference -0.500 (standard error 0.250)" in lines
    assert "  B: logarithm of the risk ratio -0.500 (standard error 0.250)" in lines


def test_a_unit_is_told() -> None:
    """One unit of all stands at the head; of several each number has its own."""
    minutes = {"measure": "mean-difference", "unit": "min", "error_unit": "min"}
    hours = {**minutes, "unit": "h", "error_unit": "h"}
    one = answer(effect("a", **minutes), effect("b", **minutes))
    assert "sleep by day, difference of means in min, random" in POOL_WRITERS["text"](one)
    assert "difference of means in min" in draw_forest(one)
    lines = POOL_WRITERS["text"](answer(effect("a", **minutes), effect("b", **hours))).splitlines()
    assert lines[0].startswith("sleep by day, difference of means, random")
    assert "  A: difference of means -0.500 min (standard error 0.250 min)" in lines
    assert "  B: difference of means -0.500 h (standard error 0.250 h)" in lines
    told = json.loads(POOL_WRITERS["json"](one))
    assert [each["unit"] for each in told["in"]] == ["min", "min"]


def test_a_small_variance_is_not_nought() -> None:
    """What would round to nought is told by its first digits."""
    made = several()
    assert made.pooled is not None
    text = POOL_WRITERS["text"](replace(made, pooled=replace(made.pooled, tau2=0.000123)))
    assert "tau² 0.00012 (REML)" in text


def test_a_terminal_is_not_commanded() -> None:
    """Escape sequences out of a document are shown, not obeyed."""
    hostile = effect("a", label="\x1b[2J\u202e")
    text = POOL_WRITERS["text"](answer(hostile, effect("b")))
    assert "\x1b" not in text
    assert "\u202e" not in text


# --- the picture --------------------------------------------------------------


@pytest.mark.parametrize("which", documents())
def test_the_picture_is_whole(which: str) -> None:
    """Well-formed, with a title and a description, and nothing from outside."""
    text = draw_forest(documents()[which])
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title", "").startswith("sleep by day")
    assert root.findtext(f"{SVG}desc")
    assert not {one.tag for one in root.iter()} & {f"{SVG}script", f"{SVG}style", f"{SVG}image"}
    assert "href" not in text


def test_each_study_has_a_row_and_the_pool_a_diamond() -> None:
    """As many squares as studies, and one diamond, whose middle is the estimate's place."""
    root = ET.fromstring(draw_forest(several()))  # noqa: S314 - our own text
    rows = root.findall(f"{SVG}g[@class='study']")
    assert len(rows) == 3
    assert all(len(row.findall(f"{SVG}rect")) == 1 for row in rows)
    squares = [row.find(f"{SVG}rect") for row in rows]
    middles = [
        float(s.attrib["x"]) + float(s.attrib["width"]) / 2 for s in squares if s is not None
    ]
    pooled = root.find(f"{SVG}g[@class='pooled']")
    assert pooled is not None
    diamond = [p for p in pooled.findall(f"{SVG}path") if p.attrib["d"].endswith("Z")]
    assert len(diamond) == 1
    top = float(diamond[0].attrib["d"].split("L")[1].split()[0])
    # -0.2 is the middle study's estimate too
    assert top == pytest.approx(middles[1], abs=0.2)
    assert middles[0] > middles[1] > middles[2]


def test_everything_drawn_stands_in_the_picture() -> None:
    """No number, label or line lies outside, however wide an interval is."""
    wide = answer(effect("a", standard_error=500.0), effect("b"), effect("c", estimate=1e5))
    for made in (several(), wide):
        root = ET.fromstring(draw_forest(made))  # noqa: S314 - our own text
        width, height = (float(root.attrib[name]) for name in ("width", "height"))
        for one in root.iter():
            assert 0 <= float(one.attrib.get("x", 1)) <= width
            assert 0 <= float(one.attrib.get("y", 1)) <= height


def scaled(by: float) -> Answer:
    """Give the pool of three trials with every number so many times as large."""
    made = several()
    assert made.pooled is not None
    return replace(
        made,
        weighed=tuple(
            replace(one, estimate=one.estimate * by, interval=times(one.interval, by))
            for one in made.weighed
        ),
        pooled=replace(
            made.pooled,
            estimate=made.pooled.estimate * by,
            interval=times(made.pooled.interval, by),
            prediction=None,
        ),
    )


def times(interval: Interval, by: float) -> Interval:
    """Multiply both ends."""
    return Interval(interval.low * by, interval.high * by)


def extents(root: ET.Element) -> Iterator[tuple[float, float, float]]:
    """Yield left, right and baseline of every text, as wide as its letters run."""
    for one in root.iter(f"{SVG}text"):
        bold = BOLD if one.attrib.get("font-weight") == "700" else 1
        words = one.text or ""
        width = text_width(words, float(one.attrib["font-size"]) * bold)
        width += float(one.attrib.get("letter-spacing", 0)) * len(words)
        before = {"end": 1.0, "middle": 0.5}.get(one.attrib.get("text-anchor", "start"), 0.0)
        left = float(one.attrib["x"]) - width * before
        yield left, left + width, float(one.attrib["y"])


@pytest.mark.parametrize("by", [1, -1, 50, -500, 1e4, -1e6, -3e6, 1e7, -1e300])
def test_no_number_runs_into_another(by: float) -> None:
    """However wide numbers are, the texts of a line stand apart, and the plot keeps some room."""
    root = ET.fromstring(draw_forest(scaled(by)))  # noqa: S314 - our own text
    found = sorted(extents(root), key=lambda one: (one[2], one[0]))
    for (_, right, line), (left, _, other) in pairwise(found):
        assert line != other or left - right >= 4
    assert all(0 <= left < right <= 960 for left, right, _ in found)
    (scale,) = root.findall(f"{SVG}g[@class='scale']")
    (ground, *_) = scale.findall(f"{SVG}path")
    start, end = re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)", ground.attrib["d"]).groups()  # type: ignore[union-attr]
    assert float(end) - float(start) > 200


def test_a_number_of_seven_digits_is_shortened() -> None:
    """From a million on four digits count; below, three decimals are told."""
    wide = scaled(-5e6)
    for told in (POOL_WRITERS["text"](wide), draw_forest(wide)):
        assert "1e+06" in told
    assert "-499999.500" in POOL_WRITERS["text"](scaled(2499997.5))


def test_the_pooled_estimate_is_told_once_in_the_picture() -> None:
    """What its row says is not said again below: there the words begin with the variance."""
    root = ET.fromstring(draw_forest(several()))  # noqa: S314 - our own text
    (words,) = root.findall(f"{SVG}g[@class='words']")
    told = [one.text or "" for one in words.findall(f"{SVG}text")]
    assert told[0].startswith("tau² 0.000")
    assert not any("3 studies" in line for line in told)


def test_an_effect_without_words_has_no_line_of_them() -> None:
    """Of no arms, instrument and time nothing is said: no empty line, in text and picture."""
    bare = effect("a", compares=None, instrument="", when="")
    chosen = documents()["two"].weighed[0]
    made = replace(
        answer(effect("a"), effect("b")), chosen=(bare,), weighed=(replace(chosen, effect=bare),)
    )
    lines = POOL_WRITERS["text"](made).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("  A: "))
    assert lines[at + 1] == "    lamps:a"
    root = ET.fromstring(draw_forest(made))  # noqa: S314 - our own text
    (study,) = root.findall(f"{SVG}g[@class='study']")
    assert study.findtext(f"{SVG}title") == "A"
    assert [bool(one.text) for one in study.findall(f"{SVG}text")] == [True] * 3


def test_markup_is_escaped() -> None:
    """A study's label cannot open an element."""
    hostile = effect("a", label='<script>alert("&")</script>')
    text = draw_forest(answer(hostile, effect("b")))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_what_xml_cannot_hold_is_written_out() -> None:
    """Controls, and what turns the reading direction, are shown as escapes."""
    hostile = effect("a", label="\x00\x1b\u202e")
    text = draw_forest(answer(hostile, effect("b")))
    assert "\\u001b" in text
    assert not {"\x00", "\x1b", "\u202e"} & set(text)
    ET.fromstring(text)  # noqa: S314 - our own text


def test_the_same_bytes_every_time() -> None:
    """Text, JSON and picture of one answer are the same whenever they are made."""
    for write in (*POOL_WRITERS.values(), draw_forest):
        assert write(several()) == write(several())


def test_what_left_out_without_arms_is_named() -> None:
    """A result of no two arms has no words of its own: so it says, and tells its id once."""
    bare = effect("a", compares=None, instrument="", when="")
    text = POOL_WRITERS["text"](
        replace(answer(effect("b")), left_out=(LeftOut(bare, "two-arms", "is none"),))
    )
    assert "\n    not said of which arms\n    is none (two-arms)\n    lamps:a\n" in text
    assert text.count("lamps:a") == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "-0.500 (standard error 0.250)"),
        ({"points": Points.CHANGE}, "-0.500 (standard error 0.250)"),
        ({"standard_error": None}, "-0.500"),
        ({"estimate": None}, "no estimate that is one number"),
        ({"order": Order.TURNED}, "-0.500 (standard error 0.250), turned round"),
        (
            {"measure": "log-risk-ratio"},
            "logarithm of the risk ratio -0.500 (standard error 0.250)",
        ),
        ({"measure": "risk-ratio", "standard_error": None}, "risk-ratio -0.500"),
        ({"unit": "h", "error_unit": "min"}, "-0.500 h (standard error 0.250 min)"),
    ],
)
def test_what_left_out_tells_its_number(changes: dict[str, Any], says: str) -> None:
    """Whoever compares what is in with what is not finds the estimate, and what it is."""
    made = replace(answer(effect("b"), effect("c")), left_out=())
    out = LeftOut(effect("a", **changes), "two-arms", "is none")
    assert f"\n  A: {says}\n" in POOL_WRITERS["text"](replace(made, left_out=(out,)))


def test_results_of_one_study_are_told_apart() -> None:
    """A change and an end point of one instrument and time are two, and arms in no order both."""
    change, end = (
        effect("a", points=one, compares=None, arms=("x", "y"))
        for one in (Points.CHANGE, Points.END)
    )
    assert change.words == "x and y, Shift Sleep Scale, change score, Week 4"
    assert end.words == "x and y, Shift Sleep Scale, end point, Week 4"
