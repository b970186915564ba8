"""JSON as text: the same bytes every time, and safe inside a page's script element."""

from __future__ import annotations

import json

__all__ = ["json_text"]


def json_text(data: object) -> str:
    r"""Return JSON with sorted keys, in which ``<`` is ``\u003c`` so that no markup can begin."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    return (
        text.replace("<", r"\u003c").replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
        + "\n"
    )
