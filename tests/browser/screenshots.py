"""Take the pictures of the explorer that its pages show: ``make screenshots``.

Each is taken from a build of the bundled corpus without the texts, in a window of
its own, and only if the page did nothing amiss. What a browser draws differs with its
fonts, so no test compares the pictures: look at them before you keep them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from watched import ARGUMENTS, Visits, required_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from watched import Scheme

__all__ = ["FIGURES", "SHOTS", "Shot", "take"]

FIGURES = Path(__file__).resolve().parents[2] / "docs" / "figures"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: what it shows, in how wide and high a window; ``part`` is a selector."""

    fragment: str
    width: int = 1280
    height: int = 800
    scheme: Scheme = "light"
    part: str = ""


SHOTS = {
    "explorer-claims": Shot("#claims"),
    "explorer-narrow": Shot("#claims?fidelity=strengthened", width=400),
    "explorer-claim": Shot("#claim/blog:c58", height=860),
    "explorer-outcomes": Shot("#outcomes"),
    "explorer-marks": Shot("#outcomes", part=".key"),
    "explorer-relays": Shot("#relays", height=900, scheme="dark"),
}
"""Name of the file in docs/figures, without its ending, to what it shows."""


def take(browser: Browser, explorer: Path, shot: Shot) -> bytes:
    """Take a picture, as PNG.

    Errors: ``AssertionError`` if the page is at fault.
    """
    visits = Visits(browser)
    try:
        page = visits(
            explorer.resolve().as_uri() + shot.fragment,
            width=shot.width,
            height=shot.height,
            scheme=shot.scheme,
            reduced_motion="reduce",
        )
        visits.check()
        return page.locator(shot.part).screenshot() if shot.part else page.screenshot()
    finally:
        visits.close()


def main() -> None:
    """Build the bundled corpus and take every picture of it."""
    from playwright.sync_api import sync_playwright

    from mdmakg.build.build import build, check_corpus
    from mdmakg.bundle import folder

    with TemporaryDirectory() as out, sync_playwright() as playwright:
        build(check_corpus(folder("data")), Path(out))
        browser = playwright.chromium.launch(executable_path=required_chromium(), args=ARGUMENTS)
        for name, shot in SHOTS.items():
            picture = take(browser, Path(out) / "explorer.html", shot)
            (FIGURES / f"{name}.png").write_bytes(picture)
            sys.stderr.write(f"docs/figures/{name}.png: {len(picture) / 1000:.0f} KB\n")
        browser.close()


if __name__ == "__main__":
    main()
