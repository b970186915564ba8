"""What pages list is what there is: verbs, options, formats, checks, keys, layers, links."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

import pytest
from typer.main import get_command

from mdmakg.check.accept import UNUSED
from mdmakg.check.shapes import NOUNS
from mdmakg.cli.app import app
from mdmakg.encode.rdf import RDF_FILES
from mdmakg.export.exchanges import EXCHANGES
from mdmakg.export.formats import FORMATS
from mdmakg.model import claim, concept, document, intervention, outcome, record, source, study
from mdmakg.model import text as text_model
from mdmakg.model.acceptance import Acceptance
from mdmakg.report.writers import WRITERS
from mdmakg.store.answer import RESULTS, TRIPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.export.exchange import Exchange

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
PAGES = sorted([*CHECKOUT.glob("*.md"), *DOCS.rglob("*.md"), CHECKOUT / "queries" / "README.md"])
VERBS: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined] # of a group


def words_of(page: Path) -> str:
    """Read a page."""
    return page.read_text("utf-8")


def named(page: Path) -> Path:
    """Name a page in the report of a test."""
    return page.relative_to(CHECKOUT)


# --- the command line --------------------------------------------------------


def part_on(verb: str) -> str:
    """Give the part of the page on the command line that is about one verb."""
    _, found, rest = words_of(DOCS / "command-line.md").partition(f"\n## {verb}\n")
    assert found, f"docs/command-line.md has no part on {verb}"
    return rest.partition("\n## ")[0]


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_on_the_page(verb: str) -> None:
    """Each option, long and short, stands in the part on its verb; none that is not there."""
    rows = re.findall(r"^\| `(--[^`]+)` \|(?: (?:`(-\w)`)? ?\|)?", part_on(verb), re.M)
    shown = {name.split()[0] for name, _ in rows} | {short for _, short in rows if short}
    there = {opt for one in VERBS[verb].params for opt in one.opts if opt.startswith("-")}
    assert shown == there - {"--help", "-h"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_option_has_help(verb: str) -> None:
    """Nothing is left to be guessed: every verb, argument and option says what it is."""
    assert VERBS[verb].help
    assert [one.name for one in VERBS[verb].params if not one.help] == []


def test_verbs_are_those_of_the_page() -> None:
    """The table of verbs has those of the program, in their order."""
    page = words_of(DOCS / "command-line.md")
    assert re.findall(r"^\| \[`(\w+)`\]\(#\w+\)", page, re.M) == list(VERBS)


def test_exit_codes_are_those_of_the_errors() -> None:
    """The codes of the page are those that errors carry, and 0 and 1."""
    from mdmakg.errors import MdmakgError

    rows = re.findall(r"^\| (\d+) \|", words_of(DOCS / "command-line.md"), re.M)
    carried = {one.exit_code for one in MdmakgError.__subclasses__()}
    assert {int(row) for row in rows} == {0, 1} | carried


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_command_that_there_is_not(page: Path) -> None:
    """What is shown in code after the program's name is a verb or an option of the program."""
    code = re.findall(r"^```.*?^```|`[^`\n]+`", words_of(page), re.M | re.S)
    said = [word for part in code for word in re.findall(r"\bmdmakg ([a-z-][\w-]*)", part)]
    there = {*VERBS, "--help", "--version", "--install-completion", "--show-completion"}
    # The name of the program is that of its maintainers and of its package, too.
    assert set(said) - there - {"maintainers"} == set()


def test_formats_are_those_of_the_table() -> None:
    """Each token of each verb has a row, with extension and media type where the code has them."""
    rows = {
        (token, verb): (extension, media)
        for token, extension, media, verbs in re.findall(
            r"^\| `([\w-]+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
            part_on("Formats"),
            re.M,
        )
        for verb in re.findall(r"`(check|query|trace|export)`", verbs)
    }
    tokens = {
        "check": {*WRITERS},
        "query": {"table", *RESULTS, *TRIPLES},
        "trace": {"tree", "svg", *FORMATS},
        "export": {*EXCHANGES},
    }
    assert {*rows} == {(token, verb) for verb, those in tokens.items() for token in those}
    assert {t: rows[t, "trace"] for t in FORMATS} == {
        t: (f"`{form.extension}`", f"`{form.media_type}`") for t, form in FORMATS.items()
    }
    assert {t: rows[t, "export"] for t in EXCHANGES} == {
        t: written(EXCHANGES[t]) for t in EXCHANGES
    }
    results = {token: form.media_type for token, form in RESULTS.items()}
    triples = {token: form.media_type for token, form in TRIPLES.items()}
    shown = {token: rows[token, "query"][1] for token in (*RESULTS, *TRIPLES)}
    types = {t: media.partition(";")[0] for t, media in {**results, **triples}.items()}
    assert shown == {token: f"`{media}`" for token, media in types.items()}


def written(form: Exchange) -> tuple[str, str]:
    """Write the ending and the media type of an export as the table has them."""
    if not form.files:
        return f"`{form.extension}`", f"`{form.media_type}`"
    kinds = dict.fromkeys(kind for kind, _ in form.files.values())
    return ", ".join(f"`{name}`" for name in form.files), ", ".join(f"`{kind}`" for kind in kinds)


def test_rdf_files_are_those_of_the_page() -> None:
    """The page names the endings of the files that ``check`` reads."""
    assert {ending for ending in RDF_FILES if f"`{ending}`" not in part_on("check")} == set()


# --- checks and shapes -------------------------------------------------------


def test_every_check_has_its_page() -> None:
    """A file of shapes that is no noun is a check with a page of its name, and the reverse.

    One check looks at what the others found, and so is no shape.
    """
    codes = {path.stem for path in (CHECKOUT / "shapes").glob("*.ttl")} - set(NOUNS)
    assert codes
    pages = {path.stem for path in (DOCS / "checks").glob("*.md")}
    assert pages == codes | {"structure", UNUSED}


@pytest.mark.parametrize("page", sorted((DOCS / "checks").glob("*.md")), ids=named)
def test_pages_of_checks_have_their_parts(page: Path) -> None:
    """Severity as in the shape, basis, what fires, what does not, what to do."""
    words = words_of(page)
    assert "**Basis.**" in words
    parts = re.findall(r"^## (.+)$", words, re.M)
    assert parts == ["It fires", "It stays silent", "What to do"]
    if page.stem == UNUSED:
        assert words.startswith(f"# {UNUSED}\n\n**Warning.**")
    elif page.stem != "structure":
        shape = (CHECKOUT / "shapes" / f"{page.stem}.ttl").read_text("utf-8")
        severity = re.search(r"sh:severity sh:(\w+)", shape)
        assert severity is not None
        assert words.startswith(f"# {page.stem}\n\n**{severity[1]}")


# --- the five nouns ----------------------------------------------------------

KEYS: dict[str, list[type[record.Record]]] = {
    "source": [
        document.Document, document.Curation, source.Source, source.Status, source.RiskOfBias,
        record.Fact,
        record.KnownThrough, text_model.TextFile, text_model.SectionRange, text_model.Skip,
    ],
    "study": [study.Study, study.StudyReport, study.Sizes, study.Arm, study.TimePoint,
              study.Offset, study.Listed],
    "intervention": [intervention.Intervention, intervention.InterventionReport,
                     intervention.Component],
    "outcome": [outcome.Outcome, outcome.Instrument, outcome.OutcomeReport, outcome.Result,
                outcome.Change, outcome.ArmFigures],
    "claim": [claim.Claim, claim.Proposition, claim.Quotation, claim.Attribution,
              claim.EvidenceLine, claim.JoinedLine, concept.Concept],
}  # fmt: skip
SHARED = {"at", "from"}


def enumerations(annotation: object) -> Iterator[type[StrEnum]]:
    """Find the closed lists in the type of a field."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    if get_origin(annotation) is None and hasattr(annotation, "model_fields"):
        value = annotation.model_fields.get("value")
        yield from enumerations(value.annotation) if value is not None else ()
    for part in get_args(annotation):
        yield from enumerations(part)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_key_of_a_noun_is_on_its_page(noun: str) -> None:
    """Each key that a document file may hold stands on the page of its noun, as code."""
    shown = set(re.findall(r"`([a-z][\w-]*)`", words_of(DOCS / f"{noun}.md")))
    there = {field.alias for one in KEYS[noun] for field in one.model_fields.values()}
    assert there - shown - (SHARED if noun != "source" else set()) - {"value", "written"} == set()


def test_every_key_of_an_acceptance_is_on_its_page() -> None:
    """Each key of an entry under ``accepted`` stands in the table on accepting."""
    rows = re.findall(r"^\| `([a-z]+)` \|", words_of(DOCS / "accepting.md"), re.M)
    assert rows[: len(Acceptance.model_fields)] == [*Acceptance.model_fields]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_word_of_a_closed_list_is_on_its_page(noun: str) -> None:
    """Each member of each closed list that the keys of a noun take stands on its page."""
    shown = set(re.findall(r"`([a-z0-9][\w-]*)`", words_of(DOCS / f"{noun}.md")))
    if noun == "claim":  # its page sends readers to that of outcomes
        shown |= {direction.value for direction in outcome.Direction}
    lists = {
        found
        for one in KEYS[noun]
        for field in one.model_fields.values()
        for found in enumerations(field.annotation)
    }
    assert lists
    assert {word.value for members in lists for word in members} - shown == set()


@pytest.mark.parametrize("noun", NOUNS)
def test_every_shape_of_a_noun_is_on_its_page(noun: str) -> None:
    """Each node shape stands on the page of its noun; those that only others use may not."""
    words = words_of(DOCS / f"{noun}.md")
    part = words.partition("\n## The shapes that guard it\n")[2].partition("\n## ")[0]
    shapes = (CHECKOUT / "shapes" / f"{noun}.ttl").read_text("utf-8")
    named_there = set(re.findall(r"^:([a-z-]+) a sh:NodeShape", shapes, re.M))
    wanted = {name for name in named_there if not name.startswith("is-")}
    assert wanted
    assert wanted - set(re.findall(r"`([a-z-]+)`", part)) == set()


# --- architecture, decisions, files ------------------------------------------


def test_layers_are_those_that_are_held() -> None:
    """The table of layers is the contract in pyproject.toml, line by line."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    held = [set(layer.split(" | ")) for layer in contract["layers"]]
    rows = re.findall(r"^\| (`\w+`(?: · `\w+`)*) \|", words_of(DOCS / "architecture.md"), re.M)
    assert [set(re.findall(r"`(\w+)`", row)) for row in rows] == held


def test_every_decision_is_listed() -> None:
    """The list of decisions has each file, under its own title."""
    rows = re.findall(
        r"^\| \[(\d+)\]\((\S+)\) \| (.+) \|$", words_of(DOCS / "decisions/README.md"), re.M
    )
    there = {
        path.name: path.read_text("utf-8").splitlines()[0]
        for path in (DOCS / "decisions").glob("0*.md")
    }
    assert {name: f"# {number}. {title}" for number, name, title in rows} == there


def test_every_file_of_a_build_is_on_the_page(tmp_path: Path) -> None:
    """Each file that a build's manifest names stands on the page on files."""
    from mdmakg.build.build import build, check_corpus
    from mdmakg.build.example import make_example

    make_example(tmp_path / "demo")
    written = build(check_corpus(tmp_path / "demo"), tmp_path / "out").files
    page = words_of(DOCS / "files.md")
    names = {name for name in written if "/" not in name}
    assert "manifest.json" in names
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_glossary_is_in_order() -> None:
    """Words stand in the order of the alphabet, once each, and each leads home."""
    rows = re.findall(
        r"^\| ([a-z][^|]*) \| ([^|]+) \| ([^|]+) \|$", words_of(DOCS / "glossary.md"), re.M
    )
    words = [word for word, *_ in rows][1:]
    assert len(words) > 40
    assert words == sorted(set(words))
    assert [word for word, _, home in rows[1:] if "](" not in home] == []


# --- links -------------------------------------------------------------------


def slug(heading: str) -> str:
    """Make the anchor that forges make of a heading."""
    plain = re.sub(r"`|\[([^]]*)\]\([^)]*\)", r"\1", heading.strip())
    kept = "".join(
        letter for letter in plain.lower()
        if letter in "-_ " or unicodedata.category(letter)[0] in "LN"
    )  # fmt: skip
    return kept.replace(" ", "-")


def prose(page: Path) -> str:
    """Read a page without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", words_of(page), flags=re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Each link within the project names a file that is there, and a heading that it has."""
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        headings = (
            re.findall(r"^#+ (.+)$", prose(there), re.M)
            if there.suffix == ".md" and there.exists()
            else []
        )
        if not there.exists() or (anchor and anchor not in map(slug, headings)):
            lost.append(target)
    assert lost == []


def test_every_page_is_reached() -> None:
    """From the index, by links, each page of the documentation can be reached."""
    seen: set[Path] = set()
    ahead = [DOCS / "index.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        links = re.findall(r"\]\(([^)#\s:]+)", prose(page))
        ahead += [(page.parent / link).resolve() for link in links]
    assert {path for path in DOCS.rglob("*.md") if "_build" not in path.parts} - seen == set()
