"""Builds in parts on a cluster: the same bytes as here, whoever dies on the way."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.corpus.files import write_corpus
from separate_cluster import SeparateCluster, separate_cluster

from mdmakg.build.built import silent
from mdmakg.build.executor.choice import open_executor
from mdmakg.build.executor.here import Here
from mdmakg.build.order import Order
from mdmakg.build.parted import build_in_parts
from mdmakg.check.chosen import Rules
from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdmakg.build.built import Tell

sys.path.append(str(Path(__file__).parents[1]))
from counting import written

DOCUMENTS = 60
"""So many that they make several parts: three and more of at most 32 documents."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write documents in which something is wrong."""
    made = tmp_path_factory.mktemp("made") / "corpus"
    write_corpus(made, DOCUMENTS, 7)
    return made


@pytest.fixture(scope="module")
def here(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build them in this process."""
    out = tmp_path_factory.mktemp("here") / "build"
    build_in_parts(_order(corpus), out, Here(), silent)
    return written(out)


def _order(corpus: Path) -> Order:
    return Order(corpus, corpus, None, Rules(), store=False)


def _on(cluster: SeparateCluster, corpus: Path, out: Path, tell: Tell = silent) -> None:
    with open_executor(cluster=cluster.address) as executor:
        build_in_parts(_order(corpus), out, executor, tell)


def _once_judged(act: Callable[[], None]) -> Tell:
    """Act when the first part has been judged, and others are under way."""
    acted = False

    def tell(step: str, done: int, _whole: int) -> None:
        nonlocal acted
        if step.startswith("judging") and done and not acted:
            acted = True
            act()

    return tell


def test_a_worker_that_dies_costs_nothing(
    corpus: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    """One of two workers is killed after the first part; the build is whole, and the same."""
    with separate_cluster(2) as cluster:
        tell = _once_judged(lambda: cluster.kill_worker(0))
        _on(cluster, corpus, tmp_path / "build", tell)
    assert written(tmp_path / "build") == here


def test_a_build_goes_on_after_its_scheduler_died(
    corpus: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    """It ends with a word and no manifest; the next one judges the rest, and is the same."""
    out = tmp_path / "build"
    with separate_cluster(2) as cluster, pytest.raises(StoreError):
        _on(cluster, corpus, out, _once_judged(cluster.kill_scheduler))
    assert not (out / "manifest.json").exists()
    kept = {path.name for path in (out / "parts").iterdir()}
    assert kept
    with separate_cluster(1) as cluster:
        _on(cluster, corpus, out)
    assert written(out) == here
    assert kept <= {path.name for path in (out / "parts").iterdir()}
