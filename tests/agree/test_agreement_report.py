"""A comparison as a table, as TSV and as JSON that its schema accepts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coders import write_coders
from jsonschema import Draft202012Validator

from mdmakg.agree.compare import compare
from mdmakg.agree.inputs import read_inputs
from mdmakg.report import agreement
from mdmakg.report.agreement import AGREEMENT_FORMAT, AGREEMENT_WRITERS, write_agreement

if TYPE_CHECKING:
    from mdmakg.agree.comparison import Comparison

PASSAGES = (
    "passages: 3 of 5 the same, mean overlap of core passages 0.90; of all that either has "
    "under a claim, 0.71 is under one of both"
)
SCHEMA = json.loads(Path(agreement.__file__).with_name("agreement.schema.json").read_text("utf-8"))


@pytest.fixture
def compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Comparison:
    """Compare the two encodings, named as from their own folder."""
    write_coders(tmp_path)
    monkeypatch.chdir(tmp_path)
    return compare(read_inputs(Path("first.yaml"), Path("second.yaml")))


def test_the_table(compared: Comparison) -> None:
    """What a person reads: who was matched, the measures, how to see more."""
    assert write_agreement(compared, "table").splitlines() == [
        "a: first.yaml, 6 claims",
        "b: second.yaml, 6 claims",
        "matched: 5; only in a: first:c6; only in b: second:k6",
        PASSAGES,
        "told apart by what they are about, their passages being alike: c3, c4",
        "claims are matched where core passages overlap by 0.50 or more",
        "",
        "code                n  same  agreement  kappa",
        "kind                5     4      0.800  0.72",
        "relation            5     4      0.800  0.67",
        "hedge               5     4      0.800  0.44",
        "polarity            5     5      1.000  not defined: all alike",
        "quantifier          5     5      1.000  not defined: all alike",
        "direction           5     4      0.800  0.00",
        "evidence            5     4      0.800  0.55",
        "evidence direction  1     1      1.000  not defined: all alike",
        "",
        "2 evidence lines of matched claims: 1 of both, 0 only of a, 1 only of b",
        "6 disagreements; --disagreements lists them",
    ]


def test_disagreements_are_listed(compared: Comparison) -> None:
    """Each on two lines, with the place of either code."""
    lines = write_agreement(compared, "table", disagreements=True).splitlines()
    start = lines.index("6 disagreements:")
    assert lines[start + 1 : start + 3] == [
        "first.yaml:24:11: kind: first:c1 finding",
        "  second.yaml:34:11: second:k3 efficacy",
    ]
    assert "first.yaml:28:5: evidence direction to first:r1: first:c2 (none)" in lines
    assert len(lines) == start + 1 + 2 * 6


def test_the_schema_is_one() -> None:
    """The schema is valid itself, and names the version that is written."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["format"]["const"] == AGREEMENT_FORMAT


def refused(document: dict[str, Any]) -> bool:
    """Tell whether the schema refuses a document."""
    return not Draft202012Validator(SCHEMA).is_valid(document)


def test_json(compared: Comparison) -> None:
    """What is written is what the schema describes, with every disagreement, asked for or not."""
    told = json.loads(write_agreement(compared, "json"))
    assert not refused(told)
    measures = {one["code"]: one for one in told["measures"]}
    assert measures["kind"]["kappa"] == pytest.approx(13 / 18)
    assert (measures["polarity"]["kappa"], measures["polarity"]["undefined"]) == (None, "all alike")
    assert len(told["disagreements"]) == 6
    assert told["disagreements"][0]["a"] == {
        "claim": "first:c1",
        "value": "finding",
        "place": {"file": "first.yaml", "line": 24, "column": 11},
    }
    assert told["documents"][0]["onlyA"][0]["claim"] == "first:c6"
    assert told["evidenceLines"] == {"both": 1, "onlyA": 0, "onlyB": 1}


@pytest.mark.parametrize("key", sorted(SCHEMA["required"]))
def test_the_schema_refuses_what_lacks_a_part(compared: Comparison, key: str) -> None:
    """Without any of its parts, or with another, a document is none."""
    told = json.loads(write_agreement(compared, "json"))
    assert refused({name: part for name, part in told.items() if name != key})
    assert refused({**told, "more": 1})
    assert refused({**told, key: "nonsense"})


def test_tsv(compared: Comparison) -> None:
    """The measures with all digits; with the option, the disagreements instead."""
    text = write_agreement(compared, "tsv")
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    assert [row["code"] for row in rows][:2] == ["kind", "relation"]
    assert float(rows[0]["kappa"]) == pytest.approx(13 / 18)
    assert rows[3]["kappa"] == ""
    text = write_agreement(compared, "tsv", disagreements=True)
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    assert len(rows) == 6
    assert (rows[0]["value_a"], rows[0]["place_a"]) == ("finding", "first.yaml:24:11")
    assert (rows[0]["value_b"], rows[0]["claim_b"]) == ("efficacy", "second:k3")


def test_nothing_matched_is_told(tmp_path: Path) -> None:
    """Where no passages meet there are no numbers, in any format."""
    first, second = write_coders(tmp_path)
    text = second.read_text("utf-8").partition("claims:\n")[0]
    second.write_text(text + "claims: {}\n", "utf-8")
    found = compare(read_inputs(first, second))
    table = write_agreement(found, "table")
    assert "matched: 0; " in table
    assert table.count("not defined: nothing to compare") == 8
    assert not refused(json.loads(write_agreement(found, "json")))
    assert set(AGREEMENT_WRITERS) == {"table", "json", "tsv"}
    assert write_agreement(found, "tsv").splitlines()[1] == "kind\t0\t0\t\t"
