"""Which numbers of a record of ClinicalTrials.gov are registrations of its study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from trials import bare, one, record, told

from mdmakg.derive.independence import groups_of
from mdmakg.encode.dataset import encode_corpus
from mdmakg.graph.facts import Facts
from mdmakg.imports.known import NOTHING, Known, known_beside
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab.mdmakg import BASE
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.imports.importer import Imported


def numbered(nct: str, **identification: Any) -> dict[str, Any]:
    """Make a record of this number that has other numbers, too."""
    return record(identificationModule={"nctId": nct, "briefTitle": "Tea", **identification})


def registrations(found: Imported) -> list[str]:
    """Give the registrations of the only study of a document."""
    (study,) = bare(found.document)["studies"].values()
    return list(study["registrations"])


SPONSORS = {
    "orgStudyIdInfo": {"id": "001"},
    "secondaryIdInfos": [{"id": "R01MH000001", "type": "NIH"}, {"id": "001", "type": "OTHER"}],
}


@pytest.mark.parametrize("beside", [True, False])
def test_trials_of_one_sponsors_number_stay_two(tmp_path: Path, *, beside: bool) -> None:
    """Two sponsors count from 001 on, and one grant pays for both: these are two studies."""
    for nct in ("NCT90000011", "NCT90000012"):
        known = known_beside(tmp_path) if beside and list(tmp_path.iterdir()) else NOTHING
        found = one(numbered(nct, **SPONSORS), known)
        assert registrations(found) == [f"nct {nct}"]
        (tmp_path / f"{found.id}.yaml").write_text(yaml_text(found.document), "utf-8")
    groups = groups_of(Facts.of(encode_corpus(read_corpus(tmp_path)).quads())).of
    first, second = (groups[f"{BASE}study/nct9000001{number}"] for number in "12")
    assert not first & second


def test_what_is_of_no_register_is_told() -> None:
    """Grants and numbers of unknown givers are told; the sponsor's, which all have, is not."""
    assert told(one(numbered("NCT90000011", **SPONSORS))) == [
        ("id", "'R01MH000001' is of no register that is known here"),
        ("id", "'001' is of no register that is known here"),
    ]


@pytest.mark.parametrize(
    ("id_", "type_", "taken", "why"),
    [
        ("2031-000123-45", "EUDRACT_NUMBER", "eudract 2031-000123-45", ""),
        ("2031-000123-45", "OTHER", "eudract 2031-000123-45", ""),
        ("2031-501234-12-00", "CTIS", "euct 2031-501234-12-00", ""),
        ("ISRCTN99999991", "REGISTRY", "isrctn ISRCTN99999991", ""),
        ("CTRI/2031/01/000001", "REGISTRY", "number CTRI/2031/01/000001", ""),
        ("CTRI 2031 01", "REGISTRY", "", "'CTRI 2031 01' is no number: it has spaces or is long"),
        ("CTRI/2031/01/000001", "OTHER", "", "is of no register that is known here"),
        ("2031-123-45", "EUDRACT_NUMBER", "", "is of no register that is known here"),
        ("NCT90000099", "REGISTRY", "", "is the number of another record of this register"),
        ("NCT90000011", "OTHER", "", ""),
    ],
)
def test_a_number_of_another_register_is_a_registration(
    id_: str, type_: str, taken: str, why: str
) -> None:
    """Its form says of which it is, or else its type that it is of one; NCT numbers name others."""
    found = one(numbered("NCT90000011", secondaryIdInfos=[{"id": id_, "type": type_}]))
    assert registrations(found) == ["nct NCT90000011", *filter(None, [taken])]
    assert len(found.left_out) == bool(why)
    assert not why or why in found.left_out[0].why


def test_the_sponsors_number_may_be_a_registers() -> None:
    """Some give the number under which the trial stands in Europe."""
    own = {"orgStudyIdInfo": {"id": "2031-000123-45"}, "nctIdAliases": ["NCT90000009"]}
    assert registrations(one(numbered("NCT90000011", **own))) == [
        "nct NCT90000011",
        "nct NCT90000009",
        "eudract 2031-000123-45",
    ]


EUROPEAN = {"secondaryIdInfos": [{"id": "2031-000123-45", "type": "EUDRACT_NUMBER"}]}


def test_a_joined_study_lacks_numbers() -> None:
    """What the corpus does not have of a study that it has cannot be added, and is told."""
    known = Known(studies={"eudract 2031-000123-45": "lark"})
    found = one(numbered("NCT90000011", **EUROPEAN), known)
    assert list(bare(found.document)["studies"]) == ["lark"]
    assert told(found) == [
        ("nctId", "lark of the corpus has no registration nct NCT90000011: add it there")
    ]


def test_a_joined_study_has_numbers_of_other_registers() -> None:
    """A number of a register without a word here names nobody, and is there all the same."""
    number = "CTRI/2031/01/000001"
    known = Known(
        studies={"nct NCT90000011": "lark"}, numbers={"lark": frozenset({f"number {number}"})}
    )
    other = {"secondaryIdInfos": [{"id": number, "type": "REGISTRY"}]}
    assert told(one(numbered("NCT90000011", **other), known)) == []


def test_two_studies_of_one_record_are_told() -> None:
    """The corpus knows the two numbers of a record as two studies: the first is taken."""
    known = Known(studies={"nct NCT90000011": "aa", "eudract 2031-000123-45": "bb"})
    found = one(numbered("NCT90000011", **EUROPEAN), known)
    assert list(bare(found.document)["studies"]) == ["aa"]
    assert told(found) == [
        ("id", "eudract 2031-000123-45 is that of bb in the corpus; taken for aa")
    ]
