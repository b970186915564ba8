"""Every glyph once, as symbols that the page uses wherever it shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.explore.marks import FIDELITY_MARKS, GLYPHS, SEVERITY_GLYPHS, SUPPORT_MARKS, Glyph
from mdmakg.explore.page.glossary import glyph_id
from mdmakg.explore.svg import element
from mdmakg.export.palette import PAPER
from mdmakg.model.check import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["glyph_sheet"]


def glyph_sheet() -> str:
    """Draw the hidden sheet of symbols; each has the colour of the text around its use."""
    symbols = "".join(_symbol(name, glyph) for name, glyph in _glyphs())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" '
        f'class="glyphs">{symbols}</svg>'
    )


def _glyphs() -> Iterator[tuple[str, Glyph]]:
    for fidelity, mark in FIDELITY_MARKS.items():
        yield glyph_id("fidelity", fidelity), mark.glyph
    for support, mark in SUPPORT_MARKS.items():
        yield glyph_id("support", support), mark.glyph
    for value, glyph in SEVERITY_GLYPHS.items():
        yield glyph_id("severity" if value in set(Severity) else "state", value), glyph
    for kind, glyph in GLYPHS.items():
        yield glyph_id("node", kind), glyph


def _symbol(name: str, glyph: Glyph) -> str:
    parts = element("path", d=glyph.filled, fill="currentColor")
    if glyph.drawn:
        parts += element(
            "path", class_="drawn", d=glyph.drawn, fill="none", stroke=PAPER, stroke_width=1.2
        )
    return f'<symbol id="{name}" viewBox="0 0 12 12">{parts}</symbol>'
