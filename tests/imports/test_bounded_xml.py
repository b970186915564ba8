"""XML by records: what is whole is given, what is hostile is refused where it stands."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import InputError
from mdmakg.imports.bounded_xml import XML_BOUNDS, XmlBounds, xml_records

if TYPE_CHECKING:
    from collections.abc import Collection

    from mdmakg.errors import Fault
    from mdmakg.imports.element import Spot

_FAR = '<!DOCTYPE set PUBLIC "-//lamps//DTD" "http://dtd.example/lamps.dtd">'
_SMALL = XmlBounds(
    size=2**20,
    token=2**17,
    text=1000,
    elements=10,
    attributes=3,
    depth=5,
    names=2500,
    path=100,
    paths=5,
)


def _read(
    text: str | bytes, bounds: XmlBounds = XML_BOUNDS, without: Collection[str] = ()
) -> tuple[list[Spot], Fault | None]:
    stream = BytesIO(text.encode() if isinstance(text, str) else text)
    records = xml_records(stream, "set.xml", {"lamp"}, without=without, bounds=bounds)
    found: list[Spot] = []
    try:
        for spot in records:
            found.append(spot)
    except InputError as error:
        (fault,) = error.faults
        return found, fault
    return found, None


@pytest.mark.parametrize(
    "doctype", ["<!DOCTYPE set>", '<!DOCTYPE set SYSTEM "http://dtd.example/a.dtd">', _FAR]
)
def test_a_document_type_that_declares_nothing_here_passes(doctype: str) -> None:
    """With a name of its own, with an address, with both or neither: it stays unread."""
    (spot,), fault = _read(f"{doctype}<set><lamp>a</lamp></set>")
    assert fault is None
    assert spot.text == "a"


def test_records_stand_at_their_line_and_way() -> None:
    """Each record says the line, column and path at which its start tag stands."""
    spots, fault = _read("<set>\n <lamp>a</lamp>\n <x><lamp>b</lamp></x><lamp>c</lamp></set>")
    assert fault is None
    assert [(spot.text, spot.where, spot.path) for spot in spots] == [
        ("a", "set.xml:2:2", "/set/lamp[1]"),
        ("b", "set.xml:3:5", "/set/x/lamp[1]"),
        ("c", "set.xml:3:23", "/set/lamp[2]"),
    ]


def test_what_is_inside_is_found_by_its_way() -> None:
    """A way of names leads to texts, attributes and every one of several elements."""
    (spot,), _ = _read(
        "<set><lamp><of><name lang=' en '>A\n <i>bright</i>  lamp</name></of>"
        "<makers><maker>B</maker><maker>C</maker></makers></lamp></set>"
    )
    name = spot.one("of/name")
    assert name is not None
    assert (name.text, name.attribute("lang"), name.attribute("size")) == (
        "A bright lamp",
        "en",
        "",
    )
    assert [(one.text, one.path) for one in spot.each("makers/maker")] == [
        ("B", "/set/lamp[1]/makers/maker[1]"),
        ("C", "/set/lamp[1]/makers/maker[2]"),
    ]
    assert spot.one("of/price") is None
    assert spot.text_at("of/price") == ""
    assert list(spot.each("sellers/seller")) == []


def test_prefixes_are_dropped() -> None:
    """An element or attribute is known by its local name; one without prefix comes first."""
    (spot,), fault = _read(
        "<x:set xmlns:x='urn:x' xmlns='urn:y'><x:lamp x:id='1' id='2' x:href='h' xmlns:z='urn:z'>"
        "<x:name>A</x:name></x:lamp></x:set>"
    )
    assert fault is None
    assert spot.element.attributes == {"id": "2", "href": "h"}
    assert spot.text_at("name") == "A"


def test_a_document_type_elsewhere_passes() -> None:
    """A file may name a DTD, as PubMed's do; characters with a name in HTML are those."""
    (spot,), fault = _read(f"{_FAR}<set><lamp>&alpha;&#8209;&amp;&lt;</lamp></set>")
    assert fault is None
    assert spot.text == "α\u2011&<"  # noqa: RUF001 - the Greek letter is meant


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "empty", "1:1"),
        ("lamp: 1", "syntax", "1:1"),
        ("<set><lamp>a</lamp>\n<lamp>b", "truncated", "2:8"),
        ("<set><lamp>a</lamp>\n<lam", "truncated", "2:1"),
        ("<set><lamp>a</set>", "syntax", "1:15"),
        ("<set><lamp a='1' a='2'/></set>", "syntax", "1:18"),
        ("<set><lamp>\0</lamp></set>", "syntax", "1:12"),
        ("<set><shade/></set>", "no-record", "1:20"),
        ("<?xml version='1.0' encoding='klingon'?><set/>", "encoding", "1:1"),
        (b"<set><lamp>\xe9</lamp></set>", "syntax", "1:12"),
        ("<!DOCTYPE set [<!ENTITY a 'b'>]><set/>", "dtd", "1:15"),
        ("<!DOCTYPE set [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]><set/>", "dtd", "1:15"),
        (f"{_FAR}<set>\n<lamp>&bulb;</lamp></set>", "entity", "2:7"),
        ("<set>\n<lamp>&bulb;</lamp></set>", "syntax", "2:7"),
    ],
)
def test_what_is_no_such_file_is_refused_at_its_place(
    text: str | bytes, code: str, place: str
) -> None:
    """Malformed, mislabelled and hostile files are refused at line and column."""
    _, fault = _read(text)
    assert fault is not None
    assert fault.code == code
    assert str(fault.place) == f"set.xml:{place}"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<lamp><a><b><c/></b></a></lamp>", None),
        ("<lamp><a><b><c><d/></c></b></a></lamp>", "too-deep"),
        ("<a>" * 10_000, "too-deep"),
        ("<lamp a='' b='' c=''/>", None),
        ("<lamp a='' b='' c='' d=''/>", "too-large"),
        (f"<lamp>{'<a/>' * 10}</lamp>" * 3, None),
        (f"<lamp>{'<a/>' * 11}</lamp>", "too-large"),
        (f"<lamp>{'x' * 1000}</lamp>" * 3, None),
        (f"<lamp>{'x' * 1001}</lamp>", "too-large"),
        (f"<lamp a='{'x' * 999}'/>" * 3, None),
        (f"<lamp a='{'x' * 1000}'/>", "too-large"),
        (f"<lamp {'x' * 1001}=''/>", "too-large"),
        (f"<lamp a='{'x' * 500}'><b c='{'x' * 498}'/></lamp>", None),
        (f"<lamp a='{'x' * 500}'><b c='{'x' * 498}'/>y</lamp>", "too-large"),
        (f"<a b='{'x' * 2000}'/><lamp/>", None),
        (f"{'<a/>' * 1000}<lamp/>", None),
        (f"{'x'.join(f'<a{at}/>' for at in range(800))}<lamp/>", "too-large"),
        (f"<lamp/><{'x' * 2500}/>", "too-large"),
        (f"<lamp/><a {'x' * 2500}=''/>", "too-large"),
        (f"<{'x' * 91}><lamp/><lamp/></{'x' * 91}>", "too-large"),
        (f"<{'x' * 90}><lamp/><lamp/></{'x' * 90}>", None),
        ("".join(f"<a{at}><lamp/></a{at}>" for at in range(5)) * 2, None),
        ("".join(f"<a{at}><lamp/></a{at}>" for at in range(6)), "too-large"),
        (f"<lamp/>{'x' * 2**18}", None),
        (f"<lamp/><!--{'x' * 2**18}-->", "too-large"),
        (f"<lamp a='{'x' * 2**18}'/>", "too-large"),
        (f"<lamp {'x' * 2**18}=''/>", "too-large"),
        ("<lamp/>" + "<a/>" * 2**18, "too-large"),
    ],
)
def test_bounds_hold(inside: str, code: str | None) -> None:
    """Depth, attributes, elements, text, tags, names, paths and the whole file are bounded."""
    _, fault = _read(f"<set>{inside}</set>", _SMALL)
    assert (fault.code if fault else None) == code


def test_what_was_whole_before_a_fault_is_given() -> None:
    """Records that ended before the place of a fault come out first."""
    spots, fault = _read("<set><lamp>a</lamp><lamp>b</lamp><lamp>c")
    assert [spot.text for spot in spots] == ["a", "b"]
    assert fault is not None
    assert fault.message == "the file is cut off here, inside lamp"


def test_what_is_without_interest_is_passed_over() -> None:
    """Elements that are not wanted inside a record are not kept, nor what they hold."""
    (spot,), fault = _read(
        f"<set><lamp>a<x>{'<y>b</y>' * 100}</x>c</lamp></set>", _SMALL, without={"x"}
    )
    assert fault is None
    assert spot.element.parts == ["a", "c"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_declared_encodings_are_read(encoding: str) -> None:
    """A file may be in another encoding, if it says so."""
    named = encoding.removesuffix("-sig")
    text = f"<?xml version='1.0' encoding='{named}'?><set><lamp>é</lamp></set>"
    (spot,), fault = _read(text.encode(encoding))
    assert fault is None
    assert spot.text == "é"


@given(st.text() | st.binary())
def test_nothing_else_is_ever_raised(text: str | bytes) -> None:
    """Whatever the bytes are, they are records or an InputError with one fault."""
    if isinstance(text, str):
        text = text.encode("utf-8", "surrogatepass")
    _read(b"<set><lamp>" + text)
    _read(text)
