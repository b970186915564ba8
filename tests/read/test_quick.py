"""The quick way through YAML gives what the thorough one gives, or nothing at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mdmakg.bundle import folder
from mdmakg.read import yaml as reading
from mdmakg.read.builder import Builder
from mdmakg.read.files import lines_of
from mdmakg.read.quick import quick_tree

if TYPE_CHECKING:
    from mdmakg.read.tree import Tree

DOCUMENTS = sorted(folder("data").glob("*.yaml"))
VALID = sorted((Path(__file__).parent / "fixtures").glob("valid*.yaml"))
DEPTH, VALUES = 6, 60


def thorough(text: str) -> Tree | None:
    """Read with the builder alone; nothing where it finds a fault."""
    lines = lines_of(text)
    builder = Builder("f.yaml", lines, DEPTH, VALUES, 100)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
            if builder.stopped:
                return None
    except (yaml.YAMLError, ArithmeticError, ValueError):
        return None
    tree = builder.tree()
    return None if builder.faults else tree


PIECES = (
    "a,b: ,é: ,\n,\n  ,- ,[,],{,},&x ,*x,!t ,<<: ,'<<': ,? ,',\",|\n,>-\n,#,---\n,...\n,%YAML 1.1\n"
)
FRAGMENTS = st.lists(st.sampled_from([*PIECES.split(","), ", "]), max_size=30).map("".join)
WORDS = st.text("abñ音𝄞 ", max_size=4)
NODES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=40,
)
WRITTEN = st.builds(
    lambda value, flow: yaml.safe_dump(
        value, default_style='"', default_flow_style=flow, allow_unicode=True
    ).replace('!!str "', '"'),
    st.dictionaries(WORDS, NODES, min_size=1, max_size=4),
    st.booleans(),
)


@given(FRAGMENTS | WRITTEN)
@settings(max_examples=500)
@example("a: 1\nb:\n")
@example("a: 1\na: 2\n")
@example("'<<': {a: 1}\n")
@example("a: &x 1\nb: *x\n")
@example("a: 1\n---\nb: 2\n")
@example("[a]: 1\n")
@example("- a\n")
@example("")
@example("{a: [[[[[[b]]]]]]}")
@example("{a: [" + "b, " * VALUES + "]}")
def test_what_is_read_quickly_is_read_alike(text: str) -> None:
    """Values, places and key places are the builder's; with a fault there is nothing."""
    quick, slow = quick_tree(text, "f.yaml", lines_of(text), DEPTH, VALUES), thorough(text)
    if quick is not None:
        assert slow is not None
        assert quick.value == slow.value
        assert dict(quick.places) == dict(slow.places)
        assert dict(quick.key_places) == dict(slow.key_places)
        assert list(quick.places) == list(quick.places.keys())
        assert len(quick.places) == len(slow.places)


@given(WRITTEN)
@settings(max_examples=200)
def test_what_is_in_order_is_read_quickly(text: str) -> None:
    """Quick reading gives up on hardly anything that the builder takes."""
    slow = thorough(text)
    quick = quick_tree(text, "f.yaml", lines_of(text), DEPTH, VALUES)
    assert (quick is None) == (slow is None)


@pytest.mark.parametrize("path", [*DOCUMENTS, *VALID], ids=lambda path: path.stem)
def test_real_documents_are_read_quickly(path: Path) -> None:
    """No bundled document needs to be read twice."""
    text = path.read_text("utf-8").removeprefix("\ufeff")
    tree = quick_tree(text, path.name, lines_of(text), reading.BOUNDS.depth, reading.BOUNDS.values)
    assert tree is not None or path in VALID


def test_values_are_bounded_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a list that never ends not much more than the bound is taken."""
    taken = 0

    class Endless:
        """A parser whose list has no end."""

        def __init__(self, _text: str) -> None:
            mark = yaml.Mark("f", 0, 0, 0, None, 0)
            text = yaml.ScalarEvent(None, None, (True, False), "a", mark, mark)
            begin = yaml.MappingStartEvent(
                None, None, implicit=True, start_mark=mark, end_mark=mark
            )
            listed = yaml.SequenceStartEvent(
                None, None, implicit=True, start_mark=mark, end_mark=mark
            )
            first = [yaml.StreamStartEvent(), yaml.DocumentStartEvent(), begin, text, listed]
            self.events = iter(first)
            self.text = text

        def get_event(self) -> yaml.Event:
            """Give the next event."""
            nonlocal taken
            taken += 1
            return next(self.events, self.text)

        def dispose(self) -> None:
            """End."""

    monkeypatch.setattr(sys.modules[quick_tree.__module__], "_LOADER", Endless)
    assert quick_tree("", "f.yaml", ("",), DEPTH, VALUES) is None
    assert taken <= 2 * VALUES + 5


def test_whatever_is_refused_is_not_printable() -> None:
    """The short cut past the search for refused characters passes none of them."""
    assert not [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if char.isprintable() and _refused(char)
    ]


def _refused(char: str) -> bool:
    return reading._REFUSED.search(char) is not None
