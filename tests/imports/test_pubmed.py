"""PubMed's XML: what a record says, where it says it, and what is told instead of taken."""

from __future__ import annotations

import gzip
import zlib
from datetime import date
from hashlib import sha256
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from bibliographies import facts_of, said, take
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped] # ships no types

from mdmakg.errors import InputError
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.known import Known
from mdmakg.imports.opened import LIMITS, standard_input
from mdmakg.imports.pubmed import PubMed

_HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC '
    '"-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)
_TAIL = "</PubmedArticleSet>\n"
# Elements of the record below that have text and no attributes, each once or its first.
_FIELDS = [
    *("Year", "Month", "Day", "Title", "LastName", "ForeName", "CollectiveName", "Suffix"),
    *("DataBankName", "AccessionNumber", "GrantID", "Agency", "CoiStatement", "ArticleTitle"),
]
_PUBMED = PubMed(date(2031, 5, 6))

# An invented trial, of the make that PubMed gives to a retracted one.
_LAMPS = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">90000001</PMID>
<Article PubModel="Print-Electronic">
<Journal><JournalIssue CitedMedium="Internet">
<PubDate><Year>2030</Year><Month>Nov</Month><Day>05</Day></PubDate></JournalIssue>
<Title>Journal of Lamps &amp; Nights</Title><ISOAbbreviation>J Lamps</ISOAbbreviation></Journal>
<ArticleTitle>Light with &lt; 10 lx and <i>sleep</i>
  after CO<sub>2</sub> nights: a trial.</ArticleTitle>
<ELocationID EIdType="pii" ValidYN="Y">S1</ELocationID>
<ELocationID EIdType="doi" ValidYN="Y">10.5555/Lamp.1</ELocationID>
<Abstract><AbstractText>Nobody reads this.</AbstractText></Abstract>
<AuthorList CompleteYN="Y">
<Author ValidYN="Y"><LastName>Nachtigall</LastName><ForeName>Anna B</ForeName>
<Initials>AB</Initials><AffiliationInfo><Affiliation>X</Affiliation></AffiliationInfo></Author>
<Author ValidYN="Y"><LastName>Öhrn</LastName><Initials>C</Initials><Suffix>Jr</Suffix></Author>
<Author ValidYN="N"><LastName>Misspelt</LastName></Author>
<Author ValidYN="Y"><CollectiveName>The Lamp Group</CollectiveName></Author></AuthorList>
<Language>eng</Language>
<DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>
<AccessionNumberList><AccessionNumber>NCT99999991</AccessionNumber></AccessionNumberList>
</DataBank><DataBank><DataBankName>GENBANK</DataBankName>
<AccessionNumberList><AccessionNumber>AB1</AccessionNumber></AccessionNumberList></DataBank>
</DataBankList>
<GrantList CompleteYN="Y"><Grant><GrantID>L-1</GrantID><Agency>Lamp Council</Agency></Grant>
<Grant><Agency>Night Fund</Agency></Grant></GrantList>
<PublicationTypeList>
<PublicationType UI="D017427">Clinical Trial, Phase II</PublicationType>
<PublicationType UI="D016428">Journal Article</PublicationType>
<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType>
<PublicationType UI="D016441">Retracted Publication</PublicationType></PublicationTypeList>
<ArticleDate DateType="Electronic"><Year>2030</Year><Month>09</Month><Day>01</Day></ArticleDate>
</Article>
<CommentsCorrectionsList>
<CommentsCorrections RefType="ErratumIn"><RefSource>J Lamps</RefSource></CommentsCorrections>
<CommentsCorrections RefType="RetractionIn"><RefSource>J Lamps</RefSource>
<PMID Version="1">90000009</PMID></CommentsCorrections>
</CommentsCorrectionsList><CoiStatement>Words of the authors.</CoiStatement></MedlineCitation>
<PubmedData><History><PubMedPubDate PubStatus="pubmed"><Year>2030</Year></PubMedPubDate></History>
<ArticleIdList><ArticleId IdType="pubmed">90000001</ArticleId>
<ArticleId IdType="pmc">PMC9000001</ArticleId><ArticleId IdType="doi">10.5555/Lamp.1</ArticleId>
</ArticleIdList><ReferenceList><Reference><ArticleIdList>
<ArticleId IdType="pubmed">90000002</ArticleId></ArticleIdList></Reference></ReferenceList>
</PubmedData></PubmedArticle>
"""


def _set(*records: str) -> str:
    return _HEAD + "".join(records) + _TAIL


def _record(pmid: int = 90000001, inside: str = "", after: str = "", title: str = "Lamps") -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>"
        f"<ArticleTitle>{title}</ArticleTitle>{inside}</Article>{after}</MedlineCitation>"
        "</PubmedArticle>\n"
    )


def _types(*names: str) -> str:
    inside = "".join(f"<PublicationType>{name}</PublicationType>" for name in names)
    return f"<PublicationTypeList>{inside}</PublicationTypeList>"


def _banks(*numbers: tuple[str, str]) -> str:
    inside = "".join(
        f"<DataBank><DataBankName>{bank}</DataBankName><AccessionNumberList>"
        f"<AccessionNumber>{number}</AccessionNumber></AccessionNumberList></DataBank>"
        for bank, number in numbers
    )
    return f"<DataBankList>{inside}</DataBankList>"


def test_a_whole_record_is_taken() -> None:
    """Title, names, dates, numbers, state, grants and the study are as the record has them."""
    taken = take(_PUBMED, _set(_LAMPS), "lamps.xml")
    (document,) = taken.documents
    assert [one.id for one in taken.imported] == ["lamps"]
    assert list(document.sources) == ["pmid-90000001"]
    source = document.sources["pmid-90000001"]
    assert said(source) == {
        "label": "Nachtigall 2030",
        "kind": "primary-report",
        "title": "Light with < 10 lx and sleep after CO2 nights: a trial.",
        "creators": ["Nachtigall, Anna B", "Öhrn, C, Jr", "The Lamp Group"],
        "issued": "2030-11-05",
        "venue": "Journal of Lamps & Nights",
        "identifiers": ["pmid:90000001", "pmcid:PMC9000001", "doi:10.5555/lamp.1"],
    }
    assert source.status is not None
    assert source.status.state == "retracted"
    assert source.status.seen == date(2031, 5, 6)
    assert source.funding.value == "Lamp Council (L-1); Night Fund"
    assert source.interests.value == "stated; the record has the statement"
    assert source.extent.value == "not-read"
    study = document.studies["nct99999991"]
    assert [str(one.value) for one in study.registrations] == ["nct:NCT99999991"]
    (report,) = study.reports.values()
    assert [one.value for one in report.design] == ["phase-2", "randomised", "controlled"]
    assert report.read == "secondary"
    assert taken.told == ()


def test_nobodys_sentences_are_taken() -> None:
    """Neither the abstract nor the statement of interests comes along."""
    taken = take(_PUBMED, _set(_LAMPS))
    assert "Nobody reads" not in str(taken.imported)
    assert "Words of the authors" not in str(taken.imported)


def test_each_value_stands_where_its_locator_says() -> None:
    """An XPath engine finds each value, or its written form, at the locator of its fact."""
    tree = etree.fromstring(_set(_LAMPS, _record(2, _types("Review"))).encode())
    taken = take(_PUBMED, _set(_LAMPS, _record(2, _types("Review"))))
    checked = 0
    for source in taken.sources.values():
        for key, fact in facts_of(source):
            assert fact["from"]["how"] == "record"
            found = tree.xpath(fact["from"]["locator"])
            assert len(found) == 1, fact
            text = " ".join("".join(found[0].itertext()).split())
            if key in {"title", "venue"}:
                assert fact["value"] == text
            elif key in {"kind", "identifiers"}:
                assert fact.get("written", fact["value"].partition(" ")[2]) == text
            elif key == "creators":
                assert all(part in text for part in fact["value"].split(", "))
            checked += 1
    assert checked == 4 + 2 + 3 + 3 + 2 + 1  # by hand: facts of the trial, then of the review


def test_gz_and_plain_give_the_same() -> None:
    """A file packed by gzip says what it says unpacked."""
    packed = gzip.compress(_set(_LAMPS).encode())
    unpacked = standard_input(BytesIO(packed))
    (one,) = PubMed(date(2031, 5, 6)).read(unpacked, Known())
    (other,) = take(_PUBMED, _set(_LAMPS)).imported
    assert not hasattr(one, "why")
    assert one.document == other.document


@pytest.mark.parametrize(
    ("pub_date", "value", "written"),
    [
        ("<Year>2019</Year><Month>Feb</Month><Day>3</Day>", "2019-02-03", None),
        ("<Year>2019</Year><Month>02</Month>", "2019-02", None),
        ("<Year>2019</Year>", "2019", None),
        ("<Year>2019</Year><Season>Spring</Season>", "2019", "2019 Spring"),
        ("<Year>2019</Year><Month>Feb</Month><Day>30</Day>", "2019-02", "2019 Feb 30"),
        ("<Year>2019</Year><Month>Foo</Month>", "2019", "2019 Foo"),
        ("<MedlineDate>2019 Jan-Feb</MedlineDate>", "2019", "2019 Jan-Feb"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998", "1998 Dec-1999 Jan"),
        ("<MedlineDate>Winter 2000</MedlineDate>", "2000", "Winter 2000"),
    ],
)
def test_dates_are_as_precise_as_they_are_sure(
    pub_date: str, value: str, written: str | None
) -> None:
    """A day, month or year comes out; what is rough keeps the record's own form."""
    dated = f"<Journal><JournalIssue><PubDate>{pub_date}</PubDate></JournalIssue></Journal>"
    (source,) = take(_PUBMED, _set(_record(inside=dated))).sources.values()
    assert source["issued"]["value"] == value
    assert source["issued"].get("written") == written


def test_a_date_that_is_none_is_told() -> None:
    """Where no year can be found, the source has no date, and that is said."""
    rough = "<PubDate><MedlineDate>in press</MedlineDate></PubDate>"
    inside = f"<Journal><JournalIssue>{rough}</JournalIssue></Journal>"
    taken = take(_PUBMED, _set(_record(inside=inside)), "lamps.xml")
    (source,) = taken.sources.values()
    assert "issued" not in source
    assert [why.partition(": ")[2] for why in taken.told] == ["'in press' is no date"]
    assert taken.told[0].startswith("lamps.xml:4:")


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (("Journal Article",), None),
        (("Letter",), None),
        ((), None),
        (("Journal Article", "Clinical Trial"), "primary-report"),
        (("Observational Study",), "primary-report"),
        (("Clinical Trial Protocol",), "protocol"),
        (("Review", "Journal Article"), "review"),
        (("Meta-Analysis", "Systematic Review"), "review"),
        (("Editorial", "Comment"), "commentary"),
        (("Dataset",), "dataset"),
    ],
)
def test_a_kind_is_taken_only_where_it_is_said(types: tuple[str, ...], kind: str | None) -> None:
    """A type of publication that says nothing of the kind leaves it not stated."""
    taken = take(_PUBMED, _set(_record(inside=_types(*types))))
    (source,) = taken.sources.values()
    assert (source["kind"]["value"] if kind else source["kind"]) == (kind or "not-stated")
    assert taken.told == ()


def test_kinds_that_contradict_are_told() -> None:
    """A record that is a trial and a review at once has no kind here."""
    types = _types("Randomized Controlled Trial", "Review")
    taken = take(_PUBMED, _set(_record(inside=types)))
    (source,) = taken.sources.values()
    assert source["kind"] == "not-stated"
    (told,) = taken.told
    assert "Randomized Controlled Trial, Review" in told


@pytest.mark.parametrize(
    ("relation", "state", "told"),
    [
        ("RetractionIn", "retracted", ""),
        ("RetractedandRepublishedIn", "retracted", ""),
        ("ErratumIn", "corrected", ""),
        ("CorrectedandRepublishedIn", "corrected", ""),
        ("CommentIn", None, ""),
        ("Cites", None, ""),
        ("ExpressionOfConcernIn", None, "an expression of concern was published"),
        ("RetractionOf", None, "the notice that PubMed record 90000002 was retracted"),
        ("ErratumFor", None, "the notice that PubMed record 90000002 was corrected"),
    ],
)
def test_the_state_of_a_work(relation: str, state: str | None, told: str) -> None:
    """Notices about a work give its state; notices that it is itself are told."""
    after = (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{relation}">'
        "<PMID>90000002</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    taken = take(_PUBMED, _set(_record(after=after)))
    (source,) = taken.sources.values()
    assert (source.get("status") or {}).get("state") == state
    assert len(taken.told) == bool(told)
    assert told in "".join(taken.told)


def test_the_day_is_the_files_own_unless_it_is_said() -> None:
    """A state is seen on the day that was given, not on that of the machine."""
    (document,) = take(_PUBMED, _set(_LAMPS)).documents
    assert document.curation.coded == date(2031, 5, 6)


_TRIAL = _types("Clinical Trial")


def test_a_known_study_gets_a_report_and_no_second_identity() -> None:
    """A registration that the corpus has joins the report to the study that is there."""
    known = Known(studies={"nct NCT99999991": "lamp-trial"})
    taken = take(_PUBMED, _set(_LAMPS), known=known)
    assert list(taken.studies) == ["lamp-trial"]
    assert list(taken.studies["lamp-trial"]) == ["reports"]


def test_one_study_may_have_several_reports() -> None:
    """Two works with one registration report one study."""
    inside = _TRIAL + _banks(("ClinicalTrials.gov", "NCT99999991"))
    taken = take(_PUBMED, _set(_record(1, inside), _record(2, inside)))
    (study,) = taken.studies.values()
    assert [report["source"] for report in study["reports"].values()] == ["pmid-1", "pmid-2"]


@pytest.mark.parametrize(
    ("bank", "number", "registration"),
    [
        ("ISRCTN", "ISRCTN99999991", "isrctn ISRCTN99999991"),
        ("EudraCT", "2031-000001-10", "eudract 2031-000001-10"),
        ("EudraCT", "2031-500001-10-00", "euct 2031-500001-10-00"),
        ("ClinicalTrials.gov", "nct 99999991", "nct NCT99999991"),
        ("ANZCTR", "ACTRN99999999999991", "actrn ACTRN99999999999991"),
        ("DRKS", "DRKS99999991", "drks DRKS99999991"),
        ("CTRI", "CTRI/2031/01/000001", "number CTRI/2031/01/000001"),
        ("UMIN CTR", "UMIN 000000001", "number UMIN000000001"),
    ],
)
def test_other_registers_are_taken(bank: str, number: str, registration: str) -> None:
    """A number of any register of trials names the study."""
    taken = take(_PUBMED, _set(_record(inside=_TRIAL + _banks((bank, number)))))
    (study,) = taken.studies.values()
    assert study["registrations"][0]["value"] == registration
    assert taken.told == ()


def test_a_bad_registration_is_told() -> None:
    """A number that its register cannot have given is not taken."""
    banks = _banks(("ClinicalTrials.gov", "NCT1"))
    taken = take(_PUBMED, _set(_record(inside=_TRIAL + banks)))
    assert taken.studies == {}
    (told,) = taken.told
    assert told.endswith("'NCT1' is no nct")


def test_an_unknown_register_is_told_and_a_bank_of_data_is_none() -> None:
    """A number of a bank that nobody knows may name the study; one of genes does not."""
    banks = _banks(("LampReg", "L1"), ("GENBANK", "AB1"))
    taken = take(_PUBMED, _set(_record(inside=_TRIAL + banks)))
    assert taken.studies == {}
    (told,) = taken.told
    assert told.endswith(": 'LampReg' is no register that is known here")


def test_a_mention_of_a_trial_makes_no_report_of_it() -> None:
    """Where no type of publication is that of a trial, its registration is told."""
    banks = _banks(("ClinicalTrials.gov", "NCT99999991"))
    taken = take(_PUBMED, _set(_record(inside=_types("Review") + banks)))
    assert taken.studies == {}
    (told,) = taken.told
    assert "it names nct NCT99999991" in told


def test_several_registrations_are_not_guessed_to_be_one_study() -> None:
    """Two numbers are told, unless the corpus knows one of them and no other study."""
    banks = _banks(("ClinicalTrials.gov", "NCT99999991"), ("ISRCTN", "ISRCTN99999991"))
    content = _set(_record(inside=_TRIAL + banks))
    taken = take(_PUBMED, content)
    assert taken.studies == {}
    assert "may be of one study or of several" in "".join(taken.told)
    known = Known(studies={"isrctn ISRCTN99999991": "lamp-trial"})
    assert list(take(_PUBMED, content, known=known).studies) == ["lamp-trial"]


def test_a_work_that_the_corpus_has_is_not_taken_again() -> None:
    """A source that is there stays as it is, and news of it are told."""
    known = Known(sources={"doi 10.5555/lamp.1": "nachtigall-2030"})
    taken = take(_PUBMED, _set(_LAMPS), "lamps.xml", known)
    assert taken.imported == ()
    (told,) = taken.told
    assert told.startswith("lamps.xml:4:1: doi 10.5555/lamp.1 is the source nachtigall-2030 of the")
    assert told.endswith("; this record says that it is retracted")


def test_a_work_that_comes_twice_is_taken_once() -> None:
    """The second record of a work is told with the place of the first."""
    taken = take(_PUBMED, _set(_record(7), _record(7)), "lamps.xml")
    assert list(taken.sources) == ["pmid-7"]
    assert taken.told == ("lamps.xml:5:1: pmid 7 is pmid-7 already, at lamps.xml:4:1",)


def test_what_a_list_of_authors_lacks_is_told() -> None:
    """An author without a name, and a list that says it is not whole, are told."""
    authors = '<AuthorList CompleteYN="N"><Author><Initials/></Author></AuthorList>'
    taken = take(_PUBMED, _set(_record(inside=authors)))
    assert [told.partition(": ")[2] for told in taken.told] == [
        "an author has no name",
        "the record says that its list of authors is not complete",
    ]


def test_two_pubmed_numbers_are_told() -> None:
    """A record whose two places for its number disagree has both, and that is said."""
    other = '<PubmedData><ArticleIdList><ArticleId IdType="pubmed">2</ArticleId></ArticleIdList>'
    record = _record(1).replace("</PubmedArticle>", f"{other}</PubmedData></PubmedArticle>")
    taken = take(_PUBMED, _set(record))
    (source,) = taken.sources.values()
    assert [one["value"] for one in source["identifiers"]] == ["pmid 1", "pmid 2"]
    assert [told.partition(": ")[2] for told in taken.told] == [
        "the record has several PubMed numbers"
    ]


def test_books_and_withdrawn_records() -> None:
    """A chapter is a work in its book; a record that PubMed withdrew is told."""
    book = (
        "<PubmedBookArticle><BookDocument><PMID>90000003</PMID><ArticleIdList>"
        '<ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList><Book><Publisher>'
        "<PublisherName>Lamp Press</PublisherName></Publisher><BookTitle>The Book of Lamps"
        "</BookTitle><PubDate><Year>2030</Year></PubDate></Book><ArticleTitle>Wicks</ArticleTitle>"
        '<AuthorList Type="authors"><Author><LastName>Docht</LastName></Author></AuthorList>'
        '<AuthorList Type="editors"><Author><LastName>Redner</LastName></Author></AuthorList>'
        "<PublicationType>Review</PublicationType></BookDocument></PubmedBookArticle>"
    )
    gone = "<DeleteCitation><PMID>90000004</PMID></DeleteCitation>"
    taken = take(_PUBMED, _set(book, gone))
    (source,) = taken.sources.values()
    assert source["label"] == "Docht 2030"
    assert source["title"]["value"] == "Wicks"
    assert source["venue"]["value"] == "The Book of Lamps"
    assert source["publisher"]["value"] == "Lamp Press"
    assert source["kind"]["value"] == "review"
    assert [one["value"] for one in source["creators"]] == ["Docht"]
    assert [told.partition(": ")[2] for told in taken.told] == [
        "PubMed has withdrawn its record '90000004'"
    ]


def test_what_was_whole_before_the_end_is_taken() -> None:
    """Of a file that is cut off, the records before the cut come out, and the cut is told."""
    content = _set(_record(1), _record(2), _record(3))
    taken = take(_PUBMED, content[: content.index("<PMID>3")], "lamps.xml")
    assert list(taken.sources) == ["pmid-1", "pmid-2"]
    (told,) = taken.told
    assert told.startswith("lamps.xml:6:")
    assert "the file is cut off here, inside MedlineCitation; nothing after it was taken" in told


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        ("<html><body>Too many requests</body></html>", "no-record"),
        ('{"records": []}', "syntax"),
        ("PMID- 90000001\n", "syntax"),
        (
            '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><PubmedArticle>&b;</PubmedArticle>',
            "dtd",
        ),
        (_HEAD + "<PubmedArticle>" + "<a>" * 1000, "too-deep"),
    ],
)
def test_what_has_no_record_is_refused(content: str, code: str) -> None:
    """Nothing read, mislabelled and hostile files alike, is an error with its place."""
    with pytest.raises(InputError) as caught:
        take(_PUBMED, content)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_what_unpacks_of_a_cut_file_is_taken() -> None:
    """Of a packed file that is cut off, every record that unpacks whole comes out."""
    titles = (sha256(str(n).encode()).hexdigest() for n in range(3000))
    content = _set(*(_record(n, title=title) for n, title in enumerate(titles, 1)))
    packed = gzip.compress(content.encode())
    cut = packed[: len(packed) * 2 // 3]
    whole = zlib.decompressobj(31).decompress(cut).decode("utf-8", "replace")
    found = list(PubMed(date(2031, 5, 6)).read(standard_input(BytesIO(cut)), Known()))
    taken = "".join(str(one.document) for one in found if isinstance(one, Imported))
    assert taken.count("'title': ") == whole.count("</PubmedArticle>") > 1000
    (told,) = (one for one in found if isinstance(one, LeftOut))
    assert told.why.endswith("; nothing after it was taken")


def test_a_bomb_of_gzip_is_refused() -> None:
    """A file that unpacks beyond measure stops where the bound is."""
    limits = LIMITS.__class__(size=1 << 20)
    packed = gzip.compress((_HEAD + " " * (1 << 22)).encode())
    with pytest.raises(InputError, match="unpacks to more"):
        list(PubMed(date(2031, 5, 6)).read(standard_input(BytesIO(packed), limits), Known()))


def test_texts_that_no_line_holds_are_told() -> None:
    """A title that is too long or has a control character is left out, not cut."""
    long = _record(1, title="x" * 1001)
    control = _record(2, title="a&#134;b")
    taken = take(_PUBMED, _set(long, control), "lamps.xml")
    assert [list(one) for one in taken.sources.values()] == [
        ["label", "kind", "identifiers", "funding", "interests", "extent", "from"]
    ] * 2
    assert [told.rpartition(": ")[2] for told in taken.told] == [
        "the title has 1,001 characters, more than 1,000",
        "the title has a character that no line may have",
    ]


def test_a_record_of_nothing_is_told() -> None:
    """A record without title and number makes no source."""
    with_title = _record(5)
    taken = take(
        _PUBMED, _set("<PubmedArticle><MedlineCitation/></PubmedArticle>", with_title), "lamps.xml"
    )
    assert list(taken.sources) == ["pmid-5"]
    assert taken.told[0].startswith("lamps.xml:4:1: this record has neither")


# Every character that XML may have.
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
)


@given(st.dictionaries(st.sampled_from(_FIELDS), _TEXT, min_size=3))
def test_whatever_a_record_says_makes_a_document(texts: dict[str, str]) -> None:
    """Fields of any text give documents that mdmakg reads."""
    content = _set(_LAMPS)
    for name, text in texts.items():
        begin, end = f"<{name}>", f"</{name}>"
        head, _, rest = content.partition(begin)
        content = f"{head}{begin}{escape(text)}{end}{rest.partition(end)[2]}"
    take(_PUBMED, content)
