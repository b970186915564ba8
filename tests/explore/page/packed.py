"""The data of a page as a reader of HTML finds them, and as they were before they were packed."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

__all__ = ["Element", "block_in", "corpus_in", "elements_in", "unpacked"]


class Element:
    """One element: its name, its attributes, the text right inside it."""

    def __init__(self, name: str, attributes: dict[str, str | None]) -> None:
        self.name, self.attributes, self.text = name, attributes, ""


class _Reader(HTMLParser):
    """Collects elements; scripts and styles are read as raw text, as in a browser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, dict(attrs)))
        self.open.append(self.found[-1])

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data


def elements_in(page: bytes) -> list[Element]:
    """List the elements of a page, in order."""
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    return reader.found


def block_in(page: bytes) -> Any:
    """Read the one block of data of a page, as it stands there."""
    blocks = [one for one in elements_in(page) if one.attributes.get("id") == "corpus"]
    assert [(one.name, one.attributes["type"]) for one in blocks] == [
        ("script", "application/json")
    ]
    return json.loads(blocks[0].text)


def corpus_in(page: bytes) -> Any:
    """Read the data of a page as Python had them."""
    return unpacked(block_in(page))


def unpacked(packed: Any) -> Any:
    """Undo what ``pack`` does, as ``unpack.js`` does."""
    return _whole(packed["data"], packed["texts"], packed["rows"])


def _whole(value: Any, texts: list[str], rows: list[list[str]]) -> Any:
    if isinstance(value, str) and value.startswith("~"):
        return value[1:] if value.startswith("~~") else texts[int(value[1:], 36)]
    if isinstance(value, dict):
        return {key: _whole(inner, texts, rows) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], str) and value[0].startswith("~:"):
        inner = [_whole(one, texts, rows) for one in value[1:]]
        return dict(zip(rows[int(value[0][2:], 36)], inner, strict=True))
    return [_whole(one, texts, rows) for one in value]
