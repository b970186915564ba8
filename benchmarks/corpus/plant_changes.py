"""The changes that are planted in a finished document.

Shape: where, as keys from the root of the file, and the value; none takes what is there away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from benchmarks.corpus.passages import anchor
from benchmarks.corpus.plant_claims import SPARE
from benchmarks.corpus.records import UNSAID, doi

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.trial import Trial

__all__ = [
    "Change",
    "accepted",
    "blinding_unknown",
    "broken_anchor",
    "changed",
    "cut_negation",
    "estimate_outside",
    "misquoted",
    "other_design",
    "other_sessions",
    "other_size",
    "other_time",
    "p_alone",
    "pilot",
    "retracted_source",
    "significance_alone",
    "source_again",
]

Path = tuple[str, ...]
Changes = Mapping[Path, "Node | None"]
Change = Callable[["Trial", "Spare"], Changes]

_SPARE: Final = ("claims", f"c{SPARE + 1}")
_UNKNOWN: Final[Tree] = dict.fromkeys(("arms", "outcomes", "time-points", "populations"), "unknown")


class Spare:
    """The words of the spare claim, and where they stand."""

    def __init__(self, words: str, at: str) -> None:
        self.words = words
        self.at = at

    @property
    def start(self) -> int:
        """Where they begin."""
        return int(self.at.partition("-")[0])


def changed(tree: Tree, changes: Changes) -> Tree:
    """Make changes in a copy of a document."""
    for path, value in changes.items():
        tree = _set(tree, path, value)
    return tree


def _set(tree: Tree, path: Path, value: Node | None) -> Tree:
    key, *rest = path
    if rest:
        below = tree.get(key, {})
        assert isinstance(below, Mapping)  # noqa: S101 - a path leads through mappings
        return {**tree, key: _set(below, tuple(rest), value)}
    kept = {name: node for name, node in tree.items() if name != key or value is not None}
    return kept if value is None else {**kept, key: value}


def accepted(trial: Trial, spare: Spare) -> Changes:
    """Accept what nothing finds."""
    del trial, spare
    acceptance: Tree = {
        "check": "scope-widened",
        "of": f"c{SPARE + 1}",
        "by": "The corpus maker",
        "why": "It is planted.",
        "on": "2026-01-05",
    }
    return {("accepted",): [acceptance]}


def broken_anchor(trial: Trial, spare: Spare) -> Changes:
    """Add a passage whose digest is that of other words."""
    del trial
    first = spare.words.partition(" ")[0]
    wrong = f"qualifier {anchor(spare.start, first).partition(' ')[0]} {'0' * 16}"
    return {(*_SPARE, "at"): [spare.at, wrong]}


def cut_negation(trial: Trial, spare: Spare) -> Changes:
    """Begin the passage after its not."""
    del trial
    cut = spare.words.index("not ") + len("not ")
    return {(*_SPARE, "at"): anchor(spare.start + cut, spare.words[cut:-1])}


def misquoted(trial: Trial, spare: Spare) -> Changes:
    """Quote other words than stand there."""
    del trial, spare
    quotation: Tree = {"words": "Nothing of the kind stands here"}
    return {(*_SPARE, "quotations"): [quotation]}


def _told_by_digest(trial: Trial, spare: Spare, told: Tree) -> Changes:
    report: Tree = {
        "source": f"digest-{trial.name}",
        "read": "secondary",
        **told,
        "lists": _UNKNOWN,
        "at": spare.at,
    }
    return {("studies", f"study-{trial.name}", "reports", "sr2"): report}


def other_design(trial: Trial, spare: Spare) -> Changes:
    """Let the digest name a design that the authors do not."""
    return _told_by_digest(trial, spare, {"design": ["proof-of-principle"]})


def other_size(trial: Trial, spare: Spare) -> Changes:
    """Let the digest have one participant more."""
    return _told_by_digest(trial, spare, {"sizes": {"enrolled": str(trial.enrolled + 1)}})


def other_time(trial: Trial, spare: Spare) -> Changes:
    """Let the digest have the last visit three months later."""
    offset: Tree = {"order": "after", "event": "baseline", "by": f"{trial.months + 3} mo"}
    point: Tree = {"at": spare.at, "offsets": [offset]}
    return _told_by_digest(trial, spare, {"time-points": {"follow-up": point}})


def other_sessions(trial: Trial, spare: Spare) -> Changes:
    """Let the digest count one session more."""
    report: Tree = {
        "source": f"digest-{trial.name}",
        "study": f"study-{trial.name}",
        "components": {"k1": {"kind": "dosing", "number": str(trial.sessions + 1)}},
        "at": spare.at,
    }
    return {("interventions", f"treatment-{trial.treatment}", "reports", "ir2"): report}


def estimate_outside(trial: Trial, spare: Spare) -> Changes:
    """Put an estimate outside its interval."""
    del trial, spare
    return {("results", "r2", "estimate"): "-99.00"}


def p_alone(trial: Trial, spare: Spare) -> Changes:
    """Leave a p without its effect."""
    del trial, spare
    return {("results", "r2", "estimate"): None, ("results", "r2", "interval"): None}


def significance_alone(trial: Trial, spare: Spare) -> Changes:
    """Leave significance without what it is judged by."""
    del trial, spare
    return {("results", "r2", "p"): None, ("results", "r2", "interval"): None}


def retracted_source(trial: Trial, spare: Spare) -> Changes:
    """Add a source that was retracted."""
    source: Tree = {
        "label": f"Report {trial.name}, taken back",
        "kind": "primary-report",
        "status": {"state": "retracted", "seen": "2026-01-05"},
        **UNSAID,
        "extent": "not-read",
        "at": spare.at,
    }
    return {("sources", f"retracted-{trial.name}"): source}


def source_again(trial: Trial, spare: Spare) -> Changes:
    """Add a source with the DOI of the report."""
    source: Tree = {
        "label": f"Report {trial.name}, once more",
        "kind": "primary-report",
        "identifiers": [doi(trial)],
        **UNSAID,
        "extent": "not-read",
        "at": spare.at,
    }
    return {("sources", f"again-{trial.name}"): source}


def blinding_unknown(trial: Trial, spare: Spare) -> Changes:
    """Take away the word on whether blinding held."""
    del spare
    design: list[Node] = ["randomised", "controlled", "double-blind"]
    return {("studies", f"study-{trial.name}", "reports", "sr1", "design"): design}


def pilot(trial: Trial, spare: Spare) -> Changes:
    """Add a study with a single arm."""
    report: Tree = {
        "source": f"report-{trial.name}",
        "read": "full-text",
        "design": ["single-arm"],
        "sizes": {"enrolled": "12"},
        "lists": _UNKNOWN,
        "at": spare.at,
    }
    study: Tree = {
        "label": f"Pilot of trial {trial.name}",
        "cohort": f"pilot-cohort-{trial.name}",
        "at": spare.at,
        "reports": {"sr2": report},
    }
    return {("studies", f"pilot-{trial.name}"): study}
