"""A small corpus of our own making, and builds of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.build.build import Built, build, check_corpus
from mdmakg.build.example import make_example

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example corpus, to be read only."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    make_example(folder)
    return folder


@pytest.fixture(scope="session")
def demo_build(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the example corpus, to be read only."""
    return build(check_corpus(demo, texts=demo / "texts"), tmp_path_factory.mktemp("out"))
