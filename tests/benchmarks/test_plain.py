"""The plain pipeline says and finds what mdmakg does, and stays as it is."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import yaml
from benchmarks.corpus.emit import to_yaml
from benchmarks.corpus.part import groups_of, part
from benchmarks.corpus.plan import document_id
from benchmarks.corpus.plants import CODES, EVERY
from benchmarks.plain.encode import encode, kinds_of
from benchmarks.plain.part import lay_out
from benchmarks.plain.pipeline import read_rules, run

from mdmakg.encode.dataset import encode_corpus
from mdmakg.read.corpus import read_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.plain.pipeline import Rules

SEED = 1

# rdflib uses its own deprecated names when it reads and writes datasets.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def rules(checkout: Path) -> Rules:
    """Read all shapes."""
    return read_rules(checkout / "shapes", checkout / "ontology")


def test_it_encodes_what_mdmakg_encodes(rules: Rules, tmp_path: Path) -> None:
    """On documents with every plant, and what they refer to, the statements are the same."""
    documents, context = part(SEED, tuple(range(EVERY * len(CODES))))
    for name, tree in {**documents, **context}.items():
        (tmp_path / f"{name}.yaml").write_text(to_yaml(tree), "utf-8")
    trees = {
        path.stem: yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506 - only text
        for path in tmp_path.glob("*.yaml")
    }
    dataset = encode(trees, kinds_of(trees), rules.curated)
    said = _lines(dataset.serialize(format="nquads", encoding="utf-8"), ox.RdfFormat.N_QUADS)
    assert said == sorted(encode_corpus(read_corpus(tmp_path)).nquads.splitlines())


def _lines(content: bytes, form: ox.RdfFormat) -> list[bytes]:
    """Read statements; give them as sorted lines of canonical N-Quads."""
    written = ox.serialize(ox.parse(content, form), format=ox.RdfFormat.N_QUADS)
    return sorted(written.splitlines()) if written else []


# One document with a plant, and two of which the later passes the earlier on.
@pytest.mark.parametrize("numbers", [(2,), (33, 34)])
def test_it_finds_what_mdmakg_finds(rules: Rules, tmp_path: Path, numbers: tuple[int, ...]) -> None:
    """The shapes fail on the same things, here without the queries of what a check applies to."""
    assert numbers in groups_of(SEED, numbers[0] // 10)
    given = lay_out(tmp_path / "part", SEED, numbers)
    done = run(given.documents, given.context, given.derived, rules, given.out)
    found = _found(given.corpus)
    assert found
    assert done.findings == found


def _found(corpus: Path) -> frozenset[tuple[str, str]]:
    command = [sys.executable, "-m", "mdmakg", "check", str(corpus), "-q", "-f", "json"]
    told = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)  # noqa: S603 - our own program
    shapes = {rule["check"]: rule["iri"] for rule in told["rules"]}
    failed = (one for one in told["results"] if one["state"] == "failed")
    return frozenset((shapes[one["check"]], one["focus"]) for one in failed)


def test_it_writes_all_that_it_says(rules: Rules, tmp_path: Path) -> None:
    """The N-Quads, the TriG and the list of findings of one document are all there."""
    given = lay_out(tmp_path / "part", SEED, (2,))
    done = run(given.documents, given.context, given.derived, rules, given.out)
    lines = _lines((given.out / "plain.nq").read_bytes(), ox.RdfFormat.N_QUADS)
    assert len(set(lines)) == len(lines) == done.statements
    # rdflib writes the decimal 53 as 53.0 there, so the lines are not the same.
    trig = _lines((given.out / "plain.trig").read_bytes(), ox.RdfFormat.TRIG)
    assert len(trig) == done.statements
    told = json.loads((given.out / "plain.json").read_text("utf-8"))
    assert [one["focusNode"].rpartition("/")[0].rpartition("/")[2] for one in told] == [
        document_id(2)
    ]


def test_it_is_frozen(checkout: Path) -> None:
    """The files of the pipeline have the digests that were written down when it was reviewed."""
    rows = (checkout / "benchmarks/plain.sha256").read_text("utf-8").splitlines()
    frozen = {name: digest for digest, name in (row.split("  ") for row in rows)}
    modules = ("encode", "pipeline", "speaker", "trials", "vocabulary")
    assert set(frozen) == {f"benchmarks/plain/{module}.py" for module in modules}
    for name, digest in frozen.items():
        assert sha256((checkout / name).read_bytes()).hexdigest() == digest, name
