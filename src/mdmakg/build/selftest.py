"""Do the checks work? Plant one fault for each, and see that it alone turns red."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.build.plant import faults_of, plant, sound
from mdmakg.check.accept import UNUSED
from mdmakg.check.dataset import check_dataset
from mdmakg.check.rules import read_rules
from mdmakg.derive.derive import derive
from mdmakg.encode.dataset import encode_corpus, parse_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.build.build import Tell
    from mdmakg.build.plant import Planted
    from mdmakg.check.rules import RuleBook, Rules

__all__ = ["Tried", "selftest"]

_Found = frozenset[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of one planted fault.

    ``found`` says whether the check fired on it, ``others`` which checks did that
    should not have, ``planted`` whether there is a fault to plant at all.
    """

    check: str
    planted: bool
    found: bool = False
    others: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether exactly that check turned red."""
        return self.planted and self.found and not self.others


def selftest(corpus: Path, rules: Rules, tell: Tell) -> Iterator[Tried]:
    """Plant one fault for each check in a copy of a corpus, in order of their codes.

    A check is tried on what it finds beyond the same copy with nothing wrong in it.
    Errors: ``InputError`` if the corpus, a rule or a fault cannot be read.
    """
    book, faults = read_rules(rules), faults_of(rules.shapes)
    trial = _Trial(encode_corpus(read_corpus(corpus)).nquads, book, rules.shapes)
    before = {
        base: trial.found(sound(rules.shapes, base)) for base in {f.base for f in faults.values()}
    }
    codes = sorted({check.code for check in book.checks} | {UNUSED})
    for number, code in enumerate(codes):
        tell("planting faults", number, len(codes))
        fault = faults.get(code)
        if fault is None:
            yield Tried(check=code, planted=False)
        else:
            new = trial.found(plant(rules.shapes, fault)) - before[fault.base]
            red = {check for check, *_ in new}
            yield Tried(
                check=code, planted=True, found=code in red, others=tuple(sorted(red - {code}))
            )


@dataclass(frozen=True, slots=True)
class _Trial:
    """A corpus and the rules by which its copies are checked."""

    nquads: bytes
    book: RuleBook
    shapes: Path

    def found(self, planted: Planted) -> _Found:
        """Check the corpus together with what is planted; say what failed."""
        lines = {*self.nquads.splitlines(keepends=True), *planted.nquads.splitlines(keepends=True)}
        said = tuple(parse_nquads(b"".join(lines)))
        derived = tuple(derive(Facts.of(said), planted.texts, self.shapes))
        report = check_dataset(said, derived, self.book)
        return frozenset((r.check, r.focus, r.path, r.value_term) for r in report.failed)
