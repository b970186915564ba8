"""Property paths: where they lead from many nodes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from mdmakg.check.core.known import UnknownShapeError, listed
from mdmakg.check.statements import Term, iri_term, term_text
from mdmakg.vocab.foreign import RDF, SH, rdf_type

if TYPE_CHECKING:
    from collections.abc import Set

    from mdmakg.check.statements import Statements

__all__ = ["Path", "Predicate", "path_words", "reached", "read_path"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """From subjects to values."""

    term: Term


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path, walked backwards."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after another."""

    steps: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    ways: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path again and again: ``*`` any number of times, ``+`` once or more, ``?`` once or not."""

    path: Path
    mark: str


Path: TypeAlias = Predicate | Inverse | Sequence | Alternative | Repeat

# --- Reading. Source: SHACL 2.3.1 -----------------------------------------------------

_MARKS: Final = {
    iri_term(f"{SH}{name}Path"): mark
    for name, mark in {"zeroOrMore": "*", "oneOrMore": "+", "zeroOrOne": "?"}.items()
}
_INVERSE: Final = iri_term(f"{SH}inversePath")
_ALTERNATIVE: Final = iri_term(f"{SH}alternativePath")
_LIST: Final = frozenset({iri_term(f"{RDF}first"), iri_term(f"{RDF}rest")})
_DEEPEST: Final = 40  # paths within paths


def read_path(shapes: Statements, node: Term, depth: int = 0) -> Path:
    """Read a path from where SHACL states it.

    Errors: UnknownShapeError for what is no path.
    """
    if node.startswith("<"):
        return Predicate(node)
    said = set(shapes.used.get(node, ())) - {iri_term(rdf_type)}
    if depth == _DEEPEST or not said:
        raise UnknownShapeError(node)
    if said == _LIST:
        return _sequence(_members(shapes, node, depth))
    term, value = _only(shapes, node, said)
    if term == _INVERSE:
        return Inverse(read_path(shapes, value, depth + 1))
    if term == _ALTERNATIVE:
        return _alternative(_members(shapes, value, depth))
    if term in _MARKS:
        return Repeat(read_path(shapes, value, depth + 1), _MARKS[term])
    raise UnknownShapeError(node)


def _only(shapes: Statements, node: Term, said: Set[Term]) -> tuple[Term, Term]:
    pairs = [(term, value) for term in said for value in shapes.values(node, term)]
    if len(pairs) != 1:
        raise UnknownShapeError(node)
    return pairs[0]


def _members(shapes: Statements, node: Term, depth: int) -> tuple[Path, ...]:
    paths = tuple(read_path(shapes, member, depth + 1) for member in listed(shapes, node))
    if len(paths) < 2:  # noqa: PLR2004 - SHACL asks for at least two
        raise UnknownShapeError(node)
    return paths


def _sequence(steps: tuple[Path, ...]) -> Sequence:
    inner = (step.steps if isinstance(step, Sequence) else (step,) for step in steps)
    return Sequence(tuple(step for some in inner for step in some))


def _alternative(ways: tuple[Path, ...]) -> Alternative:
    inner = (way.ways if isinstance(way, Alternative) else (way,) for way in ways)
    return Alternative(tuple(way for some in inner for way in some))


# --- As text --------------------------------------------------------------------------


def path_words(path: Path) -> str:
    """Write a path as text: a single property as its IRI, a longer one as SPARQL does."""
    return term_text(path.term) if isinstance(path, Predicate) else _written(path)


def _written(path: Path) -> str:
    match path:
        case Predicate():
            return path.term
        case Inverse():
            return f"^{_bracketed(path.path)}"
        case Sequence():
            return "/".join(map(_bracketed, path.steps))
        case Alternative():
            return "|".join(map(_bracketed, path.ways))
        case Repeat():
            return f"{_bracketed(path.path)}{path.mark}"
    assert_never(path)


def _bracketed(path: Path) -> str:
    words = _written(path)
    return f"({words})" if isinstance(path, Sequence | Alternative) else words


# --- Walking. Source: SPARQL 1.1, 9.3 and 18.4 ----------------------------------------

_Walk: TypeAlias = Callable[[Term], Collection[Term]]


def reached(path: Path, data: Statements, nodes: Set[Term]) -> Mapping[Term, Collection[Term]]:
    """Find where a path leads from some nodes, each node reached once.

    Shape: nodes from which it leads nowhere are left out.
    """
    match path:
        case Predicate():
            rows = data.said.get(path.term, {})
        case Inverse(Predicate(term)):
            rows = data.inverse(term)
        case _:
            walk = _walk(path, data)
            return {node: values for node in nodes if (values := walk(node))}
    # Mostly a property is used of one kind of thing alone, and nothing need be copied.
    return rows if rows.keys() <= nodes else {node: rows[node] for node in nodes & rows.keys()}


def _walk(path: Path, data: Statements, *, back: bool = False) -> _Walk:
    match path:
        case Predicate():
            rows = data.inverse(path.term) if back else data.said.get(path.term, {})
            return lambda node: rows.get(node, ())
        case Inverse():
            return _walk(path.path, data, back=not back)
        case Sequence():
            steps = reversed(path.steps) if back else path.steps
            return _one_after_another([_walk(step, data, back=back) for step in steps])
        case Alternative():
            ways = [_walk(way, data, back=back) for way in path.ways]
            return lambda node: {value: None for way in ways for value in way(node)}
        case Repeat():
            return _repeated(_walk(path.path, data, back=back), path.mark)
    assert_never(path)


def _one_after_another(steps: Collection[_Walk]) -> _Walk:
    def walk(node: Term) -> Collection[Term]:
        here: Collection[Term] = (node,)
        for step in steps:
            here = {value: None for one in here for value in step(one)}
        return here

    return walk


def _repeated(step: _Walk, mark: str) -> _Walk:
    def once_or_not(node: Term) -> Collection[Term]:
        return {node: None, **dict.fromkeys(step(node))}

    def again_and_again(node: Term) -> Collection[Term]:
        found: dict[Term, None] = {} if mark == "+" else {node: None}
        fresh = [node]
        while fresh:
            more = [value for value in step(fresh.pop()) if value not in found]
            found.update(dict.fromkeys(more))
            fresh.extend(more)
        return found

    return once_or_not if mark == "?" else again_and_again
