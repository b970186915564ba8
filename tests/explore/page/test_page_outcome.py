"""The table of outcomes, read across."""

from __future__ import annotations

from typing import Any

from looks import facts_of

from mdmakg.explore.page.outcome import outcome_table
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

Said = dict[str, tuple[str, ...]]


def thing(kind: str, id_: str, class_: str, **said: str) -> tuple[str, Said]:
    """Say of a thing what it is, and to which IRIs, after the base, properties lead."""
    told: Said = {f.rdf_type: (class_,), m.shortId: (id_,), f.rdfs_label: (id_.upper(),)}
    leads = {BASE + name.rstrip("_"): (BASE + end,) for name, end in said.items()}
    return f"{BASE}{kind}/{id_}", told | leads


def claim(id_: str, voice: str, object_: str, relation: str = "changes") -> list[tuple[str, Said]]:
    """Say that a voice claims that something is so of an outcome or a concept."""
    proposition = f"proposition/{id_}"
    return [
        thing("claim", id_, m.Claim, voice=f"source/{voice}", proposition=proposition),
        (
            BASE + proposition,
            {m.relation: (f"{BASE}relation/{relation}",), m.object_: (BASE + object_,)},
        ),
    ]


def outcome(id_: str, broader: str = "") -> tuple[str, Said]:
    """Say that there is an outcome, and what is broader."""
    above = {m.broaderOutcome: tuple(f"{BASE}outcome/{one}" for one in broader.split())}
    iri, told = thing("outcome", id_, m.Outcome)
    return iri, told | (above if broader else {})


def result(id_: str, where: str, *outcomes: str) -> tuple[str, Said]:
    """Say that a source reports a result."""
    iri, told = thing("result", id_, m.Result, reportedIn=f"source/{where}")
    return iri, told | {m.ofOutcome: tuple(f"{BASE}outcome/{one}" for one in outcomes)}


def table(*things: tuple[str, Said] | list[tuple[str, Said]]) -> Any:
    """Make the table of what is said, by the voices abstract, page and post."""
    flat = [one for some in things for one in (some if isinstance(some, list) else [some])]
    voices = [f"{BASE}source/{id_}" for id_ in ("abstract", "page", "post")]
    return outcome_table(facts_of(dict(flat)), voices)


def test_results_and_claims_stand_under_their_voice() -> None:
    """A result in the column of who reports it, claims in those of who says them."""
    found = table(
        outcome("sleep"), result("r1", "abstract", "sleep"),
        claim("c1", "abstract", "outcome/sleep"), claim("c2", "post", "outcome/sleep"),
    )  # fmt: skip
    assert found["voices"] == ["abstract", "post"]
    assert found["rows"][0]["cells"] == [{"results": ["r1"], "claims": ["c1"]}, {"claims": ["c2"]}]


def test_what_is_said_of_something_narrower_is_told_apart() -> None:
    """The broader row names them, and has them not among its own."""
    found = table(
        outcome("wellbeing"), outcome("rated", "wellbeing"), result("r1", "abstract", "rated"),
        claim("c1", "post", "outcome/wellbeing"),
    )  # fmt: skip
    rows = [(r["outcome"], r["depth"], r["broader"], r["cells"]) for r in found["rows"]]
    assert rows == [
        ("wellbeing", 0, [], [{"narrower": ["r1"]}, {"claims": ["c1"]}]),
        ("rated", 1, ["wellbeing"], [{"results": ["r1"]}, None]),
    ]


def test_a_result_on_both_is_not_told_twice() -> None:
    """A result on an outcome and on a narrower one stands under both, once in each cell."""
    found = table(outcome("a"), outcome("b", "a"), result("r1", "abstract", "a", "b"))
    assert [row["cells"] for row in found["rows"]] == [[{"results": ["r1"]}]] * 2


def test_a_concept_stands_where_a_study_should_have_measured_it() -> None:
    """A mechanism that a claim acts through has a row; people and conditions have none."""
    kinds = {"calm": "mechanism", "nurses": "population"}
    concepts = [
        thing("concept", id_, m.Concept, conceptKind=f"concept-kind/{kind}")
        for id_, kind in kinds.items()
    ]
    found = table(
        *concepts,
        claim("c1", "page", "concept/calm", "acts-through"),
        claim("c2", "page", "concept/nurses", "is-suited-to"),
    )
    assert [row["outcome"] for row in found["rows"]] == ["calm"]


def report(id_: str, where: str, outcome_: str) -> tuple[str, Said]:
    """Say that a source reports an outcome as measured."""
    leads = {"reportedIn": f"source/{where}", "ofOutcome": f"outcome/{outcome_}"}
    return thing("outcome-report", id_, m.OutcomeReport, **leads)


def test_what_was_measured_without_a_result_is_no_silence() -> None:
    """A report gives its source a column, and its cell says so."""
    found = table(
        outcome("sleep"), outcome("mood"), report("or1", "abstract", "sleep"),
        claim("c1", "post", "outcome/sleep"), claim("c2", "post", "outcome/mood"),
    )  # fmt: skip
    assert found["voices"] == ["abstract", "post"]
    cells = {row["outcome"]: row["cells"][0] for row in found["rows"]}
    assert cells == {"sleep": {"measured": True}, "mood": None}


def test_what_was_measured_of_something_narrower_counts() -> None:
    """A broader row counts a report on a narrower outcome, unless a result on it counts."""
    things = (outcome("mood"), outcome("calm", "mood"), report("or1", "abstract", "calm"))
    claimed = claim("c1", "post", "outcome/mood")
    assert table(*things, claimed)["rows"][0]["cells"][0] == {"narrower": ["or1"]}
    resulted = result("r1", "abstract", "calm")
    assert table(*things, claimed, resulted)["rows"][0]["cells"][0] == {"narrower": ["r1"]}


def test_a_source_that_nobody_read_reports_nothing() -> None:
    """What is known of a trial through others alone is no report that was read."""
    unread = thing("source", "abstract", m.Source, extent="extent/not-read")
    read = thing("source", "page", m.Source, extent="extent/truncated")
    told = [report("or1", "abstract", "sleep"), result("r1", "abstract", "sleep"), unread]
    alone = table(outcome("sleep"), *told)
    assert [row["reported"] for row in alone["rows"]] == [False]
    both = table(outcome("sleep"), *told, read, report("or2", "page", "sleep"))
    assert [row["reported"] for row in both["rows"]] == [True]


def test_a_result_that_was_read_is_a_report() -> None:
    """Whoever gives a result on an outcome reports it as measured."""
    found = table(outcome("sleep"), result("r1", "abstract", "sleep"))
    assert [row["reported"] for row in found["rows"]] == [True]


def test_what_was_measured_comes_first() -> None:
    """A row with a report, or with a narrower row that has one, precedes rows without."""
    report = thing("outcome-report", "or1", m.OutcomeReport, ofOutcome="outcome/z-part")
    found = table(
        outcome("z"), outcome("z-part", "z"), report, outcome("a"),
        claim("c1", "post", "outcome/z"), claim("c2", "post", "outcome/a"),
    )  # fmt: skip
    told = [(row["outcome"], row["reported"]) for row in found["rows"]]
    assert told == [("z", False), ("z-part", True), ("a", False)]


def test_a_row_with_two_broader_ones_stands_once() -> None:
    """Under the narrower of what is broader."""
    found = table(
        outcome("harm"), outcome("long", "harm"), outcome("effects", "harm long"),
        *(claim(f"c-{id_}", "post", f"outcome/{id_}") for id_ in ("harm", "long", "effects")),
    )  # fmt: skip
    told = [(row["outcome"], row["depth"]) for row in found["rows"]]
    assert told == [("harm", 0), ("long", 1), ("effects", 2)]


def test_rows_in_a_circle_all_stand_somewhere() -> None:
    """Two outcomes of which each is said to be broader are both shown, once each."""
    found = table(
        outcome("a", "b"), outcome("b", "a"),
        claim("c1", "post", "outcome/a"), claim("c2", "post", "outcome/b"),
    )  # fmt: skip
    assert sorted(row["outcome"] for row in found["rows"]) == ["a", "b"]


def test_nothing_said_gives_an_empty_table() -> None:
    """No claim and no result: no column and no row."""
    assert table() == {"voices": [], "rows": []}


def test_the_bundled_corpus_reads_across(corpus: Any) -> None:
    """Wellbeing: no result is on it, and the post claims it (a person's reading of both)."""
    assert corpus["outcomes"]["voices"] == [
        *("parent-article", "abstract"),
        *("page-blurb", "page-summary", "blog"),
    ]
    row = next(r for r in corpus["outcomes"]["rows"] if r["outcome"] == "self-reported-wellbeing")
    assert (row["reported"], row["cells"][:4]) == (False, [None] * 4)
    assert row["cells"][4]["claims"] == ["blog:c55"]
