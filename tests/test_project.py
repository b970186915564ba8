"""The project's own hygiene: what is in the tree, and what must not be."""

from __future__ import annotations

import ast
import os
import re
import tomllib
import unicodedata
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
import yaml

import mdmakg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LONGEST_MODULE = 350
LONGEST_RUN = 9

# The first folder of a path that only one machine has. What follows a letter is
# part of an IRI or of a relative path, what follows a bracket part of a template.
MACHINE_PATH = re.compile(
    r"(?<![\w.~)\]}>-])/(?:home|Users|root|work|tmp|opt|mnt|srv)/\w|[A-Z]:\\Users\\"
)
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|conda\.anaconda\.org"
    r"|(?:index|find)-(?:url|links)\b",
    re.IGNORECASE,
)

HEAVY = {"rdflib", "pyshacl", "networkx"}
BARRED = {"click": "typer carries its own click, and a second one does not work with it"}

# Bibliographic facts, which cannot be worded otherwise: titles and lists of authors.
FACTS = (
    (
        "MDMA-Assisted Therapy for Major Depressive Disorder: "
        "A Seven-Month Follow-Up Proof of Principle Trial"
    ),
    "MDMA-Assisted Therapy for Depression: Unlocking the Trauma Beneath the Diagnosis",
    (
        "Tor-Morten Kvam, Ivar W. Goksøyr, Justyna Rog, Inger-Tove Jentoft van de Vooren, "
        "Lowan Han Stewart, Ingrid Autran, Mark Berthold-Losleben, Lynn Mørch-Johnsen, "
        "René Holst, Jan Ivar Røssberg, Ingmar Clausen & Ole A. Andreassen"
    ),
)


# --- tracked files -----------------------------------------------------------


def lines_of(path: Path) -> list[str]:
    """Read a file as lines; what is not UTF-8 text has none."""
    try:
        return path.read_bytes().decode().splitlines()
    except UnicodeDecodeError:
        return []


def found_in(paths: Iterable[Path], pattern: re.Pattern[str]) -> list[str]:
    """List file:line of every match of ``pattern``."""
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(lines_of(path), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    ("pattern", "bad", "good"),
    [
        (MACHINE_PATH, "see /ho" + "me/ada/notes", "https://w3id.org/mdmakg/work/jerome"),
        (MACHINE_PATH, "'/t" + "mp/out'", 'f"{BASE}/work/{slug}"'),
        (MACHINE_PATH, "C:\\Us" + "ers\\ada", "#!/usr/bin/env bash"),
        (REGISTRY, "https://py" + "pi.org/simple", "https://w3id.org/mdmakg/"),
        (REGISTRY, "pip install --extra-index" + "-url x", "pip install --group dev"),
    ],
)
def test_patterns_tell_bad_from_good(pattern: re.Pattern[str], bad: str, good: str) -> None:
    """Each pattern below finds what it is for and leaves IRIs and templates alone."""
    assert pattern.search(bad)
    assert not pattern.search(good)


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["path", "registry"])
def test_nothing_of_one_machine(tracked_files: tuple[Path, ...], pattern: re.Pattern[str]) -> None:
    """No tracked file names a folder of one machine, or where packages come from."""
    assert found_in(tracked_files, pattern) == []


@pytest.mark.parametrize("script", ["find-python", "make-venv", "test-wheel", "../.ci/run"])
def test_scripts_can_be_started(checkout: Path, script: str) -> None:
    """What make calls by name has its executable bit."""
    path = checkout / "packaging" / script
    if not path.exists():
        pytest.skip(f"{path.name} is not part of a source distribution")
    assert os.access(path, os.X_OK)


# --- source ------------------------------------------------------------------


def modules(checkout: Path) -> list[Path]:
    """List the modules of the program."""
    found = sorted((checkout / "src").rglob("*.py"))
    assert found, "no module found: this test looked at nothing"
    return found


def imported(node: ast.AST) -> Iterator[str]:
    """Give the top package of each absolute import that ``node`` itself makes."""
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        yield node.module.partition(".")[0]


def for_types_only(node: ast.AST) -> bool:
    """Tell whether ``node`` is an ``if TYPE_CHECKING`` block."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs when a module is imported: no function's body, no types-only block."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if for_types_only(child):
            continue
        yield child
        yield from run_on_import(child)


def heavy_on_import(source: str) -> set[str]:
    """Name the heavy libraries that importing ``source`` would import."""
    nodes = run_on_import(ast.parse(source))
    return {name for node in nodes for name in imported(node)} & HEAVY


def test_modules_are_short(checkout: Path) -> None:
    """A module is one thing: fewer than 350 lines."""
    long = {
        str(path): len(lines_of(path))
        for path in modules(checkout)
        if len(lines_of(path)) >= LONGEST_MODULE
    }
    assert long == {}


@pytest.mark.parametrize("name", BARRED)
def test_barred_libraries(checkout: Path, name: str) -> None:
    """No module imports, anywhere, a library that is known to break the program."""
    guilty = [
        str(path)
        for path in modules(checkout)
        for node in ast.walk(ast.parse(path.read_text()))
        if name in imported(node)
    ]
    assert guilty == [], BARRED[name]


@pytest.mark.parametrize(
    ("source", "heavy"),
    [
        ("import rdflib.term", {"rdflib"}),
        ("from networkx import DiGraph", {"networkx"}),
        ("try:\n    import pyshacl\nexcept ImportError: ...", {"pyshacl"}),
        ("class A:\n    import rdflib", {"rdflib"}),
        ("def f():\n    import rdflib", set()),
        ("if TYPE_CHECKING:\n    import rdflib", set()),
        ("from . import networkx", set()),
    ],
)
def test_heavy_imports_are_recognised(source: str, heavy: set[str]) -> None:
    """Imports in functions and for types alone are light, all others count."""
    assert heavy_on_import(source) == heavy


def test_heavy_imports_wait(checkout: Path) -> None:
    """No module imports rdflib, pySHACL or networkx merely by being imported."""
    heavy = {str(path): heavy_on_import(path.read_text()) for path in modules(checkout)}
    assert {path: names for path, names in heavy.items() if names} == {}


def test_public_surface() -> None:
    """What ``mdmakg`` defines without an underscore is exactly its ``__all__``."""
    defined = {
        name
        for name, value in vars(mdmakg).items()
        if not isinstance(value, ModuleType)
        and getattr(value, "__module__", "mdmakg").startswith("mdmakg")
        and not name.startswith("_")
    }
    assert defined | {"__version__"} == set(mdmakg.__all__)


# --- one version, one beginning ----------------------------------------------


def test_one_version(checkout: Path) -> None:
    """pyproject.toml, CITATION.cff, the newest entry of CHANGELOG.md and the program agree."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    citation = yaml.safe_load((checkout / "CITATION.cff").read_text())
    entries = re.findall(r"^## \[(\d[^]]*)\]", (checkout / "CHANGELOG.md").read_text(), re.M)
    versions = [project["version"], citation["version"], entries[0], mdmakg.__version__]
    assert len(set(versions)) == 1, versions


def test_citation_has_what_the_format_requires(checkout: Path) -> None:
    """CFF 1.2.0 requires cff-version, message, title and authors; licences are SPDX ids."""
    citation = yaml.safe_load((checkout / "CITATION.cff").read_text())
    assert citation["cff-version"] == "1.2.0"
    assert citation["message"]
    assert citation["title"] == "mdmakg"
    assert [author["name"] for author in citation["authors"]] == ["The mdmakg maintainers"]
    assert citation["license"] == "Apache-2.0"


def test_readme_begins_with_the_two_commands(checkout: Path) -> None:
    """The first two commands that the README shows are all the set-up there is."""
    blocks = re.findall(
        r"^```(?:sh|console)\n(.*?)^```", (checkout / "README.md").read_text(), re.M | re.S
    )
    commands = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    assert commands[:2] == ["make build", "make test"]


# --- nobody's sentences ------------------------------------------------------


def words(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Give each word, folded to lower-case letters and digits, with its line from 1."""
    for number, line in enumerate(lines, 1):
        folded = unicodedata.normalize("NFKC", line).lower()
        yield from ((word, number) for word in re.findall(r"[^\W_]+", folded))


def runs(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Give each run of nine words, with the line on which it begins."""
    read = list(words(lines))
    for start in range(len(read) - LONGEST_RUN + 1):
        run = read[start : start + LONGEST_RUN]
        yield " ".join(word for word, _ in run), run[0][1]


def taken(lines: list[str], documents: Iterable[str], facts: Iterable[str]) -> dict[int, str]:
    """Give the lines on which a run of words of ``documents`` begins that is no bare fact."""
    theirs = {run for text in documents for run, _ in runs(text.splitlines())}
    allowed = {run for fact in facts for run, _ in runs([fact])}
    return {line: run for run, line in runs(lines) if run in theirs - allowed}


def test_taken_words_are_found() -> None:
    """Nine words in a row are found over line ends and other marks; eight are not."""
    theirs = "The heron, it is said, waits; nobody has seen it hurry before noon."
    nine = ["# a note", "# the HERON - it is said:", "# waits nobody has seen, they hold"]
    eight = ["the heron it is said waits nobody has, they hold, looked otherwise"]
    assert taken(nine, [theirs], []) == {2: "the heron it is said waits nobody has seen"}
    assert taken(eight, [theirs], []) == {}
    assert taken(nine, [theirs], [theirs]) == {}


def test_words_keep_their_letters() -> None:
    """Folding keeps letters outside ASCII, undoes ligatures and parts words at hyphens."""
    assert [word for word, _ in words(["Rør-\ufb01sh, \u201cX_2\u201d"])] == [
        "rør",
        "fish",
        "x",
        "2",
    ]


@pytest.mark.documents
def test_nobodys_sentences(tracked_files: tuple[Path, ...], documents_dir: Path) -> None:
    """No nine words in a row of either document stand in any tracked file."""
    documents = [path.read_text(encoding="utf-8") for path in sorted(documents_dir.glob("*.txt"))]
    found = [
        f"{path}:{line}: {run}"
        for path in tracked_files
        for line, run in taken(lines_of(path), documents, FACTS).items()
    ]
    assert found == []


@pytest.mark.documents
def test_facts_are_still_facts(documents_dir: Path) -> None:
    """Each allowed title or list of authors stands in a document; none has outlived its use."""
    documents = [path.read_text(encoding="utf-8") for path in sorted(documents_dir.glob("*.txt"))]
    texts = [" ".join(word for word, _ in words(text.splitlines())) for text in documents]
    for fact in FACTS:
        folded = " ".join(word for word, _ in words([fact]))
        assert any(folded in text for text in texts), fact
