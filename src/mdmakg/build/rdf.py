"""Checking RDF that was made from a corpus, here or elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from mdmakg.build.judge import judge
from mdmakg.build.without import without
from mdmakg.encode.dataset import parse_nquads
from mdmakg.encode.rdf import from_rdf
from mdmakg.graph.facts import Facts
from mdmakg.read.files import read_bytes
from mdmakg.read.texts import Wanted, read_texts
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mdmakg.check.rules import Rules
    from mdmakg.model.check import CheckReport

__all__ = ["check_rdf"]

_MOST = 256 * 1024 * 1024
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}")


def check_rdf(
    path: Path,
    *,
    texts: Path | None = None,
    rules: Rules | None = None,
    omit: Sequence[str] = (),
) -> tuple[CheckReport, tuple[str, ...]]:
    """Check one file of statements; give also what is to be said of it and of its texts.

    ``omit`` names sources as if which did not exist the rest is looked at.
    Errors: ``InputError`` if it cannot be read or is not RDF; ``UsageError`` for a
            source to omit that there is not.
    """
    left = without(from_rdf(read_bytes(path, limit=_MOST), str(path)), omit)
    said = tuple(parse_nquads(left.nquads))
    facts = Facts.of(said)
    held = read_texts(sorted(_texts(facts)), texts)
    judged = judge(said, facts, held.at_hand, rules=rules, name=str(path))
    report = replace(judged.report, dataset=sha256(left.nquads).hexdigest())
    return report, (*filter(None, (left.says,)), *held.notes)


def _texts(facts: Facts) -> Iterator[Wanted]:
    for text in facts.instances(m.Text):
        for name in facts.all(text, m.fileName):
            # A name that leads out of the folder of texts is the shapes' to report.
            if _FILE_NAME.fullmatch(name):
                yield Wanted(name, facts.one(text, m.sha256))
