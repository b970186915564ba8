"""Explorers to open: very long ones, hostile ones; and what a build says that they must show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from large import multiplied
from looks import HOSTILE
from packed import corpus_in

from mdmakg.explore.page.assemble import assemble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

__all__ = ["PIXELS", "VIEWS", "at", "hostile", "long", "standings", "texts"]

VIEWS = (
    *("#claims", "#claim/page:c4", "#claim/blog:c12", "#claim/none"),
    *("#outcomes", "#studies", "#studies/mdd-followup?result=page:r4", "#relays"),
)
"""A fragment for each view, and for a claim that there is not."""

PIXELS = """() => {
  const [width, height] = [innerWidth, innerHeight];
  const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  for (const one of document.querySelectorAll(".canvas canvas")) pen.drawImage(one, 0, 0);
  return pen.getImageData(0, 0, width, height).data;
}"""
"""Reads what is drawn in the upper left of the picture."""

_WRITTEN = frozenset({"label", "title", "gloss", "message", "reason", "because", "says", "note"})


def at(explorer: Path, fragment: str) -> str:
    """Give the address of a part of an explorer."""
    return explorer.resolve().as_uri() + fragment


def standings(explorer: Path) -> dict[str, tuple[str, str]]:
    """Read how each claim stands, to its source and to the evidence, from the build's checks."""
    told = json.loads(explorer.with_name("checks.json").read_text("utf-8"))["assessments"]
    return {
        ":".join(one["claim"].split("/")[-2:]): (one["fidelity"]["value"], one["support"]["value"])
        for one in told
    }


def texts(page: Page, selector: str) -> list[str]:
    """Give the text of each element, as it is in the document."""
    return [text.strip() for text in page.locator(selector).all_text_contents()]


def long(explorer: Path, folder: Path, claims: int) -> Path:
    """Write an explorer of so many claims."""
    return _written(folder / "long.html", multiplied(corpus_in(explorer.read_bytes()), claims))


def hostile(explorer: Path, folder: Path) -> Path:
    """Write an explorer with a hostile text wherever words stand, not made safe by anything."""
    wild = _wild()
    corpus = _spoilt(corpus_in(explorer.read_bytes()), wild)
    for node in corpus["nodes"]:
        node["facts"] = [next(wild)]
    for claim in corpus["claims"]:
        claim["facts"] = [[next(wild), next(wild)]]
    for study in corpus["studies"]:
        study["registrations"] = [next(wild)]
        study["bias"] = [{"by": "blog", "of": "blog", "levels": [[next(wild), next(wild)]]}]
        for result in study.get("results", []):
            arms = [{"arm": next(wild), "mean": next(wild)}]
            words = {name: [next(wild), next(wild)] for name in ("arms", "frames", "when", "sure")}
            result.update(words, figures=arms, instrument=next(wild), estimate=next(wild))
    return _written(folder / "hostile.html", corpus)


def _wild() -> Iterator[str]:
    whole = [text.encode("utf-8", "replace").decode() for text in HOSTILE]
    while True:
        yield from whole


def _spoilt(value: Any, wild: Iterator[str]) -> Any:
    """Put a hostile text in the place of each that people write; closed lists stay readable."""
    if isinstance(value, list):
        return [_spoilt(inner, wild) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        key: inner
        if key == "glossary"
        else {name: next(wild) for name in inner}
        if key == "concepts"
        else next(wild)
        if key in _WRITTEN
        else _spoilt(inner, wild)
        for key, inner in value.items()
    }


def _written(path: Path, corpus: Any) -> Path:
    path.write_bytes(assemble(corpus))
    return path
