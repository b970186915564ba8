"""``mdmakg agree``: two coders on the command line, and what cannot be compared."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from command_line import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def coders(here: Path, demo: Path) -> Path:
    """Work beside two codings of the example: the second has another kind for one claim."""
    shutil.copytree(demo / "data", here / "a")
    shutil.copytree(demo / "data", here / "b")
    text = (here / "b" / "example.yaml").read_text("utf-8")
    (here / "b" / "example.yaml").write_text(text.replace("kind: burden", "kind: opinion"), "utf-8")
    return here


def test_two_files(coders: Path) -> None:
    """Files are compared by themselves; disagreement is a finding and no failure."""
    ended = run("agree", "a/example.yaml", "b/example.yaml", "--disagreements")
    assert (ended.code, ended.err) == (0, "")
    assert "matched: 6; only in a: none; only in b: none\n" in ended.out
    line = (coders / "a" / "example.yaml").read_text("utf-8").splitlines().index("    kind: burden")
    assert f"a/example.yaml:{line + 1}:11: kind: example:c3 burden\n" in ended.out
    assert f"  b/example.yaml:{line + 1}:11: example:c3 opinion\n" in ended.out


def test_two_folders_in_every_format(coders: Path) -> None:
    """Folders are paired by text; JSON has all, TSV a row for each code, a file what was asked."""
    told = json.loads(run("agree", "a", "b", "-f", "json").out)
    assert [one["code"] for one in told["disagreements"]] == ["kind"]
    assert run("agree", "a", "b", "-f", "tsv").out.count("\n") == 9
    assert run("agree", "a", "b", "-o", "told.txt").out == ""
    assert "kind" in (coders / "told.txt").read_text("utf-8")


@pytest.mark.usefixtures("coders")
@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("a", "b", "--format", "pdf"), 2, "table, json, tsv"),
        (("a", "b", "--overlap", "0"), 2, "a share above 0"),
        (("a", "b", "--overlap", "1.5"), 2, "a share above 0"),
        (("a", "b/example.yaml"), 2, "not one of each"),
        (("a",), 2, ""),
        (("a/example.yaml", "nowhere.yaml"), 3, "nowhere.yaml:1:1: missing-file: "),
        (("a", "nowhere"), 3, "nowhere:1:1: missing-file: "),
        (("a/example.yaml", "b/texts/example.txt"), 3, "b/texts/example.txt:1:1: not-a-mapping: "),
    ],
)
def test_what_cannot_be_compared(args: tuple[str, ...], code: int, says: str) -> None:
    """The usual codes; files that cannot be read with file, line and column."""
    ended = run("agree", *args)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_other_texts(coders: Path) -> None:
    """Encodings of different texts end with 3, at the digest of the second."""
    path = coders / "b" / "example.yaml"
    text = path.read_text("utf-8")
    row = next(n for n, line in enumerate(text.splitlines(), 1) if "sha256: 9d36" in line)
    path.write_text(text.replace("sha256: 9d36", "sha256: 0d36"), "utf-8")
    ended = run("agree", "a/example.yaml", "b/example.yaml")
    assert (ended.code, ended.out) == (3, "")
    assert f"b/example.yaml:{row}:11: other-text: " in ended.err


def test_nothing_in_common(coders: Path) -> None:
    """Where no claim is matched a warning says that nothing was compared."""
    path = coders / "b" / "example.yaml"
    text = path.read_text("utf-8").partition("\nclaims:\n")[0]
    path.write_text(f"{text}\nclaims: {{}}\n", "utf-8")
    ended = run("agree", "a/example.yaml", "b/example.yaml")
    assert ended.code == 0
    assert ended.err.startswith("warning: no claim of one")
    assert run("agree", "a/example.yaml", "b/example.yaml", "-q").err == ""
