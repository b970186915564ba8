"""The IRIs of checks and of what they found."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from mdmakg.model.check import CheckResult

__all__ = ["CHECK", "CHECK_RESULT", "check_iri", "fingerprint", "result_iri"]

CHECK = BASE + "check/"
CHECK_RESULT = BASE + "check-result/"


@cache
def check_iri(code: str) -> str:
    """Name a check by its code."""
    return CHECK + _quoted(code)


def result_iri(result: CheckResult) -> str:
    """Name a result: ``check-result/CODE/FOCUS``, and what of the focus it is about.

    Shape:  one check can fail several times on one focus, by other paths or
            values; these carry a digest of them after ``#``. The message and
            the place, which may be reworded or move, are no part of the name.
    """
    about = _about(result)
    suffix = f"#{_digest(about)[:12]}" if any(about[1:]) else ""
    return f"{CHECK_RESULT}{_quoted(result.check)}/{_local(result.focus)}{suffix}"


def fingerprint(result: CheckResult) -> str:
    """Give what a result is about, in 64 hexadecimal digits, the same wherever it now stands."""
    return _digest((result.check, result.focus, str(result.state), *_about(result)))


def _about(result: CheckResult) -> tuple[object, ...]:
    return (
        result.component,
        result.path,
        result.value_term or result.value,
        [list(detail) for detail in result.details],
    )


def _local(focus: str) -> str:
    # A foreign focus has at least a colon, which only there is quoted: no two share a name.
    own = focus.startswith(BASE)
    return _quoted(focus[len(BASE) :], safe="/:@!$&'()*+,;=~") if own else _quoted(focus)


def _quoted(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="backslashreplace")


def _digest(about: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()
