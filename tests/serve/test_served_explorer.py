"""The explorer as a server gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html  # type: ignore[import-untyped] # ships no types

if TYPE_CHECKING:
    from pathlib import Path

    from served import Server


def test_the_explorer_leads_to_the_query_page(demo: Path, demo_server: Server) -> None:
    """One link is added, in the list of views; all else is the file of the build."""
    built = (demo / "build" / "explorer.html").read_bytes()
    served = demo_server.get("/").body
    links = html.fromstring(served).xpath("//nav/ul/li/a/@href")
    assert links == [*html.fromstring(built).xpath("//nav/ul/li/a/@href"), "/query"]
    before, _, after = built.partition(b"<!--mdmakg:served-->")
    assert served.startswith(before)
    assert served.endswith(after)
    assert after
