"""Take the pictures of the explorer and of what is served: ``make screenshots``.

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

from server import server_of
from watched import ARGUMENTS, Visits, required_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from watched import Scheme

__all__ = ["FIGURES", "SHOTS", "Shot", "answer", "take"]

FIGURES = Path(__file__).resolve().parents[2] / "docs" / "figures"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: what it shows, in how wide and high a window.

    ``at`` is a fragment of the explorer or, beginning with a stroke, a path of the server;
    ``part`` selects a part of the page; ``ask`` names a question that is to be answered.
    """

    at: str
    width: int = 1280
    height: int = 800
    scheme: Scheme = "light"
    part: str = ""
    ask: str = ""


SHOTS = {
    "explorer-claims": Shot("#claims"),
    "explorer-narrow": Shot("#claims?fidelity=strengthened", width=400),
    "explorer-claim": Shot("#claim/blog:c58", width=1060, height=900),
    "explorer-outcomes": Shot("#outcomes/suicidality"),
    "explorer-marks": Shot("#outcomes", part=".key"),
    "explorer-studies": Shot("#studies/mdd-trial", height=1180),
    "explorer-relays": Shot("#relays", height=1000, scheme="dark"),
    "serve-query": Shot("/query", height=680, ask="source-relations"),
    "serve-claim": Shot("/claim/blog/c58", height=700),
}
"""Name of the file in docs/figures, without its ending, to what it shows."""


def take(browser: Browser, build: Path, address: str, shot: Shot) -> bytes:
    """Take a picture of a build that is served at an address, as PNG.

    Errors: ``AssertionError`` if the page is at fault.
    """
    served = shot.at.startswith("/")
    beginning = address.rstrip("/") if served else (build / "explorer.html").resolve().as_uri()
    visits = Visits(browser)
    try:
        page = visits(
            beginning + shot.at,
            width=shot.width,
            height=shot.height,
            scheme=shot.scheme,
            origin=beginning if served else "",
            reduced_motion="reduce",
        )
        if shot.ask:
            answer(page, shot.ask)
        visits.check()
        return page.locator(shot.part).screenshot() if shot.part else page.screenshot()
    finally:
        visits.close()


def answer(page: Page, question: str) -> None:
    """Have a question that has a name answered on the query page."""
    page.locator(f"button[data-question='{question}']").click()
    page.locator(".tabPanel.active .CodeMirror-code", has_text="SELECT").wait_for()
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    page.locator(".tabPanel.active .yasr_results tbody tr").first.wait_for()
    page.mouse.move(0, 0)


def main() -> None:
    """Build the bundled corpus and take every picture of it."""
    from playwright.sync_api import sync_playwright

    from mdmakg.build.build import build, check_corpus
    from mdmakg.bundle import folder

    with TemporaryDirectory() as name, sync_playwright() as playwright:
        out = Path(name) / "build"
        build(check_corpus(folder("data")), out)
        browser = playwright.chromium.launch(executable_path=required_chromium(), args=ARGUMENTS)
        with server_of(out) as address:
            for stem, shot in SHOTS.items():
                picture = take(browser, out, address, shot)
                (FIGURES / f"{stem}.png").write_bytes(picture)
                sys.stderr.write(f"docs/figures/{stem}.png: {len(picture) / 1000:.0f} KB\n")
        browser.close()


if __name__ == "__main__":
    main()
