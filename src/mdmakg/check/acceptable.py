"""Which checks a document may name under ``accepted``: those with a file of their own."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from mdmakg.bundle import folder
from mdmakg.check.accept import UNUSED
from mdmakg.check.rules import check_files
from mdmakg.check.shapes import read_shapes
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set
    from pathlib import Path

    from mdmakg.errors import Fault
    from mdmakg.model.corpus import Corpus

__all__ = ["require_acceptable", "unacceptable"]


def require_acceptable(corpus: Corpus, shapes: Path | None = None) -> None:
    """Refuse acceptances of what is no check, or of one whose findings cannot be accepted.

    Errors: ``InputError`` with a fault for each of them.
    """
    if faults := tuple(unacceptable(corpus, shapes)):
        raise InputError(faults)


def unacceptable(corpus: Corpus, shapes: Path | None) -> Iterator[Fault]:
    """Find acceptances of what is no check, or of one whose findings cannot be accepted."""
    structure, checks = check_files(shapes or folder("shapes"))
    codes = sorted(file.stem for file in checks)
    strange = [
        (file, number, acceptance.check)
        for file in corpus.files
        for number, acceptance in enumerate(file.document.accepted)
        if acceptance.check not in codes
    ]
    built = {rule.check for rule in read_shapes(structure).rules} if strange else set()
    for file, number, code in strange:
        says = _why_not(code, codes, built)
        yield file.fault(("accepted", number, "check"), "not-acceptable", says)


def _why_not(code: str, codes: Sequence[str], built: Set[str]) -> str:
    if code == UNUSED:
        return "an acceptance that nothing needs is taken out, not accepted"
    if code in built:
        return f"{code} is a shape of structure; what it finds is mended, not accepted"
    close = get_close_matches(code, codes, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(codes)}"
    return f"no check has the code {code}; {hint}"
