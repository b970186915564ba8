"""What a build writes: all of it, the same bytes every time, whole or not at all."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import rdflib
from jsonschema import Draft202012Validator

from mdmakg.build.build import Built, build, check_corpus, figure_names
from mdmakg.build.example import make_example
from mdmakg.build.inputs import document_files
from mdmakg.build.manifest import read_manifest
from mdmakg.build.places import by_name
from mdmakg.bundle import folder
from mdmakg.check.rules import Rules
from mdmakg.check.shapes import NOUNS
from mdmakg.check.union import union_graph
from mdmakg.encode.dataset import sorted_nquads
from mdmakg.encode.trig import from_trig
from mdmakg.errors import InputError, StoreError, UsageError
from mdmakg.model.check import Severity
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab.mdmakg import BASE, forDataset

RUN = (sys.executable, "-m", "mdmakg")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example corpus, to be read only."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    make_example(folder)
    return folder


@pytest.fixture(scope="module")
def demo_build(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the example corpus, to be read only."""
    return build(check_corpus(demo, texts=demo / "texts"), tmp_path_factory.mktemp("out"))


def written(out: Path) -> dict[str, bytes]:
    """Read the files of a build that are under the promise of equal bytes."""
    names = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    promised = (name for name in names if name.parts[0] != "store" and name.name[0] != ".")
    return {name.as_posix(): (out / name).read_bytes() for name in promised}


def corpus_of_two(where: Path, order: list[str]) -> Path:
    """Make the example corpus with a second document, its files created in an order."""
    make_example(where)
    example = (where / "example.yaml").read_text()
    (where / "example.yaml").unlink()
    contents = {
        "example.yaml": example,
        "other.yaml": "curation: {curator: Bo, coded: 2026-01-02}\n"
        "concepts:\n  tea: {label: tea, kind: substance}\n",
    }
    for name in order:
        (where / name).write_text(contents[name])
    return where


def test_every_promised_file_is_there(demo_build: Built) -> None:
    """The files of the design, one figure a claim, the store, and the manifest."""
    names = set(written(demo_build.out))
    assert names == {
        *("mdmakg.trig", "mdmakg.nq", "checks.trig", "checks.json", "report.ttl", "places.json"),
        *("graph.graphml", "graph.gexf", "graph.json", "graph.cyjs", "graph.dot", "graph.mmd"),
        *(f"figures/example-c{number}.svg" for number in range(1, 7)),
        "explorer.html",
        "manifest.json",
    }
    assert (demo_build.out / "store" / read_manifest(demo_build.out)["store"]).is_dir()


def test_the_manifest_tells_the_truth(demo: Path, demo_build: Built) -> None:
    """Digests and sizes are those of the files, counts are those of a person."""
    found = read_manifest(demo_build.out)
    outputs = {row["file"]: (row["sha256"], row["bytes"]) for row in found["outputs"]}
    contents = written(demo_build.out)
    del contents["manifest.json"]
    assert outputs == {n: (sha256(c).hexdigest(), len(c)) for n, c in contents.items()}
    inputs = {row["file"]: row["sha256"] for row in found["inputs"]}
    for name, path in (
        ("data/example.yaml", demo / "example.yaml"),
        ("texts/example.txt", demo / "texts" / "example.txt"),
        ("shapes/claim.ttl", folder("shapes") / "claim.ttl"),
        ("ontology/graphs.tsv", folder("ontology") / "graphs.tsv"),
    ):
        assert inputs[name] == sha256(path.read_bytes()).hexdigest(), name
    nquads = contents["mdmakg.nq"]
    assert found["dataset"] == {
        "sha256": sha256(nquads).hexdigest(),
        "statements": len(nquads.splitlines()),
    }
    results = json.loads(contents["checks.json"])["results"]
    told = Counter(row["severity"] for row in results if row["state"] == "failed")
    # Counted in the example document by hand.
    counted = {key: found["counts"][key] for key in found["counts"] if key != "checks"}
    assert counted == {
        "texts": 1,
        "sources": 2,
        "studies": 1,
        "study_reports": 1,
        "outcomes": 2,
        "results": 2,
        "claims": 6,
        "propositions": 6,
        "evidence_lines": 4,
        "passages": counted["passages"],
        "claims_by_voice": {
            "column": {
                "claims": 4,
                "fidelity": {"strengthened": 1, "no-source-named": 3},
                "support": {"disputed": 1, "no-evidence-here": 2, "not-checked": 1},
            },
            "lamp-abstract": {
                "claims": 2,
                "fidelity": {"as-reported": 2},
                "support": {"supported": 2},
            },
        },
        "standing": {
            "claims": 6,
            "fidelity": {"as-reported": 2, "no-source-named": 3, "strengthened": 1},
            "support": {"disputed": 1, "no-evidence-here": 2, "not-checked": 1, "supported": 2},
        },
        "findings": {
            severity: {"found": told[severity], "accepted": 0}
            for severity in ("violation", "warning", "info")
        },
        "checks_off": [],
    }
    checks = found["counts"]["checks"]
    assert checks["uncovered-text"] == {
        "passed": 13,
        "failed": 0,
        "inapplicable": 0,
        "cannotTell": 0,
    }
    assert checks["structure"]["failed"] == 0
    assert checks["structure"]["shapes"] > 100
    files = {path.stem for path in folder("shapes").glob("*.ttl")} - set(NOUNS)
    assert set(checks) == {"structure", "acceptance-unused", *files}


@pytest.mark.parametrize("name", ["manifest", "places"])
def test_json_is_valid_against_its_schema(demo_build: Built, name: str) -> None:
    """What a build writes for machines is of the form that stands beside the code."""
    schema = json.loads((files("mdmakg.build") / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(demo_build.files[f"{name}.json"]))


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("manifest", ("version",), 2),
        ("manifest", ("store",), "../x"),
        ("manifest", ("dataset", "sha256"), "0"),
        ("manifest", ("counts", "claims"), -1),
        ("manifest", ("counts", "unheard"), 1),
        ("manifest", ("outputs", 0, "sha256"), None),
        ("places", ("version",), "1"),
        ("places", ("places", "https://a.example/", "https://b.example/"), []),
    ],
)
def test_the_schemas_refuse(
    demo_build: Built, name: str, path: tuple[Any, ...], value: Any
) -> None:
    """A wrong version, name, digest or count is against the schema."""
    schema = json.loads((files("mdmakg.build") / f"{name}.schema.json").read_text("utf-8"))
    changed = json.loads(demo_build.files[f"{name}.json"])
    inner = changed
    for key in path[:-1]:
        inner = inner.setdefault(key, {}) if isinstance(inner, dict) else inner[key]
    inner[path[-1]] = value
    assert not Draft202012Validator(schema).is_valid(changed)


def test_places_are_those_of_the_file(demo: Path, demo_build: Built) -> None:
    """At the line and column of a statement stands what was said."""
    lines = (demo / "example.yaml").read_text().splitlines()
    places = json.loads(demo_build.files["places.json"])["places"]
    base = "https://w3id.org/mdmakg/"
    (place,) = places[f"{base}claim/example/c3"][f"{base}gloss"]
    file, line, column, value = place
    assert (file, value) == ("example.yaml", '"Working at night costs sleep."')
    assert lines[line - 1][column - 1 :] == "Working at night costs sleep."


def test_both_forms_of_the_data_say_the_same(demo_build: Built) -> None:
    """TriG and N-Quads are one dataset, the latter sorted, and no node is without a name."""
    nquads = demo_build.files["mdmakg.nq"]
    assert from_trig(demo_build.files["mdmakg.trig"]) == nquads
    assert nquads.splitlines() == sorted(set(nquads.splitlines()))
    assert b"_:" not in nquads + from_trig(demo_build.files["checks.trig"])


def test_for_which_dataset_verdicts_hold_is_said_once(demo_build: Built) -> None:
    """The digest of the manifest stands on the graph of checks, and at the top of the JSON."""
    digest = read_manifest(demo_build.out)["dataset"]["sha256"]
    lines = from_trig(demo_build.files["checks.trig"]).decode().splitlines()
    graph = f"<{BASE}graph/checks>"
    stated = f'{graph} <{forDataset}> "{digest}" {graph} .'
    assert [line for line in lines if digest in line] == [stated]
    assert json.loads(demo_build.files["checks.json"])["dataset"] == digest
    assert demo_build.files["checks.json"].count(digest.encode()) == 1


def test_what_is_said_elsewhere_leaves_an_assessment_as_it_was(tmp_path: Path) -> None:
    """With a second document that has nothing to do with it, a claim's assessment is the same."""
    make_example(tmp_path / "alone")
    alone = check_corpus(tmp_path / "alone")
    beside = check_corpus(corpus_of_two(tmp_path / "two", ["example.yaml", "other.yaml"]))
    assert alone.dataset.digest != beside.dataset.digest
    assert alone.report.assessments == beside.report.assessments != ()


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """Other hash seed, other order of files, other folders: not one byte differs."""
    found = []
    for seed, order in (
        ("1", ["example.yaml", "other.yaml"]),
        ("77", ["other.yaml", "example.yaml"]),
    ):
        corpus = corpus_of_two(tmp_path / seed / "deep" / f"corpus-{seed}", order)
        out = tmp_path / f"out{seed}" / "er"
        subprocess.run(  # noqa: S603 - our own Python
            [*RUN, "build", str(corpus), "-o", str(out), "--texts", str(corpus / "texts"), "-q"],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=tmp_path / seed,
        )
        found.append(written(out))
    assert found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []
    assert not any(str(tmp_path).encode() in content for content in found[0].values())
    assert len(found[0]) == 20


def test_a_claim_that_is_gone_takes_its_figure_along(tmp_path: Path) -> None:
    """A rebuild removes the files of the build before that it does not write itself."""
    make_example(tmp_path / "data")
    out = tmp_path / "out"
    build(check_corpus(tmp_path / "data"), out)
    (out / "figures" / "mine.svg").write_text("mine")
    document = tmp_path / "data" / "example.yaml"
    text = document.read_text()
    start, end = text.index("  c6:\n"), text.index("# --- Skipped")
    document.write_text(text[:start] + text[end:])
    build(check_corpus(tmp_path / "data"), out)
    figures = sorted(path.name for path in (out / "figures").iterdir())
    assert figures == [*(f"example-c{number}.svg" for number in range(1, 6)), "mine.svg"]
    assert read_manifest(out)["counts"]["claims"] == 5
    # The store of the build before stays for its readers; with a third build it goes.
    stores = [path for path in (out / "store").iterdir() if path.is_dir()]
    assert len(stores) == 2


def test_figures_have_names_of_their_own() -> None:
    """Two claims whose ids differ only in where the colon stands do not share a file."""
    assert figure_names(["blog:c12", "a-b:c", "a:b-c"]) == {
        "blog:c12": "figures/blog-c12.svg",
        "a-b:c": "figures/a-b--c.svg",
        "a:b-c": "figures/a--b-c.svg",
    }


def test_a_file_that_changes_while_it_is_read_is_a_fault(tmp_path: Path) -> None:
    """The digest in a manifest is of what was read, or there is no build."""
    make_example(tmp_path)
    corpus = read_corpus(tmp_path)
    assert set(document_files(tmp_path, corpus)) == {"data/example.yaml"}
    document = tmp_path / "example.yaml"
    content = document.read_bytes()
    document.write_bytes(content.replace(b"sleep", b"SLEEP"))
    (tmp_path / "new.yaml").write_text("x: 1\n")
    with pytest.raises(InputError) as caught:
        document_files(tmp_path, corpus)
    assert [fault.code for fault in caught.value.faults] == ["changed", "changed"]
    (tmp_path / "new.yaml").unlink()
    document.write_bytes(b"\xef\xbb\xbf" + content)
    assert document_files(tmp_path, corpus)["data/example.yaml"].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("step", ["encoding", "checking"])
def test_rules_that_change_while_they_are_used_are_a_fault(tmp_path: Path, step: str) -> None:
    """A manifest names no rules but those that were used: a shape edited in between ends it."""
    make_example(tmp_path / "data")
    shapes = Path(shutil.copytree(folder("shapes"), tmp_path / "shapes"))

    def edit(told: str, _done: int, _whole: int) -> None:
        if told == step:
            with (shapes / "claim.ttl").open("a") as file:
                file.write("# edited\n")
            (shapes / "claims-contradict.ttl").unlink()

    with pytest.raises(InputError) as caught:
        check_corpus(tmp_path / "data", rules=Rules(shapes=shapes), tell=edit)
    told = [(fault.place.file, fault.code) for fault in caught.value.faults]
    assert told == [("shapes/claim.ttl", "changed"), ("shapes/claims-contradict.ttl", "changed")]


def test_a_manifest_has_the_rules_that_were_used(tmp_path: Path) -> None:
    """What is edited after the checks, while pictures are drawn, is not what they went by."""
    make_example(tmp_path / "data")
    shapes = Path(shutil.copytree(folder("shapes"), tmp_path / "shapes"))
    used = sha256((shapes / "claim.ttl").read_bytes()).hexdigest()
    checked = check_corpus(tmp_path / "data", rules=Rules(shapes=shapes))
    (shapes / "claim.ttl").write_text("# nothing\n")
    build(checked, tmp_path / "out", store=False)
    told = {row["file"]: row["sha256"] for row in read_manifest(tmp_path / "out")["inputs"]}
    assert told["shapes/claim.ttl"] == used


def test_a_report_names_files_and_not_folders(demo: Path) -> None:
    """The places in a build's results are the same wherever the corpus lies."""
    report = check_corpus(demo, texts=None).report
    assert {result.place.file for result in report.results if result.place} == {
        str(demo / "example.yaml")
    }
    named = by_name(report)
    assert {result.place.file for result in named.results if result.place} == {"example.yaml"}


def test_the_graph_for_shapes_is_the_one_that_rdflib_reads(
    demo_build: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements handed over term by term are those that rdflib's own reader finds."""
    nquads = demo_build.files["mdmakg.nq"]
    triples = b"".join(line.rsplit(b" ", 2)[0] + b" .\n" for line in nquads.splitlines())
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    ours, theirs = union_graph(nquads), rdflib.Graph().parse(data=triples, format="nt")
    assert set(ours) == set(theirs)
    assert {type(term) for triple in ours for term in triple} == {
        type(term) for triple in theirs for term in triple
    }


def test_statements_about_statements_are_refused() -> None:
    """No shape can look at a triple that stands in a triple."""
    from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

    node = NamedNode("https://a.example/a")
    inner = Triple(node, node, node)
    with pytest.raises(InputError, match="statement-as-term"):
        union_graph(sorted_nquads([Quad(node, node, inner)]))
    plain = sorted_nquads([Quad(BlankNode("b"), node, Literal("chat", language="fr"))])
    ((_, _, word),) = union_graph(plain)
    assert str(word) == "chat"


# --- Stopped in the middle ---------------------------------------------------------


def test_a_build_killed_at_any_moment_leaves_one_that_can_be_asked(tmp_path: Path) -> None:
    """Killed at moments drawn by a seeded die, the folder answers as the old or the new build."""
    make_example(tmp_path / "old")
    out = tmp_path / "out"
    build(check_corpus(tmp_path / "old"), out)
    old = written(out)
    make_example(tmp_path / "new")
    document = tmp_path / "new" / "example.yaml"
    document.write_text(document.read_text().replace("Working at night costs", "Nights cost"))
    build(check_corpus(tmp_path / "new"), tmp_path / "expected")
    new = written(tmp_path / "expected")
    die = random.Random(20260320)  # noqa: S311 - a die, and no secret
    ends: Counter[int] = Counter()
    for _ in range(4):
        command = [*RUN, "build", str(tmp_path / "new"), "-o", str(out), "-q"]
        with subprocess.Popen(command) as building:  # noqa: S603 - our own Python
            try:
                building.wait(die.uniform(0.3, 1.6))
            except subprocess.TimeoutExpired:
                building.kill()
        ends[building.returncode] += 1
        before = read_manifest(out)["dataset"]
        assert written(out) in (old, new)
        assert before == json.loads(written(out)["manifest.json"])["dataset"]
    assert set(ends) <= {0, -9}
    answered = subprocess.run(  # noqa: S603 - as above
        [*RUN, "query", "ASK { ?s ?p ?o }", "-b", str(out), "-f", "csv", "-q"],
        check=True,
        capture_output=True,
    )
    assert answered.stdout == b"true\n"


def test_builds_at_once_into_one_folder(tmp_path: Path) -> None:
    """Three builds start together; each ends well, and one of them stands whole."""
    make_example(tmp_path / "data")
    out = tmp_path / "out"
    command = [*RUN, "build", str(tmp_path / "data"), "-o", str(out), "-q"]
    running = [subprocess.Popen(command) for _ in range(3)]  # noqa: S603 - our own Python
    assert [process.wait() for process in running] == [0, 0, 0]
    rows = {row["file"]: row["sha256"] for row in read_manifest(out)["outputs"]}
    contents = written(out)
    assert {n: sha256(contents[n]).hexdigest() for n in rows} == rows


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from mdmakg.cli import main
main()
"""


@pytest.mark.parametrize("same", [True, False])
def test_a_full_disk_in_the_middle(tmp_path: Path, same: bool) -> None:  # noqa: FBT001 - a case
    """Whether the store or a file is what no longer fits: a message, exit 4, the old build."""
    make_example(tmp_path / "data")
    out = tmp_path / "out"
    build(check_corpus(tmp_path / "data"), out)
    old = written(out)
    if same:  # else there would be nothing to do
        (out / "graph.dot").unlink()
        del old["graph.dot"]
    else:
        document = tmp_path / "data" / "example.yaml"
        document.write_text(document.read_text().replace("Working at night", "Night work"))
    command = [sys.executable, "-c", FULL, "20000", "build", str(tmp_path / "data"), "-o", str(out)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - as above
    assert ended.returncode == 4
    assert "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert written(out) == old


def test_a_manifest_that_is_none_is_refused_and_replaced(tmp_path: Path, demo: Path) -> None:
    """Whatever stands in the manifest's place: refused by readers, mended by a build."""
    checked = check_corpus(demo)
    build(checked, tmp_path)
    good = (tmp_path / "manifest.json").read_text()
    for bad, says in (
        ("", "damaged"),
        ("[" * 100_000, "damaged"),
        ("[]", "another version"),
        ('{"version": 9}', "another version"),
        (good.replace('"store": "', '"store": "../'), "damaged"),
        ('{"version": 1, "store": "0123456789abcdef"}', "damaged"),
        (good.replace('"sha256": "', '"sha250": "'), "damaged"),
        (good.replace('"bytes": ', '"size": '), "damaged"),
        (good.replace('"file": "mdmakg.nq"', '"file": "../mdmakg.nq"'), "outside the folder"),
        (good.replace('"file": "mdmakg.nq"', '"file": "/mdmakg.nq"'), "outside the folder"),
        (good.replace('"file": "mdmakg.nq"', r'"file": "a\\..\\..\\b"'), "outside the folder"),
        (good.replace('"file": "mdmakg.nq"', '"file": "c:mdmakg.nq"'), "outside the folder"),
        (good.replace('"file": "mdmakg.nq"', '"file": ""'), "outside the folder"),
    ):
        (tmp_path / "manifest.json").write_text(bad)
        with pytest.raises(StoreError, match=says):
            read_manifest(tmp_path)
    build(checked, tmp_path)
    assert (tmp_path / "manifest.json").read_text() == good
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(StoreError, match="cannot be read: Is a directory"):
        read_manifest(tmp_path)
    with pytest.raises(StoreError, match=r"manifest\.json: a folder stands"):
        build(checked, tmp_path)
    shutil.rmtree(tmp_path / "manifest.json")
    with pytest.raises(UsageError, match="no whole build here"):
        read_manifest(tmp_path)


def test_severities_of_the_example(demo: Path) -> None:
    """The example is sound, and its column goes beyond the abstract: read by hand, claim by claim.

    Nobody is named for c5 and c6 (warnings). To be known: c3 without a source, c4 wider
    than nurses, both outcomes rated by those who knew of the lamp, one p without an
    effect, one lack of significance without a statistic.
    """
    counted = check_corpus(demo, texts=demo / "texts").report.by_severity()
    assert counted == {Severity.WARNING: 2, Severity.INFO: 6}
