"""BibTeX: strings, LaTeX, names, broken entries, and what is told instead of taken."""

from __future__ import annotations

import contextlib
import logging
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from bibliographies import DOIS, facts_of, lines_of, said, take, works_in
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import InputError, UsageError
from mdmakg.imports.bibtex import BibTex
from mdmakg.imports.bibtex_entries import MOST
from mdmakg.imports.latex import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

_BIBTEX = BibTex(date(2031, 5, 6))


def test_a_whole_entry_is_taken() -> None:
    """Title, names, date, journal, publisher and numbers are as the entry has them."""
    taken = take(
        _BIBTEX,
        """% a file of references
@string{jl = "Journal of " # {Lamps}}
@Article{nachtigall2030,
  Author    = {Nachtigall, Anna B. and {The Lamp Group} and Jan van der Berg
               and {\\"O}hrn, Jr., {\\'E}va},
  title     = "{DNA} \\& sleep: 50% of {\\emph{all}} nights at $\\alpha$--$\\beta$",
  journal   = jl,
  year      = 2030, month = nov, day = 5,
  publisher = {Lamp Press},
  doi       = {https://doi.org/10.5555/Lamp\\_1},
  pmid      = {90000001},
  abstract  = {Nobody reads this.}
}
""",
        "lamps.bib",
    )
    (document,) = taken.documents
    assert said(document.sources["pmid-90000001"]) == {
        "label": "Nachtigall 2030",
        "kind": "not-stated",
        "title": "DNA & sleep: 50% of all nights at α\u2013β",  # noqa: RUF001 - Greek
        "creators": [
            "Nachtigall, Anna B.",
            "The Lamp Group",
            "van der Berg, Jan",
            "Öhrn, Éva, Jr.",
        ],
        "issued": "2030-11-05",
        "venue": "Journal of Lamps",
        "publisher": "Lamp Press",
        "identifiers": ["pmid:90000001", "doi:10.5555/lamp_1"],
    }
    assert taken.told == ()
    assert "Nobody" not in str(taken.imported)
    places = [fact["from"]["locator"] for _, fact in facts_of(taken.sources["pmid-90000001"])]
    assert places == [
        "line 6, title",
        "line 8, year",
        "line 9, publisher",
        "line 7, journal",
        *["line 4, author"] * 4,
        "line 11, pmid",
        "line 10, doi",
    ]


@pytest.mark.parametrize(
    ("fields", "value", "written", "told"),
    [
        ("year = 2030", "2030", None, 0),
        ("year = {2030}, month = {March}", "2030-03", None, 0),
        ("year = {2030}, month = 3", "2030-03", None, 0),
        ("year = {2030}, month = {Mar--Apr}", "2030", "2030 Mar\u2013Apr", 1),
        ("year = {2030}, month = 2, day = 30", "2030-02", "2030 2 30", 1),
        ("year = {c. 2030}", "2030", "c. 2030", 1),
        ("year = {about 2030}, month = {May}", "2030", "about 2030 May", 1),
        ("year = {2030/31}", "2030", "2030/31", 1),
        ("date = {2030-03-04}", "2030-03-04", None, 0),
        ("date = {2030-03}, year = 1999", "2030-03", None, 0),
        ("date = {2030-03-04T10:11:12}", "2030-03-04", "2030-03-04T10:11:12", 0),
        ("date = {2030/2031}", "2030", "2030/2031", 1),
        ("date = {2030-02-30}", "2030-02", "2030-02-30", 1),
    ],
)
def test_dates_are_as_precise_as_they_are_sure(
    fields: str, value: str, written: str | None, told: int
) -> None:
    """A date comes out as far as it is good; what is none as a whole is told and written."""
    taken = take(_BIBTEX, f"@misc{{a, title = {{A}}, {fields}}}")
    (source,) = taken.sources.values()
    assert source["issued"]["value"] == value
    assert source["issued"].get("written") == written
    assert len(taken.told) == told
    assert all(one.endswith(f"is no date: of it {value} was taken") for one in taken.told)


@pytest.mark.parametrize(
    ("fields", "identifiers"),
    [
        ("doi = {10.5555/a}", ["doi 10.5555/a"]),
        ("doi = {10.5555/a_b}", ["doi 10.5555/a_b"]),
        ("doi = {10.5555/a 10.5555/b}", ["doi 10.5555/a", "doi 10.5555/b"]),
        ("url = {http://dx.doi.org/10.5555/a}", ["doi 10.5555/a"]),
        ("url = {https://lamps.example/10.5555}", []),
        ("eprint = {7}, eprinttype = {pubmed}", ["pmid 7"]),
        ("eprint = {7}, eprinttype = {arxiv}", []),
        ("pmcid = {PMC7}, pmid = 7", ["pmid 7", "pmcid PMC7"]),
    ],
)
def test_identifiers(fields: str, identifiers: list[str]) -> None:
    """Every number that a source can have comes out once."""
    (source,) = take(_BIBTEX, f"@misc{{a, title = {{A}}, {fields}}}").sources.values()
    assert [one["value"] for one in source.get("identifiers", [])] == identifiers


def test_strings_are_put_in() -> None:
    """A value joins its pieces, quoted, braced, numbered or named, in any capitals."""
    content = """@string(a = {A})
@STRING{ab = a # "B # b"}
@misc{x, title = AB # { {#} } # 7 # jan}
"""
    (source,) = take(_BIBTEX, content).sources.values()
    assert source["title"]["value"] == "AB # b # 7January"


def test_strings_that_are_nowhere_are_told() -> None:
    """A name that the file does not define stands for nothing known."""
    taken = take(_BIBTEX, "@misc{x, title = {A},\n journal = jl}", "a.bib")
    assert taken.told == ("a.bib:2:1: journal is made of strings that the file does not define",)


def test_strings_that_double_are_bounded() -> None:
    """Forty strings, each of them twice the one before, are not put in."""
    doubling = "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 40))
    taken = take(
        _BIBTEX, f"@string{{s0 = {{xx}}}}\n{doubling}@misc{{x, title = s39, doi = {{10.5555/a}}}}"
    )
    assert list(taken.sources) == ["doi-10-5555-a"]
    assert len(taken.told) == 1


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("plain", "plain"),
        ("{Braced} text", "Braced text"),
        ("a~b---c--d ``e''", "a b\u2014c\u2013d \u201ce\u201d"),
        (r"M{\"u}ller \ss{} \o re {\AA}ngstr\"om \c{c} \v{s}", "Müller ß øre Ångström ç š"),
        (r"\textit{a} {\bf b} {\it c}", "a b c"),
        (r"CO\textsubscript{2} and $\mathrm{H}_2$", "CO2 and H_2"),
        (r"5\% \& 6% & #1", "5% & 6% & #1"),
        (r"it cost \'Etienne $5", "it cost Étienne $5"),
        (r"\textbackslash{} \{ \} \_ \$", "\\ { } _ $"),
    ],
)
def test_letters_of_latex(latex: str, text: str) -> None:
    """Accents, dress and symbols become letters; marks that files leave bare are themselves."""
    found, why = letters(latex)
    assert " ".join(found.split()) == text
    assert why == ""


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"a \lamp{b}", r"has \lamp, which stands for nobody knows what"),
        (r"\input{/etc/passwd}", r"has \input, which stands for nobody knows what"),
        (r"see \cite{x}", r"has \cite, which stands for nobody knows what"),
        (r"\begin{lamp}a\end{lamp}", r"has \lamp, which stands for nobody knows what"),
        ("{" * 31 + "}" * 31, "has more than 30 braces inside one another"),
        ("x" * 100_001, "has more than 100,000 characters"),
        (r"\frac{a}", "is LaTeX that cannot be read: LatexWalkerParseError"),
        (r"\begin{itemize} a", "is LaTeX that cannot be read: LatexWalkerParseError"),
    ],
)
def test_latex_that_could_be_anything_is_not_read(latex: str, why: str) -> None:
    """An unknown command makes the value unread, rather than shorter than it is."""
    assert letters(latex) == ("", why)


def test_what_is_not_read_is_told() -> None:
    """A value with an unknown command is left out with its place."""
    taken = take(_BIBTEX, "@misc{x, doi = {10.5555/a},\n title = {\\lamp}}", "a.bib")
    assert taken.told == ("a.bib:2:1: title has \\lamp, which stands for nobody knows what",)


@pytest.mark.parametrize(
    ("names", "creators", "told"),
    [
        ("A and B and others", ["A", "B"], "the list of authors ends with others"),
        ("A, B, C, D", [], "'A, B, C, D' is no name: Too many commas"),
        ("{A and B}", ["A and B"], ""),
        ("de la Cruz, Ana", ["de la Cruz, Ana"], ""),
        ("Plato", ["Plato"], ""),
    ],
)
def test_names(names: str, creators: list[str], told: str) -> None:
    """Names come out family first; what is no name is told."""
    taken = take(_BIBTEX, f"@misc{{x, title = {{A}}, author = {{{names}}}}}")
    (source,) = taken.sources.values()
    assert [one["value"] for one in source.get("creators", [])] == creators
    assert len(taken.told) == bool(told)
    assert told in "".join(taken.told)


def test_entries_that_are_broken_are_told_and_the_rest_is_taken(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A brace too few loses one entry, and says so once; nothing goes to the log."""
    content = """@misc{a, title = {A}}
@misc{b, title = {B
@misc{c, title = {C}}
@misc{d, title = {D}, title = {E}, year = 2030, year = 2030}
@misc{c, title = {F}}
@misc{g, crossref = {a}}
@misc{h, title = {H
"""
    with caplog.at_level(logging.DEBUG):
        taken = take(_BIBTEX, content, "a.bib")
    assert caplog.records == []
    assert [one["title"]["value"] for one in taken.sources.values()] == ["A", "C", "D", "F"]
    assert [told.partition(": ")[0] for told in taken.told] == [
        "a.bib:2:1",
        "a.bib:5:1",
        "a.bib:6:1",
        "a.bib:6:1",
        "a.bib:7:1",
        "a.bib:4:1",
    ]
    assert taken.told[5] == "a.bib:4:1: title is given again and is another there"


def test_keys_make_ids_that_do_not_clash() -> None:
    """The id of a work without a number begins with the file's name, and is its own."""
    content = "@misc{Lamp_1, title={A}}@misc{lamp-1, title={B}}\n@misc{lamp:1, title={C}}"
    ids = list(take(_BIBTEX, content.replace("}@", "}\n@"), "refs.bib").sources)
    assert len(set(ids)) == 3
    assert ids[1] == "refs-lamp-1"
    assert all(id_.startswith("refs-lamp-1") for id_ in ids)


def test_sets_are_no_works() -> None:
    """An entry that only groups others is told."""
    taken = take(_BIBTEX, "@set{a, entryset={b}}\n@dataset{b, title={B}}", "a.bib")
    (source,) = taken.sources.values()
    assert source["kind"]["value"] == "dataset"
    assert taken.told == ("a.bib:1:1: @set is no work of its own",)


def test_another_encoding_is_told() -> None:
    """A line that is not UTF-8 is read as Windows-1252, and that is said."""
    taken = take(_BIBTEX, "@misc{a,\n title={Öl}}".encode("cp1252"), "a.bib")
    (source,) = taken.sources.values()
    assert source["title"]["value"] == "Öl"
    assert "line 2 is not UTF-8" in "".join(taken.told)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "no-record"),
        ("nothing here", "no-record"),
        ("TY  - JOUR\nER  - \n", "no-record"),
        ("@misc{a, title={a\0b}}", "binary"),
        ("%" + "x" * 1000 + "\n" + ("y" * 999 + "\n") * (MOST // 1000), "too-large"),
    ],
)
def test_what_has_no_entry_is_refused(content: str, code: str) -> None:
    """Files that are none, or too large to hold, are errors with their place."""
    with pytest.raises(InputError) as caught:
        take(_BIBTEX, content)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_the_extra_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library that reads BibTeX, the message says how to get it."""
    monkeypatch.setitem(sys.modules, "bibtexparser.entrypoint", None)
    with pytest.raises(UsageError, match=r"pip install 'mdmakg\[bibtex\]'"):
        take(_BIBTEX, "@misc{a, title={A}}")


# What people write, without the commands of LaTeX, which stand in the table above.
_WORDS = st.text(
    st.characters(
        categories=("L", "N", "P", "S"), codec="utf-8", exclude_characters="\\{}$~^_`'\"-"
    ),
    min_size=1,
    max_size=12,
)
_FAMILIES = st.text(st.sampled_from("ABCÄÉØŁΩЖ漢"), min_size=1, max_size=8)
_NAMES = st.tuples(_FAMILIES, _FAMILIES).map(", ".join)
_WORKS = st.lists(
    st.tuples(lines_of(_WORDS), st.lists(_NAMES, max_size=3), st.integers(1500, 2099), DOIS),
    min_size=1,
    max_size=5,
    unique_by=lambda work: work[3],
)
_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "%&#"})


def _entry(number: int, work: tuple[str, list[str], int, str], enclosing: Sequence[str]) -> str:
    title, names, year, doi = work
    begin, end = enclosing
    author = f"author = {{{' and '.join(names)}}},\n " if names else ""
    return (
        f"@article{{k{number},\n title = {begin}{title.translate(_ESCAPES)}{end},\n {author}"
        f"year = {year},\n doi = {{{doi}}}}}\n"
    )


@given(_WORKS, st.sampled_from(["{}", '""', ["{{", "}}"]]))
def test_what_is_written_as_bibtex_is_taken(
    works: list[tuple[str, list[str], int, str]], enclosing: Sequence[str]
) -> None:
    """Any list of works, written as BibTeX and imported, is that list of works."""
    taken = take(_BIBTEX, "".join(_entry(n, work, enclosing) for n, work in enumerate(works)))
    assert taken.told == ()
    assert works_in(taken) == works


@given(
    kind=st.from_regex(r"\w+", fullmatch=True),
    key=st.text(st.characters(codec="utf-8", exclude_characters='{}(),="\\@')),
    value=st.text(st.characters(codec="utf-8", exclude_characters="\\{}")),
)
def test_whatever_an_entry_says_makes_a_document(kind: str, key: str, value: str) -> None:
    """Types, keys and values of any letters give documents that mdmakg reads."""
    fields = f"title = {{A}}, author = {{{value}}}, year = {{2030 {value}}}, doi = {{{value}}}"
    with contextlib.suppress(InputError):
        take(_BIBTEX, f"@{kind}{{{key}, {fields}}}")


def test_a_day_that_there_is_not_is_told() -> None:
    """What of a date is good is taken; that the rest is none is said, with its place."""
    taken = take(_BIBTEX, "@article{a, title={A}, date={2031-02-30}}", "a")
    assert taken.told == ("a:1:1: '2031-02-30' is no date: of it 2031-02 was taken",)
    assert take(_BIBTEX, "@article{a, title={A}, date={2031-02-28}}", "a").told == ()


def test_a_key_of_two_entries_is_told() -> None:
    """Both entries are taken; the message says that the key alone is not."""
    taken = take(_BIBTEX, "@book{a, title={A}}\n@book{a, title={B}}", "a")
    assert len(taken.sources) == 2
    assert taken.told == ("a:2:1: the key 'a', which an entry before has too; all else is taken",)


def test_long_types_keys_and_dates_are_no_lines() -> None:
    """What is too long for a line is not repeated in labels and places."""
    long = "x" * 2000
    (source,) = take(
        _BIBTEX, f"@{long}{{{long}, title={{A}}, year={{2030 {long}}}}}"
    ).sources.values()
    assert source["label"] == "A"
    assert source["from"]["locator"] == f"line 1, @{'x' * 40}"
    assert "written" not in source["issued"]


@given(st.text(st.sampled_from('@{}()",#=\\%$ \nab1')) | st.text())
def test_nothing_else_is_ever_raised(text: str) -> None:
    """Whatever the text is, it is works, told, or an InputError."""
    for content in (text, f"@misc{{a, title = {{{text}}}, author = {{{text}}}}}"):
        try:
            take(_BIBTEX, content.encode("utf-8", "replace"))
        except InputError as error:
            assert error.faults
