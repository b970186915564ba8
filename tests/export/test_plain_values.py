"""The step that makes a graph plain enough for every format."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import networkx as nx
import pytest

from mdmakg.export.plain import plain_graph, plain_rows, plain_value
from mdmakg.export.text import cut, shown, writable
from mdmakg.model.chain import NodeKind


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("word", "word"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        (True, True),
        (7, 7),
        (2**53, 2**53),
        (2**53 + 1, "9007199254740993"),
        (0.25, 0.25),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (Decimal("-12.00"), -12.0),
        (Decimal("0.12345678901234567890"), "0.12345678901234567890"),
        (Decimal("NaN"), "NaN"),
        (Decimal("sNaN"), "sNaN"),
        (Decimal("1e400"), "1E+400"),
        (date(2025, 12, 5), "2025-12-05"),
        (datetime(2025, 12, 5, 1, 2, tzinfo=UTC), "2025-12-05T01:02:00+00:00"),
        (NodeKind.CLAIM, "claim"),
        (["b", 1, None], '["b", 1, null]'),
        ({"b": math.nan, "a": Decimal("1.5")}, '{"a": 1.5, "b": "nan"}'),
        ({"y", "x"}, '["x", "y"]'),
        (3 + 4j, "(3+4j)"),
    ],
)
def test_each_kind_of_value_has_one_plain_form(value: object, expected: object) -> None:
    """None is left out, collections become JSON, what is not finite becomes text."""
    made = plain_value(value)
    assert made == expected
    assert type(made) is type(expected)


def test_integers_too_long_for_decimal_digits_are_hexadecimal() -> None:
    """Python refuses to write more than 4,300 decimal digits; the value is kept all the same."""
    assert plain_value(16**5000) == "0x1" + "0" * 5000


def test_a_list_inside_itself_is_cut() -> None:
    """A circle of lists ends instead of recursing for ever."""
    circle: list[object] = []
    circle.append(circle)
    assert plain_value(circle) == "[" * 21 + '"…"' + "]" * 21


def test_mixed_types_of_one_name_become_text() -> None:
    """A name that is a number here and text there is text everywhere."""
    rows: dict[str, dict[str, object]] = {
        "a": {"p": 1, "n": 1},
        "b": {"p": "< 0.001", "n": 2.5},
        "c": {"p": True},
    }
    assert plain_rows(rows) == {
        "a": {"p": "1", "n": 1.0},
        "b": {"p": "< 0.001", "n": 2.5},
        "c": {"p": "true"},
    }


def test_names_that_formats_keep_for_themselves_are_changed() -> None:
    """``id`` becomes ``local_id``, others get an underscore, and none is lost."""
    row = {"id": "a", "source": "b", "source_": "c", "two words": "d", "": "e"}
    assert plain_rows({"x": row})["x"] == {
        "local_id": "a",
        "source_": "c",
        "source_.2": "b",
        "two_words": "d",
        "_": "e",
    }


def test_labels_are_text_and_every_node_has_one() -> None:
    """A node without a label is called by its short id, or else by its IRI."""
    graph: Any = nx.MultiDiGraph()
    graph.add_node("https://example.org/a", label=5)
    graph.add_node("https://example.org/b", id="page:r3")
    graph.add_node("https://example.org/c")
    labels = {node: row["label"] for node, row in plain_graph(graph).nodes(data=True)}
    assert list(labels.values()) == ["5", "page:r3", "https://example.org/c"]


def test_a_graph_without_a_name_gets_one() -> None:
    """An empty name would fail a schema, so there is none."""
    assert plain_graph(nx.MultiDiGraph(name="")).graph["name"] == "claim-to-evidence graph"


def test_ids_that_become_equal_stay_apart() -> None:
    """Escaping a control character must not merge two nodes or two edges."""
    graph: Any = nx.MultiDiGraph()
    graph.add_edge("a\x01", "a\\u0001", key="k\x02")
    graph.add_edge("a\x01", "a\\u0001", key="k\\u0002")
    made = plain_graph(graph)
    assert (made.number_of_nodes(), made.number_of_edges()) == (2, 2)


def test_what_no_format_can_carry_becomes_visible() -> None:
    """Control characters and lone surrogates are written as escapes; right-to-left marks stay."""
    assert writable("a\x00b\x1b\ud800\u202e\t\n") == "a\\u0000b\\u001b\\ud800\u202e\t\n"


def test_what_turns_text_round_is_visible_where_text_is_shown() -> None:
    """Direction marks and invisible spaces show as escapes, white space as one space."""
    assert shown("a\u202eb\u200b \n\t c שלום") == "a\\u202eb\\u200b c שלום"


def test_cut_text_ends_in_an_ellipsis() -> None:
    """Text as long as allowed stays; longer text loses its end and says so."""
    assert (cut("abc", 3), cut("ab cd", 4)) == ("abc", "ab…")
