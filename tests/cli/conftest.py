"""The command line run in this process, on a small corpus of our own making."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.build.build import build, check_corpus
from mdmakg.build.example import make_example

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example corpus and build it beside, both to be read only."""
    place = tmp_path_factory.mktemp("demo")
    make_example(place / "data")
    build(check_corpus(place / "data", texts=place / "data" / "texts"), place / "build")
    return place


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def in_demo(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the example corpus and its build are."""
    monkeypatch.chdir(demo)
    return demo
