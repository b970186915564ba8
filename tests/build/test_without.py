"""Leaving a source out: what goes, what stays, and that nothing is left hanging."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.example import make_example
from mdmakg.build.without import without
from mdmakg.bundle import folder
from mdmakg.check.shacl import validate
from mdmakg.check.shapes import NOUNS, read_shapes
from mdmakg.check.union import union_graph
from mdmakg.encode.dataset import encode_corpus, parse_nquads, to_nquads
from mdmakg.errors import UsageError
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from mdmakg.check.shapes import Shapes
    from mdmakg.model.check import CheckResult

HERE = Path(__file__).parent / "without"
BASE = "https://w3id.org/mdmakg/"
SOURCES = sorted(id_ for file in read_corpus(folder("data")).files for id_ in file.document.sources)


def encoded(file: Path, into: Path) -> bytes:
    """Encode one document as a corpus of its own, under a name that does not matter."""
    into.mkdir()
    shutil.copy(file, into / "lamps.yaml")
    return encode_corpus(read_corpus(into)).nquads


@cache
def bundled() -> bytes:
    """Encode the bundled corpus."""
    return encode_corpus(read_corpus(folder("data"))).nquads


@cache
def bundled_without(source: str) -> bytes:
    """Leave a source out of the bundled corpus."""
    return without(bundled(), [source]).nquads


@cache
def structure() -> Shapes:
    """Read the shapes of structure."""
    return read_shapes([folder("shapes") / f"{noun}.ttl" for noun in NOUNS])


def named(nquads: bytes) -> set[str]:
    """Give what something is said of."""
    return {term_text(subject) for subject, _, _, _ in parse_nquads(nquads)}


def test_what_is_left_is_what_a_person_would_have_written(tmp_path: Path) -> None:
    """Byte for byte the corpus that was written by hand as if there were no page."""
    whole = encoded(HERE / "whole.yaml", tmp_path / "whole")
    assert without(whole, ["page"]).nquads == encoded(HERE / "left.yaml", tmp_path / "left")


def test_what_was_left_out_is_told(tmp_path: Path) -> None:
    """Counted by hand: page, blurb, rumour; p1 to p3, c2, c3; c1's two lines; what they report."""
    whole = encoded(HERE / "whole.yaml", tmp_path / "whole")
    assert without(whole, ["page"]).says == (
        "without page: 3 sources, 5 claims, 2 lines of evidence, 3 reports of studies, "
        "1 report of an outcome, 1 report of an intervention, 1 study"
    )


def test_without_nothing_all_is_left(tmp_path: Path) -> None:
    """No source named: the same bytes, and nothing to tell."""
    whole = encoded(HERE / "whole.yaml", tmp_path / "whole")
    assert without(whole, []).nquads is whole
    assert without(whole, []).says == ""


def test_several_sources_are_left_out_at_once(tmp_path: Path) -> None:
    """What only the two of them spoke of goes as well, which neither alone takes along."""
    whole = encoded(HERE / "whole.yaml", tmp_path / "whole")
    sleep = f"{BASE}outcome/sleep"
    # The column's claims speak of sleep, and the abstract reports it.
    for one in (["page", "abstract"], ["page", "column"]):
        assert sleep in named(without(whole, one).nquads)
    assert sleep not in named(without(whole, ["page", "abstract", "column"]).nquads)
    told = without(whole, ["page", "column"]).says
    assert told.startswith("without page, column: 5 sources, 7 claims, ")


def test_a_source_is_named_by_id_or_iri(tmp_path: Path) -> None:
    """The id, the IRI, and the IRI below our base name the same."""
    whole = encoded(HERE / "whole.yaml", tmp_path / "whole")
    by_id = without(whole, ["page"]).nquads
    for name in (f"{BASE}source/page", "source/page"):
        assert without(whole, [name]).nquads == by_id


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("abstrct", "there is no source 'abstrct'; did you mean abstract?"),
        ("c1", "there are abstract, blurb, column, hearsay, page, rumour"),
        ("", "there is no source ''"),
    ],
)
def test_a_source_that_there_is_not(name: str, says: str, tmp_path: Path) -> None:
    """A usage error with names that are near, or else with all."""
    whole = encoded(HERE / "whole.yaml", tmp_path / "whole")
    with pytest.raises(UsageError, match=says.replace("?", r"\?")):
        without(whole, ["page", name])


def test_graphs_make_no_difference(tmp_path: Path) -> None:
    """Data without named graphs lose the same statements."""

    def flat(nquads: bytes) -> bytes:
        return to_nquads((s, p, o, "") for s, p, o, _ in parse_nquads(nquads))

    whole = encoded(HERE / "whole.yaml", tmp_path / "whole")
    assert without(flat(whole), ["page"]).nquads == flat(without(whole, ["page"]).nquads)


def test_of_several_values_all_stay_while_one_is_known_otherwise(tmp_path: Path) -> None:
    """Data do not say which ground is whose, so nothing is taken away on a guess."""
    text = (HERE / "whole.yaml").read_text("utf-8")
    one = "registrations: [{value: nct NCT00000001, from: {work: page, how: secondary}}]"
    two = f"{one[:-1]}, nct NCT00000003]"
    (tmp_path / "two.yaml").write_text(
        text.replace(one, two)
        .replace(
            "    from: {work: page, how: inference}\n    reports:\n      sr1:",
            "    reports:\n      sr1:",
        )
        .replace(
            "nct NCT00000003]", "{value: nct NCT00000003, from: {work: column, how: own-page}}]"
        )
    )
    left = Facts.of(
        parse_nquads(without(encoded(tmp_path / "two.yaml", tmp_path / "in"), ["page"]).nquads)
    )
    assert left.all(f"{BASE}study/lamp", m.registration) == ("nct:NCT00000001", "nct:NCT00000003")


# --- texts ---------------------------------------------------------------------------------


def test_sentences_of_a_voice_that_is_gone_are_nobodys_omission(tmp_path: Path) -> None:
    """Of the example's thirteen, counted by hand, the abstract's six and the skipped two stay.

    Without the abstract the title, the byline, the column's five and the skipped two do.
    """
    make_example(tmp_path / "demo")
    example = encode_corpus(read_corpus(tmp_path / "demo")).nquads

    def sentences(source: str) -> list[str]:
        left = Facts.of(parse_nquads(without(example, [source]).nquads))
        return [iri.rpartition("/")[2] for iri in left.instances(m.Sentence)]

    abstract = ["153-232", "233-344", "345-476", "477-528", "529-594", "595-630"]
    assert sentences("column") == sorted(["83-151", "765-804", *abstract])
    column = ["0-19", "21-52", "54-82", "632-714", "715-764"]
    assert sentences("lamp-abstract") == sorted(["83-151", "765-804", *column])


def test_a_text_goes_with_the_last_source_that_was_read_in_it() -> None:
    """The post's text is the post's; the page's text still has the abstract."""
    texts = {source: left_of(source, m.Text) for source in ("blog", "page")}
    assert [len(texts["blog"]), len(texts["page"])] == [1, 2]
    assert texts["blog"] < texts["page"]


def left_of(source: str, kind: str) -> set[str]:
    """Give the things of a class that are left of the bundled corpus."""
    return set(Facts.of(parse_nquads(bundled_without(source))).instances(kind))


# --- the bundled corpus --------------------------------------------------------------------


def test_the_bundled_corpus_has_sources() -> None:
    """There are some to leave out, each in turn."""
    assert len(SOURCES) > 15


def ill_built(nquads: bytes, nodes: set[str]) -> list[CheckResult]:
    """Hold some nodes against the shapes of structure, beside what they lead to and its classes.

    The shapes look no further than that; all of the data for every source would take minutes.
    """
    quads = list(parse_nquads(nquads))
    near = {iri_term(node) for node in nodes}
    near |= {value for subject, _, value, _ in quads if subject in near}
    far = {value for subject, _, value, _ in quads if subject in near} - near
    typed = [q for q in quads if q[0] in far and q[1] == iri_term(f.rdf_type)]
    part = to_nquads([*(q for q in quads if q[0] in near), *typed])
    found = validate(union_graph(part), structure()).results if nodes else ()
    return [result for result in found if result.focus in nodes]


def test_what_is_ill_built_would_be_seen() -> None:
    """A claim that lost its gloss is found among its neighbours."""
    claim = f"{BASE}claim/blog/c49"
    lines = bundled().splitlines(keepends=True)
    gone = [line for line in lines if line.startswith(f"<{claim}> <{m.gloss}>".encode())]
    assert len(gone) == 1
    cut = b"".join(line for line in lines if line not in gone)
    assert [result.check for result in ill_built(cut, {claim})] == ["claim.gloss"]


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_is_left_hanging(source: str) -> None:
    """No statement leads to what is gone, none is new, and what lost one is as built as before."""
    whole, left = bundled(), bundled_without(source)
    assert set(left.splitlines()) < set(whole.splitlines())
    before, after = named(whole), named(left)
    assert f"{BASE}source/{source}" in before - after
    ends = {term_text(value) for _, _, value, _ in parse_nquads(left) if value.startswith("<")}
    assert ends & (before - after) == set()
    changed = named(
        b"".join(set(whole.splitlines(keepends=True)) - set(left.splitlines(keepends=True)))
    )
    assert ill_built(left, changed & after) == []


@pytest.mark.parametrize("source", ["blog", "page"])
def test_all_that_is_left_is_as_built_as_before(source: str) -> None:
    """For the two that lead everywhere, all shapes of structure look at all that is left."""
    assert validate(union_graph(bundled_without(source)), structure()).results == ()


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_says_what_the_source_said(source: str) -> None:
    """No claim is left in its voice, and no report or result in it."""
    left = Facts.of(parse_nquads(bundled_without(source)))
    said = {
        value for node in left.said for p in (m.voice, m.reportedIn) for value in left.all(node, p)
    }
    assert f"{BASE}source/{source}" not in said
    assert said


def test_without_the_blog_it_is_as_if_its_file_were_not_there(tmp_path: Path) -> None:
    """What deleting the file leaves beside are things that nobody speaks of, and their mappings."""
    for file in folder("data").glob("*.yaml"):
        if file.stem != "blog":
            shutil.copy(file, tmp_path)
    deleted = set(encode_corpus(read_corpus(tmp_path)).nquads.splitlines())
    left = set(bundled_without("blog").splitlines())
    assert left < deleted
    more = Facts.of(parse_nquads(b"".join(line + b"\n" for line in deleted - left)))
    kinds = {kind for node in more.said for kind in more.all(node, f.rdf_type)}
    assert kinds == {m.Concept, m.Mapping, m.Outcome}
