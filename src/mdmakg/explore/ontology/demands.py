"""Checks, and the shapes that say how data are built, each with its anchor."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from mdmakg.explore.ontology.described import facts
from mdmakg.explore.ontology.markup import NOTHING, Html, joined, tag, words
from mdmakg.explore.ontology.often import allowed, in_words
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.explore.ontology.lead import Leads
    from mdmakg.explore.ontology.release import Release
    from mdmakg.explore.ontology.rule import Check, Rule, Shape

__all__ = ["checks_of", "shapes_of"]


def checks_of(release: Release, leads: Leads, docs: str) -> Iterator[Html]:
    """Give every check; ``docs`` is where the pages of the documentation are."""
    return (_check(check, leads, docs) for check in release.checks)


def _check(check: Check, leads: Leads, docs: str) -> Html:
    anchor = f"check/{check.code}"
    weight = tag("span", words(check.severity), class_=f"severity severity-{check.severity}")
    page = f"{docs}checks/{check.code}.html"
    more = tag("a", words(f"{check.code} in the documentation"), href=page)
    told = [
        ("What to do", words(check.advice)),
        ("Message", joined((tag("code", words(one)) for one in check.messages), " or ")),
        ("Looks at", leads.to_all(check.classes)),
        ("Compares by", leads.to_all(check.joins_by)),
        ("More", more),
    ]
    return tag(
        "div",
        tag("h3", tag("a", words(check.code), href=f"#{anchor}"), words(" "), weight),
        tag("p", words(check.question or check.label)),
        facts([("Found", words(check.label)), *told]),
        _query("To what it applies, as SPARQL", check.applies),
        _query("What it must leave open, as SPARQL", check.untold),
        id=anchor,
        class_="term",
    )


def _query(name: str, query: str) -> Html:
    if not query:
        return NOTHING
    text = dedent(query.strip("\n")).rstrip()
    return tag("details", tag("summary", words(name)), tag("pre", words(text)))


def shapes_of(release: Release, leads: Leads) -> Iterator[Html]:
    """Give every shape with its rules; a rule has its place in the first shape that has it."""
    placed: set[str] = set()
    for shape in release.shapes:
        fresh = {rule.iri for rule in shape.rules} - placed
        placed |= fresh
        yield _shape(shape, fresh, leads)
    loose = [rule for rule in release.rules if rule.iri not in placed]
    if loose:
        yield tag("div", *(_rule(rule, leads) for rule in loose), class_="term")


def _shape(shape: Shape, fresh: set[str], leads: Leads) -> Html:
    anchor = shape.iri.removeprefix(BASE)
    name = tag("a", words(anchor.removeprefix("shape/")), href=f"#{anchor}")
    about = joined(
        (joined((words(f"{how} "), leads.to(iri)), "") for how, iri in shape.targets), ", "
    )
    also = [rule.iri for rule in shape.rules if rule.iri not in fresh]
    return tag(
        "div",
        tag("h3", name),
        facts(
            [
                ("Speaks of", about),
                ("Message", words(shape.message)),
                ("Has also", _called(also, leads)),
            ]
        ),
        *(_rule(rule, leads) for rule in shape.rules if rule.iri in fresh),
        id=anchor,
        class_=f"term noun-{shape.noun}",
    )


def _called(rules: list[str], leads: Leads) -> Html:
    return joined((leads.to(iri, iri.removeprefix(f"{BASE}shape/")) for iri in rules), ", ")


def _rule(rule: Rule, leads: Leads) -> Html:
    anchor = rule.iri.removeprefix(BASE)
    name = tag("a", words(anchor.removeprefix("shape/")), href=f"#{anchor}")
    kinds = allowed(rule, leads)
    of = joined((words(", "), kinds), "") if kinds else NOTHING
    asked = tag("p", leads.to(rule.path), words(f": {in_words(rule)}"), of, class_="small")
    return tag(
        "div",
        tag("p", tag("b", name), words(f": {rule.message}" if rule.message else "")),
        asked,
        id=anchor,
        class_="member",
    )
