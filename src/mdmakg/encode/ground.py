"""What a statement rests on: passages of a text, or another work; and facts and quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mdmakg.encode.iri import passage_iri, text_iri
from mdmakg.encode.scope import Object, Scope, boolean, decimal, member, whole
from mdmakg.model.scalar import Part
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdmakg.encode.scope import Statements
    from mdmakg.model.quantity import Quantity
    from mdmakg.model.record import Anchored, Fact
    from mdmakg.model.scalar import Anchor
    from mdmakg.model.text import TextFile

T = TypeVar("T")

__all__ = [
    "encode_fact",
    "encode_facts",
    "encode_ground",
    "encode_grounding",
    "encode_passage",
    "encode_quantity",
    "encode_quantity_fact",
    "encode_section",
]

_BY_PART = {Part.CORE: m.hasCore, Part.STEM: m.hasStem, Part.QUALIFIER: m.hasQualifier}


def encode_ground(scope: Scope, subject: str, record: Anchored) -> Statements:
    """State the passages, or the other work, on which a record rests."""
    for number, anchor in enumerate(record.at or ()):
        yield from _target(scope.at("at", number), subject, anchor)
    if record.from_ is not None:
        yield scope.say(subject, m.knownThrough, scope.iri(record.from_.work), "from", "work")
        how = member("how-known", record.from_.how)
        yield scope.say(subject, m.howKnown, how, "from", "how")
        if record.from_.locator is not None:
            locator = literal_term(record.from_.locator)
            yield scope.say(subject, m.locator, locator, "from", "locator")


def _target(scope: Scope, subject: str, anchor: Anchor) -> Statements:
    if scope.text is None:
        raise KeyError(scope.document)
    passage = passage_iri(text_iri(scope.text.sha256), anchor.span)
    yield scope.say(subject, f.oa_hasTarget, passage)
    yield scope.say(subject, _BY_PART[anchor.part], passage)
    yield from encode_passage(scope, scope.text, anchor)
    yield from encode_section(scope, scope.text, anchor)


def encode_section(scope: Scope, text: TextFile, anchor: Anchor) -> Statements:
    """State in which section of its text a passage lies, once in each voice."""
    passage = passage_iri(text_iri(text.sha256), anchor.span)
    if not scope.is_first("section", passage):
        return
    for part in text.sections:
        if part.at.covers(anchor.span):
            yield scope.say(passage, m.section, member("section", part.section))


def encode_passage(scope: Scope, text: TextFile, anchor: Anchor) -> Statements:
    """State a passage as a range of its text with a digest, once in each voice.

    Units:  code points of the UTF-8 text, end exclusive.
    Source: Web Annotation, SpecificResource and TextPositionSelector.
    """
    whole_text = text_iri(text.sha256)
    passage = passage_iri(whole_text, anchor.span)
    if not scope.is_first("passage", passage):
        return
    selector = f"{passage}/selector"
    yield scope.say(passage, f.rdf_type, m.Passage)
    yield scope.say(passage, f.oa_hasSource, whole_text)
    yield scope.say(passage, f.oa_hasSelector, selector)
    yield scope.say(passage, m.digest, literal_term(anchor.digest))
    yield scope.say(selector, f.rdf_type, f.oa_TextPositionSelector)
    yield scope.say(selector, f.oa_start, whole(anchor.span.start))
    yield scope.say(selector, f.oa_end, whole(anchor.span.end))


def _local(predicate: str) -> str:
    return predicate.replace("#", "/").rpartition("/")[2]


def encode_fact(
    scope: Scope,
    subject: str,
    predicate: str,
    fact: Fact[T] | None,
    term: Callable[[T], Object],
    *,
    number: int | None = None,
) -> Statements:
    """State a value and, where it has a place or a written form of its own, its grounding."""
    if fact is None:
        return
    yield scope.say(subject, predicate, term(fact.value), "value")
    if fact.at or fact.from_ or fact.written:
        yield from encode_grounding(scope, subject, predicate, fact, number)
    if fact.written is not None:
        grounding = _grounding_iri(subject, predicate, number)
        yield scope.say(grounding, m.asWritten, literal_term(fact.written), "written")


def _grounding_iri(subject: str, predicate: str, number: int | None) -> str:
    last = "" if number is None else f"/{number + 1}"
    return f"{subject}/grounding/{_local(predicate)}{last}"


def encode_grounding(
    scope: Scope, subject: str, predicate: str, fact: Anchored, number: int | None = None
) -> Statements:
    """State on what the values of one property of one thing rest."""
    grounding = _grounding_iri(subject, predicate, number)
    yield scope.say(grounding, f.rdf_type, m.Grounding)
    yield scope.say(grounding, m.grounds, subject)
    yield scope.say(grounding, m.groundsProperty, predicate)
    yield from encode_ground(scope, grounding, fact)


def encode_facts(
    scope: Scope,
    subject: str,
    predicate: str,
    facts: Iterable[Fact[T]],
    term: Callable[[T], Object],
) -> Statements:
    """State a list of values."""
    for number, fact in enumerate(facts):
        yield from encode_fact(scope.at(number), subject, predicate, fact, term, number=number)


def encode_quantity_fact(
    scope: Scope, subject: str, predicate: str, fact: Fact[Quantity] | None
) -> Statements:
    """State a quantity and, where it has a place of its own, its grounding."""
    if fact is None:
        return
    written = fact.written or fact.value.written
    yield from encode_quantity(scope.at("value"), subject, predicate, fact.value, written)
    if fact.at or fact.from_:
        yield from encode_grounding(scope, subject, predicate, fact)


def encode_quantity(
    scope: Scope, subject: str, predicate: str, quantity: Quantity, written: str
) -> Statements:
    """State a quantity as a node of its own: its bounds, operator, unit and written form."""
    held = f"{subject}/quantity/{_local(predicate)}"
    yield scope.say(subject, predicate, held)
    yield scope.say(held, f.rdf_type, m.Quantity)
    yield scope.say(held, m.low, decimal(quantity.low))
    yield scope.say(held, m.high, decimal(quantity.high))
    yield scope.say(held, m.operator, member("operator", quantity.operator))
    if quantity.unit:
        yield scope.say(held, m.unit, literal_term(quantity.unit))
    yield scope.say(held, m.approximate, boolean(quantity.approximate))
    yield scope.say(held, m.asWritten, literal_term(written))
