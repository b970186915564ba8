"""The five nouns: a diagram of each, its classes and its properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.check.shapes import NOUNS
from mdmakg.explore.ontology.chart import Card, Row
from mdmakg.explore.ontology.described import Describer
from mdmakg.explore.ontology.diagram import draw
from mdmakg.explore.ontology.markup import Html, tag, words
from mdmakg.explore.ontology.often import in_signs
from mdmakg.explore.ontology.word import Kind
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdmakg.explore.ontology.lead import Leads
    from mdmakg.explore.ontology.release import Release
    from mdmakg.explore.ontology.rule import Rule
    from mdmakg.explore.ontology.word import Word

__all__ = ["PROPERTIES", "cards_of", "nouns_of", "of_noun"]

PROPERTIES: Final = (Kind.LINK, Kind.VALUE, Kind.PROPERTY)
"""The kinds of property."""

_GROUND: Final = f"{BASE}shape/ground."
_CAPTION: Final = (
    "Each box is a class, with the properties that lead from it to other things and how "
    "often each stands, and below the line those that have a value. Left out are the "
    "passages and sources on which nearly everything rests, and what rules derive."
)


def nouns_of(release: Release, leads: Leads) -> Iterator[Html]:
    """Give the part on each noun."""
    describer = Describer(release, leads)
    for noun in NOUNS:
        classes = of_noun(release, noun, Kind.CLASS)
        properties = of_noun(release, noun, *PROPERTIES)
        yield tag(
            "section",
            tag("h2", words(noun.capitalize()), id=f"part-{noun}"),
            tag("p", words(release.purposes[noun].capitalize())),
            _figure(release, noun),
            tag("h3", words(f"Classes of {noun}")),
            *(describer.term(word) for word in classes),
            tag("h3", words(f"Properties of {noun}")),
            *(describer.term(word) for word in properties),
            aria_labelledby=f"part-{noun}",
        )


def of_noun(release: Release, noun: str, *kinds: Kind) -> Sequence[Word]:
    """Give the words of some kinds that stand in the file of a noun."""
    return [word for word in release.of_kind(*kinds) if word.file == noun]


def _figure(release: Release, noun: str) -> Html:
    cards = cards_of(release, noun)
    nouns = {word.anchor: word.file for word in release.of_kind(Kind.CLASS)}
    label = f"The classes of {noun} and the properties between them"
    drawn = (draw(cards, columns, label, nouns) for columns in (1, 2))
    return tag("figure", *drawn, tag("figcaption", words(_CAPTION)))


def cards_of(release: Release, noun: str) -> list[Card]:
    """Give the boxes of a noun's diagram: the class of its name first, then as in its file."""
    found = [_card(release, word.iri) for word in of_noun(release, noun, Kind.CLASS)]
    return sorted(found, key=lambda card: card.name.lower() != noun)


def _card(release: Release, iri: str) -> Card:
    ground = {rule.path for rule in release.rules if rule.iri.startswith(_GROUND)}
    rules = {
        rule.path: rule
        for shape in release.shapes
        if iri in shape.classes
        for rule in shape.rules
        if rule.path.startswith(BASE) and rule.path not in ground
    }
    rows = tuple(_row(rule) for rule in rules.values() if _classes(rule))
    plain = tuple(path.removeprefix(BASE) for path, rule in rules.items() if not _classes(rule))
    return Card(iri.removeprefix(BASE), rows, plain)


def _row(rule: Rule) -> Row:
    name = rule.path.removeprefix(BASE)
    return Row(name, in_signs(rule), tuple(one.removeprefix(BASE) for one in _classes(rule)))


def _classes(rule: Rule) -> list[str]:
    """Give the classes to which a property leads."""
    return [kind for kind in rule.kinds if kind.startswith(BASE)]
