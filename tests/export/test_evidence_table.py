"""The evidence table: a row for each claim and line, taken by a CSVW reader, and inert."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from csvw import CSVW
from lamps import BETWEEN, HELPS, lamps

from mdmakg.export.evidence_table import COLUMNS, TABLE
from mdmakg.export.exchanges import EXCHANGES
from mdmakg.export.tables import csv_row, inert, tsv_row

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.export.material import Material


def written(place: Path, made: Material) -> CSVW:
    """Write the table and its metadata, and read them as CSV on the Web."""
    for name, (_, pieces) in EXCHANGES["evidence-table"].files.items():
        (place / name).write_text("".join(pieces(made)), "utf-8", newline="")
    return CSVW(str(place / f"{TABLE}-metadata.json"), validate=True)


def records(table: CSVW) -> list[dict[str, Any]]:
    """Read the rows, typed as the metadata say."""
    return [dict(row) for row in table.tables[0].iterdicts(strict=True)]


def test_a_reader_of_csvw_takes_it(tmp_path: Path) -> None:
    """The csvw package finds table and metadata valid, and reads numbers as numbers."""
    change = {"claims.c6": HELPS | {"evidence": []}, "results.r1.estimate": "-4.5"}
    table = written(tmp_path, lamps(tmp_path, change))
    assert table.is_valid
    read = {(row["claim"], row["evidence"]): row for row in records(table)}
    assert len(read) == 6  # five claims with a line each, one without
    row = read["lamp:c5", "lamp:r1"]
    assert row["estimate"] == Decimal("-4.5")
    assert (row["interval_low"], row["interval_high"], row["p"]) == (1, 7, Decimal("0.01"))
    assert (row["source"], row["line_direction"], row["analysed"]) == (
        "Column on the lamp",
        "supports",
        24,
    )
    assert row["outcome"] == ["sleep"]
    assert row["passages"] == ["000000000000/820-830"]
    assert row["study"] == ["Lamp trial"]
    assert read["lamp:c6", None]["gloss"] == "The lamp helps against the disease."


def test_a_bad_table_is_not_taken(tmp_path: Path) -> None:
    """The judge has teeth: a word where a number must be is found."""
    written(tmp_path, lamps(tmp_path, {}))
    text = (tmp_path / TABLE).read_text("utf-8")
    assert ",0.01," in text
    (tmp_path / TABLE).write_text(text.replace(",0.01,", ",small,", 1), "utf-8")
    with pytest.raises(ValueError, match="small"):
        records(CSVW(str(tmp_path / f"{TABLE}-metadata.json")))


DIM = {
    "label": "Dim; lamp",
    "role": "comparator",
    "intervention": "lamp",
    "at": "220-230 0000000000000007",
}
"""A second arm, whose label has what parts the cells of a list."""


UNKNOWN = dict.fromkeys(("arms", "outcomes", "time-points", "populations"), "unknown")


def row_of(place: Path, change: dict[str, Any]) -> dict[str, str]:
    """Give the row of a claim that rests on the result."""
    text = "".join(EXCHANGES["evidence-table"].files[TABLE][1](lamps(place, change)))
    return next(row for row in csv.DictReader(io.StringIO(text)) if row["claim"] == "lamp:c5")


def between_arms(place: Path) -> dict[str, str]:
    """Give the row of a result between two arms; the arm compared with has its figures first."""
    change = {
        "studies.trial.reports.sr1.arms.a2": DIM,
        "studies.trial.reports.sr1.inherits-design-from": "sr3",
        "studies.trial.reports.sr2": {
            "source": "page",
            "read": "secondary",
            "at": "730-740 0000000000000010",
            "design": ["randomised", "open-label"],
            "lists": UNKNOWN,
        },
        "studies.before": {
            "label": "Study before it",
            "at": "200-210 0000000000000001",
            "reports": {
                "sr3": {
                    "source": "abstract",
                    "read": "abstract",
                    "at": "210-220 0000000000000006",
                    "design": ["repeated-measures"],
                    "lists": UNKNOWN,
                }
            },
        },
        "results.r1.change": None,
        "results.r1.between": ["a1", "a2"],
        "results.r1.standard-error": "1.25",
        "results.r1.figures": [
            {"arm": "a2", "n": "11", "mean": "9.50", "at": "400-410 000000000000000e"},
            {"arm": "a1", "n": "about 13", "at": "400-410 000000000000000e"},
        ],
    }
    return row_of(place, change)


@pytest.mark.parametrize(
    ("stated", "exact"), [("4", "4"), ("about 4", ""), ("> 4", ""), ("4 to 5", "")]
)
def test_an_estimate_is_a_number_only_if_it_is_one(tmp_path: Path, stated: str, exact: str) -> None:
    """What is about a number, beyond it or between two is said beside it, in words."""
    row = row_of(tmp_path, {"results.r1.estimate": stated})
    assert (row["estimate"], row["estimate_stated"]) == (exact, stated)


def test_figures_stand_arm_by_arm(tmp_path: Path) -> None:
    """The first arm compared comes first, each figure as stated; an arm without one is left out."""
    row = between_arms(tmp_path)
    assert row["arms_n"] == "Lamp: about 13; Dim, lamp: 11"
    assert row["arms_mean"] == "Dim, lamp: 9.50"


def test_the_standard_error_is_a_number_of_its_own(tmp_path: Path) -> None:
    """It stands beside the estimate."""
    row = between_arms(tmp_path)
    assert (row["estimate"], row["standard_error"]) == ("4", "1.25")


def test_the_arms_that_are_compared_stand_in_their_order(tmp_path: Path) -> None:
    """A difference is the first less the other, whatever their names; figures are not needed."""
    row = row_of(tmp_path, BETWEEN)
    assert (row["arms"], row["first_arm"]) == ("Lamp; Dim, light", "Lamp")
    assert row["arms_n"] == ""
    assert (row["change_from"], row["change_to"], row["measured_at"]) == ("", "", "")


def test_an_order_of_arms_that_is_not_told_is_not_guessed(tmp_path: Path) -> None:
    """Then they stand in order of name, and it says so."""
    row = row_of(tmp_path, BETWEEN | {"results.r1.first-arm": "not-stated"})
    assert (row["arms"], row["first_arm"]) == ("Dim, light; Lamp", "not stated")


def test_a_row_says_when_and_how_its_result_is_flagged(tmp_path: Path) -> None:
    """Two rows of one study that differ in time alone can be told apart."""
    change = {
        "results.r1.time": [{"order": "after", "event": "last-dose", "by": "28 d"}],
        "results.r1.time-frame": "Week 4; day 28",
        "results.r1.primary-instrument": "yes",
        "results.r1.after-crossover": "no",
    }
    read = records(written(tmp_path, lamps(tmp_path, change)))
    row = next(row for row in read if row["claim"] == "lamp:c5")
    assert (row["change_from"], row["change_to"]) == ("baseline", "follow-up")
    assert row["measured_at"] == ["28 d after last dose"]
    assert row["time_frame"] == ["Week 4, day 28"]
    flags = ("primary_instrument", "primary_time_point", "after_crossover", "serious")
    assert [row[flag] for flag in flags] == [True, None, False, None]
    assert (row["arms"], row["first_arm"]) == ([], None)


def test_a_bound_of_p_is_told_with_its_sign(tmp_path: Path) -> None:
    """Below 0.05 is two cells, and so is the level of an interval beside it."""
    row = row_of(tmp_path, {"results.r1.p": "< 0.05", "results.r1.interval-level": "95 %"})
    assert (row["p_operator"], row["p"]) == ("less", "0.05")
    assert (row["interval_low"], row["interval_high"], row["interval_level"]) == ("1", "7", "95 %")


def test_reports_that_differ_give_no_size(tmp_path: Path) -> None:
    """The page says 26 where the abstract says 24: the table says nothing."""
    page = {"source": "page", "read": "secondary", "at": "730-740 0000000000000010"}
    report = page | {"sizes": {"enrolled": "26"}, "lists": UNKNOWN}
    row = row_of(tmp_path, {"studies.trial.reports.sr2": report})
    assert row["analysed"] == ""


@pytest.mark.parametrize(("stated", "exact"), [("0.5", "0.5"), ("about 0.5", ""), ("< 1", "")])
def test_a_standard_error_that_is_no_number_is_left_out(
    tmp_path: Path, stated: str, exact: str
) -> None:
    """What is about a number or below one is none."""
    row = row_of(tmp_path, {"results.r1.standard-error": stated})
    assert row["standard_error"] == exact


def test_features_of_design_are_the_authors_own(tmp_path: Path) -> None:
    """As the design in words: what the authors' report inherits is among them, a page's is not."""
    row = between_arms(tmp_path)
    assert row["design"] == "open-label, repeated-measures, single-arm, 24 enrolled"
    assert row["design_features"] == "open-label; repeated-measures; single-arm"


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "＝1", "|calc", "%0"])  # noqa: RUF001
def test_text_that_would_run_is_made_inert(cell: str) -> None:
    """OWASP, CSV injection: a cell that begins with = + - or @ runs; an apostrophe stops it."""
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-19.3", "+2", "1e-5", "-1.5E3", "sleep", "", "a=b", "\u2212 4"])
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    """A negative number is no formula."""
    assert inert(cell) == cell


def test_a_cell_stays_in_its_row_and_column(tmp_path: Path) -> None:
    """Quotes, commas, line ends, tabs and controls in a gloss make no other cell."""
    gloss = 'a "b", c; =d'
    table = written(tmp_path, lamps(tmp_path, {"claims.c6": HELPS | {"gloss": gloss}}))
    assert gloss in {row["gloss"] for row in records(table)}
    assert csv_row(["a\r\nb", "\t=1", "x\x00"]) == "a b,'=1,x\\u0000\r\n"
    assert tsv_row(["a\tb", "c\nd"]) == "a b\tc d\n"


def test_every_column_is_described() -> None:
    """Names are unique, and each says what its cells hold."""
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.says for column in COLUMNS)
