"""Chromium, driven through Playwright, for the pages that people open.

One browser serves a module, not a session: while it runs, Playwright's loop counts
as the thread's running one, and tests that start their own would fail beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from watched import ARGUMENTS, Readings, Visits, accessible, required_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder: ``-m 'not browser'`` leaves them out."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; skip where there is none, but never where all must run."""
    from playwright.sync_api import sync_playwright

    executable = required_chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visits]:
    """Open pages, ``visit(path, width=400, scheme="dark")``; their faults fail the test's end."""
    visits = Visits(browser)
    try:
        yield visits
        visits.check()
    finally:
        visits.close()


@pytest.fixture(scope="module")
def shared_visits(browser: Browser) -> Iterator[Visits]:
    """Keep the pages that a module's tests only read."""
    visits = Visits(browser)
    try:
        yield visits
    finally:
        visits.close()


@pytest.fixture(scope="module")
def readings(shared_visits: Visits) -> Readings:
    """Open them once, and turn from view to view."""
    return Readings(shared_visits)


@pytest.fixture
def read(shared_visits: Visits, readings: Readings) -> Iterator[Readings]:
    """Open pages only to read them, as ``visit`` does but in less time; faults count the same."""
    yield readings
    shared_visits.check()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Give what fails where axe-core finds a page not accessible."""
    return accessible


@pytest.fixture(scope="session")
def bundled_explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled corpus; give its explorer."""
    from mdmakg.build.build import build, check_corpus
    from mdmakg.bundle import folder

    out = tmp_path_factory.mktemp("bundled") / "build"
    build(check_corpus(folder("data")), out)
    return out / "explorer.html"


@pytest.fixture(scope="session")
def example_explorer(demo: Path) -> Path:
    """Give the explorer of the corpus that ``init`` makes."""
    return demo / "build" / "explorer.html"
