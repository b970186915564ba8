"""Small files that lie beside a table: found by their names, bounded, looked for once."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from mdmakg.imports.metapsy.beside import text_beside

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MOST = 1 << 20


def archive_of(path: Path, files: dict[str, str]) -> Path:
    """Write an archive of texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_a_long_file_is_not_cut(tmp_path: Path) -> None:
    """Of a file beyond the bound nothing is read, in an archive as in a folder."""
    files = {"license": "x" * (MOST + 1), "LICENSE": "y" * MOST}
    archive = archive_of(tmp_path / "lamps.zip", files)
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    for table in (tmp_path / "data.csv", archive / "data.csv"):
        assert text_beside(table, "license") == ""
        assert text_beside(table, "LICENSE") == files["LICENSE"]
        assert text_beside(table, "license", "LICENSE") == files["LICENSE"]


def test_each_table_has_its_own(tmp_path: Path) -> None:
    """What lies beside one table of an archive is not another's."""
    archive = archive_of(tmp_path / "lamps.zip", {"a/license": "Free.", "b/data.csv": ""})
    assert text_beside(archive / "a" / "data.csv", "license") == "Free."
    assert text_beside(archive / "b" / "data.csv", "license") == ""


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
    texts = {text_beside(archive / f"{n}.csv", "license", "licence") for n in range(100)}
    assert texts == {"Free."}
    assert len(opened) == 3
