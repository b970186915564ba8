"""The pictures that pages show are those that the program draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from typing_pages import made

FIGURES = sorted((Path(__file__).resolve().parents[2] / "docs" / "figures").glob("*.svg"))


def test_there_are_figures() -> None:
    """The pages show pictures, so there are some to compare."""
    assert len(FIGURES) >= 2


@pytest.mark.parametrize("figure", FIGURES, ids=lambda path: path.name)
def test_figures_are_drawn_by_the_program(figure: Path) -> None:
    """A picture in docs/figures/ is, byte for byte, the one of the same name in a build."""
    same = figure.read_bytes() == (made("build") / "build" / "figures" / figure.name).read_bytes()
    assert same, f"{figure.name} is stale; mend with: python tests/docs/mend.py"
