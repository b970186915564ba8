"""What the plain pipeline is given: a group of made-up documents, in a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.corpus.emit import to_yaml
from benchmarks.corpus.part import part

from mdmakg.derive.derive import derive
from mdmakg.encode.dataset import encode_corpus, parse_nquads, to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Part", "lay_out"]


@dataclass(frozen=True)
class Part:
    """The files of a group: its documents, what they refer to, the facts derived from both.

    ``corpus`` has the former two and nothing else; ``out`` is for what is written.
    """

    corpus: Path
    documents: tuple[Path, ...]
    context: tuple[Path, ...]
    derived: Path
    out: Path


def lay_out(folder: Path, seed: int, numbers: tuple[int, ...]) -> Part:
    """Write the documents of these numbers and what they refer to, and derive."""
    corpus, out = folder / "corpus", folder / "out"
    corpus.mkdir(parents=True)
    out.mkdir()
    documents, context = part(seed, numbers)
    for name, tree in {**documents, **context}.items():
        (corpus / f"{name}.yaml").write_text(to_yaml(tree), "utf-8", newline="\n")
    nquads = encode_corpus(read_corpus(corpus)).nquads
    derived = folder / "derived.nq"
    derived.write_bytes(to_nquads(derive(Facts.of(parse_nquads(nquads)), {})))
    return Part(
        corpus,
        tuple(corpus / f"{name}.yaml" for name in documents),
        tuple(corpus / f"{name}.yaml" for name in context),
        derived,
        out,
    )
