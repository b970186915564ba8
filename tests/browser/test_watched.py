"""Each guard of the browser tests speaks up where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from watched import Readings, Visits, chromium, required_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>{head}
</head><body><main><h1>A page</h1>{body}</main></body></html>"""
POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""

AT_FAULT = {
    "console error": ("", "<script>console.error('wrong')</script>"),
    "console warning": ("", "<script>console.warn('odd')</script>"),
    "uncaught": ("", "<script>throw new Error('wrong')</script>"),
    "asked the network": ("", "<img alt='' src='http://127.0.0.1:9/dot.png'>"),
    "socket": ("", "<script>new WebSocket('ws://127.0.0.1:9/')</script>"),
    "policy": (POLICY, "<script>document.title = 'changed'</script>"),
    "alert": ("", "<script>alert('here')</script>"),
}


@pytest.fixture
def unchecked(browser: Browser) -> Iterator[Visits]:
    """Open pages that are meant to be at fault."""
    visits = Visits(browser)
    yield visits
    visits.close()


def written(folder: Path, head: str, body: str) -> Path:
    """Write a page into a folder."""
    path = folder / "page.html"
    path.write_text(PAGE.format(head=head, body=body), "utf-8")
    return path


@pytest.mark.parametrize("fault", AT_FAULT)
def test_each_fault_is_seen(unchecked: Visits, tmp_path: Path, fault: str) -> None:
    """What a page should not do is told by the check at a test's end."""
    unchecked(written(tmp_path, *AT_FAULT[fault]))
    with pytest.raises(AssertionError, match=rf"(?m)^{fault}: "):
        unchecked.check()


def test_a_sound_page_passes(visit: Visits, axe: Callable[[Page], None], tmp_path: Path) -> None:
    """A page that does nothing amiss is not at fault; a page's own policy does not stop axe."""
    page = visit(written(tmp_path, POLICY, "<p>Nothing to see.</p>"), width=400, scheme="dark")
    axe(page)
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page.evaluate("innerWidth") == 400
    assert visit.watch(page).requests == [page.url]


def test_axe_finds_what_is_not_accessible(
    visit: Visits, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    """A picture without words is told with its rule, its place and what would help."""
    page = visit(
        written(tmp_path, "", "<img id='mute' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    )
    with pytest.raises(AssertionError, match=r"(?s)image-alt.*#mute.*alt attribute"):
        axe(page)


def test_only_the_named_server_may_be_asked(unchecked: Visits, tmp_path: Path) -> None:
    """The page's own origin may be asked, one that merely begins alike may not."""
    body = "<img alt='' src='http://127.0.0.1:9/a'><img alt='' src='http://127.0.0.1:99/b'>"
    page = unchecked(written(tmp_path, "", body), origin="http://127.0.0.1:9")
    asked = [one for one in unchecked.watch(page).seen() if one.startswith("asked")]
    assert asked == ["asked the network: http://127.0.0.1:99/b"]


def test_a_page_without_scripts_is_watched_too(unchecked: Visits, tmp_path: Path) -> None:
    """Where scripts are off, the check still ends, and sees what the page asks for."""
    body = "<img alt='' src='http://127.0.0.1:9/dot.png'>"
    unchecked(written(tmp_path, "", body), java_script_enabled=False)
    with pytest.raises(AssertionError, match="asked the network"):
        unchecked.check()


def test_a_page_that_is_only_read_is_opened_once(unchecked: Visits, tmp_path: Path) -> None:
    """It is turned to another part before it is given; what it does amiss then is told, once."""
    read = Readings(unchecked)
    script = "<script>onhashchange = () => console.error(document.title = location.hash)</script>"
    address = written(tmp_path, "", script).as_uri()
    page = read(f"{address}#one")
    assert read(f"{address}#one") is page
    unchecked.check()
    assert read(f"{address}#two") is page
    assert page.title() == "#two"
    with pytest.raises(AssertionError, match="console error: #two"):
        unchecked.check()
    unchecked.check()
    assert read(f"{address}#two", width=400) is not page


def test_the_browser_named_is_the_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``MDMAKG_CHROMIUM`` says which; otherwise the path is searched, in vain here."""
    named = tmp_path / "mine"
    named.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("MDMAKG_CHROMIUM", str(named))
    assert chromium() == str(named)
    monkeypatch.delenv("MDMAKG_CHROMIUM")
    assert chromium() is None


def test_no_browser_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a browser tests are skipped with a word, but fail where all must run."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("MDMAKG_CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="MDMAKG_CHROMIUM"):
        required_chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="MDMAKG_CHROMIUM"):
        required_chromium()
