"""One table of all exports: how each is asked for, the same bytes each time, and from parts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from command_line import run
from rdflib import Dataset
from teas import write_teas

from mdmakg.build.material import material_of
from mdmakg.errors import UsageError
from mdmakg.export.exchange import Exchange
from mdmakg.export.exchanges import EXCHANGES
from mdmakg.export.formats import FORMATS
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.export.material import Material

NARROWING = [token for token, form in EXCHANGES.items() if form.narrows]
# The example has no mappings and no treatment of a condition: these have a head there, no rows.
WITHOUT_ROWS = {"kgx", "sssom"}
LD = ox.RdfFormat.JSON_LD
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def text_of(form: Exchange, build: Path, **asked: str) -> str:
    """Write one text."""
    assert form.pieces is not None
    return "".join(form.pieces(material_of(build, **asked)))


def texts_of(form: Exchange, build: Path, **asked: str) -> dict[str, str]:
    """Write every file of a form, or its only text under an empty name."""
    if form.pieces is not None:
        return {"": text_of(form, build, **asked)}
    made = material_of(build, **asked)
    return {name: "".join(pieces(made)) for name, (_, pieces) in form.files.items()}


def test_every_form_is_one_text_or_several_files() -> None:
    """A form has one writer, ending and media type, or a named file with a media type for each."""
    assert set(FORMATS) <= set(EXCHANGES)
    for token, form in EXCHANGES.items():
        assert form.token == token
        assert bool(form.files) != (form.pieces is not None)
        assert bool(form.files) != bool(form.extension and form.media_type)
        kinds = [form.media_type, *(kind for kind, _ in form.files.values())]
        assert all(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", kind) for kind in kinds if kind)


@pytest.mark.parametrize("token", EXCHANGES)
def test_the_same_build_gives_the_same_bytes(token: str, hostile: Path) -> None:
    """Asked twice, a form is written the same; its text can be written as UTF-8."""
    first, second = texts_of(EXCHANGES[token], hostile), texts_of(EXCHANGES[token], hostile)
    assert first == second
    assert all(text.encode() for text in first.values())


@pytest.mark.parametrize("token", NARROWING)
def test_one_claim_is_less_than_all(token: str, hostile: Path) -> None:
    """A claim or a document can be asked for; another document's claims are not there."""
    form = EXCHANGES[token]
    whole = sum(map(len, texts_of(form, hostile).values()))
    part = sum(map(len, texts_of(form, hostile, claim="example:c5").values()))
    assert 0 < part <= whole
    assert part < whole or token in WITHOUT_ROWS
    assert sum(map(len, texts_of(form, hostile, document="example").values())) <= whole


def test_a_claim_that_is_not_there_is_refused(hostile: Path) -> None:
    """The message names those that are close, and the documents that there are."""
    with pytest.raises(UsageError, match="did you mean example:c5"):
        material_of(hostile, claim="example:c55")
    with pytest.raises(UsageError, match="there are example"):
        material_of(hostile, document="exemple")
    with pytest.raises(UsageError, match="not both"):
        material_of(hostile, claim="example:c5", document="example")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("pdf",), "FORMAT is one of graphml"),
        (("dcat", "--claim", "example:c5"), "dcat is of a whole build"),
        (("void", "--document", "example"), "void is of a whole build"),
        (("graphml", "--license", CC_BY), "graphml has no place for a licence that you give"),
        (("nanopub", "--license", "CC BY 4.0"), "--license wants an address"),
        (("nanopub", "--license", "https://example.org/<x>"), "--license wants an address"),
        (("nanopub", "--reviewed-by", "A. Person"), "nanopub has no reviews"),
        (("schema-org", "--reviewed-by", " "), "--reviewed-by wants a name"),
        (("nanopub", "--claim", "a:c1", "--document", "a"), "--claim or --document, not both"),
        (("nanopub", "--output", "."), "nanopub is one file: . is a folder"),
    ],
)
def test_what_a_form_cannot_do_is_refused(in_demo: Path, args: tuple[str, ...], says: str) -> None:
    """Nothing is written, and the message says what is wrong with what was asked."""
    before = sorted(in_demo.rglob("*"))
    ended = run("export", *args)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert sorted(in_demo.rglob("*")) == before


def test_a_crate_stands_in_its_folder(in_demo: Path) -> None:
    """Elsewhere, or under another name, it is written, and where it belongs is said."""
    place = in_demo / "build" / "ro-crate-metadata.json"
    told = run("export", "ro-crate", "--output", in_demo / "ro.json")
    assert (told.code, told.out) == (0, "")
    assert "put it at build/ro-crate-metadata.json" in told.err
    assert "put it at" not in run("export", "ro-crate", "--output", place).err
    assert run("export", "ro-crate", "-o", in_demo / "ro.json", "--quiet").err == ""


def test_a_chart_that_is_too_long_is_told(in_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More characters than a reader takes by default are written and counted."""
    assert EXCHANGES["mermaid"].most == 50_000
    short = run("export", "mermaid", "--claim", "example:c5")
    assert (short.code, short.err) == (0, "")
    told = replace(EXCHANGES["mermaid"], most=len(short.out) - 1)
    monkeypatch.setattr("mdmakg.export.exchanges.EXCHANGES", {"mermaid": told})
    long = run("export", "mermaid", "--claim", "example:c5")
    assert long.out == short.out
    assert f"{len(short.out):,} characters; of more than {len(short.out) - 1:,}" in long.err
    assert run("export", "mermaid", "--claim", "example:c5", "--quiet").err == ""


def test_a_form_of_several_files_wants_a_folder(
    in_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written into it under their names, piece by piece; without one nothing is."""
    pieces = {name: ("text/plain", partial(named, name)) for name in "ab"}
    several = Exchange("several", "two files", files=pieces)
    monkeypatch.setattr("mdmakg.export.exchanges.EXCHANGES", {"several": several})
    refused = run("export", "several")
    assert refused.code == 2
    assert "several is a, b: -o DIR says where to write" in refused.err
    (tmp_path / "file").write_text("x")
    assert "is no folder" in run("export", "several", "-o", tmp_path / "file").err
    assert run("export", "several", "-o", tmp_path / "new" / "folder").code == 0
    written = {path.name: path.read_text() for path in (tmp_path / "new" / "folder").iterdir()}
    assert written == {"a": f"a{made_version()}", "b": f"b{made_version()}"}
    assert in_demo.is_dir()


def test_a_folder_that_cannot_be_made_is_an_error(in_demo: Path, tmp_path: Path) -> None:
    """Where a file stands in the way, the exit code says that nothing could be written."""
    (tmp_path / "file").write_text("x")
    ended = run("export", "evidence-table", "-o", tmp_path / "file" / "folder")
    assert (ended.code, ended.out) == (4, "")
    assert "cannot be made" in ended.err
    assert in_demo.is_dir()


def named(name: str, made: Material) -> Iterator[str]:
    """Write the name of the file and the version of the program."""
    yield from (name, made.version)


def made_version() -> str:
    """Give the version of the program that is running."""
    from importlib.metadata import version

    return version("mdmakg")


def test_what_has_no_place_for_a_licence_is_what_the_page_names() -> None:
    """Graphs, the JSON-LD of the statements as they stand, and tables of KGX."""
    without = {token for token, form in EXCHANGES.items() if not form.licensed}
    assert without - set(FORMATS) == {"jsonld", "kgx"}
    assert set(FORMATS) <= without


@pytest.fixture(scope="module")
def of_studies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build three studies with a result each, of which nobody claims anything."""
    place = tmp_path_factory.mktemp("teas")
    assert run("build", write_teas(place / "data"), "-o", place / "out", "--quiet").code == 0
    return place / "out"


@pytest.mark.parametrize("token", EXCHANGES)
def test_of_a_build_without_claims_is_said_what_is_empty(
    token: str, of_studies: Path, tmp_path: Path
) -> None:
    """Where a form has only claims, it is said where the results are; else nothing is said."""
    form = EXCHANGES[token]
    asked = ("export", token, "--build", of_studies, "--output", tmp_path / "out")
    ended = run(*asked)
    told = "this build has no claims" in ended.err and "va-spec and jsonld" in ended.err
    assert (ended.code, told) == (0, token in {"nanopub", "kgx", "evidence-table"})
    assert told == form.of_claims
    assert not run(*asked, "--quiet").err


def test_of_a_build_with_claims_nothing_is_said_to_be_empty(in_demo: Path) -> None:
    """The example has six claims."""
    ended = run("export", "nanopub", "--output", in_demo / "claims.trig")
    assert (ended.code, ended.err) == (0, "")


def test_what_stood_there_stays_if_writing_fails(
    in_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that fails half way leaves the file before it, and nothing beside it."""

    def broken(_made: object) -> Any:
        yield "half"
        raise UsageError("no more")

    form = Exchange("broken", "fails", ".txt", "text/plain", broken)
    monkeypatch.setattr("mdmakg.export.exchanges.EXCHANGES", {"broken": form})
    place = tmp_path / "there"
    place.write_text("before")
    assert run("export", "broken", "-o", place).code == 2
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("there", "before")]
    assert in_demo.is_dir()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the bundled corpus in one piece and in parts."""
    place = tmp_path_factory.mktemp("both")
    for name, how in (("whole", "--whole"), ("parts", "--parts")):
        assert run("build", how, "--quiet", "--output", place / name).code == 0
    return place / "whole", place / "parts"


@pytest.mark.parametrize("token", FORMATS)
def test_a_graph_is_the_one_that_the_build_wrote(both: tuple[Path, Path], token: str) -> None:
    """Read back from what was derived, it has every finding and every reason for having none."""
    wrote = (both[0] / f"graph{FORMATS[token].extension}").read_text("utf-8")
    assert text_of(EXCHANGES[token], both[0]) == wrote


def test_parts_give_the_same_nanopublications(both: tuple[Path, Path]) -> None:
    """Their names are made of all they say, so equal names are equal nanopublications."""
    whole, parts = (re.findall(r"np/(RA\S{43})>", text_of(EXCHANGES["nanopub"], at)) for at in both)
    assert len(whole) > 200
    assert sorted(whole) == sorted(parts)


@pytest.mark.parametrize(
    ("token", "key"),
    [("schema-org", "@graph"), ("va-spec", "statements"), ("va-spec", "studyResults")],
)
def test_parts_give_the_same_objects(both: tuple[Path, Path], token: str, key: str) -> None:
    """All but the dataset itself, whose digest is made otherwise of parts."""
    whole, parts = (
        {json.dumps(item, sort_keys=True) for item in json.loads(text)[key] if not is_dataset(item)}
        for text in (text_of(EXCHANGES[token], at) for at in both)
    )
    assert len(whole) > 5
    assert whole == parts


def is_dataset(item: dict[str, Any]) -> bool:
    """Whether it is the one that names the dataset by its digest."""
    return item.get("@type") == "Dataset" and str(item["@id"]).startswith(f"{BASE}dataset/")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_parts_and_the_whole_are_counted_alike(both: tuple[Path, Path]) -> None:
    """What several parts say of one proposition counts once; the N-Quads are counted by rdflib."""
    counted = [
        {*re.findall(r"void:(triples|distinctSubjects|properties|classes) (\d+)", text)}
        for text in (text_of(EXCHANGES["void"], at) for at in both)
    ]
    assert counted[0] == counted[1]
    dataset = Dataset()
    dataset.parse(data=(both[0] / "mdmakg.nq").read_text("utf-8"), format="nquads")
    distinct = {(s, p, o) for s, p, o, _ in dataset.quads()}
    assert ("triples", str(len(distinct))) in counted[0]
    assert ("distinctSubjects", str(len({s for s, _, _ in distinct}))) in counted[0]
    assert ("properties", str(len({p for _, p, _ in distinct}))) in counted[0]


def test_files_of_parts_are_described_as_packed(both: tuple[Path, Path]) -> None:
    """Each file of statements is N-Quads, packed with gzip; all of them are listed."""
    listed = {
        row["file"] for row in json.loads((both[1] / "manifest.json").read_bytes())["outputs"]
    }
    dcat = text_of(EXCHANGES["dcat"], both[1])
    assert set(re.findall(r'dcterms:title "(parts/[^"]+)"', dcat)) == listed
    assert dcat.count("dcat:compressFormat") == len(listed)
    crate = json.loads(text_of(EXCHANGES["ro-crate"], both[1]))["@graph"]
    files = {entity["@id"]: entity for entity in crate if entity["@type"] == "File"}
    assert set(files) == listed
    for name, file in files.items():
        kind = "application/n-quads" if name.endswith(".nq.gz") else "application/json"
        assert file["encodingFormat"] == ["application/gzip", kind]


def test_one_claim_of_parts_reads_like_one_of_the_whole(both: tuple[Path, Path]) -> None:
    """Only its own part is read, with what others say of its words."""
    for token in ("nanopub", "va-spec"):
        whole, parts = (text_of(EXCHANGES[token], at, claim="page:c20") for at in both)
        assert re.sub(r"[0-9a-f]{64}", "", whole) == re.sub(r"[0-9a-f]{64}", "", parts)
    graphs = [
        {
            str(quad)
            for quad in ox.parse(text_of(EXCHANGES["jsonld"], at, claim="page:c20"), format=LD)
        }
        for at in both
    ]
    assert len(graphs[0]) > 100
    assert graphs[0] == graphs[1]
    documents = [text_of(EXCHANGES["nanopub"], at, document="page") for at in both]
    assert documents[0] == documents[1]
