"""The sign of a standardised difference of events, held against that of the events."""

from __future__ import annotations

from typing import Any

import pytest
from imported import from_file, from_text, remarks_on
from test_metapsy_tables import HEAD, changed, table

from mdmakg.imports.known import Known

ENDS = (".log_rr", "event_arm1", "totaln_arm1", "event_arm2", "totaln_arm2")
WAKING = ("NA", "15", "20", "5", "20")


def of_events(*rows: tuple[tuple[str, ...], dict[str, str]]) -> tuple[dict[str, Any], list[str]]:
    """Import rows of who woke; give the results by their ids, and what is remarked."""
    text = table(
        *(
            (*changed(**{"outcome_type": "waking", "_id": f"l{n}", **cells}), *ends)
            for n, (ends, cells) in enumerate(rows, 1)
        ),
        head=(*HEAD, *ENDS),
    )
    document, _ = from_text(text)
    return document["results"], remarks_on(text, Known())


@pytest.mark.parametrize(
    ("ends", "g", "unknown"),
    [
        (WAKING, "-0.6", True),
        (WAKING, "0.6", False),
        (WAKING, "0", False),
        (("1.1", "NA", "NA", "NA", "NA"), "-0.6", True),
        (("-1.1", "NA", "NA", "NA", "NA"), "-0.6", False),
        (("-1.1", "NA", "NA", "NA", "NA"), "0.6", True),
        (("NA", "0", "9", "4", "8"), "0.6", True),
        (("NA", "4", "8", "4", "8"), "-0.6", False),
        (("NA", "15", "10", "5", "20"), "-0.6", False),
        (("NA", "15", "20", "5", "NA"), "-0.6", False),
        (("NA", "0", "0", "5", "20"), "0.6", False),
    ],
)
def test_a_sign_against_the_events_is_not_taken(
    ends: tuple[str, ...], g: str, *, unknown: bool
) -> None:
    """Of 15 of 20 less 5 of 20 a difference is above nought, or its arms are not in this order."""
    results, told = of_events((ends, {"_g": g}))
    result = results["l1-g"]
    assert (result["estimate"], result["between"]) == (g, results["l1-g"]["between"])
    assert result.get("first-arm") == ("not-stated" if unknown else None)
    says = (
        "row 1: the sign of .g is not that of the events, in the first arm less in the second: "
        "which arm it takes from which is not stated"
    )
    assert told == ([says] if unknown else [])


def test_the_ratio_keeps_its_first_arm() -> None:
    """Only the difference has the other sign; the ratio is what it says."""
    results, _ = of_events((("1.1", *WAKING[1:]), {"_g": "-0.6"}))
    assert [result.get("first-arm") for result in results.values()] == ["not-stated", None]
    assert [result["gloss"] for result in results.values()] == [
        "shiss, waking: lamp and dark",
        "shiss, waking: lamp against dark",
    ]
    assert list(results["l1-g"])[5:8] == ["between", "first-arm", "rated-by"]


def test_what_cannot_be_seen_beside_what_is_turned_is_unknown() -> None:
    """Without events a row may be turned as others are; one that agrees with them is not."""
    nothing = ("NA",) * 5
    rows: tuple[tuple[tuple[str, ...], dict[str, str]], ...]
    rows = ((WAKING, {"_g": "-0.6"}), (nothing, {}), (WAKING, {}), (nothing, {"_g": "NA"}))
    results, told = of_events(*rows)
    first = {id_: result.get("first-arm") for id_, result in results.items()}
    assert first == {"l1-g": "not-stated", "l2-g": "not-stated", "l3-g": None, "l4-none": None}
    assert [remark.split(":")[0] for remark in told] == ["rows 1-2"]
    assert of_events((nothing, {}), (WAKING, {}))[1] == []


def test_points_beside_events_keep_their_sign() -> None:
    """Fewer points may be better, and more who respond: of a scale the sign is its own."""
    results, told = of_events((WAKING, {"outcome_type": "msd", "_g": "-0.6"}))
    assert "first-arm" not in results["l1-g"]
    assert told == []


def test_every_difference_of_events_of_the_table_is_turned(table_dir: Any) -> None:
    """All 28 rows with both have opposite signs of .g and .log_rr; the 31 of points keep theirs."""
    document, _ = from_file(table_dir / "data.csv")
    of_g = [one for id_, one in document["results"].items() if id_.endswith("-g")]
    unknown = [one for one in of_g if one.get("first-arm") == "not-stated"]
    assert (len(of_g), len(unknown)) == (59, 28)
    assert all("events" in one["figures"][0] for one in unknown)
    ratios = [one for id_, one in document["results"].items() if id_.endswith("-log-rr")]
    assert len(ratios) == 30
    assert not any("first-arm" in one for one in ratios)
