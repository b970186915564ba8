"""A browser's page with the network cut, and all that it should not do written down."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest
from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route

__all__ = [
    "ARGUMENTS",
    "Readings",
    "Scheme",
    "Visits",
    "Watch",
    "accessible",
    "chromium",
    "required_chromium",
]

Scheme: TypeAlias = Literal["light", "dark"]

ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever slips past the pages' own routes finds no other host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""What keeps Chromium from talking of its own accord."""

# The shell has no window to draw around the page, and takes a third less time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_PATIENCE = 15_000.0  # milliseconds


def chromium() -> str | None:
    """Find the browser: ``MDMAKG_CHROMIUM``, else the first of its names on the path."""
    named = os.environ.get("MDMAKG_CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else _NAMES))
    return next((path for path in found if path), None)


_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.mdmakgViolation(`${event.effectiveDirective} blocked ${event.blockedURI}`));
"""
_TURN = """async (fragment) => {
  if (location.hash === fragment) return;
  const turned = new Promise((done) => addEventListener("hashchange", done, { once: true }));
  location.hash = fragment;
  await turned;
}"""
_SETTLED = 20.0  # milliseconds


def required_chromium() -> str:
    """Find the browser, or skip the test; where all tests must run, fail it."""
    if (found := chromium()) is not None:
        return found
    lacks = "no Chromium: install it, or set MDMAKG_CHROMIUM to its path"
    if os.environ.get("CI") == "true":
        pytest.fail(lacks)
    pytest.skip(lacks)


@dataclass  # Playwright keeps what it wraps as attributes of its owner: no slots
class Watch:
    """What a page asked for, and what it did that it should not have."""

    page: Page
    origin: str = ""
    """The only server that may be asked, as ``http://127.0.0.1:8000``; files may always be."""
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def over(cls, context: BrowserContext, origin: str) -> Watch:
        """Open a page in an empty context and watch it, and every page that it opens."""
        watch = cls(context.new_page(), origin)
        context.route("**/*", watch._route)
        context.route_web_socket("**/*", lambda one: watch.faults.append(f"socket: {one.url}"))
        context.on("console", watch._console)
        context.on("weberror", lambda one: watch.faults.append(f"uncaught: {one.error}"))
        context.on("dialog", watch._dialog)
        context.expose_function("mdmakgViolation", watch._violation)
        context.add_init_script(_REPORT_VIOLATIONS)
        return watch

    def seen(self) -> list[str]:
        """Give the faults, those included that the browser is just about to tell."""
        if not self.page.is_closed():
            # Not by a timer of the page: where scripts are off, it never rings.
            self.page.wait_for_timeout(_SETTLED)
            self.page.evaluate("0")  # what the browser told before its answer is here by now
        return self.faults

    def _route(self, route: Route) -> None:
        url = route.request.url
        self.requests.append(url)
        own = bool(self.origin) and url.startswith(f"{self.origin}/")
        if own or url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            self.faults.append(f"asked the network: {url[:200]}")
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console {message.type}: {message.text}")

    def _violation(self, told: str) -> None:
        self.faults.append(f"policy: {told}")

    def _dialog(self, dialog: Dialog) -> None:
        # What a label's script would do first, if it could run.
        self.faults.append(f"{dialog.type}: {dialog.message[:200]}")
        dialog.dismiss()


class Visits:
    """Pages opened by one test, each in a context of its own, watched."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._watches: list[Watch] = []

    def __call__(
        self,
        address: str | Path,
        *,
        width: int = 1280,
        height: int = 800,
        scheme: Scheme = "light",
        origin: str = "",
        **options: Any,
    ) -> Page:
        """Open an address or a file, at a fragment if the address has one.

        ``origin`` names the server that the page may ask, if any; ``options`` are
        those of Playwright's ``new_context``.
        """
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            service_workers="block",
            **options,
        )
        context.set_default_timeout(_PATIENCE)
        watch = Watch.over(context, origin)
        self._watches.append(watch)
        watch.page.goto(address if isinstance(address, str) else address.resolve().as_uri())
        return watch.page

    def watch(self, page: Page) -> Watch:
        """Give what was seen of a page."""
        return next(one for one in self._watches if one.page is page)

    def check(self) -> None:
        """Fail with every fault of every page.

        Errors: ``AssertionError``.
        """
        faults = [fault for watch in self._watches for fault in watch.seen()]
        for watch in self._watches:
            watch.faults = []  # told once
        assert not faults, "\n".join(["a page is at fault:", *faults])

    def close(self) -> None:
        """Close every page."""
        for watch in self._watches:
            watch.page.context.close()


class Readings:
    """Pages that tests only read: opened once for each file and way of looking, then turned.

    What a test does to a page that others read, they see.
    """

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._pages: dict[object, Page] = {}

    def __call__(self, address: str, **looking: Any) -> Page:
        """Turn to the part of a file that the address names; ``looking`` as for a visit."""
        file, _, fragment = address.partition("#")
        kept = (file, *sorted(looking.items()))
        if kept in self._pages:
            self._pages[kept].evaluate(_TURN, f"#{fragment}")
        else:
            self._pages[kept] = self._visits(address, **looking)
        return self._pages[kept]


def accessible(page: Page) -> None:
    """Let axe-core look at a page as it stands, by all its rules.

    Errors: ``AssertionError`` that names each rule broken, where, and how to mend it.
    """
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"], "axe looked at nothing"
    told = [line for one in found["violations"] for line in _told(one)]
    assert not told, "\n".join([f"not accessible: {page.url}", *told])


def _told(violation: Mapping[str, Any]) -> Iterator[str]:
    yield f"{violation['id']} ({violation['impact']}): {violation['help']}"
    for node in violation["nodes"]:
        yield f"    at {', '.join(map(str, node['target']))}: {node['html'][:160]}"
        yield "        " + node["failureSummary"].replace("\n", "\n        ")
