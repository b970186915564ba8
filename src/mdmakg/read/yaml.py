"""YAML in, event by event: text and places, and every fault with its own.

The parser of libyaml finds the events; nothing here recurses, so depth and size
are bounded before anything is built. What YAML has for programs rather than for
people (anchors, aliases, tags, merge keys, several documents) is refused, because
it makes a file mean something else than what a reader sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.builder import Builder
from mdmakg.read.codes import ReadCode
from mdmakg.read.files import MAX_BYTES, lines_of, read_text, too_large
from mdmakg.read.quick import quick_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.read.tree import Tree

__all__ = ["BOUNDS", "Bounds", "parse_yaml", "read_yaml"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of a file is read before it is refused.

    Units: ``size`` in bytes of UTF-8; ``depth`` in collections inside one another;
           ``values`` counts scalars, keys and collections; ``faults`` per file.
    """

    size: int = MAX_BYTES
    depth: int = 40
    values: int = 1_000_000
    faults: int = 100


BOUNDS: Final = Bounds()

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML's printable characters, less three that it counts as ends of lines and no
# editor does (U+0085, U+2028, U+2029), and less byte order marks inside the text.
_REFUSED: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

_ADVICE: Final = {
    "mapping values are not allowed in this context": (
        "put a text that has ': ' in it in quotes; keys of one mapping start in one column"
    ),
    "found a tab character that violates indentation": "indent with spaces",
    "found character that cannot start any token": (
        "indent with spaces, and put a text that begins with @, ` or % in quotes"
    ),
    "could not find expected ':'": "every line of a mapping is 'key: value'",
    "did not find expected key": (
        "keys of one mapping start in one column, and a quoted text ends with its quote mark"
    ),
    "did not find expected '-' indicator": "items of one list start in one column with '- '",
    "found unexpected end of stream": "close the quote",
}


def read_yaml(
    path: Path, *, shown_as: str | None = None, bounds: Bounds = BOUNDS
) -> tuple[Tree | None, tuple[Fault, ...]]:
    """Read a file and its YAML; the result is that of ``parse_yaml``, and nothing is raised."""
    shown = shown_as or str(path)
    try:
        text = read_text(path, shown_as=shown, limit=bounds.size)
    except InputError as error:
        return None, error.faults
    return parse_yaml(text, shown, bounds)


def parse_yaml(
    text: str, file: str, bounds: Bounds = BOUNDS
) -> tuple[Tree | None, tuple[Fault, ...]]:
    """Parse one document whose root is a mapping.

    Shape:  the tree, and all faults in order of place. With faults, a tree serves
            only to look for more of them: the first of two equal keys counts,
            an alias is its text, merge keys and keys that are no scalars are left
            out. There is no tree where the text could not be read to its end.
    Errors: none; whatever the text is, the faults say what is wrong.
    """
    if _is_larger(text, bounds.size):
        return None, (Fault(Place(file), ReadCode.TOO_LARGE, too_large(bounds.size)),)
    body = text.removeprefix("\ufeff")
    lines = lines_of(body)
    if refused := tuple(_refused_characters(file, lines, bounds.faults)):
        return None, refused
    if (tree := quick_tree(body, file, lines, bounds.depth, bounds.values)) is not None:
        return tree, ()
    builder = Builder(file, lines, bounds.depth, bounds.values, bounds.faults)
    _feed(builder, body)
    tree = builder.tree()
    return tree, tuple(sorted(builder.faults))


def _is_larger(text: str, size: int) -> bool:
    """Whether a text has more bytes than that; a code point has at most four."""
    return 4 * len(text) > size and len(text.encode("utf-8", "surrogatepass")) > size


def _feed(builder: Builder, body: str) -> None:
    """Hand events over until they end, the builder has had enough, or one is no YAML."""
    try:
        for event in yaml.parse(body, Loader=_LOADER):
            builder.take(event)
            if builder.stopped:
                return
    except yaml.MarkedYAMLError as error:
        builder.stop(ReadCode.SYNTAX, _syntax(error), error.problem_mark or error.context_mark)
    except (yaml.YAMLError, ArithmeticError, ValueError):
        # An escape that is no character: libyaml's own text then fails to decode,
        # and the parser in Python to convert; neither says where.
        says = "this is not YAML: soon after this place stands an escape that is no character"
        builder.stop(ReadCode.SYNTAX, says, None)


def _syntax(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "it cannot be parsed"
    begun = error.context_mark
    where = f", {error.context}" if error.context and error.problem else ""
    if where and begun:
        where += f" that begins at {begun.line + 1}:{begun.column + 1}"
    advice = _ADVICE.get(problem)
    return f"this is not YAML: {problem}{where}" + (f"; {advice}" if advice else "")


def _refused_characters(file: str, lines: tuple[str, ...], most: int) -> Iterator[Fault]:
    """Find the first characters that must not stand in a file, a line at a time."""
    if all(map(str.isprintable, lines)):  # as nearly always; what is refused never is
        return
    found = (
        (Place(file, number, match.start() + 1), match[0], line)
        for number, line in enumerate(lines, 1)
        for match in _REFUSED.finditer(line)
    )
    for count, (place, char, line) in enumerate(found):
        if count == most:
            yield Fault(
                place, ReadCode.TOO_MANY_FAULTS, "there are more; they are not listed", line
            )
            return
        says = (
            f"character U+{ord(char):04X} must not stand in a file; "
            "where it is meant, write its escape in double quotes"
        )
        yield Fault(place, ReadCode.CONTROL_CHARACTER, says, line)
