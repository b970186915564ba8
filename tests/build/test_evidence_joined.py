"""Evidence from elsewhere: imported beside the bundled corpus, and joined to its claims."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from counting import order_of

from mdmakg.build.build import Checked, check_corpus
from mdmakg.build.built import silent
from mdmakg.build.check import check_in_parts
from mdmakg.build.executor.here import Here
from mdmakg.graph.facts import Facts
from mdmakg.imports.called import with_names
from mdmakg.imports.importing import Import, records
from mdmakg.imports.known import NOTHING, Known, known_beside
from mdmakg.imports.metapsy.importer import Metapsy
from mdmakg.imports.opened import opened
from mdmakg.model.assessment import Control, Support
from mdmakg.model.check import Severity
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "metapsy-ptsd-mdmactr"
C43 = f"{BASE}claim/blog/c43"

# One result for each trial: the scale of clinicians at the primary time, before crossover;
# of three arms, the full dose against the lowest.
JOINED = (
    "Mitchell2021_msd_caps-5_Week18_18.00_clinician_mdma_pcb_NA_NA",
    "Mitchell2023_msd_caps-5_Week18_18.00_clinician_mdma_pcb_NA_NA",
    "Mithoefer2011_msd_caps-iv_",
    "Mithoefer2018_msd_caps-iv_",
    "Oehen2013_msd_caps-iv_",
    "Ot'alora2018_msd_caps-iv_",
)

FULL = ("mdma 125 mg=mdma-at", "mdma=mdma-at")
"""That a full dose, with the sessions around it, is the therapy that the claim speaks of.

Of trials of one dose the table calls two by the therapy, and one by the drug alone.
"""


@pytest.fixture(scope="module")
def table(checkout: Path) -> Path:
    """Find the table of effect sizes, or skip: the project does not carry it."""
    place = checkout.parent / "shared" / "evidence" / TABLE / "data.csv"
    if not place.is_file():
        pytest.skip(f"there is no {place}, the table of effect sizes")
    return place


def imported(table: Path, into: Path, known: Known) -> None:
    """Import the table; nothing may be left out."""
    left: list[object] = []
    Import(into, "metapsy").run(
        records(Metapsy(), opened([table]), known), left.append, lambda *_: None
    )
    assert left == []


@pytest.fixture(scope="module")
def alone(checkout: Path) -> Checked:
    """Check the bundled corpus as it is."""
    return check_corpus(checkout / "data")


@pytest.fixture(scope="module")
def joined(checkout: Path, table: Path, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Check the corpus with the table imported beside it and lines from one claim to it."""
    place = tmp_path_factory.mktemp("joined")
    corpus = place / "data"
    corpus.mkdir()
    for file in (checkout / "data").glob("*.yaml"):
        shutil.copy(file, corpus)
    imported(table, corpus, with_names(known_beside(checkout / "data"), FULL))
    (corpus / "joined.yaml").write_text(_lines(corpus / f"{TABLE}.yaml"), "utf-8")
    return check_corpus(corpus)


def _lines(document: Path) -> str:
    """Write a curator's file with a line to the result of each trial."""
    chosen = "\n".join(
        f'  - {{for: "blog:c43", to: "{TABLE}:{id_}", direction: supports}}'
        for id_ in _results(document)
    )
    return f"curation: {{curator: A. Curator, coded: 2026-11-22}}\nevidence:\n{chosen}\n"


def _results(document: Path) -> list[str]:
    import yaml

    results = yaml.load(document.read_text("utf-8"), yaml.CSafeLoader)["results"]
    found: dict[str, tuple[float, str]] = {}
    for id_, result in results.items():
        name = result["from"]["locator"].rpartition(", ")[2]
        begins = next((one for one in JOINED if name.startswith(one)), "")
        if not begins or not result["primary-time-point"] or result.get("after-crossover"):
            continue
        first, second = (_dose(result["figures"][arm]) for arm in (0, 1))
        spread = first - second
        if begins not in found or spread > found[begins][0]:
            found[begins] = (spread, id_)
    assert list(found) != []
    assert len(found) == len(JOINED)
    return [found[begins][1] for begins in JOINED]


def _dose(figures: dict[str, str]) -> float:
    return float(figures["dose"].split()[0])


def standing(checked: Checked) -> dict[str, tuple[str, str]]:
    """Give both verdicts on each claim."""
    return {
        each.claim: (each.fidelity.value, each.support.value) for each in checked.report.assessments
    }


def test_nothing_of_structure_is_broken(alone: Checked, joined: Checked) -> None:
    """Imported and joined, the data are built as they should be, and no check finds worse."""
    for severity in (Severity.VIOLATION, Severity.WARNING):
        assert joined.report.by_severity()[severity] == alone.report.by_severity()[severity]


def test_the_table_builds_alone(table: Path, tmp_path: Path) -> None:
    """Without the corpus beside, the document brings all that it speaks of."""
    imported(table, tmp_path, NOTHING)
    assert check_corpus(tmp_path).report.failed == ()


def test_the_claim_finds_controlled_evidence(alone: Checked, joined: Checked) -> None:
    """Six studies stand behind the claim, all six trials of the table, controlled."""
    assert standing(alone)[C43] == ("as-reported", Support.NO_EVIDENCE_HERE)
    assert standing(joined)[C43] == ("as-reported", Support.SUPPORTED)
    found = Facts.of(joined.derived)
    studies = found.all(C43, m.carriedByStudy)
    assert sorted(study.rpartition("/")[2] for study in studies) == [
        "mapp1",
        "mapp2",
        "mithoefer-2011-trial",
        "mithoefer-2018-trial",
        "oehen-2013-trial",
        "otalora-2018-trial",
    ]
    assert found.name(C43, m.bestControl) == Control.CONTROLLED


def test_every_other_claim_stands_as_it_stood(alone: Checked, joined: Checked) -> None:
    """The trial in depression stays what it is: no verdict on any other claim changes."""
    before, after = standing(alone), standing(joined)
    assert {claim for claim in before if before[claim] != after[claim]} == {C43}
    assert before.keys() == after.keys()
    trial = f"{BASE}study/mdd-trial"
    was, found = Facts.of(alone.derived), Facts.of(joined.derived)
    for predicate in (m.control, m.designInWords, m.studyDesign):
        assert found.all(trial, predicate) == was.all(trial, predicate)
    assert found.name(trial, m.control) == Control.UNCONTROLLED


def test_risk_of_bias_is_taken_over(joined: Checked) -> None:
    """Both phase 3 trials are low in every domain, as the table's makers judged them."""
    facts = joined.facts
    judged = [
        facts.name(one, m.biasLevel)
        for one in facts.instances(m.RiskOfBias)
        if facts.one(one, m.judgedStudy) in {f"{BASE}study/mapp1", f"{BASE}study/mapp2"}
    ]
    assert judged == ["low"] * 12


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (f"{TABLE}-table", {m.RiskOfBias: 0, m.Figure: 0, m.Result: 8}),
        ("mitchell-2021", {m.RiskOfBias: 5 * 6}),
    ],
)
def test_without_a_source_nothing_hangs_in_the_air(
    joined: Checked, source: str, left: dict[str, int]
) -> None:
    """What a table says goes with it, and what it judges of a report with the report."""
    checked = check_corpus(joined.folder, omit=[source])
    assert checked.report.by_severity()[Severity.VIOLATION] == 0
    for kind, number in left.items():
        assert len(checked.facts.instances(kind)) == number


def test_in_parts_every_claim_stands_the_same(joined: Checked) -> None:
    """A curator's file and the claims that it speaks of are judged together."""
    report, _ = check_in_parts(order_of(joined.folder), Here(), silent)
    told = {each.claim: (each.fidelity.value, each.support.value) for each in report.assessments}
    assert told == standing(joined)
