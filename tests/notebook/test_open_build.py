"""A build opened for a notebook: what it holds, and how that is shown."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from packed import corpus_in

import mdmakg
from mdmakg.errors import UsageError
from mdmakg.model.assessment import Judgement
from mdmakg.notebook.answer import Answer
from mdmakg.notebook.claim import Claims

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdmakg.notebook.build import Build

SVG = "{http://www.w3.org/2000/svg}"
FEEL_BETTER = "The lamp makes people who work at night feel better."
HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(2)>"


class Outline(HTMLParser):
    """Notes the elements of a page, their attributes and their text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == [], "left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append(tag)
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        """Hold that elements are closed in their order."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, parts beside each other."""
        return " ".join(self.texts)


def shown(thing: object) -> Outline:
    """Show a thing as a notebook does, and read it as a browser would."""
    return Outline(thing._repr_html_())  # type: ignore[attr-defined] # what notebooks look for


@pytest.fixture(scope="module")
def opened(demo: Path) -> Build:
    """Open the build of the example corpus."""
    return mdmakg.open_build(demo / "build")


# --- what there is -----------------------------------------------------------


def test_claims_stand_in_the_order_of_the_text(opened: Build) -> None:
    """The example's six claims, by where their passages begin in its file."""
    assert [claim.id for claim in opened.claims] == [
        f"example:{name}" for name in ("c3", "c1", "c2", "c4", "c5", "c6")
    ]


def test_claims_stand_as_in_the_explorer(tmp_path: Path) -> None:
    """What is relayed comes before what relays it: the 75 claims of the page before the post's."""
    from mdmakg.build.build import build, check_corpus
    from mdmakg.bundle import folder

    build(check_corpus(folder("data")), tmp_path / "build")
    ids = [claim.id for claim in mdmakg.open_build(tmp_path / "build").claims]
    page = corpus_in((tmp_path / "build" / "explorer.html").read_bytes())
    assert [id_.partition(":")[0] for id_ in ids] == ["page"] * 75 + ["blog"] * 148
    assert ids == [row["id"] for row in page["claims"]]


def test_a_claim_says_what_its_document_says(opened: Build) -> None:
    """The record of c5 has what stands in the example's file, and both verdicts with reasons."""
    claim = opened.claim("example:c5")
    assert claim.gloss == FEEL_BETTER
    assert (claim.kind, claim.voice, claim.text) == ("efficacy", "column", "example.txt")
    assert claim.passages == ("635-643", "686-713")
    assert (claim.fidelity.value, claim.support.value) == ("no-source-named", "disputed")
    assert claim.support.because


def test_a_claim_is_found_by_its_iri_too(opened: Build) -> None:
    """Short id and IRI name the same claim; a name that is near is told otherwise."""
    by_iri = opened.claim("https://w3id.org/mdmakg/claim/example/c5")
    assert by_iri == opened.claim("example:c5")
    with pytest.raises(UsageError, match="did you mean example:c5"):
        opened.claim("exmple:c5")


def test_a_part_of_the_claims_is_shown_as_they_are(opened: Build) -> None:
    """Slices and selections are claims again."""
    bare = opened.claims.where(lambda claim: claim.support.value == "no-evidence-here")
    assert [claim.id for claim in bare] == ["example:c3", "example:c6"]
    assert isinstance(opened.claims[1:3], Claims)
    assert len(opened.claims[1:3]) == 2


def test_a_trace_leads_to_the_sources(opened: Build) -> None:
    """Behind c4 stand its evidence line, the result, the trial, both sources, and c1 relayed."""
    graph = opened.claim("example:c4").trace().graph
    ids = {str(row["id"]) for _, row in graph.nodes(data=True)}
    assert {"example:c4", "example:c1", "example:r1", "lamp-trial", "column"} <= ids
    assert "example:c5" not in ids


def test_questions_by_name_and_as_sparql(opened: Build) -> None:
    """A question that has a name, and one typed, are answered alike; another is refused."""
    typed = opened.ask("SELECT ?claim { ?claim a mdmakg:Claim } ORDER BY ?claim LIMIT 2")
    assert typed.columns == ("claim",)
    assert list(typed) == [("claim/example/c1",), ("claim/example/c2",)]
    assert typed[:1] == (("claim/example/c1",),)
    assert opened.ask("hedges").columns == ("voice", "hedge", "claims")
    with pytest.raises(UsageError, match="no question 'hedge'"):
        opened.ask("hedge")
    with pytest.raises(UsageError, match="SERVICE"):
        opened.ask("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")


def test_what_cannot_be_asked_is_told(opened: Build) -> None:
    """A number for a claim or a question, or text for a condition, is refused in words."""
    asked: Any = opened
    with pytest.raises(UsageError, match="such as 'blog:c12', not by 5"):
        asked.claim(5)
    with pytest.raises(UsageError, match="by text, not by 5"):
        asked.ask(5)
    with pytest.raises(UsageError, match=r"a function of a claim, .*, not 'x'"):
        asked.claims.where("x")


def test_nothing_of_it_can_be_changed(opened: Build) -> None:
    """Records are frozen."""
    with pytest.raises(FrozenInstanceError):
        opened.claim("example:c5").gloss = "other"  # type: ignore[misc] # that is the point


def test_what_is_opened_says_its_name_in_plain_text(opened: Build) -> None:
    """Where nothing is drawn, a line of text says what there is."""
    assert repr(opened.claims) == "<6 claims>"
    assert repr(opened.claim("example:c6")) == (
        "<claim example:c6: The lamp acts by calming the body clock.>"
    )
    assert repr(opened.ask("SELECT ?a { BIND(1 AS ?a) }")) == "<1 row: a>"
    failed, untold = len(opened.report.failed), len(opened.report.results)
    assert repr(opened.report) == f"<report: {failed} failed, {untold - failed} could not be told>"


def test_no_build_is_told(tmp_path: Path) -> None:
    """Where there is no build, the error says so and what makes one."""
    with pytest.raises(UsageError, match="mdmakg build makes one"):
        mdmakg.open_build(tmp_path)


def test_a_build_replaced_meanwhile_is_read_again(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is opened is of one build, even if another takes its place while it is read."""
    from mdmakg.build import manifest
    from mdmakg.build.build import build, check_corpus

    out = tmp_path / "build"
    build(check_corpus(demo / "data"), out)
    changed = (demo / "data" / "example.yaml").read_text("utf-8").replace(FEEL_BETTER, "Other.")
    (tmp_path / "example.yaml").write_text(changed, "utf-8")
    waiting = [check_corpus(tmp_path)]
    read = manifest.read_manifest

    def replaced_after(folder: Path) -> Mapping[str, Any]:
        found = read(folder)
        if waiting:
            build(waiting.pop(), out)
        return found

    monkeypatch.setattr(manifest, "read_manifest", replaced_after)
    opened = mdmakg.open_build(out)
    assert opened.claim("example:c5").gloss == "Other."
    assert opened.dataset == read(out)["dataset"]["sha256"] == opened.claims[0].dataset


# --- how it is shown ---------------------------------------------------------


def test_a_claim_shows_its_verdicts_and_places(opened: Build) -> None:
    """Gloss, both verdicts in words with their reasons, passages by position, the corpus."""
    claim = opened.claim("example:c5")
    text = shown(claim).text
    for said in (
        claim.gloss,
        "no source named",
        "disputed",
        claim.support.because,
        "635-643, 686-713",
    ):
        assert said in text
    assert opened.dataset[:12] in text


def test_a_report_shows_each_check_and_what_it_found(opened: Build) -> None:
    """Every check has its row of counts, and each result that failed its message."""
    page = shown(opened.report)
    assert opened.report.failed
    for result in opened.report.failed:
        assert any(result.message in text for text in page.texts)
    assert page.elements.count("tr") == 1 + len(opened.report.counts)
    assert page.elements.count("li") == len(opened.report.failed)


def test_checks_that_did_not_run_are_told(opened: Build, demo: Path, tmp_path: Path) -> None:
    """A report and a claim of a build with a check switched off name it; others have nothing."""
    from mdmakg.build.build import build, check_corpus
    from mdmakg.check.rules import Rules

    rules = Rules(off=frozenset({"hedge-dropped"}))
    build(check_corpus(demo / "data", rules=rules), tmp_path / "build")
    partly = mdmakg.open_build(tmp_path / "build")
    for thing in (partly.report, partly.claims[0], partly.claim("example:c5")):
        assert "Switched off: hedge-dropped." in shown(thing).text
    assert repr(partly.report).endswith("; not all was checked>")
    assert "Switched off" not in shown(opened.report).text + shown(opened.claims[0]).text


def test_a_claim_that_was_not_judged_says_so(opened: Build) -> None:
    """Where no verdict was given, "not judged" stands in its place, and why; no cell is blank."""
    claim = opened.claim("example:c5")
    nothing = Judgement(value="", because="")
    unjudged = replace(claim, fidelity=nothing, support=nothing)
    page = shown(unjudged)
    assert page.texts.count("not judged") == 2
    assert page.texts.count("nothing was assessed in this build") == 2
    assert shown(Claims((unjudged,))).texts.count("not judged") == 2


def test_a_trace_is_drawn(opened: Build) -> None:
    """The picture is one SVG, and what is printed is the tree of the command line."""
    trace = opened.claim("example:c4").trace()
    assert ET.fromstring(trace._repr_svg_()).tag == f"{SVG}svg"  # noqa: S314 - ours
    assert str(trace).startswith("claim example:c4: With the lamp")


def test_long_tables_say_how_much_they_show() -> None:
    """A table of very many rows shows the first 200 and counts them all."""
    page = shown(Answer(("n",), tuple((str(n),) for n in range(1000))))
    assert "1000 rows, the first 200 shown" in page.text
    assert page.elements.count("tr") == 201
    assert "1 row" in shown(Answer(("n",), (("1",),))).texts


def test_hostile_words_are_shown_as_text(demo: Path, tmp_path: Path) -> None:
    """Markup in a gloss stays text, wherever the gloss is shown."""
    from mdmakg.build.build import build, check_corpus

    source = (demo / "data" / "example.yaml").read_text("utf-8")
    changed = source.replace(FEEL_BETTER, f"'{HOSTILE}'")
    assert changed != source
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "example.yaml").write_text(changed, "utf-8")
    build(check_corpus(tmp_path / "data"), tmp_path / "build")
    there = mdmakg.open_build(tmp_path / "build")
    glosses = there.ask("SELECT ?gloss { ?claim mdmakg:gloss ?gloss }")
    for thing in (there.claims, there.claim("example:c5"), glosses):
        page = shown(thing)
        assert not {"script", "img"} & {*page.elements}
        assert page.attributes <= {"style", "scope"}
        assert HOSTILE in page.texts
    assert "<script" not in there.claim("example:c5").trace()._repr_svg_()


def test_answers_hide_nothing_and_end(opened: Build) -> None:
    """In an answer what turns text round or hides is spelt out, and 10,000 characters are cut."""
    text = "a\u202eb\u200bc" + "x" * 10_000
    page = shown(opened.ask(f"SELECT ?a {{ BIND('{text}' AS ?a) }}"))
    told = page.texts[-1]
    assert told.startswith("a\\u202eb\\u200bcxxx")
    assert len(told) == 1000


def test_colours_are_left_to_the_notebook(opened: Build) -> None:
    """No colour is set, so that what is shown can be read on dark ground too."""
    for thing in (opened.claims, opened.claims[0], opened.report, opened.ask("hedges")):
        styles = set(re.findall(r'style="([^"]*)"', thing._repr_html_()))
        assert styles == {"text-align:left;vertical-align:top"}
