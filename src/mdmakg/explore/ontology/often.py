"""How often a property stands, in words and in signs; and what may stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.explore.ontology.markup import Html, joined, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.explore.ontology.lead import Leads
    from mdmakg.explore.ontology.rule import Rule

__all__ = ["allowed", "in_signs", "in_words"]

_WORDS: Mapping[tuple[int, int | None], str] = {
    (0, None): "any number",
    (0, 1): "at most one",
    (1, None): "at least one",
    (1, 1): "exactly one",
    (0, 0): "none",
}


def in_words(rule: Rule) -> str:
    """Say how often: ``exactly one``."""
    found = _WORDS.get((rule.least, rule.most))
    return found or f"{rule.least} to {'any number' if rule.most is None else rule.most}"


def in_signs(rule: Rule) -> str:
    """Say how often as diagrams do: ``1``, ``0-1``, ``1-n``, with dashes."""
    most = "n" if rule.most is None else str(rule.most)
    return most if str(rule.least) == most else f"{rule.least}\u2013{most}"


def allowed(rule: Rule, leads: Leads) -> Html:
    """Say of what a value is: classes, datatypes, closed lists; empty where a rule leaves it."""
    lists = {member.rpartition("/")[0] for member in rule.members}
    parts = [leads.to(kind) for kind in rule.kinds]
    for one in sorted(lists):
        base, _, name = one.rpartition("/")
        inside = sum(member.startswith(one + "/") for member in rule.members)
        members = f"{inside} members" if inside > 1 else "1 member"
        parts.append(joined((words(f"{members} of "), leads.to(f"{base}/scheme/{name}", name)), ""))
    return joined(parts, " or ")
