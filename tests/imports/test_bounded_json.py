"""JSON records one at a time: the forms of a file, and what is refused."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import InputError
from mdmakg.imports import bounded_json
from mdmakg.imports.bounded_json import Json, JsonRecord, json_records
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.opened import Opened, bounded

if TYPE_CHECKING:
    from collections.abc import Iterator


def records(text: str | bytes) -> Iterator[JsonRecord | LeftOut]:
    """Read a file of this content."""
    data = text if isinstance(text, bytes) else text.encode()
    return json_records(bounded("f", io.BytesIO(data)), "studies")


def shown(text: str | bytes) -> list[tuple[str, object]]:
    """Read a file and give where each record stands, with its value or why it was left out."""
    return [
        (one.where, one.why) if isinstance(one, LeftOut) else (one.base, one.value)
        for one in records(text)
    ]


def test_reads_one_object() -> None:
    """A file that is one record gives it, pointed into from the file's name."""
    assert shown('{"a": {"b": [1, null, true, "x"]}}') == [
        ("f#", {"a": {"b": ["1", None, True, "x"]}})
    ]


def test_reads_a_page() -> None:
    """A page gives its records, wherever among its keys the list stands."""
    page = '{"totalCount": 2, "studies": [{"a": 1}, {"a": 2}], "nextPageToken": "x"}'
    assert shown(page) == [("f#/studies/0", {"a": "1"}), ("f#/studies/1", {"a": "2"})]


def test_reads_a_list_and_lines() -> None:
    """A list gives its items, lines a record each, by their line."""
    assert shown('[{"a": 1}, {}]') == [("f#/0", {"a": "1"}), ("f#/1", {})]
    assert shown('{"a": 1}\n{"a": 2}\n\n{}\n') == [
        ("f#", {"a": "1"}),
        ("f:2:1#", {"a": "2"}),
        ("f:4:1#", {}),
    ]


def test_reads_an_empty_page() -> None:
    """A page without records is one, and no record itself."""
    assert shown('{"studies": []}') == []


def test_keeps_the_digits_of_numbers() -> None:
    """Numbers are the text that the file has, so that noughts and size are not lost."""
    huge = "9" * 10_000
    assert shown(f'{{"a": 1.50, "b": 1E5, "c": {huge}}}') == [
        ("f#", {"a": "1.50", "b": "1E5", "c": huge})
    ]


def test_passes_over_a_byte_order_mark() -> None:
    """A mark that UTF-8 begins is dropped."""
    assert shown(b'\xef\xbb\xbf{"a": 1}') == [("f#", {"a": "1"})]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_leaves_out_numbers_that_are_none(word: str) -> None:
    """A number that JSON does not have leaves out its record alone."""
    assert shown(f'[{{"a": {word}}}, {{"a": 2}}]') == [
        ("f#/0", f"{word} is no number of JSON"),
        ("f#/1", {"a": "2"}),
    ]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_hides_nothing(word: str) -> None:
    """Where it stands in place of a record, or beside one, the next is read all the same."""
    why = f"{word} is no number of JSON"
    assert shown(f'[{word}, {{"a": 1}}]') == [("f#/0", why), ("f#/1", {"a": "1"})]
    page = f'{{"studies": [{word}, {{"a": 1}}], "x": {word}, "y": {{"b": 2}}}}'
    assert shown(page) == [
        ("f#/studies/0", why),
        ("f#/studies/1", {"a": "1"}),
        ("f#", why),
    ]


@pytest.mark.parametrize("number", ["1234567", "-12.50", "1e+25", "-1.5E-10", "0"])
@pytest.mark.parametrize("chunk", range(1, 14))
def test_no_number_is_cut(number: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little of a file is there at a time, its numbers are read to their ends."""
    monkeypatch.setattr(bounded_json, "_CHUNK", chunk)
    text = f'{{"a": {number}, "b": [{number}]}}\n[{number},{{}}]'
    assert shown(text) == [
        ("f#", {"a": number, "b": [number]}),
        ("f:2:1#/0", "is no object"),
        ("f:2:1#/1", {}),
    ]


def test_leaves_out_a_record_with_a_key_twice() -> None:
    """Of two values of one key neither is taken, at whatever depth, in whatever form."""
    why = "the key 'a' stands twice in one object"
    assert shown('[{"x": {"a": 1, "a": 2}}, {"y": 1}]') == [("f#/0", why), ("f#/1", {"y": "1"})]
    assert shown('{"a": 1, "a": 2}\n{"y": 1}') == [("f#", why), ("f:2:1#", {"y": "1"})]
    assert shown('{"x": {"a": 1, "a": 2}}') == [("f#", why)]


def test_leaves_out_what_is_nested_too_deep() -> None:
    """A hundred thousand levels neither end the program nor hide the next record."""
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    assert shown(f'[{deep}, {{"b": "}}"}}]') == [
        ("f#/0", "is nested too deep"),
        ("f#/1", {"b": "}"}),
    ]


def test_leaves_out_what_is_no_object() -> None:
    """An item of a list that is no object is told of."""
    assert shown("[1, {}]") == [("f#/0", "is no object"), ("f#/1", {})]


def test_keeps_what_stood_before_the_end_of_a_truncated_file() -> None:
    """A file that is cut gives its whole records, and tells where it ends."""
    whole = '{"studies": [{"a": 1}, {"a": 2}, {"a": 3}]}'
    found = shown(whole[:-10])
    assert found[:2] == [("f#/studies/0", {"a": "1"}), ("f#/studies/1", {"a": "2"})]
    ((where, why),) = found[2:]
    assert (where, why) == ("f:1:34", "the file is cut off here")


WHOLE = '{"a": [true, "\\u00e9x", -1.5e3], "b": {"c": null}}'


@pytest.mark.parametrize("end", range(1, len(WHOLE)))
@pytest.mark.parametrize("after", ["", "\n", " " * 40])
def test_a_file_that_stops_too_soon_is_cut_off(end: int, after: str) -> None:
    """Wherever it stops, within a word, a number or an escape, and whatever blanks follow."""
    found = shown(WHOLE[:end] + after)
    assert [why for _, why in found] == ["the file is cut off here"]


def test_a_file_that_goes_on_wrongly_is_not_cut_off() -> None:
    """What stands there is no JSON, with more behind it."""
    for text in ('{"a": tru }', '{"a": "b\nc"}', '{"a": "\\u00x"}', '{"a": -}', "[1, ]"):
        ((_, why),) = shown(text)[-1:]
        assert str(why).startswith("the file is broken here: ")


def test_what_nests_beyond_all_bounds_says_so() -> None:
    """It is not said that nothing ends: nobody looked."""
    ((_, why),) = shown("[" + '{"a":' * 140_000)
    assert why == "the file is broken here: nested too deep to go past it"


def test_goes_on_after_a_broken_line() -> None:
    """A broken line is told of, and records on lines after it are read."""
    found = shown('{"a": 1}\n{"a": }\n{"a": 3}\n')
    assert found == [
        ("f#", {"a": "1"}),
        ("f:2:7", "the file is broken here: Expecting value"),
        ("f:3:1#", {"a": "3"}),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"a": 1} {"b": 2}]', "expected a comma or the end of the list"),
        ('{"a": 1 "b": 2}', "expected a comma or the end of the object"),
        ('{"a" 1}', "expected a key and a colon"),
        ("{1: 1}", "expected a key and a colon"),
        ('{"a": 1}]', "']' is neither an object nor a list"),
    ],
)
def test_tells_where_a_file_is_broken(text: str, why: str) -> None:
    """What is no JSON is told with what was expected."""
    assert shown(text)[-1][1] == f"the file is broken here: {why}"


@pytest.mark.parametrize("text", ["", "  \n", "<xml/>", "nct_id,title\n", '"text"'])
def test_refuses_a_file_that_is_no_json(text: str) -> None:
    """A file that begins with neither an object nor a list is refused as a whole."""
    with pytest.raises(InputError, match=r"is empty|is no JSON"):
        shown(text)


@pytest.mark.parametrize("data", ['{"a": "é"}'.encode("latin-1"), b'{"a": "\xc3', b"{\x00"])
def test_refuses_other_encodings(data: bytes) -> None:
    """Bytes that are not UTF-8 end the reading, those that are no text are told of."""
    try:
        (found,) = shown(data)
    except InputError as error:
        assert "not UTF-8" in str(error)
    else:
        assert "broken" in str(found[1])


class Endless(io.RawIOBase):
    """A file of 10 MB that is nowhere: its beginning, then the same again and again."""

    def __init__(self, beginning: bytes, again: bytes):
        self.beginning, self.again = beginning, again * (100_000 // len(again))
        self.left = 100

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, _size: int = -1) -> bytes:
        """Give out the next bytes."""
        first, self.beginning = self.beginning, b""
        self.left -= 1
        return first or (self.again if self.left > 0 else b"")


@pytest.mark.parametrize("again", [b"x", b'{"a":', b"[", b'"'])
def test_holds_no_more_than_a_record_may_have(
    again: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record without an end, of whatever, is given up, and never held as a whole."""
    monkeypatch.setattr(bounded_json, "LONGEST", 300_000)
    stream = cast("BinaryIO", Endless(b'[{"a": ' + again, again))
    tracemalloc.start()
    found = list(json_records(Opened("f", stream), "studies"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert all(isinstance(one, LeftOut) for one in found)
    assert len(found) < 3
    assert peak < 6_000_000


def test_a_record_of_many_keys_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that one record holds counts; the records of a page are one each."""
    monkeypatch.setattr(bounded_json, "LONGEST", 50_000)
    monkeypatch.setattr(bounded_json, "_CHUNK", 1_000)
    values = ['{"x": "' + "y" * 990 + '"}'] * 60
    keys = ", ".join(f'"k{at}": {value}' for at, value in enumerate(values))
    why = "one record has more than 50,000 characters"
    assert shown(f'{{{keys}}}\n{{"a": 1}}') == [("f#", why), ("f:2:1#", {"a": "1"})]
    page = list(records(f'{{"studies": [{", ".join(values)}], "x": 1}}'))
    assert [isinstance(one, JsonRecord) for one in page] == [True] * 60


json_values = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.text(), json_values, max_size=4), max_size=5),
    st.integers(1, 40),
    st.sampled_from(["page", "list", "lines", "indented"]),
)
def test_reads_whatever_is_written(values: list[dict[str, Json]], chunk: int, form: str) -> None:
    """Records come out as they went in, in every form, wherever the chunks end."""
    values = [value for value in values if "studies" not in value]
    text = {
        "page": lambda: json.dumps({"studies": values}),
        "list": lambda: json.dumps(values, ensure_ascii=False),
        "lines": lambda: "".join(json.dumps(value) + "\n" for value in values) or "[]",
        "indented": lambda: json.dumps(values, indent=2),
    }[form]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded_json, "_CHUNK", chunk)
        found = [one.value for one in records(text) if isinstance(one, JsonRecord)]
    assert found == values
