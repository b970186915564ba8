"""The page to ask on: an editor, and the questions that come with mdmakg."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from mdmakg.serve.pages.element import data, element
from mdmakg.serve.pages.layout import page
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdmakg.store.questions import Question

__all__ = ["QUERY_POLICY", "query_page", "questions_json"]

# The one <style> that the editor makes itself, for the columns of its table.
_COLUMNS: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
QUERY_POLICY: Final = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {_COLUMNS}; "
    "img-src 'self' data:; font-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def query_page(questions: Sequence[Question]) -> bytes:
    """Write the page; its own script fills the editor in."""
    listed = [
        element(
            "li",
            element("button", data(one.question), type="button", data_question=one.name),
        )
        for one in questions
    ]
    empty = element(
        "li", element("button", data("An empty query"), type="button", data_question="")
    )
    return page(
        "Ask in SPARQL",
        element("h1", "Ask in SPARQL"),
        element(
            "div",
            element(
                "section",
                element("noscript", element("p", "The editor needs JavaScript.")),
                element("div", id="editor", data_prefixes=_prefixes()),
                aria_label="Editor and answers",
            ),
            element(
                "aside",
                element("h2", "Questions to begin with", id="questions-heading"),
                element("ul", empty, *listed, class_="questions"),
                aria_labelledby="questions-heading",
            ),
            class_="asking",
        ),
        styles=("/assets/yasgui.min.css",),
        scripts=("/assets/yasgui.min.js", "/assets/query.js"),
    )


def _prefixes() -> str:
    """Give the prefixes that need no declaring, longer IRIs before those they begin with."""
    longest = sorted(PREFIXES.items(), key=lambda one: (-len(one[1]), one[0]))
    return json.dumps(dict(longest))


def questions_json(questions: Sequence[Question]) -> bytes:
    """Give the text of each question by its name."""
    return json.dumps({one.name: one.query for one in questions}, ensure_ascii=False).encode()
