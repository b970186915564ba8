"""The made-up corpus on which mdmakg is measured: the same every time, true to its texts, sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.corpus.document import document
from benchmarks.corpus.files import write_corpus
from benchmarks.corpus.plan import BLOCK, block_of, cited_by, work_of

from mdmakg.encode.dataset import encode_corpus
from mdmakg.passage.sentences import sentences
from mdmakg.read.corpus import read_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.model.corpus import Corpus

SEED = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write twenty documents with nothing planted, and their texts."""
    made = tmp_path_factory.mktemp("made")
    write_corpus(made / "corpus", 20, SEED, texts=made / "texts", plant=False)
    return made


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    """Read them."""
    return read_corpus(folder / "corpus")


def test_a_larger_corpus_begins_with_the_smaller(folder: Path, tmp_path: Path) -> None:
    """Each of twenty documents is the same among thirty, byte by byte."""
    write_corpus(tmp_path, 30, SEED, plant=False)
    small = {path.name: path.read_bytes() for path in (folder / "corpus").glob("doc-*.yaml")}
    large = {path.name: path.read_bytes() for path in tmp_path.glob("doc-*.yaml")}
    assert len(small) == 20
    assert len(large) == 30
    assert small.items() <= large.items()


def test_another_seed_makes_another_corpus() -> None:
    """A document of another seed tells of another trial."""
    assert document(SEED, 7).tree != document(SEED + 1, 7).tree


def test_each_document_has_what_the_measures_speak_of(corpus: Corpus) -> None:
    """A document has 25 claims, eight outcomes, eight results, one study and one or two sources."""
    made = [file.document for file in corpus.files if file.document.text]
    assert {len(one.claims) for one in made} == {25}
    assert {len(one.outcomes) for one in made} == {8}
    assert {len(one.results) for one in made} == {8}
    assert {len(one.studies) for one in made} == {1}
    assert {len(one.sources) for one in made} == {1, 2}


def test_a_document_has_some_sixteen_hundred_statements(corpus: Corpus) -> None:
    """The statements of twenty documents and what they share are what the docstring says."""
    statements = len(encode_corpus(corpus).nquads.splitlines())
    shared = sum(1 for line in encode_corpus(corpus).nquads.splitlines() if b"/concepts>" in line)
    assert 1500 <= (statements - shared) / 20 <= 1700


def test_sentences_are_those_that_mdmakg_finds(folder: Path, corpus: Corpus) -> None:
    """The sentences of a document file are those into which mdmakg divides its text."""
    for file in corpus.files:
        if (told := file.document.text) is not None:
            text = (folder / "texts" / told.file).read_text("utf-8")
            assert [anchor.span for anchor in told.sentences] == list(sentences(text))


def test_groups_have_at_most_six_documents() -> None:
    """Joined by whom they pass on and by the work they name, documents hang together in sixes."""
    for seed in range(20):
        for number in range(0, 30 * BLOCK, BLOCK):
            assert max(map(len, _groups(seed, number))) <= 6


def _groups(seed: int, first: int) -> list[set[int]]:
    groups = [{number} for number in range(first, first + BLOCK)]
    joined = [{number, *cited_by(seed, number)} for number in range(first, first + BLOCK)]
    joined.append({n for n in range(first, first + BLOCK) if work_of(seed, n) is not None})
    for link in joined:
        touched = [group for group in groups if group & link]
        groups = [group for group in groups if not group & link]
        groups.append(set().union(*touched))
    return groups


def test_only_earlier_documents_of_the_block_are_passed_on() -> None:
    """The fifth and tenth of a block pass on one to three before them, the others none."""
    for block in range(50):
        planned = block_of(SEED, block)
        first = BLOCK * block
        assert set(planned.fifth) <= set(range(first, first + 4))
        assert set(planned.tenth) <= set(range(first + 4, first + 9))
        assert {len(planned.fifth), len(planned.tenth)} <= {1, 2, 3}
        assert [n for n in range(first, first + BLOCK) if cited_by(SEED, n)] == [
            first + 4,
            first + 9,
        ]
