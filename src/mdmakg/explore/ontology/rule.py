"""What shapes ask of things, and what checks ask of claims, as the page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.check.accept import RULE as UNUSED
from mdmakg.check.shapes import NOUNS, join_shapes
from mdmakg.check.turtle import read_turtle
from mdmakg.explore.ontology.word import values
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.foreign import SH, rdf_type
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.check.statements import Statements
    from mdmakg.model.check import Severity

__all__ = ["Check", "Rule", "Shape", "read_checks", "read_shape_rules"]

_TARGETS: Final = {
    "targetClass": "each",
    "targetSubjectsOf": "whatever has",
    "targetObjectsOf": "each value of",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a shape asks of one property.

    Shape: ``most`` is None where there is no limit; ``kinds`` are classes and datatypes of
           which a value may be, ``members`` those of closed lists that it may be.
    """

    iri: str
    path: str
    message: str
    least: int = 0
    most: int | None = None
    kinds: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is asked of some things; ``targets`` pairs how they are found with by what."""

    iri: str
    noun: str
    message: str
    targets: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes each of whose things it speaks of."""
        return tuple(iri for how, iri in self.targets if how == _TARGETS["targetClass"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: what it asks, how much it weighs, and its queries, empty where it has none."""

    code: str
    label: str
    severity: Severity
    advice: str
    question: str = ""
    classes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    applies: str = ""
    untold: str = ""
    joins_by: tuple[str, ...] = ()


def read_shape_rules(shapes: Path) -> tuple[tuple[Shape, ...], tuple[Rule, ...]]:
    """Read the shapes of the five nouns, and all their rules, each in the order of the files.

    Errors: InputError for what is not Turtle.
    """
    from mdmakg.check.statements import Statements

    files = {noun: read_turtle(shapes / f"{noun}.ttl").statements for noun in NOUNS}
    said = Statements.joined(files.values())
    rules = {iri: _rule(said, iri) for iri in _typed(said, "PropertyShape")}
    found = tuple(
        _shape(said, iri, noun, rules)
        for noun, file in files.items()
        for iri in _typed(file, "NodeShape")
    )
    return found, tuple(rules.values())


def read_checks(shapes: Path) -> tuple[Check, ...]:
    """Read every check, in order of their codes; that of acceptances, which is no shape, too.

    Errors: InputError for what is not Turtle.
    """
    files = (path for path in shapes.glob("*.ttl") if path.stem not in NOUNS)
    found = [check for path in files for check in _checks(path)]
    told = "Is something accepted that is not found any more?"
    unused = Check(
        code=UNUSED.check,
        label=UNUSED.label,
        severity=UNUSED.severity,
        advice=UNUSED.advice,
        question=told,
        classes=(m.Acceptance,),
    )
    return tuple(sorted([*found, unused], key=lambda check: check.code))


def _checks(path: Path) -> Iterator[Check]:
    file = read_turtle(path)
    said = file.statements
    for rule in join_shapes([file]).rules:
        constraints = values(said, rule.iri, SH + "sparql")
        if rule.iri.startswith(f"{BASE}check/") and constraints:
            yield Check(
                code=rule.check,
                label=rule.label,
                severity=rule.severity,
                advice=rule.advice,
                question=file.text.partition("\n")[0].removeprefix("# "),
                classes=values(said, rule.iri, SH + "targetClass"),
                messages=tuple(
                    text for iri in constraints for text in values(said, iri, SH + "message")
                ),
                applies="\n".join(values(said, rule.iri, m.appliesTo)),
                untold="\n".join(values(said, rule.iri, m.cannotTell)),
                joins_by=values(said, rule.iri, m.joinsBy),
            )


def _typed(said: Statements, kind: str) -> Iterator[str]:
    wanted = iri_term(SH + kind)
    for subject, kinds in said.said.get(iri_term(rdf_type), {}).items():
        if wanted in kinds:
            yield term_text(subject)


def _shape(said: Statements, iri: str, noun: str, rules: dict[str, Rule]) -> Shape:
    return Shape(
        iri=iri,
        noun=noun,
        message=" ".join(values(said, iri, SH + "message")),
        targets=tuple(
            (how, target)
            for term, how in _TARGETS.items()
            for target in values(said, iri, SH + term)
        ),
        rules=tuple(rules[rule] for rule in values(said, iri, SH + "property")),
    )


def _rule(said: Statements, iri: str) -> Rule:
    most = values(said, iri, SH + "maxCount")
    kinds, members = _allowed(said, iri)
    return Rule(
        iri=iri,
        path=values(said, iri, SH + "path")[0],
        message=" ".join(values(said, iri, SH + "message")),
        least=int(next(iter(values(said, iri, SH + "minCount")), "0")),
        most=int(most[0]) if most else None,
        kinds=kinds,
        members=members,
    )


def _allowed(said: Statements, iri: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the classes and datatypes, and the members of lists, of which a shape lets one be."""
    kinds = [*values(said, iri, SH + "class"), *values(said, iri, SH + "datatype")]
    members = list(_listed(said, iri, "in"))
    for other in _listed(said, iri, "or"):
        more, others = _allowed(said, other)
        kinds += [kind for kind in more if kind not in kinds]
        members += [member for member in others if member not in members]
    return tuple(kinds), tuple(members)


def _listed(said: Statements, iri: str, term: str) -> Iterator[str]:
    for node in said.values(iri_term(iri), iri_term(SH + term)):
        yield from map(term_text, said.members(node))
