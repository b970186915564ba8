"""``mdmakg terms``: what it prints, as text and as JSON, and how it ends."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from command_line import run
from given import corpus, rows, terms
from jsonschema import Draft202012Validator

from mdmakg.terms.finding import Code

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads((files("mdmakg") / "terms" / "terms.schema.json").read_text("utf-8"))
OBO = "format-version: 1.2\n\n[Term]\nid: CHEBI:1391\nname: ecstasy\n"


def test_our_own_are_sound() -> None:
    """The bundled corpus: everything audited, nothing found."""
    ended = run("terms", "data", "--quiet")
    assert ended.code == 0
    assert ended.out.endswith("Nothing found.\n")


def test_a_violation_fails_the_run(tmp_path: Path) -> None:
    """Exit code 1, the place, the line, a caret, and what hangs on it."""
    folder = corpus(tmp_path, rows("concept:nap exactMatch SLEEP:1 doze"), terms("SLEEP:1|nap"))
    ended = run("terms", folder)
    assert ended.code == 1
    assert "mappings.sssom.tsv:8:30: violation: term-label: SLEEP:1 is recorded as nap" in ended.out
    assert "  mapped to it: concept:nap\n" in ended.out
    assert run("terms", folder, "--fail-on", "never").code == 0


def test_json_is_as_its_schema_says(tmp_path: Path) -> None:
    """Findings with their places, as the committed schema has them."""
    folder = corpus(tmp_path, rows("concept:nap exactMatch SLEEP:1 doze"), terms("SLEEP:1|nap"))
    release = tmp_path / "chebi.obo"
    release.write_text(OBO, "utf-8")
    told = json.loads(run("terms", folder, "-f", "json", "--ontology", release).out)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(told)
    assert {(one["code"], one["term"]) for one in told["findings"]} == {
        ("term-label", "SLEEP:1"),
        ("renamed", "CHEBI:1391"),
    }
    # A file of ChEBI with one term is no release: it lacks the four others that are recorded.
    looked = {"file": str(release), "form": "obo", "terms": 1, "recorded": 1, "absent": 4}
    assert told["ontologies"] == [looked]


def test_the_schema_knows_every_code() -> None:
    """A code that the program can give is in the schema, and no other."""
    row = SCHEMA["properties"]["findings"]["items"]["properties"]
    assert set(row["code"]["enum"]) == {code.value for code in Code}


def test_claims_that_hang_on_a_renamed_term(tmp_path: Path) -> None:
    """A release that calls MDMA something else names the claims that speak of MDMA."""
    release = tmp_path / "chebi.obo"
    release.write_text(OBO, "utf-8")
    ended = run("terms", "data", "--ontology", release)
    assert ended.code == 0
    assert "was renamed from 3,4-methylenedioxymethamphetamine to ecstasy" in ended.out
    assert "  mapped to it: concept:mdma\n" in ended.out
    assert "  claims that hang on it: blog:" in ended.out


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--format", "xml"), 2),
        (("--format", "tsv"), 2),
        (("--fail-on", "sometimes"), 2),
        (("--ontology", "nothing.owl"), 3),
    ],
)
def test_what_cannot_be_asked(args: tuple[str, ...], code: int) -> None:
    """Exit code 2 for what cannot be asked, 3 for what cannot be read."""
    assert run("terms", "data", *args).code == code


def test_rows_of_a_release(tmp_path: Path) -> None:
    """``--format tsv`` writes the terms that a release has, ready for a list of terms."""
    release = tmp_path / "chebi.obo"
    release.write_text(OBO, "utf-8")
    out = run("terms", "data", "-f", "tsv", "--ontology", release).out.splitlines()
    assert [line.split("\t")[:3] for line in out[1:]] == [
        ["CHEBI:1391", "http://purl.obolibrary.org/obo/CHEBI_1391", "ecstasy"]
    ]


def test_a_place_is_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """From another folder a finding in our own list has a path that leads to it."""
    release = tmp_path / "chebi.obo"
    release.write_text(OBO, "utf-8")
    monkeypatch.chdir(tmp_path)
    (first, *_) = run("terms", "--ontology", release).out.splitlines()
    assert first.startswith(f"{pytestconfig.rootpath / 'ontology' / 'terms.tsv'}:")


def test_a_terminal_is_not_told_what_to_do(tmp_path: Path) -> None:
    """An escape sequence in a release is shown, not obeyed."""
    release = tmp_path / "chebi.obo"
    release.write_text(OBO.replace("ecstasy", "\x1b[31mred"), "utf-8")
    ended = run("terms", "data", "--ontology", release)
    assert "\x1b" not in ended.out
    assert "\\x1b[31mred" in ended.out
