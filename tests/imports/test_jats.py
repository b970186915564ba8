"""JATS front matter: what an article says of itself, where, and what is told instead of taken."""

from __future__ import annotations

from datetime import date

import pytest
from bibliographies import facts_of, said, take
from lxml import etree  # type: ignore[import-untyped] # ships no types

from mdmakg.errors import InputError
from mdmakg.imports.jats import Jats

_JATS = Jats(date(2031, 5, 6))

_HEAD = (
    '<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving '
    'and Interchange DTD v1.2 20190208//EN" "JATS-archivearticle1.dtd">\n'
)
# An invented trial, with every part that is read.
_LAMPS = """<article article-type="research-article" xmlns:xlink="http://www.w3.org/1999/xlink">
<front><journal-meta><journal-title-group><journal-title>Journal of Lamps</journal-title>
</journal-title-group><publisher><publisher-name>Lamp Press</publisher-name></publisher>
</journal-meta><article-meta>
<article-id pub-id-type="pmc">9000001</article-id>
<article-id pub-id-type="pmid">90000001</article-id>
<article-id pub-id-type="doi">10.5555/lamp.1</article-id>
<article-id pub-id-type="publisher-id">lamp1</article-id>
<title-group><article-title>Lamps<xref ref-type="fn" rid="f1">*</xref> and <italic>sleep</italic>
</article-title><subtitle>A trial</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Nachtigall</surname>
<given-names>Anna B</given-names><suffix>Jr</suffix></name><xref>1</xref></contrib>
<contrib contrib-type="author"><collab>The Lamp Group<contrib-group><contrib
 contrib-type="author"><name><surname>Docht</surname></name></contrib></contrib-group></collab>
</contrib><contrib contrib-type="author"><string-name>Ö. Öhrn</string-name></contrib>
<contrib contrib-type="editor"><name><surname>Redner</surname></name></contrib></contrib-group>
<pub-date pub-type="ppub"><month>11</month><year>2030</year></pub-date>
<pub-date pub-type="epub"><day>1</day><month>9</month><year>2030</year></pub-date>
<related-article related-article-type="correction-forward" xlink:href="10.5555/lamp.7"/>
<related-article related-article-type="retraction-forward" xlink:href="10.5555/lamp.8"/>
<abstract><p>Nobody reads this.</p></abstract>
<related-object source-id="ClinicalTrials.gov" source-id-type="registry-name"
 document-id="NCT99999991" document-id-type="clinical-trial-number"/>
<funding-group><award-group><funding-source><institution-wrap><institution>Lamp Council
</institution><institution-id>http://x.example</institution-id></institution-wrap>
</funding-source><award-id>L-1</award-id><award-id>L-2</award-id></award-group>
<award-group><funding-source>Night Fund</funding-source></award-group>
<funding-statement>Words of thanks.</funding-statement></funding-group>
</article-meta></front><body><p>Nobody reads that.</p></body>
<back><fn-group><fn fn-type="COI-statement"><p>Words of the authors.</p></fn></fn-group></back>
</article>
"""


def _article(meta: str = "", kind: str = "research-article", back: str = "") -> str:
    title = "<title-group><article-title>Lamps</article-title></title-group>"
    front = f"<front><article-meta>{title}{meta}</article-meta></front>"
    return (
        f'{_HEAD}<article article-type="{kind}" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{front}{back}</article>"
    )


def test_a_whole_front_is_taken() -> None:
    """Names, dates, numbers, state, awards and the study are as the article has them."""
    taken = take(_JATS, _HEAD + _LAMPS, "lamps.xml")
    (document,) = taken.documents
    source = document.sources["pmid-90000001"]
    assert said(source) == {
        "label": "Nachtigall 2030",
        "kind": "primary-report",
        "title": "Lamps and sleep: A trial",
        "creators": ["Nachtigall, Anna B, Jr", "The Lamp Group", "Ö. Öhrn"],
        "issued": "2030-09-01",
        "venue": "Journal of Lamps",
        "publisher": "Lamp Press",
        "identifiers": ["pmcid:PMC9000001", "pmid:90000001", "doi:10.5555/lamp.1"],
    }
    assert source.kind.written == "research-article"
    assert source.status is not None
    assert (source.status.state, source.status.seen) == ("retracted", date(2031, 5, 6))
    assert source.funding.value == "Lamp Council (L-1, L-2); Night Fund"
    assert source.interests.value == "stated; the article has the statement"
    assert list(document.studies["nct99999991"].reports) == ["sr1"]
    assert taken.told == ()
    assert "Nobody" not in str(taken.imported)
    assert "Words of" not in str(taken.imported)


def test_each_value_stands_where_its_locator_says() -> None:
    """An XPath engine finds one node at the locator of every fact, and the value in it."""
    tree = etree.fromstring((_HEAD + _LAMPS).encode())
    (source,) = take(_JATS, _HEAD + _LAMPS).sources.values()
    keys = []
    for key, fact in facts_of(source):
        (found,) = tree.xpath(fact["from"]["locator"])
        text = found if isinstance(found, str) else " ".join("".join(found.itertext()).split())
        if key in {"venue", "publisher"}:
            assert fact["value"] == text
        elif key in {"kind", "identifiers"}:
            assert fact.get("written", fact["value"].split("PMC")[-1].split(" ")[-1]) == text
        elif key == "creators":
            assert all(part in text for part in fact["value"].split(", "))
        keys.append(key)
    assert keys.count("creators") == 3
    assert keys.count("identifiers") == 3
    assert len(keys) == 3 + 3 + 7  # kind, title, issued, publisher, venue, funding, interests


def test_what_is_absent_is_not_stated() -> None:
    """An article without funding, interests and kind says so, and has no other key."""
    (source,) = take(_JATS, _article(kind="other")).sources.values()
    assert list(source) == ["label", "kind", "title", "funding", "interests", "extent", "from"]
    assert [source[key] for key in ("kind", "funding", "interests")] == ["not-stated"] * 3


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        ("review-article", "review"),
        ("Editorial", "commentary"),
        ("protocol", "protocol"),
        ("letter", None),
        ("case-report", None),
        ("retraction", None),
        ("", None),
    ],
)
def test_a_kind_is_taken_only_where_it_is_said(kind: str, taken: str | None) -> None:
    """A type of article that says nothing of the kind leaves it not stated."""
    (source,) = take(_JATS, _article(kind=kind)).sources.values()
    assert (source["kind"]["value"] if taken else source["kind"]) == (taken or "not-stated")


@pytest.mark.parametrize(
    ("kind", "relation", "state", "told"),
    [
        ("research-article", "correction-forward", "corrected", ""),
        ("research-article", "companion", None, ""),
        ("research-article", "partial-retraction-forward", None, "part of it was retracted"),
        ("retraction", "retracted-article", None, "doi 10.5555/lamp.9 was retracted"),
        ("correction", "corrected-article", None, "doi 10.5555/lamp.9 was corrected"),
        # met in files that mean the other direction
        ("retraction", "retraction-forward", None, "doi 10.5555/lamp.9 has the relation"),
    ],
)
def test_the_state_of_an_article(kind: str, relation: str, state: str | None, told: str) -> None:
    """A pointer forward gives the state; a notice does not make itself retracted."""
    related = (
        f'<related-article related-article-type="{relation}" '
        'xlink:href="https://doi.org/10.5555/lamp.9"/>'
    )
    taken = take(_JATS, _article(related, kind))
    (source,) = taken.sources.values()
    assert (source.get("status") or {}).get("state") == state
    assert len(taken.told) == bool(told)
    assert told in "".join(taken.told)


def test_a_statement_in_words_is_said_to_be_there() -> None:
    """Funding and interests that stand in sentences only are stated, and not copied."""
    statement = "<funding-group><funding-statement>Thanks.</funding-statement></funding-group>"
    notes = '<author-notes><fn fn-type="conflict"><p>None.</p></fn></author-notes>'
    (source,) = take(_JATS, _article(statement + notes)).sources.values()
    assert source["funding"]["value"] == "stated; the article has the statement"
    assert source["interests"]["value"] == "stated; the article has the statement"


@pytest.mark.parametrize(
    ("dates", "value", "written"),
    [
        ('<pub-date date-type="pub"><year>2030</year></pub-date>', "2030", None),
        ('<pub-date pub-type="collection"><year>2030</year></pub-date>', "2030", None),
        ("<pub-date><season>Spring</season><year>2030</year></pub-date>", "2030", "2030 Spring"),
        ("<pub-date><string-date>May 2030</string-date></pub-date>", "2030", "May 2030"),
    ],
)
def test_dates_are_as_precise_as_they_are_sure(dates: str, value: str, written: str | None) -> None:
    """The date of publication comes out as the article gives it."""
    (source,) = take(_JATS, _article(dates)).sources.values()
    assert (source["issued"]["value"], source["issued"].get("written")) == (value, written)


def test_a_date_that_is_none_and_an_author_without_name_are_told() -> None:
    """What should be there and cannot be read is said with its place."""
    meta = (
        "<contrib-group><contrib/><contrib><anonymous/></contrib></contrib-group>"
        "<pub-date><string-date>soon</string-date></pub-date>"
    )
    taken = take(_JATS, _article(meta))
    assert [told.partition(": ")[2] for told in taken.told] == [
        "an author has no name",
        "'soon' is no date",
    ]


@pytest.mark.parametrize(
    ("kind", "source_id", "number", "registration"),
    [
        ("protocol", "ISRCTN", "ISRCTN99999991", "isrctn ISRCTN99999991"),
        ("research-article", "EudraCT", "2031-000001-10", "eudract 2031-000001-10"),
        ("protocol", "EU Clinical Trials Register", "2031-000001-10", "eudract 2031-000001-10"),
        ("protocol", "EudraCT", "2031-500001-10-00", "euct 2031-500001-10-00"),
        ("protocol", "", "EudraCT: 2031-000001-10", "eudract 2031-000001-10"),
        ("protocol", "ClinicalTrials.gov", "nct 99999991", "nct NCT99999991"),
        ("protocol", "ClinicalTrials.gov", "NCT1", None),
        ("protocol", "EudraCT", "2031-1", None),
        ("research-article", "CTRI", "CTRI/2031/01/000001", "number CTRI/2031/01/000001"),
        ("editorial", "ISRCTN", "ISRCTN99999991", None),
    ],
)
def test_registrations_that_are_marked(
    kind: str, source_id: str, number: str, registration: str | None
) -> None:
    """A marked registration names the study of a report or protocol, and of nothing else."""
    marked = (
        f'<related-object source-id="{source_id}" document-id="{number}" '
        'document-id-type="clinical-trial-number"/>'
    )
    taken = take(_JATS, _article(marked, kind))
    found = [one["registrations"][0]["value"] for one in taken.studies.values()]
    assert found == ([registration] if registration else [])
    assert len(taken.told) == (registration is None)


def test_a_registration_may_stand_in_the_abstract() -> None:
    """Some publishers mark it there; it comes out, and the words around it do not."""
    marked = '<related-object document-id="NCT99999991" source-type="clinical-trials-registry"/>'
    abstract = f"<abstract><sec><p>Nobody reads this.</p><p>{marked}</p></sec></abstract>"
    taken = take(_JATS, _article(abstract))
    (study,) = taken.studies.values()
    (fact,) = study["registrations"]
    way = "/article/front/article-meta[1]/abstract[1]/sec[1]/p[2]/related-object[1]"
    assert fact["from"]["locator"] == way
    assert "Nobody" not in str(taken.imported)


def test_several_articles_in_one_file() -> None:
    """A set of articles gives a source for each, with the place of each."""
    bare = _article().removeprefix(_HEAD)
    other = bare.replace("Lamps", "Wicks")
    taken = take(_JATS, f"{_HEAD}<pmc-articleset>{bare}{other}</pmc-articleset>", "set.xml")
    assert [one["from"]["locator"] for one in taken.sources.values()] == [
        "/pmc-articleset/article[1]",
        "/pmc-articleset/article[2]",
    ]
    assert all(id_.startswith("set-") for id_ in taken.sources)


def test_what_is_no_article_is_refused() -> None:
    """Another kind of XML is an error that names its root."""
    with pytest.raises(InputError, match="its root is clinical_study"):
        take(_JATS, "<clinical_study/>")
