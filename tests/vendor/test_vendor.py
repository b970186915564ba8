"""The files of others that travel with the program are those that were taken in."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest

from mdmakg import vendor
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = ("cytoscape.min.js", "yasgui.min.css", "yasgui.min.js")


@pytest.mark.parametrize("name", ROWS)
def test_is_the_file_that_was_taken_in(name: str) -> None:
    """Every listed file has the digest that is listed."""
    assert vendor.vendored(name)


def test_a_changed_file_is_not_given_out(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that somebody changed does not get into a page."""
    place = tmp_path / "vendor"
    shutil.copytree(checkout / "src" / "mdmakg" / "vendor", place)
    (place / "cytoscape.min.js").write_text("alert(1)")
    monkeypatch.setattr(vendor, "files", lambda _name: place)
    with pytest.raises(InputError, match="vendored-changed"):
        vendor.vendored("cytoscape.min.js")


def test_everything_is_listed_with_its_licence(checkout: Path) -> None:
    """No file lies there that the list does not name, and each has its licence beside it."""
    place = checkout / "src" / "mdmakg" / "vendor"
    with (place / "vendored.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    there = {path.name for path in place.iterdir() if path.suffix in {".js", ".css"}}
    assert {row["file"] for row in rows} == there == set(ROWS)
    assert all((place / row["licence_file"]).stat().st_size > 500 for row in rows)
