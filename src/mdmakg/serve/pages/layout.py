"""What every page shares: its head, the way around, the main part, the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.serve.pages.element import Child, element, link, write

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["STYLE", "page"]

STYLE: Final = "/assets/style.css"


def page(
    title: str, *main: Child, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = ()
) -> bytes:
    """Write a page; ``styles`` and ``scripts`` are paths on this server."""
    head = [
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        # Without one browsers ask for /favicon.ico.
        element("link", rel="icon", href="data:,"),
        element("title", f"{title} · mdmakg"),
        *(element("link", rel="stylesheet", href=style) for style in (*styles, STYLE)),
        *(element("script", src=script, defer="defer") for script in scripts),
    ]
    body = element(
        "body",
        link("#main", "Skip to the content", class_="skip"),
        _way(),
        element("main", *main, id="main"),
        _foot(),
    )
    return write(head, body)


def _way() -> Element:
    return element(
        "header",
        element(
            "nav",
            link("/", "mdmakg", class_="home"),
            link("/query", "Ask in SPARQL"),
            link("/sparql", "The endpoint"),
            link("/.well-known/void", "The dataset"),
            aria_label="Site",
        ),
    )


def _foot() -> Element:
    words = "What is said here holds for what is served here, and is no medical advice."
    return element("footer", element("p", words))
