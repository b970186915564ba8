"""Property paths: where they lead from many nodes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, assert_never

from mdmakg.check.core.known import UnknownShapeError, listed
from mdmakg.check.statements import Term, iri_term, term_text
from mdmakg.vocab.foreign import RDF, SH, rdf_type
from mdmakg.vocab.path import Either, Inverse, Repeat, Sequence, Step, Unless, path_text

if TYPE_CHECKING:
    from collections.abc import Set

    from mdmakg.check.statements import Statements
    from mdmakg.vocab.path import Path

__all__ = ["path_words", "reached", "read_path"]


# --- Reading. Source: SHACL 2.3.1 -----------------------------------------------------

_MARKS: Final[Mapping[Term, Literal["?", "*", "+"]]] = {
    iri_term(f"{SH}zeroOrMorePath"): "*",
    iri_term(f"{SH}oneOrMorePath"): "+",
    iri_term(f"{SH}zeroOrOnePath"): "?",
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
        return Step(node)
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
    inner = (step.parts if isinstance(step, Sequence) else (step,) for step in steps)
    return Sequence(tuple(step for some in inner for step in some))


def _alternative(ways: tuple[Path, ...]) -> Either:
    inner = (way.parts if isinstance(way, Either) else (way,) for way in ways)
    return Either(tuple(way for some in inner for way in some))


def path_words(path: Path) -> str:
    """Write a path as text: a single property as its IRI, a longer one as SPARQL does."""
    return term_text(path.term) if isinstance(path, Step) else path_text(path)


# --- Walking. Source: SPARQL 1.1, 9.3 and 18.4 ----------------------------------------

_Walk: TypeAlias = Callable[[Term], Collection[Term]]


def reached(path: Path, data: Statements, nodes: Set[Term]) -> Mapping[Term, Collection[Term]]:
    """Find where a path leads from some nodes, each node reached once.

    Shape: nodes from which it leads nowhere are left out.
    """
    match path:
        case Step():
            rows = data.said.get(path.term, {})
        case Inverse(Step(term)):
            rows = data.inverse(term)
        case _:
            walk = _walk(path, data)
            return {node: values for node in nodes if (values := walk(node))}
    # Mostly a property is used of one kind of thing alone, and nothing need be copied.
    return rows if rows.keys() <= nodes else {node: rows[node] for node in nodes & rows.keys()}


def _walk(path: Path, data: Statements, *, back: bool = False) -> _Walk:
    match path:
        case Step():
            return _along([path.term], data, back=back)
        case Unless():
            return _along(data.said.keys() - set(path.terms), data, back=back)
        case Inverse():
            return _walk(path.path, data, back=not back)
        case Sequence():
            steps = reversed(path.parts) if back else path.parts
            return _one_after_another([_walk(step, data, back=back) for step in steps])
        case Either():
            ways = [_walk(way, data, back=back) for way in path.parts]
            return lambda node: {value: None for way in ways for value in way(node)}
        case Repeat():
            return _repeated(_walk(path.path, data, back=back), path.times)
    assert_never(path)


def _along(terms: Iterable[Term], data: Statements, *, back: bool) -> _Walk:
    rows = [data.inverse(term) if back else data.said.get(term, {}) for term in terms]
    if len(rows) == 1:
        (only,) = rows
        return lambda node: only.get(node, ())
    return lambda node: {value: None for some in rows for value in some.get(node, ())}


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
