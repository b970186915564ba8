"""The formats of a check report, by the token that asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.errors import UsageError
from mdmakg.report.github import write_github
from mdmakg.report.json import write_json
from mdmakg.report.junit import write_junit
from mdmakg.report.sarif import write_sarif
from mdmakg.report.shacl import write_shacl
from mdmakg.report.text import write_text

if TYPE_CHECKING:
    from mdmakg.report.view import Writer

__all__ = ["WRITERS", "writer"]

WRITERS: dict[str, Writer] = {
    "text": write_text,
    "json": write_json,
    "sarif": write_sarif,
    "github": write_github,
    "junit": write_junit,
    "shacl": write_shacl,
}


def writer(token: str) -> Writer:
    """Find the writer of a format.

    Errors: UsageError for a token that names none.
    """
    if token not in WRITERS:
        raise UsageError(f"no report format {token!r}; there are {', '.join(WRITERS)}")
    return WRITERS[token]
