"""Importing: files written whole, what was made by hand kept, and a list of what was not taken."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from command_line import run

from mdmakg.errors import UsageError
from mdmakg.imports.called import with_names
from mdmakg.imports.content import content_of
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.importers import IMPORTERS, importer_named
from mdmakg.imports.importing import Import, records
from mdmakg.imports.known import NOTHING, Known, folded, known_beside
from mdmakg.imports.mark import LEFT_OUT, MARK
from mdmakg.imports.opened import bounded
from mdmakg.read.yaml import Bounds, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.imports.opened import Opened

RIS = "TY  - JOUR\nTI  - Lamps by the bed\nAU  - Lindgren, Ada\nPY  - 2031\nER  - \n"


def imported(
    folder: Path, *found: Imported | LeftOut, force: bool = False, given: tuple[str, ...] = ()
) -> list[LeftOut]:
    """Write records, and give what was left out."""
    left: list[LeftOut] = []
    Import(folder, "lamps", force=force, given=given).run(found, left.append, lambda *_: None)
    return left


def test_a_file_for_each_record(tmp_path: Path) -> None:
    """Each says at its head that an import made it, and nothing else lies beside it."""
    assert imported(tmp_path, Imported("a", {"x": "1"}), Imported("b", {"x": "2"})) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]
    text = (tmp_path / "a.yaml").read_text("utf-8")
    assert text == f'{MARK} lamps; made anew, it is overwritten.\nx: "1"\n'


def test_what_an_import_made_is_made_anew(tmp_path: Path) -> None:
    """A second import of the same overwrites its own files, with the same bytes."""
    imported(tmp_path, Imported("a", {"x": "1"}))
    first = (tmp_path / "a.yaml").read_bytes()
    assert imported(tmp_path, Imported("a", {"x": "1"})) == []
    assert (tmp_path / "a.yaml").read_bytes() == first


def of(*sources: str) -> Imported:
    """Make a document with sources."""
    return Imported(
        "a", {"sources": {one: {"label": one} for one in sources}, "studies": {"s": {}}}
    )


def test_what_another_file_became_is_kept(tmp_path: Path) -> None:
    """Two files of one name make documents of one name: the second takes nobody's place."""
    imported(tmp_path, of("one", "two"))
    first = (tmp_path / "a.yaml").read_bytes()
    (left,) = imported(tmp_path, of("three"))
    assert "records of another file" in left.why
    assert (tmp_path / "a.yaml").read_bytes() == first
    (told,) = imported(tmp_path, of("three"), force=True)
    assert told.why == "has no more what it had before: one, two"
    assert (tmp_path / "a.yaml").read_bytes() != first


def test_what_is_made_anew_tells_what_it_lost(tmp_path: Path) -> None:
    """A file that was edited since makes its document anew; what it has no more is told, once."""
    imported(tmp_path, of("one", "two", "three", "four", "five"))
    (told,) = imported(tmp_path, of("five", "six"))
    assert told.why == "has no more what it had before: four, one, three and 1 more"
    assert imported(tmp_path, of("five", "six", "seven")) == []


def test_what_was_made_by_hand_is_kept(tmp_path: Path) -> None:
    """A file that no import made is overwritten only if that is asked for."""
    (tmp_path / "a.yaml").write_text("by: hand\n", "utf-8")
    (left,) = imported(tmp_path, Imported("a", {"x": "1"}))
    assert "--force" in left.why
    assert (tmp_path / "a.yaml").read_text("utf-8") == "by: hand\n"
    assert imported(tmp_path, Imported("a", {"x": "1"}), force=True) == []
    assert (tmp_path / "a.yaml").read_text("utf-8").startswith(MARK)


def test_two_records_of_one_name(tmp_path: Path) -> None:
    """The first is kept, and the second told of."""
    (left,) = imported(tmp_path, Imported("a", {"x": "1"}), Imported("a", {"x": "2"}))
    assert left.where.endswith("a.yaml")
    assert 'x: "1"' in (tmp_path / "a.yaml").read_text("utf-8")


def test_the_list_of_what_was_left_out(tmp_path: Path) -> None:
    """It has a line for each, whatever their words; with nothing left out there is none."""
    told = LeftOut("f:1:1", "a\ttab\nand a line")
    found = Imported("a", {"x": "1"}, (told,))
    assert imported(tmp_path, found, LeftOut("f:2:1", "more")) == [told, LeftOut("f:2:1", "more")]
    text = (tmp_path / LEFT_OUT).read_text("utf-8")
    assert text == "where\twhy\nf:1:1\ta tab and a line\nf:2:1\tmore\n"
    imported(tmp_path, Imported("a", {"x": "1"}), given=("f",))
    assert not (tmp_path / LEFT_OUT).exists()


def test_the_list_keeps_what_is_said_of_other_files(tmp_path: Path) -> None:
    """A further import puts its own before; what it says anew is not there twice."""
    imported(tmp_path, LeftOut("f:1:1", "one"), LeftOut("g#/a", "two"), given=("f", "g"))
    imported(tmp_path, LeftOut("--as x=y", "three"), LeftOut("h", "four"), given=("h",))
    imported(tmp_path, LeftOut("g#/b", "five"), given=("g",))
    text = (tmp_path / LEFT_OUT).read_text("utf-8")
    assert text == "where\twhy\ng#/b\tfive\nh\tfour\nf:1:1\tone\n"


def test_a_document_that_cannot_be_written(tmp_path: Path) -> None:
    """It is told and is no file; those after it, and what is told of them, are there."""
    told = LeftOut("f:1:1", "before")
    found = (Imported("a", {"x": "\ud800"}, (told,)), Imported("b", {"x": "2"}))
    left = imported(tmp_path, *found)
    assert left == [
        told,
        LeftOut(
            str(tmp_path / "a.yaml"), "was not written: half a character, which no file can have"
        ),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.yaml", LEFT_OUT]


@pytest.mark.parametrize("values", range(8, 16))
def test_a_document_of_more_values_than_are_read_again(values: int) -> None:
    """It is refused where the reader of documents refuses it, and the count is said.

    Of this document: three mappings, two lists, three keys, four texts.
    """
    record = Imported("a", {"x": ["1", ["2"]], "y": {"z": ({}, "3")}})
    text = content_of(record, "lamps").decode()
    _, faults = parse_yaml(text, file="a.yaml", bounds=Bounds(values=values))
    if not faults:
        assert content_of(record, "lamps", Bounds(values=values)).decode() == text
        return
    with pytest.raises(ValueError, match=f"would have 12 values, and a file of over {values} is"):
        content_of(record, "lamps", Bounds(values=values))


def test_a_document_of_more_bytes_than_are_read_again() -> None:
    """What has the most bytes is written, what has one more is not."""
    content = content_of(Imported("a", {"x": "y"}), "lamps")
    size = len(content)
    assert content_of(Imported("a", {"x": "y"}), "lamps", Bounds(size=size)) == content
    with pytest.raises(ValueError, match=f"would have {size} bytes, and a file of over {size - 1}"):
        content_of(Imported("a", {"x": "y"}), "lamps", Bounds(size=size - 1))


def test_a_list_of_what_ended_early(tmp_path: Path) -> None:
    """What was left out before an import ended stands beside the files written until then."""
    imported(tmp_path, LeftOut("e:1:1", "earlier"), given=("e",))

    def broken() -> Iterator[Imported | LeftOut]:
        yield Imported("a", {"x": "1"}, (LeftOut("f:1:1", "one"),))
        raise UsageError("no more")

    with pytest.raises(UsageError, match="no more"):
        Import(tmp_path, "lamps", given=("f",)).run(broken(), lambda _: None, lambda *_: None)
    text = (tmp_path / LEFT_OUT).read_text("utf-8")
    assert text == "where\twhy\nf:1:1\tone\ne:1:1\tearlier\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", LEFT_OUT]


def test_a_list_has_names_that_no_text_can(tmp_path: Path) -> None:
    """Bytes of a name that are no characters are escaped, and known again by that."""
    imported(tmp_path, LeftOut("lamp\udcff:1:1", "one"), given=("lamp\udcff",))
    assert (tmp_path / LEFT_OUT).read_bytes() == b"where\twhy\nlamp\\udcff:1:1\tone\n"
    imported(tmp_path, LeftOut("g", "two"), given=("g", "lamp\udcff"))
    assert (tmp_path / LEFT_OUT).read_bytes() == b"where\twhy\ng\ttwo\n"


def test_a_list_in_another_encoding(tmp_path: Path) -> None:
    """What an editor made of a list is read as far as it can be."""
    (tmp_path / LEFT_OUT).write_bytes("where\twhy\nLämpchen\tone\n".encode("latin-1"))
    imported(tmp_path, LeftOut("g", "two"), given=("g",))
    assert (tmp_path / LEFT_OUT).read_text("utf-8") == "where\twhy\ng\ttwo\nL\\xe4mpchen\tone\n"


def test_a_list_made_by_hand_is_kept(tmp_path: Path) -> None:
    """Nothing is imported over it, unless that is asked for."""
    place = tmp_path / LEFT_OUT
    place.write_text("my own notes\n", "utf-8")
    with pytest.raises(UsageError, match="made by hand; --force"):
        imported(tmp_path, Imported("a", {"x": "1"}), LeftOut("g", "two"))
    assert [path.name for path in tmp_path.iterdir()] == [LEFT_OUT]
    imported(tmp_path, LeftOut("g", "two"), force=True)
    assert place.read_text("utf-8") == "where\twhy\ng\ttwo\n"


class Halfway:
    """An importer that fails in the middle of a file."""

    token = "halfway"  # noqa: S105 - the name of a kind of file
    says = "lamps"

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give one record, then fail."""
        from mdmakg.imports.opened import nothing_read

        assert known is NOTHING
        yield Imported("a", {"x": "1"})
        raise nothing_read(opened.name, "broken", "no more", 7)


def test_a_file_that_breaks_off() -> None:
    """What came before is kept, the place is told, and the next file is read all the same."""
    files = [bounded(name, io.BytesIO(b"")) for name in ("one", "two")]
    found = list(records(Halfway(), [LeftOut("zero", "is a link"), *files], NOTHING))
    assert [each.where for each in found if isinstance(each, LeftOut)] == [
        "zero",
        "one:7:1",
        "two:7:1",
    ]
    assert sum(isinstance(each, Imported) for each in found) == 2


@pytest.mark.parametrize("token", IMPORTERS)
def test_every_importer_is_called_as_the_table_says(token: str) -> None:
    """Each has its token and a line that says what it reads; a day is for those that take one."""
    importer = importer_named(token, date(2031, 2, 3))
    assert importer.token == token
    assert importer.says
    assert "\n" not in importer.says
    assert getattr(importer, "seen", date(2031, 2, 3)) == date(2031, 2, 3)


def test_an_importer_that_there_is_not() -> None:
    """The message names those that there are."""
    with pytest.raises(UsageError, match="metapsy, clinicaltrials"):
        importer_named("lamps")


def test_what_the_bundled_corpus_has(checkout: Path) -> None:
    """Registrations, identifiers, names and abbreviations lead to its ids."""
    known = known_beside(checkout / "data")
    assert known.studies["nct NCT03537014"] == "mapp1"
    assert known.sources["doi 10.1038/s41591-021-01336-3"] == "mitchell-2021"
    assert known.reported["mitchell-2021"] == "mapp1"
    # as Metapsy's table gives them, which has no other number of these reports
    assert known.sources["doi 10.1177/0269881110378371"] == "mithoefer-2011"
    assert known.sources["doi 10.1177/0269881112464827"] == "oehen-2013"
    assert known.sources["doi 10.1016/s2215-0366(18)30135-4"] == "mithoefer-2018"
    assert known.sources["doi 10.1177/0269881118806297"] == "otalora-2018"
    assert known.instruments[folded("CAPS-5")] == ("caps-5", "ptsd-symptoms")
    assert known.instruments[folded("C-SSRS")] == ("c-ssrs", "")
    assert known.concepts[folded("Post-Traumatic Stress Disorder")] == "ptsd"
    assert known.interventions[folded("MDMA-assisted therapy")] == "mdma-at"
    assert known.outcomes["ptsd symptoms"] == "ptsd-symptoms"
    assert {"blog", "mapp1", "mdma-at"} <= known.ids


REPORTED = """\
curation: {curator: A. Curator, coded: 2031-02-03}
sources:
  register: {label: Record, kind: registry-record, ABOUT, from: {work: register, how: record}}
  trial: {label: Report, kind: primary-report, identifiers: [pmid 12345], ABOUT,
    from: {work: trial, how: record}}
  paper: {label: Paper, kind: primary-report, identifiers: [doi 10.5555/lamp.9], ABOUT,
    from: {work: paper, how: record}}
  summary: {label: Its abstract, kind: primary-report, part-of: paper, ABOUT,
    from: {work: paper, how: record}}
studies:
  lamp:
    label: Trial of the lamp
    registrations: [{value: nct NCT99999999, from: {work: register, how: record}}]
    from: {work: register, how: record}
    reports:
      sr1: {source: register, READ, from: {work: register, how: record}}
      sr2: {source: trial, READ, from: {work: trial, how: record}}
      sr3: {source: paper, READ, from: {work: paper, how: record}}
      sr4: {source: summary, READ, from: {work: paper, how: record}}
"""
"""A corpus with a study that four sources report, one of them by its authors and without a DOI."""


def reported(folder: Path) -> Path:
    """Write the corpus."""
    folder.mkdir()
    lists = "lists: {arms: unknown, outcomes: unknown, time-points: unknown, populations: unknown}"
    text = REPORTED.replace("READ", f"read: secondary, {lists}")
    about = "funding: not-stated, interests: not-stated, extent: not-read"
    (folder / "lamp.yaml").write_text(text.replace("ABOUT", about), "utf-8")
    return folder


def test_reports_without_a_doi_are_known(tmp_path: Path) -> None:
    """Neither a register's record, nor what has a DOI itself or through what it is part of."""
    known = known_beside(reported(tmp_path / "data"))
    assert known.unnamed == {"lamp": ("trial",)}
    assert known.of_others("lamp").unnamed == {"lamp": ()}


def test_the_command_remarks_upon_a_report_that_may_be_there(tmp_path: Path) -> None:
    """It is one line on stderr and nothing left out: the exit code is 0."""
    file = tmp_path / "lamps.csv"
    file.write_text(
        "study;condition_arm1;condition_arm2;outcome_type;instrument;doi;registration_number;"
        ".id;.g;.g_se\n"
        "Lindgren 2031;lamp;dark;msd;shiss;10.5555/lamp.1;NCT99999999;l1;0.6;0.2\n",
        "utf-8",
    )
    options = ("-o", tmp_path / "out", "--seen", "2031-02-03")
    beside = ("--beside", reported(tmp_path / "data"))
    ended = run("import", "metapsy", file, *options, *beside)
    assert ended.code == 0, ended.err
    remark, written = ended.err.splitlines()
    assert remark == (
        "study lamp is joined; its report doi 10.5555/lamp.1 is none of the sources that report "
        "lamp (trial): if it is one of them, add the identifier there"
    )
    assert written == f"wrote 1 document to {tmp_path / 'out'}"
    assert not (tmp_path / "out" / LEFT_OUT).exists()
    assert run("import", "metapsy", file, *options).err.count("\n") == 1


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("Full dose = mdma-at", "interventions"),
        ("full dose=remission", "outcomes"),
        ("full dose=ptsd", "concepts"),
    ],
)
def test_names_of_a_curator(checkout: Path, said: str, section: str) -> None:
    """What a record calls something is what the curator says it is."""
    known = with_names(known_beside(checkout / "data"), [said])
    assert getattr(known, section)["full dose"] == said.rpartition("=")[2].strip()


def test_an_instrument_by_another_name(checkout: Path) -> None:
    """It brings the outcome that it measures."""
    known = with_names(known_beside(checkout / "data"), ["the long scale=caps-5"])
    assert known.instruments["the long scale"] == ("caps-5", "ptsd-symptoms")


@pytest.mark.parametrize("said", ["lamp", "=mdma-at", "lamp=nowhere"])
def test_names_that_lead_nowhere(said: str) -> None:
    """A name without an id, or with one that is not there, is refused."""
    with pytest.raises(UsageError):
        with_names(NOTHING, [said])


LAMPS = (
    "study;condition_arm1;condition_arm2;drug_arm1;diagnosis;outcome_type;instrument;.id;.g;.g_se"
)
ROW = "Lindgren 2031;lamp;wl;light;gloom;msd;caps-5;a;0.5;0.2"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("light=mdd", "--as light=mdd: mdd is a condition, and 'light' is a substance here"),
        ("gloom=mdma", "--as gloom=mdma: mdma is a substance, and 'gloom' is a condition here"),
    ],
)
def test_what_is_given_is_no_condition(checkout: Path, tmp_path: Path, said: str, why: str) -> None:
    """A concept of another kind than what the record has there is refused; nothing is written."""
    (tmp_path / "lamps.csv").write_text(f"{LAMPS}\n{ROW}\n", "utf-8")
    where = ("-o", tmp_path / "out", "--beside", checkout / "data", "--seen", "2031-02-03")
    ended = run("import", "metapsy", tmp_path / "lamps.csv", *where, "--as", said)
    assert (ended.code, ended.err.strip()) == (2, f"mdmakg: {why}")
    assert not list(tmp_path.glob("out/*.yaml"))


def test_a_concept_of_the_kind_that_is_meant_is_taken(checkout: Path, tmp_path: Path) -> None:
    """A substance for a drug, a condition for a diagnosis."""
    (tmp_path / "lamps.csv").write_text(f"{LAMPS}\n{ROW}\n", "utf-8")
    where = ("-o", tmp_path / "out", "--beside", checkout / "data", "--seen", "2031-02-03")
    names = ("--as", "light=mdma", "--as", "gloom=mdd")
    ended = run("import", "metapsy", tmp_path / "lamps.csv", *where, *names)
    assert ended.code == 0, ended.err
    document = (tmp_path / "out" / "lamps.yaml").read_text("utf-8").split()
    assert document[document.index("parts:") + 2] == "mdma"
    assert document[document.index("populations:") + 2] == "mdd"


def test_a_name_given_to_what_is_of_another_section(checkout: Path, tmp_path: Path) -> None:
    """What the records call so is an intervention, and a condition is none: it is told."""
    (tmp_path / "lamps.csv").write_text(f"{LAMPS}\n{ROW}\n", "utf-8")
    where = ("-o", tmp_path / "out", "--beside", checkout / "data", "--seen", "2031-02-03")
    ended = run("import", "metapsy", tmp_path / "lamps.csv", *where, "--as", "wl=mdd")
    assert ended.code == 5, ended.err
    says = "--as wl=mdd: left out: in these records it is a name among interventions"
    assert f"{says}, and the id is of concepts" in ended.err


# The command


def test_the_command_imports(tmp_path: Path) -> None:
    """A file becomes documents, and the last word says how many and where."""
    file = tmp_path / "lamps.ris"
    file.write_text(RIS, "utf-8")
    ended = run("import", "ris", file, "-o", tmp_path / "out", "--seen", "2031-02-03")
    assert ended.code == 0, ended.err
    assert ended.err == f"wrote 1 document to {tmp_path / 'out'}\n"
    assert ended.out == ""
    assert (tmp_path / "out" / "lamps.yaml").read_text("utf-8").startswith(MARK)


def test_the_command_reads_standard_input(tmp_path: Path) -> None:
    """A dash is standard input."""
    ended = run("import", "ris", "-", "-o", tmp_path, "--seen", "2031-02-03", "--quiet", stdin=RIS)
    assert (ended.code, ended.err) == (0, "")
    assert len(list(tmp_path.glob("*.yaml"))) == 1


def test_the_command_says_what_was_left_out(tmp_path: Path) -> None:
    """Something left out makes the exit code 5, is listed, and is said."""
    file = tmp_path / "lamps.ris"
    file.write_text(RIS, "utf-8")
    ended = run(
        "import", "ris", file, tmp_path / "none", "-o", tmp_path / "out", "--seen", "2031-02-03"
    )
    assert ended.code == 5
    assert f"{tmp_path / 'none'}: left out: " in ended.err
    assert (tmp_path / "out" / LEFT_OUT).read_text("utf-8").count("\n") == 2


def test_the_command_finds_nothing(tmp_path: Path) -> None:
    """Where nothing could be read, the exit code is 3."""
    file = tmp_path / "lamps.csv"
    file.write_text("a;b\n", "utf-8")
    ended = run("import", "metapsy", file, "-o", tmp_path / "out")
    assert ended.code == 3
    assert "has no column study" in ended.err
    assert ended.err.endswith("\nmdmakg: no document was written\n")


def test_the_command_finds_no_file(tmp_path: Path) -> None:
    """An empty folder is named: nothing else is said of it."""
    (tmp_path / "none").mkdir()
    ended = run("import", "ris", tmp_path / "none", "-o", tmp_path / "out")
    assert ended.code == 3
    none = tmp_path / "none"
    assert ended.err == f"mdmakg: no document was written: there is no record in {none}\n"


@pytest.mark.parametrize(
    ("kind", "text", "other"),
    [
        ("pubmed", '{"protocolSection": {}}', "clinicaltrials"),
        ("pubmed", RIS, "ris"),
        ("ris", "% lamps\n@book{a, title={A}}", "bibtex"),
        ("jats", "<?xml version='1.0'?>\n<PubmedArticleSet></PubmedArticleSet>", "pubmed"),
        ("pubmed", "<article></article>", "jats"),
        ("bibtex", "study;condition_arm1\n", "metapsy"),
        ("jats", "<clinical_study></clinical_study>", "clinicaltrials"),
    ],
)
def test_the_command_says_which_kind_fits(kind: str, text: str, other: str, tmp_path: Path) -> None:
    """A file of another kind is told as what it looks like, in one message."""
    file = tmp_path / "lamps"
    file.write_text(text, "utf-8")
    ended = run("import", kind, file, "-o", tmp_path / "out", "--seen", "2031-02-03")
    assert ended.code == 3
    assert f"; this looks like the kind {other}\n" in ended.err
    assert ended.err.count("left out") == 1


def test_the_command_tells_of_names_that_nothing_has(checkout: Path, tmp_path: Path) -> None:
    """A name of the curator's that no record has is left out, and those there are listed."""
    table = tmp_path / "lamps.csv"
    rows = "study;condition_arm1;condition_arm2;outcome_type;instrument;.id;.g;.g_se"
    table.write_text(f"{rows}\nLindgren 2031;lamp;wl;msd;caps-5;a;0.5;0.2\n", "utf-8")
    names = ("--as", "lamp=mdma-at", "--as", "lantern=mdma-at")
    where = ("-o", tmp_path / "out", "--beside", checkout / "data", "--seen", "2031-02-03")
    ended = run("import", "metapsy", table, *where, *names)
    assert ended.code == 5, ended.err
    assert "--as lantern=mdma-at: left out: nothing in these records is called so" in ended.err
    assert "'wl'" in ended.err
    assert "--as lamp=mdma-at" not in ended.err


def test_the_command_lists_the_first_only(tmp_path: Path) -> None:
    """Of very many things left out, the terminal names some and says where the rest is."""
    missing = [tmp_path / f"none-{number}" for number in range(30)]
    ended = run("import", "ris", *missing, "-o", tmp_path / "out")
    assert ended.code == 3
    assert "and 10 more, all of them in" in ended.err


@pytest.mark.parametrize(
    "args", [("lamps", "f"), ("ris", "f", "--seen", "today"), ("ris", "f", "--as", "a=b")]
)
def test_what_cannot_be_asked(args: tuple[str, ...], tmp_path: Path) -> None:
    """An unknown kind, day or name is a mistake of whoever asks."""
    assert run("import", *args, "-o", tmp_path).code == 2


def test_an_import_is_made_anew_beside_itself(tmp_path: Path) -> None:
    """Into the corpus that it stands beside, a second import gives the same bytes."""
    file = tmp_path / "lamps.ris"
    file.write_text(RIS, "utf-8")
    out = tmp_path / "out"
    run("import", "ris", file, "-o", out, "--seen", "2031-02-03")
    first = (out / "lamps.yaml").read_bytes()
    ended = run("import", "ris", file, "-o", out, "--beside", out, "--seen", "2031-02-03")
    assert ended.code == 0, ended.err
    assert (out / "lamps.yaml").read_bytes() == first


def test_the_command_does_not_read_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into a folder within the one that is read, an import is made again and again the same."""
    (tmp_path / "lamps.ris").write_text(RIS, "utf-8")
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        ended = run("import", "ris", ".", "--seen", "2031-02-03")
        assert (ended.code, ended.err) == (0, "wrote 1 document to imported\n")
    (tmp_path / "imported" / "own.yaml").write_text("by: hand\n", "utf-8")
    ended = run("import", "ris", ".", "--seen", "2031-02-03")
    assert ended.code == 5
    assert "imported/own.yaml" in ended.err
    assert (
        "left-out.tsv"
        not in run("import", "ris", ".", "--seen", "2031-02-03").err.partition("wrote")[0]
    )


@pytest.mark.parametrize("out", ["imported", "."])
def test_an_import_does_not_read_what_it_made(
    out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder it stands in may be given, and has what it writes; what is by hand is told."""
    (tmp_path / "lamps.ris").write_text(RIS, "utf-8")
    monkeypatch.chdir(tmp_path)
    asked = ("import", "ris", ".", "-o", out, "--seen", "2031-02-03")
    for _ in range(2):
        ended = run(*asked)
        assert (ended.code, ended.err) == (0, f"wrote 1 document to {out}\n")
    (tmp_path / out / "own.yaml").write_text("by: hand\n", "utf-8")
    first, second = run(*asked), run(*asked)
    assert (first.code, first.err.count(": left out: ")) == (5, 1)
    assert "own.yaml:1:1: left out: " in first.err
    assert second.err == first.err
