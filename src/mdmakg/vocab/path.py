"""Property paths, as SHACL states and SPARQL writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

if TYPE_CHECKING:
    from mdmakg.vocab.term import Term

__all__ = ["Either", "Inverse", "Path", "Repeat", "Sequence", "Step", "Unless", "path_text"]


@dataclass(frozen=True, slots=True)
class Step:
    """One property, from subjects to values."""

    term: Term


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path, walked from its end to its beginning."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after another."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of several paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path walked at most once (``?``), any number of times (``*``) or at least once (``+``)."""

    path: Path
    times: Literal["?", "*", "+"]


@dataclass(frozen=True, slots=True)
class Unless:
    """One property that is none of these; SPARQL has it, SHACL does not."""

    terms: tuple[Term, ...]


Path: TypeAlias = "Step | Inverse | Sequence | Either | Repeat | Unless"


def path_text(path: Path) -> str:
    """Write a path as SPARQL does, with brackets where it needs them.

    Source: SPARQL 1.1, 9.1 and 19.8, rules 88 to 96.
    """
    match path:
        case Step():
            return path.term
        case Inverse():
            return f"^{_within(path.path, Inverse)}"
        case Sequence():
            return "/".join(map(_within, path.parts))
        case Either():
            return "|".join(map(_within, path.parts))
        case Repeat():
            return f"{_within(path.path, Inverse, Repeat)}{path.times}"
        case Unless():
            return f"!({'|'.join(path.terms)})"
    assert_never(path)


def _within(path: Path, *kinds: type[Path]) -> str:
    """Write a part: a chain of paths in brackets, and so what else is of these kinds."""
    words = path_text(path)
    return f"({words})" if isinstance(path, (Sequence, Either, *kinds)) else words
