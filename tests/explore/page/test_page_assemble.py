"""The page as a file: its parts, its policy, its size."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from looks import HOSTILE, look_of, with_hostile_labels
from packed import block_in, corpus_in, elements_in

from mdmakg.explore.page import assemble as module
from mdmakg.explore.page.assemble import assemble
from mdmakg.explore.page.corpus import corpus_of
from mdmakg.export.text import shown

if TYPE_CHECKING:
    from mdmakg.build.build import Checked
    from mdmakg.explore.page.look import Look

MOST_BYTES = 1_000_000


def policy_of(page: bytes) -> dict[str, list[str]]:
    """Read the policy of a page: the sources that each directive lets in."""
    meta = [
        one for one in elements_in(page) if "content-security-policy" in str(one.attributes).lower()
    ]
    assert len(meta) == 1
    rules = str(meta[0].attributes["content"]).split(";")
    return {name: sources for name, *sources in map(str.split, rules)}


def test_the_bundled_page_is_under_a_megabyte(page: bytes) -> None:
    """With Cytoscape.js in it, the page of the bundled corpus can still be mailed."""
    assert len(page) < MOST_BYTES


def test_data_come_back_from_the_page(page: bytes, corpus: Any) -> None:
    """What a reader of HTML and JSON finds is what was put in, lists and numbers alike."""
    assert corpus_in(page) == corpus


def test_the_policy_lets_run_and_style_what_is_there_and_nothing_else(page: bytes) -> None:
    """Each script and style has its digest in the policy, and the policy has no other source."""
    expected: dict[str, set[str]] = {"script": set(), "style": set()}
    for one in elements_in(page):
        if one.name in expected and one.attributes.get("type") != "application/json":
            digest = base64.b64encode(sha256(one.text.encode()).digest()).decode()
            expected[one.name].add(f"'sha256-{digest}'")
    policy = policy_of(page)
    assert set(policy.pop("script-src")) == expected["script"]
    assert set(policy.pop("style-src")) == expected["style"]
    assert policy == {
        "default-src": ["'none'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_the_policy_stands_before_all_that_it_governs(page: bytes) -> None:
    """A policy in the page holds for what comes after it; only the page's own head is before."""
    names = [one.name for one in elements_in(page)]
    assert names[:3] == ["html", "head", "meta"]
    assert b"charset" in page[:1024].lower()


def test_nothing_is_fetched_or_styled_in_passing(page: bytes) -> None:
    """No element names an address to load from, an event handler, or a style of its own."""
    for one in elements_in(page):
        names = set(one.attributes)
        assert not names & {"src", "srcset", "style", "action", "formaction", "data", "poster"}
        assert not [name for name in names if name.startswith("on")]
        assert str(one.attributes.get("href", "#")).startswith("#"), one.attributes
        assert one.name not in {"link", "iframe", "object", "embed", "base"}


def test_every_mark_of_the_template_is_filled(page: bytes) -> None:
    """No mark is left but the one where a server adds its links."""
    assert re.findall(rb"<!--mdmakg:([a-z]+)-->", page) == [b"served"]


def test_a_script_that_would_end_its_element_is_refused(
    corpus: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script with an end tag in it would spill into the page."""
    monkeypatch.setattr(module, "vendored", lambda name: b'x = "</SCRIPT>";')
    with pytest.raises(ValueError, match="end or hide"):
        assemble(corpus)


@pytest.mark.parametrize("ending", ["a::after { content: '</STYLE>' }", "<!-- a {} -->"])
def test_a_style_that_would_end_its_element_is_refused(
    corpus: Any, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """A style sheet with an end tag in it would spill as a script would."""
    own = module._own

    def spoilt(name: str) -> str:
        return ending if name.endswith(".css") else own(name)

    monkeypatch.setattr(module, "_own", spoilt)
    with pytest.raises(ValueError, match="a style that would end or hide"):
        assemble(corpus)


@pytest.fixture(scope="module")
def hostile(bundled: Checked) -> Look:
    """Lay out the bundled corpus with a hostile text wherever people wrote one."""
    return look_of(bundled, with_hostile_labels(bundled.facts))


def test_hostile_labels_are_text(hostile: Look, page: bytes) -> None:
    """The page has the same elements as ever, and shows each text as one safe line."""
    corpus = corpus_of(hostile)
    made = assemble(corpus)
    assert [one.name for one in elements_in(made)] == [one.name for one in elements_in(page)]
    assert corpus_in(made) == corpus
    glosses = {claim["gloss"] for claim in corpus["claims"]}  # type: ignore[attr-defined]
    assert glosses == set(map(shown, HOSTILE))


def test_hostile_labels_leave_the_policy_alone(hostile: Look, page: bytes) -> None:
    """Data are no part of what the policy lets run."""
    assert policy_of(assemble(corpus_of(hostile))) == policy_of(page)


def test_the_block_names_its_version(page: bytes) -> None:
    """Whoever reads the block can tell of which form it is."""
    assert set(block_in(page)) == {"texts", "rows", "data"}
    assert corpus_in(page)["version"] == 1
