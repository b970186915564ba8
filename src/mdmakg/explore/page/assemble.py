"""The page: its template, style and scripts, with the data and a policy of what may run."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from mdmakg.explore.page.block import json_block
from mdmakg.explore.page.glyphs import glyph_sheet
from mdmakg.explore.page.pack import pack
from mdmakg.vendor import vendored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SCRIPTS", "assemble"]

SCRIPTS: Final = tuple(
    f"{name}.js"
    for name in (
        "unpack",
        "element",
        "corpus",
        "lines",
        "glossary",
        "route",
        "reported",
        "filter",
        "remembered",
        "theme",
        "facets",
        "pieces",
        "list",
        "stylesheet",
        "picture",
        "legend",
        "chain",
        "passages",
        "findings",
        "claim",
        "outcomes",
        "studies",
        "relays",
        "keys",
        "paper",
        "explorer",
    )
)
"""The page's own scripts, in the order in which they run as one."""

_MARK: Final = re.compile("<!--mdmakg:([a-z]+)-->")
_BLOCK: Final = re.compile("<(script|style)([^>]*)>(.*?)</\\1>", re.DOTALL)


def assemble(corpus: object) -> bytes:
    """Put the page together, the same bytes for the same data.

    ``corpus`` is the data as JSON has them. The mark ``served`` is left as a comment:
    a server that has more than this page puts its links there.
    The policy lets run and style what stands in the page, by digest, and nothing else:
    no address is ever asked.
    """
    parts = {
        "style": _block("style", _own("explorer.css")),
        "glyphs": glyph_sheet(),
        "cytoscape": _block("script", vendored("cytoscape.min.js").decode()),
        "script": _block("script", "".join(map(_own, SCRIPTS))),
    }
    page = _filled(_own("explorer.html"), parts)
    block = f'<script type="application/json" id="corpus">{json_block(pack(corpus))}</script>'
    return _filled(page, {"csp": _policy(page), "corpus": block}).encode()


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _block(name: str, text: str) -> str:
    if re.search(f"</{name}|<!--", text, re.IGNORECASE):
        raise ValueError(f"a {name} that would end or hide its own element")
    return f"<{name}>{text}</{name}>"


def _filled(page: str, parts: Mapping[str, str]) -> str:
    """Put parts at their marks, in one pass: no mark in a part is looked at."""
    return _MARK.sub(lambda mark: parts.get(mark[1], mark[0]), page)


def _policy(page: str) -> str:
    found: dict[str, list[str]] = {"script": [], "style": []}
    for name, digest in _digests(page):
        found[name].append(digest)
    rules = (
        "default-src 'none'",
        *(f"{name}-src {' '.join(digests)}" for name, digests in found.items() if digests),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def _digests(page: str) -> Iterator[tuple[str, str]]:
    """Give the digest of each script and style as a browser takes it: of what is between tags."""
    for block in _BLOCK.finditer(page):
        yield block[1], f"'sha256-{b64encode(sha256(block[3].encode()).digest()).decode()}'"
