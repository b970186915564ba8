"""Corpora to look at, from facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mdmakg.build import build
from mdmakg.graph.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.build.build import Checked
    from mdmakg.explore.page.look import Look, Words

__all__ = ["HOSTILE", "facts_of", "look_of", "with_hostile_labels"]

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "]]>&lt;&#60;&amp;",
    "one\u2028two\u2029three",
    "left\u202etfel\u2066right\u200f",
    "bell\x07 escape\x1b[31m nul\x00 lone\ud800",
    "~3 ~:1 ~~",
    '{"quoted": "\\" \\u003c"}',
    "x" * 10_000,
    "<!--mdmakg:script-->",
    "combining e\u0301\u0301\u0301, \u97f3\u697d, \U0001f9ea",
)
"""What labels may hold that means to do harm, or does it by accident."""


def facts_of(told: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Facts:
    """Collect what is said of each subject; its classes stand under ``rdf:type``."""
    classes: dict[str, list[str]] = {}
    for subject in sorted(told):
        for class_ in told[subject].get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ()):
            classes.setdefault(class_, []).append(subject)
    return Facts(told, {class_: tuple(members) for class_, members in classes.items()})


def look_of(checked: Checked, facts: Facts | None = None, words: Words | None = None) -> Look:
    """Lay a checked corpus out as a build does, or other facts with the same results."""
    look = build.look_of(replace(checked, facts=facts or checked.facts))
    return look if words is None else replace(look, words=words)


def with_hostile_labels(facts: Facts) -> Facts:
    """Put a hostile text in the place of every text that people wrote, one after another."""
    said = {
        subject: {
            predicate: tuple(
                HOSTILE[(number + len(value)) % len(HOSTILE)]
                if predicate.rpartition("/")[2].rpartition("#")[2] in _WRITTEN
                else value
                for value in values
            )
            for predicate, values in told.items()
        }
        for number, (subject, told) in enumerate(sorted(facts.said.items()))
    }
    return Facts(said, facts.classes)


_WRITTEN = {"label", "title", "gloss", "note", "intensifier", "fileName"}
