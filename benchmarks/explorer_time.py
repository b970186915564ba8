"""How long choosing a claim takes in an explorer of 5,000 claims, from click to painted chain.

One run, half a minute: claims with the longest chains and the shortest are chosen one
after another in Chromium. Median and longest are printed of wall clock, until the frame with
the chain in it is done, and of the page's own thread. Exit code 1 where a median is above
100 ms; on a machine that does other work too, heed the second.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession, Page

MOST = 100.0  # milliseconds
CLAIMS = 5_000
TESTS = Path(__file__).resolve().parents[1] / "tests"
CHOOSE = """async (at) => {
  const start = performance.now();
  document.querySelectorAll("#rows a.gloss")[at].click();
  await new Promise((done) => addEventListener("hashchange", done, { once: true }));
  await new Promise((done) => requestAnimationFrame(done));
  await new Promise((done) => setTimeout(done)); // after the frame is painted
  return performance.now() - start;
}"""


def written(place: Path) -> Path:
    """Build the bundled corpus, and write the explorer of many copies of it."""
    sys.path[:0] = [str(TESTS / "explore" / "page"), str(TESTS / "browser")]
    from explorers import long

    from mdmakg.build.build import build, check_corpus
    from mdmakg.bundle import folder

    build(check_corpus(folder("data")), place / "build")
    return long(place / "build" / "explorer.html", place, CLAIMS)


def busy(session: CDPSession) -> float:
    """Give the milliseconds that the page's thread has worked so far."""
    told: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in told if one["name"] == "TaskDuration")


def chosen(page: Page) -> Iterator[tuple[float, float]]:
    """Choose every third of the first claims; yield wall clock and the thread's time, in ms."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    for at in range(0, 90, 3):
        before = busy(session)
        wall = float(page.evaluate(CHOOSE, at))
        yield wall, busy(session) - before
        page.go_back()
        page.wait_for_timeout(50)


def main() -> int:
    """Measure, print, and judge."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        path = written(Path(place))
        from watched import ARGUMENTS, required_chromium

        browser = playwright.chromium.launch(executable_path=required_chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.as_uri())
        page.wait_for_timeout(1_000)
        walls, owns = zip(*chosen(page), strict=True)
        browser.close()
    wall, own = statistics.median(walls), statistics.median(owns)
    print(f"choosing one claim of {CLAIMS:,}, at most {MOST:.0f} ms is wanted")
    print(f"  to the painted chain {wall:.0f} ms, at longest {max(walls):.0f} ms")
    print(f"  the page's own work  {own:.0f} ms, at longest {max(owns):.0f} ms")
    return int(max(wall, own) > MOST)


if __name__ == "__main__":
    sys.exit(main())
