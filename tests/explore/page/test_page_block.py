"""Data inside a page: nothing in them can end their element, and all of it comes back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looks import HOSTILE
from packed import elements_in, unpacked

from mdmakg.explore.page.block import json_block
from mdmakg.explore.page.pack import pack

KEYS = st.text(max_size=8)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(),
    st.sampled_from(HOSTILE[:9]),
    st.sampled_from(["~", "~~", "~:", "~:0", "~0", "as reported", "as reported as ever"]),
)
DATA = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=6),
        st.dictionaries(KEYS, inner, max_size=4),
        st.lists(st.fixed_dictionaries({"id": inner, "label": inner}), max_size=4),
    ),
    max_leaves=40,
)


def read(block: str) -> str:
    """Read a block as a part of a page, in which there is to be nothing else than before."""
    found = elements_in(f"<p>before</p><script>{block}</script><p>after</p>".encode())
    assert [(one.name, one.text) for one in found if one.name != "script"] == [
        ("p", "before"),
        ("p", "after"),
    ]
    assert [one.name for one in found] == ["p", "script", "p"]
    return found[1].text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_the_element(text: str) -> None:
    """A reader of HTML finds the block whole, and no element that was in the data."""
    assert json.loads(read(json_block({text: [text]}))) == {text: [text]}


@given(DATA)
def test_what_is_packed_and_put_into_a_page_comes_back(data: Any) -> None:
    """Any data that JSON can carry come back through packing, block, HTML and JSON."""
    assert unpacked(json.loads(read(json_block(pack(data))))) == data


def test_the_block_is_one_line_that_any_encoding_carries() -> None:
    """No character that ends a line for JavaScript, and no lone surrogate, is written as it is."""
    block = json_block(list(HOSTILE))
    assert len(block.splitlines()) == 1
    assert block.encode()
    assert not set("<>&") & set(block)


def test_no_number_that_json_lacks_is_written() -> None:
    """A NaN fails here, not in the browser of whoever opens the page."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_block([float("nan")])


def test_recurring_rows_and_texts_stand_once() -> None:
    """A hundred rows alike name their keys and their text once."""
    rows = [{"value": "as reported", "because": f"reason {number}"} for number in range(100)]
    found = json_block(pack(rows))
    assert found.count("as reported") == 1
    assert found.count("because") == 1
    assert unpacked(json.loads(found)) == rows
