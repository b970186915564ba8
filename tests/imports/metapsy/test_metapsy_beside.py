"""Small files that lie beside a table: found by their names, bounded, looked for once."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from imported import from_file, from_text, left
from test_metapsy_tables import ROW, results, table

from mdmakg.imports.metapsy.beside import text_beside

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.imports.importer import LeftOut

MOST = 1 << 20


def archive_of(path: Path, files: dict[str, str]) -> Path:
    """Write an archive of texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def beside(path: Path, *names: str) -> tuple[str, list[Path]]:
    """Read what lies beside, with the places of what could not be read."""
    told: list[LeftOut] = []
    text = text_beside(path, *names, leave=told.append).text
    return text, [path.with_name(each.where.rpartition("/")[2].partition(":")[0]) for each in told]


def test_a_long_file_is_not_cut(tmp_path: Path) -> None:
    """Of a file beyond the bound nothing is read, in an archive as in a folder."""
    files = {"license": "x" * (MOST + 1), "LICENSE": "y" * MOST}
    archive = archive_of(tmp_path / "lamps.zip", files)
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    for place in (tmp_path / "data.csv", archive / "data.csv"):
        assert beside(place, "license") == ("", [place.with_name("license")])
        assert beside(place, "LICENSE") == (files["LICENSE"], [])
        assert beside(place, "license", "LICENSE")[0] == files["LICENSE"]


def test_each_table_has_its_own(tmp_path: Path) -> None:
    """What lies beside one table of an archive is not another's."""
    archive = archive_of(tmp_path / "lamps.zip", {"a/license": "Free.", "b/data.csv": ""})
    assert beside(archive / "a" / "data.csv", "license") == ("Free.", [])
    assert beside(archive / "b" / "data.csv", "license") == ("", [])


def test_an_archive_is_not_gone_through_for_each_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred tables beside one licence: it is looked for once, by each name, and read once."""
    archive = archive_of(tmp_path / "lamps.zip", {f"{n}.csv": "" for n in range(100)})
    with zipfile.ZipFile(archive, "a") as written:
        written.writestr("licence", "Free.")
    opened: list[object] = []
    plain: Any = zipfile.ZipFile.__init__

    def counted(*args: Any) -> None:
        opened.append(args)
        plain(*args)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    texts = [beside(archive / f"{n}.csv", "license", "licence") for n in range(100)]
    assert texts == [("Free.", [])] * 100
    assert len(opened) == 3


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("license", "Nur für alle".encode("latin-1"), "license:1:6: "),
        ("license", b"x" * 1001, "license: names no address and is no one line"),
        ("last_search.txt", b"last spring", "last_search.txt: 'last spring' is no day"),
        ("variable_description.json", b"no json", "description.json: is no JSON object"),
        ("variable_description.json", b"[" * 100_000, "description.json: is no JSON object"),
        ("variable_description.json", b"[]", "description.json: is no JSON object"),
    ],
)
def test_what_lies_beside_and_cannot_be_taken(
    name: str, content: bytes, told: str, tmp_path: Path
) -> None:
    """It is told with its place, and the table is taken without it."""
    (tmp_path / "data.csv").write_text(table(ROW), "utf-8")
    (tmp_path / name).write_bytes(content)
    document, left_out = from_file(tmp_path / "data.csv", seen=None)
    assert len(results(document)) == 1
    assert [told in each for each in left(left_out)] == [True], left(left_out)


def test_a_notice_that_no_line_has(tmp_path: Path) -> None:
    """A licence of a thousand letters is stated, and it is told that the notice is not."""
    (tmp_path / "data.csv").write_text(table(ROW), "utf-8")
    (tmp_path / "license").write_text("x" * 1000, "utf-8")
    document, left_out = from_file(tmp_path / "data.csv")
    (source, _) = document["sources"].values()
    assert source["licence"] == "x" * 1000
    assert "attribution" not in source
    assert [each.why for each in left_out] == ["the notice that it asks for is longer than a line"]


def test_beside_standard_input_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A licence where somebody happens to stand is not that of what comes in by itself."""
    (tmp_path / "license").write_text("Free.", "utf-8")
    monkeypatch.chdir(tmp_path)
    document, _ = from_text(table(ROW), name="<stdin>")
    assert "licence" not in document["sources"]["effect-size-table-table"]
