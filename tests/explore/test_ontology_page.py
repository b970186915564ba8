"""The page of a release: every term has its anchor, every link leads somewhere, all is escaped."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mdmakg.bundle import folder
from mdmakg.explore.ontology.often import in_signs, in_words
from mdmakg.explore.ontology.page import ontology_page
from mdmakg.explore.ontology.release import Release, read_release
from mdmakg.explore.ontology.rule import Rule
from mdmakg.explore.ontology.tables import FILES
from mdmakg.vocab import mdmakg as vocab
from mdmakg.vocab.scheme import SCHEMES

BASE = vocab.BASE
DOCS = Path(__file__).resolve().parents[2] / "docs"
VOID = {"br", "hr", "link", "meta"}
HOSTILE = "</style></p><script>alert(1)</script> & \"quoted\" 'too' <img src=x onerror=alert(1)>"


class Reader(HTMLParser):
    """Reads a page as HTML: its ids, links and elements, and what is not well formed in it."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.feed(page.decode())
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        self.elements[tag] += 1
        self.attributes.update(name for name, _ in attrs)
        said = dict(attrs)
        self.ids += [said["id"] or ""] if "id" in said else []
        self.links += [said["href"] or ""] if "href" in said else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an empty element, as drawings have them."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an element that ends where another should."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


@pytest.fixture(scope="module")
def release() -> Release:
    """Read the bundled release."""
    return read_release(folder("ontology"), folder("shapes"))


@pytest.fixture(scope="module")
def page(release: Release) -> bytes:
    """Make its page."""
    return ontology_page(release)


@pytest.fixture(scope="module")
def read(page: bytes) -> Reader:
    """Read it."""
    return Reader(page)


def written_terms() -> set[str]:
    """Read the local name of every term from the vocabulary's text, and of every member."""
    names = {str(value) for key, value in vars(vocab).items() if key[0] != "_" and key != "BASE"}
    terms = {name.removeprefix(BASE) for name in names if name.startswith(BASE)}
    schemes = (folder("ontology") / "schemes.ttl").read_text("utf-8")
    members = set(re.findall(r"^([a-z-]+:[\w-]+) a skos:Concept ;", schemes, re.M))
    return terms | {f"scheme/{name}" for name in SCHEMES} | {m.replace(":", "/") for m in members}


def written_demands() -> set[str]:
    """Read the name of every check and shape from the names and texts of the files."""
    files = list(folder("shapes").glob("*.ttl"))
    nouns = {"source", "study", "intervention", "outcome", "claim"}
    checks = {f"check/{file.stem}" for file in files if file.stem not in nouns}
    texts = (file.read_text("utf-8") for file in files if file.stem in nouns)
    rules = {
        f"shape/{name}"
        for text in texts
        for name in re.findall(r"^:(\S+) a sh:(?:Node|Property)Shape ;", text, re.M)
    }
    return checks | {"check/acceptance-unused"} | rules


def test_every_term_has_one_anchor(read: Reader) -> None:
    """Each class, property, list and member has the anchor that its IRI ends in, once."""
    terms = written_terms()
    count = Counter(read.ids)
    assert len(terms) > 600
    assert {term: count[term] for term in terms if count[term] != 1} == {}


def test_every_check_and_shape_has_one_anchor(read: Reader) -> None:
    """Each check and each shape has its anchor, once; each check has its page, too."""
    names = written_demands()
    count = Counter(read.ids)
    assert len(names) > 300
    assert {name: count[name] for name in names if count[name] != 1} == {}
    pages = {f"check/{path.stem}" for path in (DOCS / "checks").glob("*.md")} - {"check/structure"}
    assert {name for name in names if name.startswith("check/")} == pages


def test_there_is_no_other_anchor(read: Reader) -> None:
    """What has an anchor is a term, a check, a shape or a part of the page."""
    left = set(read.ids) - written_terms() - written_demands()
    assert {name for name in left if not name.startswith("part-")} == set()
    assert len(read.ids) == len(set(read.ids))


def test_every_link_leads_somewhere(read: Reader) -> None:
    """Links on the page have their anchors, links beside it their files or pages."""
    ids = set(read.ids)
    for link in set(read.links):
        if link.startswith("#"):
            assert link[1:] in ids, link
        elif link.startswith("../checks/"):
            assert (DOCS / link[3:]).with_suffix(".md").exists(), link
        elif not link.startswith(("http://", "https://")):
            assert (folder("ontology") / link).exists(), link
    assert set(FILES) <= set(read.links)


def test_own_terms_are_never_linked_by_their_iri(read: Reader) -> None:
    """The base is not registered, so that no link may go there."""
    assert [link for link in read.links if link.startswith(BASE)] == []


def test_it_is_well_formed(read: Reader, page: bytes) -> None:
    """Every element is closed where it should be; an XML reader takes it, but for void elements."""
    assert read.wrong == []
    text = re.sub(r"<(meta)([^>]*)>", r"<\1\2/>", page.decode().partition("\n")[2])
    assert ET.fromstring(text).tag == "html"  # noqa: S314 # our own


def test_a_page_that_is_not_well_formed_is_noticed() -> None:
    """The reader of these tests sees an element left open, and one closed in the wrong place."""
    assert Reader(b"<p><b></b>").wrong == ["p"]
    assert Reader(b"<p><b></p></b>").wrong[0].startswith("</p>")


def test_nothing_runs_and_nothing_is_fetched(read: Reader, page: bytes) -> None:
    """There is no script, picture, frame or style from elsewhere, and a policy against them."""
    fetched = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "image", "use"}
    assert not fetched & set(read.elements)
    assert [name for name in read.attributes if name.startswith("on") or name == "style"] == []
    assert b"default-src 'none'" in page
    assert b"@import" not in page
    assert b"url(" not in page


def test_the_same_release_gives_the_same_bytes(release: Release, page: bytes) -> None:
    """No clock and no order of chance goes into the page."""
    assert ontology_page(read_release(folder("ontology"), folder("shapes"))) == page


def test_what_is_written_cannot_become_markup(release: Release) -> None:
    """Whatever a file says is read as its words, wherever it stands."""
    first, *others = release.words
    spoilt = replace(
        release,
        header=replace(release.header, title=HOSTILE, description=HOSTILE, creator=HOSTILE),
        words=(
            replace(first, label=HOSTILE, definition=HOSTILE, example=HOSTILE, notes=(HOSTILE,)),
            *(replace(word, definition=HOSTILE, example=HOSTILE) for word in others),
        ),
        checks=tuple(
            replace(check, advice=HOSTILE, question=HOSTILE, messages=(HOSTILE,), applies=HOSTILE)
            for check in release.checks
        ),
        rules=tuple(replace(rule, message=HOSTILE) for rule in release.rules),
        purposes=dict.fromkeys(release.purposes, HOSTILE),
        prefixes={**release.prefixes, "wild": HOSTILE},
    )
    made = ontology_page(spoilt)
    found = Reader(made)
    assert made.count(b"&lt;script&gt;") > 600
    assert found.wrong == []
    assert not {"script", "img"} & set(found.elements)
    assert [name for name in found.attributes if name.startswith("on")] == []


def test_a_hostile_name_cannot_leave_its_attribute(release: Release) -> None:
    """An IRI with quotation marks stays one anchor and one link."""
    first, *others = release.words
    wild = replace(first, iri=BASE + '"><script>x</script>', domain='javascript:alert("1")')
    found = Reader(ontology_page(replace(release, words=(wild, *others))))
    assert '"><script>x</script>' in found.ids
    assert "script" not in found.elements
    assert [link for link in found.links if link.startswith("javascript")] == []


def test_how_often_is_what_the_shapes_say(page: bytes) -> None:
    """A claim has exactly one voice, a result at most two arms between which it is."""
    text = re.sub(r"<[^>]+>", "", page.decode())
    assert "voice: exactly one, Source" in text
    assert "betweenArm: 0 to 2, Arm" in text


@pytest.mark.parametrize(
    ("least", "most", "says", "signs"),
    [
        (0, None, "any number", "0\u2013n"),
        (0, 1, "at most one", "0\u20131"),
        (1, None, "at least one", "1\u2013n"),
        (1, 1, "exactly one", "1"),
        (0, 2, "0 to 2", "0\u20132"),
        (2, None, "2 to any number", "2\u2013n"),
    ],
)
def test_counts_in_words_and_signs(least: int, most: int | None, says: str, signs: str) -> None:
    """Least and most are said for people, and shorter in diagrams."""
    rule = Rule(iri="r", path="p", message="", least=least, most=most)
    assert (in_words(rule), in_signs(rule)) == (says, signs)


def test_who_stands_behind_a_statement_is_told(page: bytes) -> None:
    """Each property says in which kind of graph it stands, as the table has it."""
    text = page.decode()
    part = text.partition('id="hedge"')[2].partition(' id="')[0]
    assert "Stands in</dt><dd>curation: what a curator says" in part


def test_mappings_are_those_of_the_file(page: bytes) -> None:
    """Each row of the file of mappings has its line."""
    rows = [
        line
        for line in (folder("ontology") / "mappings.sssom.tsv").read_text("utf-8").splitlines()
        if not line.startswith(("#", "subject_id"))
    ]
    part = page.decode().partition('id="part-mappings"')[2].partition("</section>")[0]
    assert part.count("<li>") == len(rows) > 100


def test_that_the_base_is_not_registered_is_said(page: bytes) -> None:
    """Nobody is led to believe that the IRIs lead anywhere."""
    assert b"is not yet registered" in page


def test_without_an_earlier_version_none_is_told(page: bytes) -> None:
    """The page invents no history."""
    assert b"No version before is named." in page
