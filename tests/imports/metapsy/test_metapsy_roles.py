"""What arms are for, by the doses of a table and by what it compares them with."""

from __future__ import annotations

import pytest
from imported import from_text, remarks_on
from test_metapsy_tables import HEAD, changed, table

from mdmakg.imports.known import NOTHING, Known


@pytest.mark.parametrize(
    ("first", "second", "roles"),
    [
        ("300 lm", "20 lm", ("investigational", "comparator")),
        ("20 lm", "300 lm", ("comparator", "investigational")),
        ("200 mg", "0.5 g", ("comparator", "investigational")),
        ("900 \u00b5g", "1 mg", ("comparator", "investigational")),
        ("40 mg", "80-120 mg", ("comparator", "investigational")),
        ("80 to 120 mg", "40mg", ("investigational", "comparator")),
        ("60-90 mg", "80-120 mg", ("not-stated", "not-stated")),
        ("low dose", "high dose", ("not-stated", "not-stated")),
        ("0.1 mg/kg", "150 mg", ("not-stated", "not-stated")),
        ("1,000 mg", "2 mg", ("not-stated", "not-stated")),
        ("5 mg", "120-80 mg", ("not-stated", "not-stated")),
        ("300 lm", "NA", ("not-stated", "not-stated")),
    ],
)
def test_of_one_thing_the_higher_dose_is_tried(
    first: str, second: str, roles: tuple[str, str]
) -> None:
    """That an arm stands second makes it no comparator: its dose does, if it is lower."""
    text = table(
        (*changed(condition_arm2="lamp", dose_arm1=first), second), head=(*HEAD, "dose_arm2")
    )
    document, _ = from_text(text)
    (report,) = document["studies"]["lindgren-2031-study"]["reports"].values()
    assert tuple(arm["role"] for arm in report["arms"].values()) == roles


def compared_by(*rows: dict[str, str], known: Known = NOTHING) -> tuple[list[str], list[str]]:
    """Import comparisons with drugs and groups; give the roles of arms, and what is remarked."""
    head = (*HEAD, "multi_arm2", "drug_arm1", "drug_arm2", "dose_arm2")
    ends = ("multi_arm2", "drug_arm1", "drug_arm2", "dose_arm2")
    text = table(
        *(
            (
                *changed(_id=f"l{n}", **{k: v for k, v in row.items() if k not in ends}),
                *(row.get(k, "NA") for k in ends),
            )
            for n, row in enumerate(rows)
        ),
        head=head,
    )
    document, _ = from_text(text, known)
    (report,) = document["studies"]["lindgren-2031-study"]["reports"].values()
    return [arm["role"] for arm in report["arms"].values()], remarks_on(text, known)


LOW = {"condition_arm2": "lamp", "multi_arm1": "low", "multi_arm2": "high", "dose_arm1": "NA"}


def test_one_condition_without_doses_has_no_comparator() -> None:
    """Without drugs a condition is the thing; the rows are told once."""
    roles, told = compared_by(LOW, {**LOW, "outcome_type": "change"})
    assert roles == ["not-stated", "not-stated"]
    (remark,) = told
    assert remark == (
        "rows 1-2: one thing is compared with itself, and no dose is known to be the higher: "
        "that an arm stands second makes it no comparator"
    )


def test_one_drug_is_one_thing() -> None:
    """What a table calls two conditions is one where the drug is, and one is two with two drugs."""
    drugs = {"drug_arm1": "light", "drug_arm2": "Light", "dose_arm2": "5 mg"}
    assert compared_by(drugs)[0] == ["not-stated", "not-stated"]
    assert compared_by({**drugs, "dose_arm2": "4 mg"}) == (["investigational", "comparator"], [])
    assert compared_by({**drugs, "drug_arm2": "night"}) == (["investigational", "comparator"], [])
    other = {**LOW, "drug_arm1": "light", "drug_arm2": "darkness"}
    assert compared_by(other) == (["investigational", "comparator"], [])


def test_another_row_may_say_what_an_arm_is_for() -> None:
    """Against darkness the low lamp is tried; against a high one that says nothing of the high."""
    alone = {"multi_arm1": "low", "dose_arm1": "NA"}
    assert compared_by(LOW, alone)[0] == ["investigational", "not-stated", "comparator"]
    dim = {
        **LOW,
        "multi_arm1": "high",
        "multi_arm2": "dim",
        "dose_arm1": "9 lm",
        "dose_arm2": "1 lm",
    }
    mixed = {**LOW, "multi_arm2": "dim"}
    assert compared_by(dim, mixed)[0] == ["investigational", "not-stated", "not-stated"]


def test_two_names_of_one_intervention_are_one_thing() -> None:
    """What the corpus knows as one is not tried against itself because it stands first."""
    known = Known(interventions={"lamp": "lamp-at", "lantern": "lamp-at"})
    assert compared_by({"condition_arm2": "lantern"}, known=known)[0] == ["not-stated"] * 2
    assert compared_by({"condition_arm2": "lantern"})[0] == ["investigational", "comparator"]
