"""XML in, record by record and bounded: what a file can cost is known before it is read.

Expat finds the events; nothing here recurses and nothing is fetched. A document type
that only names a DTD elsewhere passes and stays unread, as every file of PubMed has
one. A DTD inside the file is refused, and with it every entity and every bomb made of
them. A character that an unread DTD would name (``&alpha;``) is taken by the names of
the W3C, which are those of HTML; any other reference is refused. What expat does not
tell is such a reference inside an attribute; it stands for nothing there.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

from mdmakg.errors import Fault, InputError, Place
from mdmakg.imports.element import Element, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import BinaryIO

__all__ = ["XML_BOUNDS", "XmlBounds", "xml_records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlBounds:
    """How much of a file is read before it is refused.

    Units: ``size`` of the file and ``token`` of one tag, comment or the like in bytes;
           ``text`` of one record, its attributes with it, in characters; ``elements`` per
           record; ``attributes`` per element; ``depth`` in elements inside one another;
           ``names`` in characters of all names that differ, which expat keeps to the end of a
           file; ``path`` of one record in characters; ``paths`` that differ.
    """

    size: int = 2**32
    token: int = 2**22
    text: int = 2**24
    elements: int = 250_000
    attributes: int = 100
    depth: int = 100
    names: int = 2**18
    path: int = 500
    paths: int = 1000


XML_BOUNDS: Final = XmlBounds()

_CHUNK: Final = 1 << 16  # bytes
_ENDS: Final = frozenset(  # what expat says of a file that stops too soon
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    }
)


def xml_records(
    stream: BinaryIO,
    file: str,
    wanted: Collection[str],
    *,
    without: Collection[str] = (),
    bounds: XmlBounds = XML_BOUNDS,
) -> Iterator[Spot]:
    """Give the outermost elements of the wanted names, each whole and as soon as it ends.

    Names are local ones: prefixes and namespaces are dropped. A message that there is none
    has the first. Inside a record, elements named in ``without`` are passed over with all
    that they hold.
    Errors: ``InputError`` with one fault where reading stops: XML that is malformed,
            ends too soon or exceeds the bounds, and XML without any wanted element.
            Records that were whole before have been given by then.
    """
    builder = _Builder(file, wanted, frozenset(without), bounds)
    fed = 0
    # read() would keep reading until it has all, and with an error lose what it has
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    try:
        while chunk := read(_CHUNK):
            fed += len(chunk)
            if fed > bounds.size:
                builder.refuse("too-large", f"this has more than {bounds.size:,} bytes of XML")
            yield from builder.feed(chunk, fed)
        yield from builder.end(fed)
    finally:
        builder.let_go()


class _Builder:
    """What has been read so far, and the elements that are open."""

    def __init__(
        self, file: str, wanted: Collection[str], without: frozenset[str], bounds: XmlBounds
    ) -> None:
        self._file = file
        self._first = next(iter(wanted))
        self._wanted = frozenset(wanted)
        self._without = without
        self._bounds = bounds
        self._names: list[str] = []  # of the elements that are open, outermost first
        self._open: list[Element] = []  # those of them inside a record
        self._passed = 0  # how many of the open ones are inside one that is passed over
        self._count: dict[str, int] = {}  # of records by the path of their name
        self._elements = 0
        self._text = 0
        self._done: list[Spot] = []
        self._root = ""
        # Every name of an element or attribute, by expat; and None for what a document type lacks.
        self._interned: dict[str, str] = {}
        self._met = 0
        self._parser = self._make_parser()

    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(None, None, self._interned)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._skipped
        parser.StartElementHandler = self._start_outside
        parser.EndElementHandler = self._end_outside
        return parser

    def let_go(self) -> None:
        """Take the handlers off: they hold the parser, and it them, which half a million add up."""
        parser = self._parser
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.SkippedEntityHandler = None
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = None

    def feed(self, chunk: bytes, fed: int) -> Iterator[Spot]:
        """Read on, and give the records that are whole now, even where reading stops."""
        yield from self._parse(chunk, final=False)
        if fed - max(self._parser.CurrentByteIndex, 0) > self._bounds.token:
            says = f"one tag or comment has more than {self._bounds.token:,} bytes"
            self.refuse("too-large", says)
        if len(self._interned) > self._met:
            self._met = len(self._interned)
            if sum(map(len, filter(None, self._interned))) > self._bounds.names:
                says = f"its names that differ have more than {self._bounds.names:,} characters"
                self.refuse("too-large", says)

    def end(self, fed: int) -> Iterator[Spot]:
        """Finish reading.

        Errors: ``InputError`` as ``xml_records`` has it.
        """
        if not fed:
            self.refuse("empty", "this file is empty")
        yield from self._parse(b"", final=True)
        if not self._count:
            says = f"there is no {self._first} in this file; its root is {self._root}"
            self.refuse("no-record", says)

    def _parse(self, chunk: bytes, *, final: bool) -> Iterator[Spot]:
        fault: Fault | None = None
        try:
            self._parser.Parse(chunk, final)
        except InputError as error:
            (fault,) = error.faults
        except expat.ExpatError as error:
            fault = self._malformed(error)
        except (LookupError, ValueError) as error:  # of the encoding that is declared
            fault = Fault(Place(self._file), "encoding", f"this cannot be decoded: {error}")
        yield from self._done
        self._done.clear()
        if fault is not None:
            raise InputError([fault], "nothing after this place was read")

    def _malformed(self, error: expat.ExpatError) -> Fault:
        place = Place(self._file, error.lineno, error.offset + 1)
        if error.code in _ENDS:
            inside = f", inside {self._names[-1]}" if self._names else ""
            return Fault(place, "truncated", f"the file is cut off here{inside}")
        return Fault(place, "syntax", f"this is not XML: {expat.ErrorString(error.code)}")

    def refuse(self, code: str, says: str) -> NoReturn:
        """Stop reading at the current place."""
        raise InputError([Fault(self._place(), code, says)], "nothing after this place was read")

    def _place(self) -> Place:
        parser = self._parser
        return Place(self._file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _doctype(
        self, _name: str, _system: str | None, _public: str | None, has_inside: int
    ) -> None:
        if has_inside:
            self.refuse("dtd", "a document type with declarations of its own is not read")

    def _skipped(self, name: str, _is_parameter: int) -> None:
        text = html5.get(f"{name};")
        if text is None:
            self.refuse("entity", f"&{name}; is no character that has a name")
        if self._parser.CharacterDataHandler is not None:
            self._characters(text)

    # Expat calls one of three pairs, by where it is: most elements of a file are in no record
    # or in what is passed over of one, and should cost next to nothing.

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        name = self._named(name, attributes)
        self._root = self._root or name
        if name in self._wanted:
            self._elements = self._text = 0
            self._open.append(self._element(name, attributes))
            parser = self._parser
            parser.StartElementHandler = self._start
            parser.EndElementHandler = self._end
            parser.CharacterDataHandler = self._characters

    def _end_outside(self, _name: str) -> None:
        self._names.pop()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._named(name, attributes)
        if name in self._without:
            parser = self._parser
            parser.StartElementHandler = self._start_passed
            parser.EndElementHandler = self._end_passed
            parser.CharacterDataHandler = None
            return
        self._elements += 1
        if self._elements > self._bounds.elements:
            says = f"one record has more than {self._bounds.elements:,} elements"
            self.refuse("too-large", says)
        element = self._element(name, attributes)
        self._open[-1].parts.append(element)
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._names.pop()
        element = self._open.pop()
        if not self._open:
            self._done.append(Spot(element, self._path(element.name), self._file))
            parser = self._parser
            parser.StartElementHandler = self._start_outside
            parser.EndElementHandler = self._end_outside
            parser.CharacterDataHandler = None

    def _start_passed(self, name: str, attributes: dict[str, str]) -> None:
        self._passed += 1
        self._named(name, attributes)

    def _end_passed(self, _name: str) -> None:
        self._names.pop()
        if self._passed:
            self._passed -= 1
            return
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _named(self, name: str, attributes: dict[str, str]) -> str:
        """Note that an element is open, and give its local name."""
        if ":" in name:
            name = name.rpartition(":")[2]
        if len(self._names) >= self._bounds.depth:
            says = f"there are more than {self._bounds.depth} elements inside one another"
            self.refuse("too-deep", says)
        if len(attributes) > self._bounds.attributes:
            says = f"{name} has more than {self._bounds.attributes} attributes"
            self.refuse("too-large", says)
        self._names.append(name)
        return name

    def _element(self, name: str, attributes: dict[str, str]) -> Element:
        parser = self._parser
        if attributes:
            self._text += len("".join((*attributes, *attributes.values())))
            if self._text > self._bounds.text:
                self._refuse_text()
            attributes = _local(attributes)
        return Element(name, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _path(self, name: str) -> str:
        path = "/" + "/".join((*self._names, name))
        if path not in self._count:
            self._require_path(path)
        self._count[path] = count = self._count.get(path, 0) + 1
        return f"{path}[{count}]" if self._names else path

    def _require_path(self, path: str) -> None:
        if len(path) > self._bounds.path:
            says = f"a record stands at a path of more than {self._bounds.path:,} characters"
            self.refuse("too-large", says)
        if len(self._count) == self._bounds.paths:
            self.refuse("too-large", f"records stand at more than {self._bounds.paths:,} paths")

    def _characters(self, text: str) -> None:
        self._text += len(text)
        if self._text > self._bounds.text:
            self._refuse_text()
        self._open[-1].parts.append(text)

    def _refuse_text(self) -> NoReturn:
        self.refuse("too-large", f"one record has more than {self._bounds.text:,} characters")


def _local(attributes: dict[str, str]) -> dict[str, str]:
    """Drop prefixes and declarations of namespaces; a name without prefix comes first."""
    if ":" not in "".join(attributes) and "xmlns" not in attributes:  # as nearly always
        return attributes
    prefixed = {
        name.rpartition(":")[2]: value
        for name, value in attributes.items()
        if ":" in name and not name.startswith("xmlns:")
    }
    plain = {
        name: value for name, value in attributes.items() if ":" not in name and name != "xmlns"
    }
    return {**prefixed, **plain}
