"""In which order sources are read across, and how far each is from where statements began."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import networkx as nx
from looks import facts_of

from mdmakg.explore.page.order import in_relay_order, levels
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from mdmakg.build.build import Checked


def source(id_: str, issued: str = "", **leads: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Say of a source when it was issued, and to which others a property of it leads."""
    said: dict[str, tuple[str, ...]] = {
        f.rdf_type: (m.Source,),
        m.shortId: (id_,),
        **({f.dcterms_issued: (issued,)} if issued else {}),
    }
    for name, ids in leads.items():
        said[BASE + name] = tuple(f"{BASE}source/{other}" for other in ids.split())
    return f"{BASE}source/{id_}", said


def report(id_: str, study: str, where: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Say that a source reports a study."""
    return BASE + id_, {
        f.rdf_type: (m.StudyReport,),
        m.ofStudy: (BASE + study,),
        m.reportedIn: (f"{BASE}source/{where}",),
    }


def order_of(*things: tuple[str, dict[str, tuple[str, ...]]]) -> list[str]:
    """Give the ids of sources in order."""
    return [iri.rpartition("/")[2] for iri in in_relay_order(facts_of(dict(things)))]


def test_what_is_passed_on_comes_first_whatever_the_dates() -> None:
    """A post that relays a page that cites an article stands last, even if dated first."""
    assert order_of(
        source("post", "2020", relays="page"),
        source("page", "2021", cites="article"),
        source("article", "2022"),
    ) == ["article", "page", "post"]


def test_ties_go_by_date_then_by_id() -> None:
    """Among sources that pass nothing on: the dated by date, then the undated by id."""
    assert order_of(
        source("b"), source("z", "2019"), source("a"), source("y", "2019"), source("x", "2020")
    ) == ["y", "z", "x", "a", "b"]


def test_parts_of_what_is_passed_on_come_first_too() -> None:
    """A post that relays a page stands after the page's parts."""
    assert order_of(
        source("a-post", "2020", relays="page"),
        source("page"),
        source("z-part", partOf="page"),
    ) == ["page", "z-part", "a-post"]


def test_reports_of_a_trial_come_before_those_of_its_follow_up() -> None:
    """The parent's article stands before the follow-up's, even if its id and date are later."""
    followed: tuple[str, ...] = (f"{BASE}study-1",)
    assert order_of(
        source("a-later", "2020"),
        source("z-parent", "2024"),
        (f"{BASE}study-2", {m.followsUp: followed}),
        report("r1", "study-1", "z-parent"),
        report("r2", "study-2", "a-later"),
    ) == ["z-parent", "a-later"]


def test_a_circle_stands_together() -> None:
    """Two that cite each other stand side by side, after what both rest on."""
    assert order_of(
        source("c", cites="a b"), source("b", cites="a"), source("a", cites="b origin"),
        source("origin"),
    ) == ["origin", "a", "b", "c"]  # fmt: skip


def test_a_source_that_names_what_is_not_there_is_no_matter() -> None:
    """What is relayed and not described is left out."""
    assert order_of(source("a", relays="nowhere a")) == ["a"]


def test_the_order_does_not_depend_on_that_of_the_facts() -> None:
    """Any order of the same sources gives the same."""
    things = [
        source("post", relays="page"), source("page", cites="one two"), source("one"), source("two")
    ]  # fmt: skip
    assert len({tuple(order_of(*some)) for some in permutations(things)}) == 1


def test_the_bundled_corpus_reads_from_trial_to_post(bundled: Checked) -> None:
    """The parent's article, the abstract, the page and its parts, then the post."""
    told = [iri.rpartition("/")[2] for iri in in_relay_order(bundled.facts)]
    wanted = ["parent-article", "abstract", "page", "page-blurb", "page-summary", "blog"]
    assert [id_ for id_ in told if id_ in wanted] == wanted


def test_levels_count_the_longest_way() -> None:
    """A node is one step farther than the farthest that leads to it; circles share a level."""
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "c")])
    assert levels(graph) == {"a": 0, "b": 1, "c": 2, "d": 2}
