"""The data of the page: what they say of the bundled corpus and of the example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from large import multiplied
from looks import look_of

from mdmakg.build.build import check_corpus
from mdmakg.check.rules import Rules
from mdmakg.explore.boxes import facts, verdicts
from mdmakg.explore.page.corpus import corpus_of
from mdmakg.explore.page.wording import because_in_words, untold_in_words
from mdmakg.explore.untold import untold_of
from mdmakg.trace.trace import trace_claim
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.build.build import Checked
    from mdmakg.explore.page.look import Look
    from mdmakg.graph.facts import Facts


@pytest.fixture(scope="module")
def example(demo: Path) -> Any:
    """Collect the data of the example corpus, its text at hand."""
    return corpus_of(look_of(check_corpus(demo / "data", texts=demo / "data" / "texts")))


def claim_in(corpus: Any, id_: str) -> Any:
    """Find a claim."""
    (found,) = [claim for claim in corpus["claims"] if claim["id"] == id_]
    return found


def test_every_claim_is_there_once_under_its_document(corpus: Any) -> None:
    """The two documents have 75 and 148 claims (counted in their files), the page's first."""
    told = [(document["id"], document["claims"]) for document in corpus["documents"]]
    assert told == [("page", 75), ("blog", 148)]
    assert len({claim["id"] for claim in corpus["claims"]}) == 75 + 148
    assert [claim["document"] for claim in corpus["claims"]] == ["page"] * 75 + ["blog"] * 148


def test_claims_stand_as_their_text_runs(example: Any) -> None:
    """By first core passage: c3 at 54, c1 at 529, c2 at 595, c4 at 635, c5 at 686, c6 at 715."""
    expected = [f"example:c{number}" for number in (3, 1, 2, 4, 5, 6)]
    assert [claim["id"] for claim in example["claims"]] == expected


def test_a_claim_of_the_example_says_what_its_file_says(example: Any) -> None:
    """Each field of c5 is what a person reads in example.yaml."""
    found = claim_in(example, "example:c5")
    assert found["gloss"] == "The lamp makes people who work at night feel better."
    assert (found["voice"], found["kind"], found["hedge"]) == ("column", "efficacy", "none")
    assert (found["outcomes"], found["population"]) == (["mood"], "night-workers")
    assert found["facts"] == [
        ["subject", "warm bedside lamp"],
        ["relation", "changes"],
        ["object", "mood"],
        ["population", "people who work at night"],
        ["claimed direction", "improved"],
    ]
    assert found["lines"] == [
        {
            "direction": "disputes",
            "target": "example:r2",
            "basis": "curator",
            "note": "The abstract saw no significant change in mood.",
        }
    ]
    told = [(p["part"], p["start"], p["end"], p["digest"]) for p in found["passages"]]
    assert told == [
        ("stem", 635, 643, "0441051377d9b271"),
        ("core", 686, 713, "3543b1ae6a0c801c"),
    ]
    assert {p["file"] for p in found["passages"]} == {"example.txt"}


def test_relays_are_told_from_both_ends(example: Any) -> None:
    """In the example c4 restates c1, and nothing else restates anything."""
    pairs = [(c["id"], c.get("relays"), c.get("relayedBy")) for c in example["claims"]]
    assert [pair for pair in pairs if pair[1] or pair[2]] == [
        ("example:c1", None, ["example:c4"]),
        ("example:c4", ["example:c1"], None),
    ]


def test_verdicts_are_those_of_the_report(bundled: Checked, corpus: Any) -> None:
    """Fidelity and support of each claim, and why, are what was assessed, checks by labels."""
    judged = {one.claim: one for one in bundled.report.assessments}
    for claim in corpus["claims"]:
        for name in ("fidelity", "support"):
            was = getattr(judged[BASE + claim["iri"]], name)
            assert claim[name]["value"] == was.value
            assert claim[name]["because"] == because_in_words(was.because, labels_in(bundled))


def labels_in(checked: Checked) -> dict[str, str]:
    """Give what each check is about, by its code."""
    return {rule.check: rule.label for rule in checked.report.rules if rule.label}


def test_readers_see_no_code_of_a_check(bundled: Checked, corpus: Any) -> None:
    """Neither in the reason of a verdict nor in what could not be told nor in a node's facts."""
    codes = [code for code in labels_in(bundled) if "-" in code]
    told = [
        claim[kind]["because"] for claim in corpus["claims"] for kind in ("fidelity", "support")
    ]
    told += [words for claim in corpus["claims"] for words in claim.get("untold", [])]
    assert len(codes) > 30
    assert not [words for words in told for code in codes if code in words]


def test_readers_see_words_not_tokens(corpus: Any) -> None:
    """A direction and a kind of source read as words in boxes and tables."""
    told = {fact for node in corpus["nodes"] for fact in node.get("facts", [])}
    assert {"no significant change", "not worsened", "primary report"} <= told
    assert not told & {"no-significant-change", "not-worsened", "primary-report"}


def test_what_decided_a_verdict_is_named(corpus: Any) -> None:
    """Support of blog:c50 is limited by no-difference-as-maintained, on the claim itself."""
    found = claim_in(corpus, "blog:c50")["support"]
    (decided,) = [corpus["results"][number] for number in found["by"]]
    assert (decided["check"], decided["on"]) == ("no-difference-as-maintained", "blog:c50")


def test_untold_is_what_the_figure_and_the_tree_say(
    bundled: Checked, look: Look, corpus: Any
) -> None:
    """What could not be told along each chain is in the same sentences, checks by their labels."""
    labels = labels_in(bundled)
    for claim in corpus["claims"]:
        said = untold_of(trace_claim(look.graph, BASE + claim["iri"]))
        assert claim.get("untold", []) == [untold_in_words(words, labels) for words in said]


def test_check_results_along_a_chain_are_listed(look: Look, corpus: Any) -> None:
    """What was found or not told of a claim or of what stands behind it is on its list, no more."""
    told: dict[str, set[tuple[str, str]]] = {}
    for result in look.report.results:
        for node in concerned(look, result.focus):
            told.setdefault(node, set()).add((result.check, result.message or result.reason))
    assert {look.graph.nodes[node]["kind"] for node in told} >= {"claim", "result", "study"}
    for claim in corpus["claims"]:
        chain = trace_claim(look.graph, BASE + claim["iri"])
        expected = set().union(*(told.get(node, ()) for node in chain))
        rows = [corpus["results"][number] for number in claim.get("checks", [])]
        assert {(row["check"], row.get("message") or row["reason"]) for row in rows} == expected


def concerned(look: Look, focus: str) -> set[str]:
    """Give the nodes that a focus concerns: of a passage what stands on it, of a report the study.

    What belongs to a node, as the grounds of a source's title, has its name before its own.
    """
    said = look.facts.said
    things = [one for one, told in said.items() if focus in told.get(f.oa_hasTarget, ())] or [focus]
    studied = [
        look.facts.one(one, m.ofStudy) if is_report(look.facts, one) else one for one in things
    ]
    return {node for one in studied for node in look.graph if f"{one}/".startswith(f"{node}/")}


def is_report(facts: Facts, thing: str) -> bool:
    """Whether a thing is what a source reports of a study, and no result."""
    kinds = {m.StudyReport, m.OutcomeReport, m.InterventionReport}
    return not kinds.isdisjoint(facts.all(thing, f.rdf_type))


def test_what_is_found_on_a_report_is_on_its_study(example: Any) -> None:
    """Two outcomes of the example are rated by who knew the arm: a result each, on the study."""
    study = next(node for node in example["nodes"] if node["id"] == "lamp-trial")
    found = [example["results"][number] for number in study["checks"]]
    assert [row["check"] for row in found] == ["subjective-unblinded"] * 2
    assert {row["on"] for row in found} == {"lamp-trial"}
    assert set(study["checks"]) <= set(claim_in(example, "example:c1")["checks"])


def test_graver_results_come_first_on_each_node(corpus: Any) -> None:
    """On a node what failed precedes what could not be told, warnings precede remarks."""
    order = ["violation", "warning", "info"]
    for node in corpus["nodes"]:
        rows = [corpus["results"][number] for number in node.get("checks", [])]
        ranks = [(row["state"] != "failed", order.index(row["severity"])) for row in rows]
        assert ranks == sorted(ranks)


def test_numbers_lead_where_they_say(corpus: Any) -> None:
    """Every number of a node, a place in a chain or a check result is one that there is."""
    for sheet in (*(claim["chain"] for claim in corpus["claims"]), corpus["relays"]):
        positions = range(len(sheet["nodes"]))
        assert all(row[0] in range(len(corpus["nodes"])) for row in sheet["nodes"])
        assert all(tail in positions and head in positions for _, tail, head, _ in sheet["edges"])
        assert all(row[4] in positions for row in sheet.get("missing", []))
    results = range(len(corpus["results"]))
    assert all(n in results for claim in corpus["claims"] for n in claim.get("checks", []))


def test_values_are_in_the_glossary(corpus: Any) -> None:
    """No value is shown that the page could not explain."""
    known = {
        name: {row["value"] for row in corpus["glossary"][name]} for name in corpus["glossary"]
    }
    for claim in corpus["claims"]:
        assert claim["fidelity"]["value"] in known["fidelity"]
        assert claim["support"]["value"] in known["support"]
        assert claim["kind"] in known["kind"]
        assert claim["hedge"] in known["hedge"]
        assert {row[0] for row in claim["chain"]["edges"]} <= known["edge"]
    assert {node["kind"] for node in corpus["nodes"]} <= known["node"]
    assert {row["check"] for row in corpus["results"]} <= set(corpus["checks"])


def test_ids_are_explained(corpus: Any) -> None:
    """Sources, outcomes and populations that claims name have a label."""
    for claim in corpus["claims"]:
        assert corpus["sources"][claim["voice"]]["label"]
        for thing in [*claim.get("outcomes", []), claim.get("population")]:
            assert thing is None or corpus["concepts"][thing]


def test_the_chain_stands_as_in_the_figure(look: Look, corpus: Any) -> None:
    """Boxes have the corners, sizes and texts of the sheet from which the figure is drawn."""
    for claim in corpus["claims"]:
        placed = list(look.sheets[BASE + claim["iri"]].placed.values())
        drawn = [at for at in placed if at.box.kind is not None]
        for (number, x, y), at in zip(claim["chain"]["nodes"], drawn, strict=True):
            node = corpus["nodes"][number]
            assert (x, y) == (round(at.x, 1), round(at.y, 1))
            assert lines_of(corpus, node) == [
                (line.text, line.x, pytest.approx(line.y, abs=0.06), line.size, line.weight)
                for line in at.box.lines
            ]
        assert len(claim["chain"]["missing"]) == len(placed) - len(drawn)


def lines_of(corpus: Any, node: Any) -> list[tuple[Any, ...]]:
    """Read the lines of a box, as ``lines.js`` does."""
    found: list[tuple[Any, ...]] = []
    for style, first, *lines in node["box"]["text"]:
        x, size, weight, apart = corpus["sheet"]["styles"][style]
        start = 0
        for number, line in enumerate(lines):
            text = line
            if isinstance(line, int):
                units = node["label"].encode("utf-16-le")[2 * start : 2 * (start + line)]
                text, start = units.decode("utf-16-le"), start + line + 1
            found.append((text, x, first + number * apart, size, weight))
    return found


def test_a_label_beyond_the_basic_plane_breaks_where_it_should(bundled: Checked) -> None:
    """Lengths of lines count as JavaScript does, two for a character beyond the basic plane."""
    from dataclasses import replace

    label = " ".join(["\U0001f9ea\U0001f9ea test"] * 9)
    said = dict(bundled.facts.said)
    claim = "https://w3id.org/mdmakg/claim/blog/c12"
    said[claim] = {**said[claim], "https://w3id.org/mdmakg/gloss": (label,)}
    corpus: Any = corpus_of(look_of(bundled, replace(bundled.facts, said=said)))
    node = next(n for n in corpus["nodes"] if n["id"] == "blog:c12")
    assert any(isinstance(part, int) for run in node["box"]["text"] for part in run[2:])
    told = [text for text, _, _, size, _ in lines_of(corpus, node) if size == 12]
    assert " ".join(told) == label


def test_facts_and_verdicts_of_nodes_are_those_of_figures(look: Look, corpus: Any) -> None:
    """A node says the same in the page and in a figure."""
    told = ((row, str(row.get("id") or node)) for node, row in look.graph.nodes(data=True))
    rows = {(row["kind"], id_): row for row, id_ in told}
    for node in corpus["nodes"]:
        row = rows[node["kind"], node["id"]]
        assert node.get("verdicts", []) == verdicts(row)
        if node["kind"] in {"result", "study", "source"}:
            assert node.get("facts", []) == facts(node["kind"], row)


def test_without_verdicts_the_rest_is_shown(bundled: Checked) -> None:
    """Where structure is broken nothing is assessed; claims are listed all the same."""
    from dataclasses import replace

    report = replace(bundled.report, assessments=(), results=())
    corpus: Any = corpus_of(look_of(replace(bundled, report=report)))
    assert len(corpus["claims"]) == 75 + 148
    assert not any("fidelity" in claim or "support" in claim for claim in corpus["claims"])


def test_checks_that_did_not_run_are_named(demo: Path, corpus: Any) -> None:
    """A page says which checks were switched off; where all ran it has nothing to say of that."""
    rules = Rules(off=frozenset({"hedge-dropped"}))
    (told,) = _says(corpus_of(look_of(check_corpus(demo / "data", rules=rules))))
    assert told.startswith("Switched off: hedge-dropped.")
    assert _says(corpus) == []


def _says(corpus: Any) -> Any:
    return corpus["says"]["unchecked"]


def test_a_corpus_without_a_claim_has_an_empty_page(tmp_path: Path) -> None:
    """A document that only names a concept gives a page with nothing in its lists."""
    (tmp_path / "only.yaml").write_text(
        "curation: {curator: Bo, coded: 2026-01-02}\n"
        "concepts:\n  tea: {label: tea, kind: substance}\n"
    )
    corpus: Any = corpus_of(look_of(check_corpus(tmp_path)))
    empty = {"claims", "documents", "nodes", "results", "sources", "concepts"}
    assert not any(corpus[name] for name in empty)
    assert corpus["outcomes"] == {"voices": [], "rows": []}
    assert (corpus["relays"]["nodes"], corpus["relays"]["edges"]) == ([], [])


def test_a_large_corpus_is_one_of_the_same_form(corpus: Any) -> None:
    """The corpus that browser tests use has as many claims as asked for, all ids different."""
    large = multiplied(corpus, 5000)
    ids = [claim["id"] for claim in large["claims"]]
    assert len(ids) == len(set(ids)) == 5000
    assert sum(document["claims"] for document in large["documents"]) == 5000
    test_numbers_lead_where_they_say(large)
    test_values_are_in_the_glossary(large)
