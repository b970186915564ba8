"""The pictures that pages show of the explorer are those that the script takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from screenshots import FIGURES, SHOTS, take
from server import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

MOST = 200_000  # bytes: readers of the pages load several
DOCS = FIGURES.parent


@pytest.fixture(scope="module")
def build(bundled_explorer: Path) -> Path:
    """Give the build of the bundled corpus."""
    return bundled_explorer.parent


@pytest.fixture(scope="module")
def address(build: Path) -> Iterator[str]:
    """Serve the build of the bundled corpus."""
    with server_of(build) as address:
        yield address


def size(picture: bytes) -> tuple[int, int]:
    """Read width and height out of a PNG's header."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def test_pictures_are_those_of_the_script() -> None:
    """Each picture has its entry in the script, and the reverse."""
    assert {path.stem for path in FIGURES.glob("*.png")} == {*SHOTS}


@pytest.mark.parametrize("name", SHOTS)
def test_pictures_are_shown_and_small(name: str) -> None:
    """Each picture stands on a page, with words for who does not see it, and loads quickly."""
    picture = (FIGURES / f"{name}.png").read_bytes()
    assert len(picture) < MOST
    if not SHOTS[name].part:
        assert size(picture) == (SHOTS[name].width, SHOTS[name].height)
    pages = [page.read_text("utf-8") for page in DOCS.rglob("*.md")]
    assert any(re.search(rf"!\[[^]]{{20,}}\]\([^)]*/{name}\.png\)", page) for page in pages)


@pytest.mark.parametrize("name", SHOTS)
def test_every_picture_can_be_taken(browser: Browser, build: Path, address: str, name: str) -> None:
    """What the script shows is there, and the page does nothing amiss meanwhile."""
    width, height = size(take(browser, build, address, SHOTS[name]))
    assert width <= SHOTS[name].width
    assert 0 < height <= SHOTS[name].height
