"""What changed between two builds: claims, how they stand, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.trace.results import assessments_of, results_of
from mdmakg.trace.said import Said
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.graph.facts import Facts
    from mdmakg.model.assessment import Assessment
    from mdmakg.model.check import CheckResult

__all__ = ["ClaimChange", "Diff", "FieldChange", "Verdict", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One thing said of a claim, or of a result behind it, that is not as it was.

    Shape: ``name`` of what is said of a result begins with its short id; empty where
           nothing was said.
    """

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One verdict in both builds, and why now; empty where the claim was not there."""

    name: str
    before: str
    after: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """What changed about one claim.

    Shape: ``now`` and ``no_longer`` are the check results, as ``CODE: message``,
           that only the later or only the earlier build has on the claim and its
           lines of evidence.
    """

    claim: str
    gloss: str
    fields: tuple[FieldChange, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    now: tuple[str, ...] = ()
    no_longer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Claims that came, went and changed, by short id, and rules that are not the same.

    Shape: ``rules`` are names of files in ``shapes/`` and ``ontology/``, and codes of
           checks switched off or on, each with what became of it.
    """

    added: tuple[ClaimChange, ...]
    removed: tuple[ClaimChange, ...]
    changed: tuple[ClaimChange, ...]
    rules: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.rules)


def compare(before: Facts, after: Facts, rules: tuple[tuple[str, str], ...] = ()) -> Diff:
    """Compare two builds; ``rules`` says which rules are not the same."""
    old, new = _Build.of(before), _Build.of(after)
    both = sorted(set(old.claims) & set(new.claims), key=_natural)
    changes = (_changed(old, new, claim) for claim in both)
    return Diff(
        added=tuple(_changed(None, new, c) for c in _only(new.claims, old.claims)),
        removed=tuple(_changed(old, None, c) for c in _only(old.claims, new.claims)),
        changed=tuple(
            change
            for change in changes
            if change.fields or change.verdicts or change.now or change.no_longer
        ),
        rules=rules,
    )


def _only(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    return sorted(set(here) - set(there), key=_natural)


def _natural(short_id: str) -> tuple[str, int, str]:
    """Sort ``c9`` before ``c10``."""
    document, _, local = short_id.partition(":")
    digits = "".join(
        character for character in local if character.isascii() and character.isdigit()
    )
    return document, int(digits or 0), local


@dataclass(frozen=True, slots=True)
class _Build:
    """One build: its claims by short id, how they stand, and what was found of them."""

    facts: Facts
    said: Said
    claims: Mapping[str, str]
    assessments: Mapping[str, Assessment]
    found: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, facts: Facts) -> _Build:
        claims = {facts.one(claim, m.shortId): claim for claim in facts.instances(m.Claim)}
        lines = {
            line: claim for claim in claims.values() for line in facts.all(claim, m.hasEvidenceLine)
        }
        found: dict[str, set[str]] = {}
        for result in results_of(facts):
            found.setdefault(lines.get(result.focus, result.focus), set()).add(_words(result))
        assessments = {one.claim: one for one in assessments_of(facts)}
        return cls(
            facts, Said(facts), claims, assessments, {k: frozenset(v) for k, v in found.items()}
        )


def _words(result: CheckResult) -> str:
    return f"{result.check}: {result.message or f'cannot tell: {result.reason}'}"


def _changed(old: _Build | None, new: _Build | None, short_id: str) -> ClaimChange:
    here = new or old
    if here is None:
        raise ValueError(short_id)
    was = old.found.get(old.claims[short_id], frozenset()) if old else frozenset()
    is_ = new.found.get(new.claims[short_id], frozenset()) if new else frozenset()
    return ClaimChange(
        claim=short_id,
        gloss=here.facts.one(here.claims[short_id], m.gloss),
        fields=tuple(_fields(old, new, short_id)) if old and new else (),
        verdicts=tuple(_verdicts(old, new, short_id)),
        now=tuple(sorted(is_ - was)),
        no_longer=tuple(sorted(was - is_)),
    )


def _verdicts(old: _Build | None, new: _Build | None, short_id: str) -> Iterator[Verdict]:
    was = old.assessments.get(old.claims[short_id]) if old else None
    is_ = new.assessments.get(new.claims[short_id]) if new else None
    for name in ("fidelity", "support"):
        before = getattr(was, name).value if was else ""
        after = getattr(is_, name).value if is_ else ""
        if before != after:
            because = getattr(is_, name).because if is_ else ""
            yield Verdict(name=name, before=before, after=after, because=because)


def _fields(old: _Build, new: _Build, short_id: str) -> Iterator[FieldChange]:
    was, is_ = (one.said.of(one.claims[short_id]) for one in (old, new))
    both = old.said.behind(old.claims[short_id]) & new.said.behind(new.claims[short_id])
    for result in sorted(both):
        was |= old.said.of_result(result)
        is_ |= new.said.of_result(result)
    for name in {**was, **is_}:
        before, after = was.get(name, ""), is_.get(name, "")
        if before != after:
            yield FieldChange(name=name, before=before, after=after)
