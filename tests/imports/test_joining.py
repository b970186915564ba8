"""Files of one import: what one declares the others name, and an import made anew knows its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from command_line import run

from mdmakg.imports.called import with_names
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.importing import Import, records
from mdmakg.imports.joining import joined
from mdmakg.imports.known import NOTHING, known_beside
from mdmakg.imports.mark import MARK
from mdmakg.imports.metapsy.importer import Metapsy
from mdmakg.imports.opened import opened

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    "study;condition_arm1;condition_arm2;drug_arm1;outcome_type;instrument;instrument_symptom;"
    "diagnosis;doi;registration_number;.id;.g;.g_se\n"
)
FIRST = "Lindgren 2031;lamp;dark;light;msd;shiss;sleep;nights;10.5555/a;NCT99999999;l1;0.6;0.2\n"
SECOND = "Lindgren 31;lamp;dark;light;msd;shiss;sleep;nights;10.5555/a;NCT99999999;l1;0.5;0.2\n"
THIRD = "Berg 2032;lamp;dark;light;msd;other;sleep;nights;10.5555/b;NA;b1;0.4;0.2\n"
RIS = "TY  - JOUR\nTI  - Lamps\nDO  - 10.5555/lamp.{}\nER  - \n"


def tables(tmp_path: Path, **rows: str) -> Path:
    """Make a folder of tables."""
    place = tmp_path / "tables"
    place.mkdir()
    for name, text in rows.items():
        (place / f"{name}.csv").write_text(HEAD + text, "utf-8")
    return place


def documents(place: Path) -> list[Imported]:
    """Import the tables of a folder."""
    found = list(records(Metapsy(date(2031, 2, 3)), opened([place]), NOTHING))
    assert [each for each in found if isinstance(each, LeftOut)] == []
    return [each for each in found if isinstance(each, Imported)]


def declared(made: Imported, section: str) -> list[str]:
    """Give the ids of a section of a document."""
    entries = made.document[section]
    assert isinstance(entries, dict)
    return list(entries)


def test_what_one_table_declares_the_next_names(tmp_path: Path) -> None:
    """Tables of one import that share a study, an instrument and a condition build together."""
    place, out = tables(tmp_path, a=FIRST, b=SECOND + THIRD), tmp_path / "out"
    ended = run("import", "metapsy", place, "-o", out, "--seen", "2031-02-03")
    assert (ended.code, ended.err) == (0, f"wrote 2 documents to {out}\n")
    first, second = documents(place)
    assert declared(first, "studies") == ["lindgren-2031-study"]
    assert declared(second, "studies") == ["lindgren-2031-study", "berg-2032-study"]
    assert declared(second, "instruments") == ["other"]
    assert "concepts" not in second.document
    built = run("build", out, "-o", tmp_path / "build")
    assert built.code == 0, built.err
    assert "violation" not in built.err


def test_what_is_joined_is_what_a_corpus_has(tmp_path: Path) -> None:
    """A document is known in the import that made it as it is once it is read as a corpus."""
    (made,) = documents(tables(tmp_path, a=FIRST + THIRD))
    Import(tmp_path / "out", "metapsy").run([made], lambda _: None, lambda *_: None)
    known, beside = joined(NOTHING, made), known_beside(tmp_path / "out")
    assert known.studies == beside.studies == {"nct NCT99999999": "lindgren-2031-study"}
    assert known.numbers == beside.numbers
    assert known.sources == beside.sources
    assert known.sources["doi 10.5555/a"] == "doi-10-5555-a"
    assert known.reported == beside.reported
    assert known.reported["doi-10-5555-b"] == "berg-2032-study"
    assert known.instruments == beside.instruments
    assert known.instruments["shiss"] == ("shiss", "sleep-symptoms")
    assert known.concepts == beside.concepts
    assert known.interventions == beside.interventions
    assert known.outcomes == beside.outcomes
    assert known.ids == beside.ids


def test_what_was_known_stays_so(tmp_path: Path) -> None:
    """A name that the corpus or its curator gave is not taken over by what is imported."""
    first, second = documents(tables(tmp_path, a=FIRST, b=THIRD))
    known = with_names(joined(NOTHING, first), ["other=shiss"])
    assert joined(known, second).instruments["other"] == ("shiss", "sleep-symptoms")
    assert joined(known, second).instruments.get("lantern") is None
    assert ("lantern", "instruments") in known.asked


def test_what_is_not_written_is_not_named(tmp_path: Path) -> None:
    """Where a file made by hand is kept, the next table declares what it needs itself."""
    place, out = tables(tmp_path, a=FIRST, b=SECOND), tmp_path / "out"
    out.mkdir()
    (out / "a.yaml").write_text("by: hand\n", "utf-8")
    ended = run("import", "metapsy", place, "-o", out, "--seen", "2031-02-03")
    assert ended.code == 5
    assert "shiss:" in (out / "b.yaml").read_text("utf-8")


def test_a_year_in_a_name_is_no_part(tmp_path: Path) -> None:
    """A table is another's part by what its file says, and not by how it is called."""
    out = tmp_path / "out"
    for name, rows, beside in (("lamps-2031", FIRST, ()), ("lamps", THIRD, ("--beside", out))):
        file = tmp_path / f"{name}.csv"
        file.write_text(HEAD + rows.replace("other", "shiss"), "utf-8")
        ended = run("import", "metapsy", file, "-o", out, "--seen", "2031-02-03", *beside)
        assert ended.code == 0, ended.err
    built = run("build", out, "-o", tmp_path / "build")
    assert built.code == 0, built.err


def test_a_bibliography_knows_its_parts(tmp_path: Path) -> None:
    """What goes on a document says so; made anew beside itself, the import gives the same."""
    for folder in ("a", "b"):
        (tmp_path / "refs" / folder).mkdir(parents=True)
        (tmp_path / "refs" / folder / "refs.ris").write_text(RIS.format(folder), "utf-8")
    out = tmp_path / "out"
    asked = ("import", "ris", tmp_path / "refs", "-o", out, "--seen", "2031-02-03")
    assert run(*asked).code == 0
    first = {path.name: path.read_text("utf-8") for path in out.iterdir()}
    assert first["refs.yaml"].startswith(f"{MARK} ris; made anew")
    assert first["refs-2.yaml"].startswith(f"{MARK} ris, part of refs; made anew")
    ended = run(*asked, "--beside", out)
    assert ended.code == 0, ended.err
    assert {path.name: path.read_text("utf-8") for path in out.iterdir()} == first
    assert "refs-2" not in known_beside(out).of_others("refs").ids
