"""Descriptions for catalogues use terms that exist, and say of each file what it is."""

from __future__ import annotations

import json
import warnings
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hostile_words import HOSTILE, LICENCE
from lamps import lamps
from networkx import MultiDiGraph
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, RDFS, VOID

from mdmakg.build.material import material_of
from mdmakg.export.about import about
from mdmakg.export.dcat import dcat_pieces
from mdmakg.export.filetype import file_type
from mdmakg.export.material import Material, Portion
from mdmakg.export.ro_crate import CRATE_FILE, ro_crate_pieces
from mdmakg.export.void import void_pieces
from mdmakg.vocab import exchange as x
from mdmakg.vocab import mdmakg as m

SPDX = "http://spdx.org/rdf/terms#"


def read(text: str) -> Graph:
    """Read Turtle with rdflib."""
    return Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def dcat(hostile: Path) -> Graph:
    """Describe the hostile corpus in DCAT."""
    return read("".join(dcat_pieces(material_of(hostile, licence=LICENCE))))


@pytest.fixture(scope="module")
def void(hostile: Path) -> Graph:
    """Describe the hostile corpus in VoID."""
    return read("".join(void_pieces(material_of(hostile, licence=LICENCE))))


def test_every_term_is_one_that_exists(dcat: Graph, void: Graph) -> None:
    """Rdflib's closed namespaces have them, but for SPDX, of which there is none."""
    closed: tuple[Any, ...] = (DCAT, DCTERMS, PROV, RDF, RDFS, VOID)
    ours = (m.licence, m.attributionNotice)
    for graph in (dcat, void):
        for predicate in set(graph.predicates()):
            name = str(predicate)
            known = any(predicate in space for space in closed)
            assert known or name in ours or name.startswith(SPDX), name
    terms = {str(value) for name, value in vars(x).items() if name.startswith("spdx_")}
    assert terms == {
        f"{SPDX}{end}"
        for end in (
            "Checksum",
            "checksum",
            "algorithm",
            "checksumValue",
            "checksumAlgorithm_sha256",
        )
    }


def test_every_file_of_the_build_is_a_distribution(dcat: Graph, hostile: Path) -> None:
    """With the size and SHA-256 that the file has."""
    found = {
        str(dcat.value(file, DCTERMS.title)): file
        for file in dcat.subjects(RDF.type, DCAT.Distribution)
    }
    files = {
        str(path.relative_to(hostile)) for path in hostile.rglob("*") if is_output(path, hostile)
    }
    assert set(found) == files
    for name, file in found.items():
        content = (hostile / name).read_bytes()
        assert dcat.value(file, DCAT.byteSize).toPython() == len(content)  # type: ignore[union-attr]
        checksum = dcat.value(file, URIRef(f"{SPDX}checksum"))
        digest = dcat.value(checksum, URIRef(f"{SPDX}checksumValue"))
        assert str(digest).lower() == sha256(content).hexdigest()


def is_output(path: Path, build: Path) -> bool:
    """Whether a file is one that the manifest lists: not itself, not the store, not a lock."""
    parts = path.relative_to(build).parts
    return path.is_file() and parts[0] not in {"manifest.json", "store"} and parts[0][0] != "."


def test_the_dataset_says_whose_and_of_when_it_is(dcat: Graph, void: Graph) -> None:
    """The date is the data's, the licence the one that was given, the credit what is asked for."""
    for graph, kind in ((dcat, DCAT.Dataset), (void, VOID.Dataset)):
        [dataset] = graph.subjects(RDF.type, kind)
        assert str(graph.value(dataset, DCTERMS.issued)) == "2026-03-20"
        assert graph.value(dataset, DCTERMS.license) == URIRef(LICENCE)
        creator = graph.value(dataset, DCTERMS.creator)
        assert str(graph.value(creator, RDFS.label)) == HOSTILE
        source = graph.value(dataset, DCTERMS.source)
        assert source == URIRef(f"{m.BASE}source/lamp-abstract")
        assert str(graph.value(source, URIRef(m.attributionNotice))) == HOSTILE


def test_the_numbers_are_those_of_the_statements(void: Graph, hostile: Path) -> None:
    """Counted again by rdflib: six claims, and each statement once whatever its graphs."""
    [dataset] = void.subjects(RDF.type, VOID.Dataset)
    flat = Graph()
    for line in (hostile / "mdmakg.nq").read_text("utf-8").splitlines():
        flat.parse(data=line.rsplit(" ", 2)[0] + " .", format="nt")
    assert void.value(dataset, VOID.triples).toPython() == len(flat)  # type: ignore[union-attr]
    claims = next(void.subjects(VOID["class"], URIRef(m.Claim)))
    assert void.value(claims, VOID.entities).toPython() == 6  # type: ignore[union-attr]


def test_a_part_credits_what_it_rests_on(tmp_path: Path) -> None:
    """A claim of the abstract has nothing of the page, whose words are under a licence."""
    lamps(tmp_path, {"sources.page.licence": "CC BY 4.0"})
    credited = {
        claim: [work.name for work in about(material_of(tmp_path / "build", claim=claim)).credited]
        for claim in ("lamp:c1", "lamp:c3")
    }
    assert credited == {"lamp:c1": [], "lamp:c3": ["Page on the lamp trial"]}


def test_a_licence_that_is_an_address_is_one() -> None:
    """In Dublin Core a licence is a thing; words that are no address stay words of ours."""
    address, words = "https://example.org/licence", "ask the <authors>"
    said = "".join(
        f"<{m.BASE}source/{name}> <{RDF.type}> <{m.Source}> <a:g> .\n"
        f'<{m.BASE}source/{name}> <{m.licence}> "{licence}" <a:g> .\n'
        for name, licence in (("a", address), ("b", words))
    )
    portion = Portion(said.encode())
    made = Material(portions=lambda: iter((portion,)), graph=MultiDiGraph, digest=str, version="0")
    graph = read("".join(dcat_pieces(made)))
    assert graph.value(URIRef(f"{m.BASE}source/a"), DCTERMS.license) == URIRef(address)
    assert str(graph.value(URIRef(f"{m.BASE}source/b"), URIRef(m.licence))) == words
    assert graph.value(URIRef(f"{m.BASE}source/b"), DCTERMS.license) is None


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("mdmakg.nq", "application/n-quads"),
        ("report.ttl", "text/turtle"),
        ("graph.gexf", "application/gexf+xml"),
        ("figures/a-c1.svg", "image/svg+xml"),
        ("parts/0123456789abcdef.checks.nq.gz", "application/n-quads"),
        ("parts/0123456789abcdef.places.json.gz", "application/json"),
        ("unheard.of", "application/octet-stream"),
    ],
)
def test_files_are_told_by_their_names(name: str, media_type: str) -> None:
    """Packed files say of what, and that they are packed."""
    told = file_type(name)
    assert told.media_type == media_type
    assert told.compressed == ("application/gzip" if name.endswith(".gz") else "")


# --- RO-Crate ----------------------------------------------------------------


@pytest.fixture(scope="module")
def crate(hostile: Path) -> dict[str, Any]:
    """Describe the folder of the hostile build, by entity."""
    told = json.loads("".join(ro_crate_pieces(material_of(hostile, licence=LICENCE))))
    return {entity["@id"]: entity for entity in told["@graph"]}


def test_the_package_opens_the_folder(hostile: Path, tmp_path: Path) -> None:
    """With the file in it, a build is a crate: root, licence, files and all."""
    for path in hostile.rglob("*"):
        if is_output(path, hostile):
            target = tmp_path / path.relative_to(hostile)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    text = "".join(ro_crate_pieces(material_of(hostile, licence=LICENCE)))
    (tmp_path / CRATE_FILE).write_text(text, "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened: Any = import_module("rocrate.rocrate").ROCrate(str(tmp_path))
    assert opened.root_dataset["name"] == "Claims and the evidence offered for them"
    assert opened.license.id == LICENCE
    files = {entity.id for entity in opened.data_entities if entity.type == "File"}
    assert len(files) > 10
    assert all((tmp_path / name).is_file() for name in files)


def test_the_root_has_what_it_must(crate: dict[str, Any]) -> None:
    """RO-Crate 1.1, 4.2: name, description, datePublished and license are required."""
    assert crate[CRATE_FILE]["about"] == {"@id": "./"}
    assert crate[CRATE_FILE]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = crate["./"]
    assert root["@type"] == "Dataset"
    assert root["datePublished"] == "2026-03-20"
    assert root["license"] == {"@id": LICENCE}
    assert all(root[key] for key in ("name", "description"))


def test_what_is_referred_to_is_described(crate: dict[str, Any]) -> None:
    """Each part, author, licence and work is an entity of its own; each file says what it is."""
    for entity in crate.values():
        for value in entity.values():
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict) and item["@id"] != "https://w3id.org/ro/crate/1.1":
                    assert item["@id"] in crate
    files = [entity for entity in crate.values() if entity["@type"] == "File"]
    assert all(len(file["sha256"]) == 64 and file["encodingFormat"] for file in files)
    assert crate[f"{m.BASE}source/lamp-abstract"]["creditText"] == HOSTILE


def test_every_key_is_in_the_context_of_ro_crate(crate: dict[str, Any]) -> None:
    """The package carries the context; only the digest is added to it, by schema.org's name."""
    data = Path(import_module("rocrate").__file__ or "").parent / "data" / "ro-crate.jsonld"
    known = {*json.loads(data.read_text("utf-8"))["@context"], "@id", "@type", "sha256"}
    assert {key for entity in crate.values() for key in entity} <= known


def test_a_crate_without_a_licence_says_so(hostile: Path) -> None:
    """A licence is required, and none may be made up."""
    told = json.loads("".join(ro_crate_pieces(material_of(hostile))))
    entities = {entity["@id"]: entity for entity in told["@graph"]}
    licence = entities[entities["./"]["license"]["@id"]]
    assert licence["name"] == "No licence given"
