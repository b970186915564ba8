"""Studies and results as rows, against what a person reads in the files they come from."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from looks import facts_of, look_of
from teas import TEAS, write_teas

from mdmakg.build.build import check_corpus
from mdmakg.explore.page.block import json_block
from mdmakg.explore.page.corpus import corpus_of
from mdmakg.explore.page.pack import pack
from mdmakg.explore.page.study import study_rows
from mdmakg.imports.importing import Import, records
from mdmakg.imports.known import NOTHING
from mdmakg.imports.metapsy.importer import Metapsy
from mdmakg.imports.opened import opened
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.graph.facts import Facts

MINUS = "\u2212"


def of_teas(folder: Path, text: str = TEAS) -> Any:
    """Collect the data of the invented corpus, or of another text in its place."""
    write_teas(folder)
    (folder / "tea.yaml").write_text(text, "utf-8")
    return corpus_of(look_of(check_corpus(folder)))


@pytest.fixture(scope="module")
def teas(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Collect the data of the invented corpus, to be read only."""
    return of_teas(tmp_path_factory.mktemp("teas"))


def result(corpus: Any, id_: str) -> Any:
    """Find a result by the id of its node."""
    rows = [row for study in corpus["studies"] for row in study.get("results", [])]
    (found,) = [row for row in rows if corpus["nodes"][row["node"]]["id"] == id_]
    return found


def test_studies_with_results_come_first(teas: Any) -> None:
    """The trial alone has results; the other two follow by name."""
    told = [(study["id"], len(study.get("results", []))) for study in teas["studies"]]
    assert told == [("teas", 3), ("later-teas", 0), ("other-teas", 0)]


def test_studies_stand_as_their_sources_do(corpus: Any) -> None:
    """In the bundled corpus the trial comes before its follow-up, as 2 and 6 results do."""
    told = [(study["id"], len(study.get("results", []))) for study in corpus["studies"]]
    assert told[:2] == [("mdd-trial", 2), ("mdd-followup", 6)]
    assert {number for _, number in told[2:]} == {0}
    assert len(told) == 9


def test_a_study_is_who_it_is(teas: Any) -> None:
    """Registrations name their register where the number does not, and relations their study."""
    trial, later, _ = teas["studies"]
    assert trial["registrations"] == ["eudract 2031-000123-45", "NCT99999999"]
    assert (later["followsUp"], later["cohort"], trial["cohort"]) == (
        ["teas"], "drinkers", "drinkers",
    )  # fmt: skip
    assert trial["sample"] == {"mean age": ["41.5 years", "42 years"], "women": ["60 %"]}


def test_each_source_reports_for_itself(teas: Any) -> None:
    """The article has sizes and arms, the register a sponsor and a date; no more."""
    article, record = teas["studies"][0]["reports"]
    assert (article["source"], article["read"], record["source"], record["read"]) == (
        "article", "secondary", "record", "registry",
    )  # fmt: skip
    assert article["design"] == ["parallel groups", "randomised"]
    assert article["sizes"] == {"enrolled": "40", "analysed": "38"}
    assert article["populations"] == ["people who thirst"]
    assert record["registered"] == {"sponsor": "The Kettle Trust", "started": "2030-02"}
    assert not {"sizes", "design", "arms", "populations"} & set(record)
    assert "registered" not in article


def test_what_is_tried_comes_before_what_it_is_compared_with(teas: Any) -> None:
    """Mint tea, though its arm comes second in the file; what is not stated of water has no key."""
    mint, water = teas["studies"][0]["reports"][0]["arms"]
    assert mint == {
        "label": "Mint tea", "role": "investigational", "given": "mint tea",
        "dose": "200 mL", "size": "20", "completed": "18",
    }  # fmt: skip
    assert water == {"label": "Water", "role": "comparator", "given": "water", "size": "20"}


def test_bias_is_by_whom_of_what_and_with_which_tool(teas: Any) -> None:
    """Two domains of the article by one tool; of the record, which reports the trial, by none."""
    assert teas["studies"][0]["bias"] == [
        {
            "by": "review", "of": "article", "tool": "RoB 2",
            "levels": [["randomisation", "low"], ["overall", "some concerns"]],
        },
        {"by": "review", "of": "record", "levels": [["overall", "high"]]},
    ]  # fmt: skip


def test_a_difference_is_the_first_arm_less_the_second(teas: Any) -> None:
    """Every field of r1 is what a person reads in its file, numbers rounded to three decimals."""
    row = result(teas, "tea:r1")
    assert row["arms"] == ["Mint tea", "Water"]
    assert (row["outcomes"], row["instrument"], row["ratedBy"]) == (["calm"], "SIP", "participant")
    assert row["when"] == ["8 weeks after baseline", "1 day after last dose"]
    assert row["frames"] == ["Week 8"]
    assert (row["measure"], row["estimate"]) == ("mean difference", f"{MINUS}2.123")
    assert row["sure"] == ["standard error 0.543", f"95 % interval {MINUS}3.2 to {MINUS}1.1"]
    assert (row["p"], row["significance"]) == ("p < 0.001", "significant")
    assert (row["direction"], row["source"]) == ("improved", "article")
    assert row["figures"] == [
        {"arm": "Mint tea", "n": "18", "mean": "5.6", "baseline-mean": "8.1", "dose": "200 mL"},
        {"arm": "Water", "n": "20", "mean": "7.765", "standard-deviation": "2"},
    ]


def test_flags_are_those_that_are_stated(teas: Any) -> None:
    """Yes and no are both said, silence is neither; the role is that in the same source."""
    flags = {id_: result(teas, f"tea:{id_}")["flags"] for id_ in ("r1", "r2", "r3")}
    assert flags == {
        "r1": ["primary outcome", "primary instrument", "not the primary time point"],
        "r2": ["harm", "not serious"],
        "r3": ["primary outcome"],
    }


def test_what_is_not_stated_has_no_key(teas: Any) -> None:
    """A measure that is not stated, a p that is not there and a time are left out of r3."""
    row = result(teas, "tea:r3")
    assert not {"measure", "p", "estimate", "when", "frames", "arms", "figures", "direction"} & set(
        row
    )
    assert row["change"] == "from baseline to post-treatment"
    assert row["counted"] == "5 of 38 with the event"
    assert row["sure"] == [f"interval \u2265 {MINUS}8, level not stated"]


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ("    events: 5\n", "5 with the event"),
        ("    of: 38\n", "among 38"),
        ("", None),
    ],
)
def test_half_a_count_is_no_share(tmp_path: Path, events: str, told: str | None) -> None:
    """Events without a whole, and a whole without events, are said as that."""
    whole = "    events: 5\n    of: 38\n"
    assert TEAS.count(whole) == 1
    row = result(of_teas(tmp_path, TEAS.replace(whole, events)), "tea:r3")
    assert row.get("counted") == told


def test_harms_come_last_and_primary_outcomes_first(teas: Any) -> None:
    """Calm was primary and scald is a harm, whatever order their names and numbers have."""
    numbers = [row["node"] for row in teas["studies"][0]["results"]]
    assert [teas["nodes"][number]["id"] for number in numbers] == ["tea:r1", "tea:r3", "tea:r2"]


def test_results_of_one_outcome_follow_each_other_in_time(tmp_path: Path) -> None:
    """Nine weeks come after eight, and ten after nine, though 10 sorts before 8 as text."""
    r1 = TEAS[TEAS.index("  r1:") : TEAS.index("  r2:")]
    more = "".join(
        r1.replace("  r1:", f"  r{number}:").replace("8 wk", f"{weeks} wk")
        for number, weeks in ((4, 10), (5, 9))
    )
    rows = of_teas(tmp_path, TEAS + more)["studies"][0]["results"]
    assert [row["when"][0].split()[0] for row in rows if "when" in row] == ["8", "9", "10"]


def test_a_role_that_only_some_outcomes_have_is_none_of_the_result(tmp_path: Path) -> None:
    """A result on calm and on a scald is not said to be on a primary outcome."""
    one = "    outcomes: calm\n    instrument"
    both = TEAS.replace(one, one.replace("calm", "[calm, scald]"))
    assert both != TEAS
    row = result(of_teas(tmp_path, both), "tea:r1")
    assert row["flags"] == ["harm", "primary instrument", "not the primary time point"]


def test_a_study_of_which_only_a_result_is_known_has_a_row() -> None:
    """Without its source a study has no name left; its result is shown all the same."""
    iri = f"{BASE}result/tea/r1"
    lone = facts_of({iri: {f.rdf_type: (m.Result,), m.ofStudy: (f"{BASE}study/teas",)}})
    assert study_rows(lone, facts_of({}), [], {iri: 7}) == [
        {"id": "teas", "results": [{"node": 7}]}
    ]


@pytest.mark.parametrize("first", [(), (f"{BASE}unsaid/not-stated",)])
def test_arms_of_which_none_is_first_are_said_to_be_so(first: tuple[str, ...]) -> None:
    """Data of others may name two arms and not which is less the other, or say so, as registers."""
    iri, arms = f"{BASE}result/tea/r1", (f"{BASE}arm/tea/a1", f"{BASE}arm/tea/a2")
    lone = facts_of({iri: {f.rdf_type: (m.Result,), m.betweenArm: arms, m.firstArm: first}})
    row: Any = study_rows(lone, facts_of({}), [], {iri: 7})[0]
    assert row["results"] == [{"node": 7, "arms": ["a1", "a2"], "firstUnknown": True}]


def test_an_imported_record_was_read_as_one(teas: Any) -> None:
    """The register's record reports the scald; the article, which nobody read, reports no calm."""
    told = {row["outcome"]: row["reported"] for row in teas["outcomes"]["rows"]}
    assert told == {"scald": True, "calm": False}
    assert {id_: row["extent"] for id_, row in teas["sources"].items()} == {
        "article": "not-read", "record": "record", "review": "not-read",
    }  # fmt: skip


def test_what_the_record_of_another_tells_was_not_read(tmp_path: Path) -> None:
    """A record that is known through another source's record is not one that was imported."""
    own = "from: {work: record, how: record, locator: row 1}\n  review"
    assert TEAS.count(own) == 1
    told = of_teas(tmp_path, TEAS.replace(own, own.replace("work: record", "work: review")))
    assert told["sources"]["record"]["extent"] == "not-read"


TABLE = "metapsy-ptsd-mdmactr"


@pytest.fixture(scope="module")
def table(checkout: Path) -> Path:
    """Find the table of effect sizes, or skip: the project does not carry it."""
    place = checkout.parent / "shared" / "evidence" / TABLE / "data.csv"
    if not place.is_file():
        pytest.skip(f"there is no {place}, the table of effect sizes")
    return place


@pytest.fixture(scope="module")
def trials(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Collect the data of the table, imported by itself."""
    into = tmp_path_factory.mktemp("trials")
    Import(into, "metapsy").run(
        records(Metapsy(), opened([table]), NOTHING), lambda _: None, lambda *_: None
    )
    return corpus_of(look_of(check_corpus(into)))


def test_every_row_of_the_table_is_there(table: Path, trials: Any) -> None:
    """61 rows have 89 effect sizes (.g or .log_rr that is not NA): as many results, by study."""
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines(), delimiter=";"))
    assert len(rows) == 61
    expected: dict[str, int] = {}
    for row in rows:
        sizes = sum(row[name] != "NA" for name in (".g", ".log_rr"))
        expected[row["study"]] = expected.get(row["study"], 0) + sizes
    assert sum(expected.values()) == 89
    assert {study["label"]: len(study["results"]) for study in trials["studies"]} == expected


def test_the_first_row_of_the_table_reads_as_its_cells(trials: Any) -> None:
    """Mitchell 2021 at week 4: the effect size, its error, and n, mean and SD of both arms."""
    (study,) = [one for one in trials["studies"] if one["label"] == "Mitchell 2021"]
    (row,) = [
        row
        for row in study["results"]
        if "Week 4" in row["frames"] and row["outcomes"] == ["ptsd-symptoms"]
    ]
    assert (row["estimate"], row["sure"]) == (f"{MINUS}0.278", ["standard error 0.213"])
    told = [(one["n"], one["mean"], one["standard-deviation"]) for one in row["figures"]]
    assert told == [("46", "33.8", "12.208"), ("43", "37.0", "10.492")]
    assert row["when"] == ["28 days after baseline", "21 days after last dose"]
    assert study["registrations"] == ["NCT03537014"]
    ((judged,), levels) = (study["bias"], {level for _, level in study["bias"][0]["levels"]})
    assert (len(judged["levels"]), levels) == (6, {"low"})


def test_no_result_of_the_table_is_like_another(trials: Any) -> None:
    """By study, outcome, instrument, arms, time, measure, numbers and flags each is its own."""
    told = [
        (study["id"], str({key: value for key, value in row.items() if key != "node"}))
        for study in trials["studies"]
        for row in study["results"]
    ]
    assert len(set(told)) == len(told) == 89


def test_results_take_little_room(trials: Any) -> None:
    """Packed, a result with the figures of two arms takes less than 600 characters."""
    without = {**trials, "studies": []}
    size = len(json_block(pack(trials))) - len(json_block(pack(without)))
    assert size / 89 < 600


def test_facts_are_read_of_what_is_said_alone(look: Any) -> None:
    """Each study, report and result of the bundled corpus has one place among the rows."""
    facts: Facts = look.facts
    numbers = {result: place for place, result in enumerate(facts.instances(m.Result))}
    rows: Any = study_rows(facts, look.ontology, [], numbers)
    assert len(rows) == len(facts.instances(m.Study))
    assert sum(len(row.get("reports", [])) for row in rows) == len(facts.instances(m.StudyReport))
    told = sorted(result["node"] for row in rows for result in row.get("results", []))
    assert told == sorted(numbers.values())


def test_who_asks_for_credit_is_credited(teas: Any, tmp_path: Path) -> None:
    """A page hands on what it shows: with the notice of a source, or the name of its licence."""
    assert teas["says"]["credits"] == []
    text = TEAS.replace(
        "    label: Review of teas\n",
        "    label: Review of teas\n    licence: CC BY 4.0\n",
    ).replace(
        "    label: Record of the tea trial\n",
        "    label: Record of the tea trial\n"
        "    licence: ODC-BY 1.0\n    attribution: Of Tea House\n",
    )
    says = of_teas(tmp_path, text)["says"]
    assert says["credits"] == ["Record of the tea trial: Of Tea House", "Review of teas: CC BY 4.0"]
