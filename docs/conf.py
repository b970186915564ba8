"""How Sphinx makes HTML of these pages: ``make docs``. No network is needed."""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "mdmakg"
author = "The mdmakg maintainers"
project_copyright = author
version = release = version_of("mdmakg")

extensions = ["myst_nb"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
# The notebook is shown with the outputs that it stores; a test runs its cells.
nb_execution_mode = "off"
exclude_patterns = ["_build"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"mdmakg {release}"
html_copy_source = False
# Syntax is coloured where there is a lexer; output with … in it is not always valid.
suppress_warnings = ["misc.highlighting_failure"]

# Pages are plain Markdown, readable on any forge. What only Sphinx needs is added
# while it reads: the order of the pages, and where files outside this folder are.
HERE = Path(__file__).parent
CHECKS = sorted(f"checks/{path.stem}" for path in (HERE / "checks").glob("*.md"))
PAGES = {
    "Begin": ["tutorial", "coding-rules", "agreement/README"],
    "The five nouns": ["source", "study", "intervention", "outcome", "claim", "ontology"],
    "Verdicts": ["assessments", "said-against-said", "accepting"],
    "Checks": ["checks/structure", *(name for name in CHECKS if name != "checks/structure")],
    "Look and ask": [
        "explorer",
        "explorer/claims",
        "explorer/claim",
        "explorer/outcomes",
        "explorer/studies",
        "explorer/relays",
        "serve",
        "notebook",
        "pooling",
        "export",
        "stores",
        "terms",
    ],
    "Bring in": ["importing", "importing-registries", "importing-bibliographies"],
    "Look up": ["command-line", "queries", "files", "speed", "large", "cluster", "glossary"],
    "Change it": ["architecture", "decisions/README"],
}
OPEN_ONTOLOGY = '<p><a href="ontology/index.html">Open the page</a></p>'
OUTSIDE = re.compile(r"\[([^]]+)\]\(((?:\.\./)+[^)#]+)(?:#[^)]*)?\)")


def _contents() -> str:
    parts = (
        f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n" + "\n".join(names) + "\n```\n"
        for caption, names in PAGES.items()
    )
    return "\n" + "\n".join(parts)


def _outside(page: Path, text: str) -> str:
    """Turn links to files that are not part of the HTML into their names."""

    def name(link: re.Match[str]) -> str:
        target = (page.parent / link[2]).resolve()
        if target.is_relative_to(HERE):
            return link[0]
        return f"{link[1]} (`{target.relative_to(HERE.parent).as_posix()}`)"

    return OUTSIDE.sub(name, text)


def _read(_app: Sphinx, name: str, source: list[str]) -> None:
    decisions = sorted(path.stem for path in (HERE / "decisions").glob("0*.md"))
    added = {
        "index": _contents(),
        # Made after these pages, by mdmakg.explore.ontology: no page that Sphinx knows.
        "ontology": f"\n```{{raw}} html\n{OPEN_ONTOLOGY}\n```\n",
        "decisions/README": "\n```{toctree}\n:hidden:\n\n" + "\n".join(decisions) + "\n```\n",
    }
    source[0] = _outside(HERE / f"{name}.md", source[0]) + added.get(name, "")


def setup(app: Sphinx) -> None:
    """Have pages read as they are meant for Sphinx."""
    app.connect("source-read", _read)
