"""YAML is read as text with places, and what is refused is refused where it stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mdmakg.errors import Fault, Place
from mdmakg.read import quick
from mdmakg.read import yaml as reading
from mdmakg.read.codes import ReadCode
from mdmakg.read.yaml import Bounds, parse_yaml, read_yaml

if TYPE_CHECKING:
    from mdmakg.read.tree import Node, NodePath, Tree

FIXTURES = Path(__file__).parent / "fixtures"
Where: TypeAlias = "dict[NodePath, tuple[int, int]]"

# Counted by hand in the files: value, places of values, places of keys.
VALID: dict[str, tuple[dict[str, Node], Where, Where]] = {
    "block": (
        {"a": "x", "b": ["y", {"c": "z w"}], "d": ""},
        {
            (): (1, 1),
            ("a",): (1, 4),
            ("b",): (3, 3),
            ("b", 0): (3, 5),
            ("b", 1): (4, 5),
            ("b", 1, "c"): (4, 8),
            ("d",): (5, 3),
        },
        {("a",): (1, 1), ("b",): (2, 1), ("b", 1, "c"): (4, 5), ("d",): (5, 1)},
    ),
    "comment_behind_key": (
        {"a": "", "b": "x"},
        {(): (1, 1), ("a",): (1, 3), ("b",): (2, 4)},
        {("a",): (1, 1), ("b",): (2, 1)},
    ),
    "flow": (
        {"a": ["x", "it's", {"b": ""}], "c d": "~"},
        {
            (): (1, 1),
            ("a",): (1, 5),
            ("a", 0): (1, 6),
            ("a", 1): (1, 9),
            ("a", 2): (1, 18),
            ("a", 2, "b"): (1, 20),
            ("c d",): (1, 31),
        },
        {("a",): (1, 2), ("a", 2, "b"): (1, 19), ("c d",): (1, 24)},
    ),
    "marked_document": ({"a": "x"}, {(): (3, 1), ("a",): (3, 4)}, {("a",): (3, 1)}),
    "merge_in_quotes": ({"<<": "x"}, {(): (1, 1), ("<<",): (1, 7)}, {("<<",): (1, 1)}),
    "scalars": (
        {
            "no": "no",
            "null": "~",
            "oct": "012",
            "quote": "null",
            "keep": "one\n  two\n",
            "fold": "one two",
        },
        {
            (): (1, 1),
            ("no",): (1, 5),
            ("null",): (2, 7),
            ("oct",): (3, 6),
            ("quote",): (4, 8),
            ("keep",): (5, 7),
            ("fold",): (8, 7),
        },
        {
            ("no",): (1, 1),
            ("null",): (2, 1),
            ("oct",): (3, 1),
            ("quote",): (4, 1),
            ("keep",): (5, 1),
            ("fold",): (8, 1),
        },
    ),
    "wide": (
        {"Größe": "süß", "音": ["𝄞𝄞", "x"]},
        {(): (1, 1), ("Größe",): (1, 8), ("音",): (2, 4), ("音", 0): (2, 5), ("音", 1): (2, 9)},
        {("Größe",): (1, 1), ("音",): (2, 1)},
    ),
}

# Counted by hand in the files: every fault, in order of place.
INVALID: dict[str, list[tuple[str, int, int]]] = {
    "alias": [("anchor", 1, 4), ("alias", 2, 4)],
    "alias_as_key": [("alias", 2, 1)],
    "anchor_on_mapping": [("anchor", 1, 4)],
    "colon_in_text": [("syntax", 1, 11)],
    "duplicate_key": [("duplicate-key", 5, 3)],
    "duplicate_key_in_flow": [("duplicate-key", 1, 11)],
    "duplicate_key_quoted": [("duplicate-key", 2, 1)],
    "empty": [("empty", 1, 1)],
    "escape": [("syntax", 1, 5)],
    "escaped_surrogate_tag": [("syntax", 2, 1)],
    "half_written": [("syntax", 4, 7)],
    "indent": [("syntax", 2, 3)],
    "laughs": [
        *[("anchor", line, 4) for line in range(1, 10)],
        *[("alias", line, column) for line in range(2, 10) for column in range(8, 44, 4)],
    ],
    "list": [("not-a-mapping", 1, 1)],
    "list_as_key": [("key-not-scalar", 2, 3)],
    "many": [
        ("duplicate-key", 2, 1),
        ("anchor", 2, 4),
        ("alias", 3, 4),
        ("tag", 4, 4),
        ("syntax", 5, 6),
    ],
    "mapping_as_key": [("key-not-scalar", 1, 1)],
    "merge_key": [("merge-key", 3, 3)],
    "only_comment": [("empty", 1, 1)],
    "only_marker": [("empty", 1, 1)],
    "several_documents": [("several-documents", 2, 1)],
    "tab": [("syntax", 2, 1)],
    "tag": [("tag", 1, 4)],
    "tag_alone": [("tag", 1, 4)],
    "tag_python": [("tag", 1, 4)],
    "text": [("not-a-mapping", 1, 1)],
    "too_deep": [("too-deep", 1, 43)],
    "unclosed_list": [("syntax", 2, 2)],
    "unclosed_quote": [("syntax", 2, 6)],
}


def marks(faults: tuple[Fault, ...]) -> list[tuple[str, int, int]]:
    """List code, line and column of faults."""
    return [(str(fault.code), fault.place.line, fault.place.column) for fault in faults]


def fixture_faults(name: str) -> tuple[Fault, ...]:
    """Read a bad fixture and give its faults."""
    return read_yaml(FIXTURES / f"invalid_{name}.yaml", shown_as="f.yaml")[1]


def whole(text: str) -> Tree:
    """Parse a text that has no faults."""
    tree, faults = parse_yaml(text, "f.yaml")
    assert faults == ()
    assert tree is not None
    return tree


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reading, quick):
        monkeypatch.setattr(module, "_LOADER", getattr(yaml, request.param))


def test_every_fixture_has_a_row_in_a_table() -> None:
    """A fixture that no table names would be read by no test."""
    names = {f"valid_{name}" for name in VALID} | {f"invalid_{name}" for name in INVALID}
    assert {path.stem for path in FIXTURES.iterdir()} == names | {"valid_deep"}


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("name", VALID)
def test_values_are_text_and_have_places(name: str) -> None:
    """Scalars keep their text; values and keys stand where a person counts them."""
    tree, faults = read_yaml(FIXTURES / f"valid_{name}.yaml", shown_as="f.yaml")
    value, places, key_places = VALID[name]
    assert faults == ()
    assert tree is not None
    assert tree.value == value
    assert tree.places == {path: Place("f.yaml", *at) for path, at in places.items()}
    assert tree.key_places == {path: Place("f.yaml", *at) for path, at in key_places.items()}


@pytest.mark.parametrize("name", INVALID)
def test_what_is_refused_is_refused_where_it_stands(name: str) -> None:
    """Every fault of a bad file has the code and place that a person finds."""
    assert sorted(marks(fixture_faults(name))) == sorted(INVALID[name])


@pytest.mark.parametrize("name", sorted(set(INVALID) - {"empty"}))
def test_every_fault_brings_its_line(name: str) -> None:
    """A fault carries the source line that its caret stands under."""
    lines = (FIXTURES / f"invalid_{name}.yaml").read_text("utf-8").split("\n")
    for fault in fixture_faults(name):
        assert fault.line == lines[fault.place.line - 1]


def test_faults_are_in_order_of_place() -> None:
    """The faults of one file come in the order of its lines."""
    places = [fault.place for fault in fixture_faults("many")]
    assert places == sorted(places)


def test_a_duplicate_key_names_the_first_one() -> None:
    """Whoever meets the second of two keys is told where the first is."""
    assert "at 3:3" in fixture_faults("duplicate_key")[0].message


def test_a_syntax_fault_names_where_the_trouble_began() -> None:
    """A bracket that is never closed is missed at the end, and said where it opened."""
    assert "begins at 1:6" in fixture_faults("unclosed_list")[0].message


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    "name", ["duplicate_key", "alias", "tag", "merge_key", "list_as_key", "too_deep", "laughs"]
)
def test_either_parser_refuses_the_same(name: str) -> None:
    """Without libyaml the parser in Python finds the same faults at the same places."""
    assert sorted(marks(fixture_faults(name))) == sorted(INVALID[name])


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("escape", [r"\UFFFFFFFF", r"\U00110000", r"\ud800\xq"])
def test_an_escape_that_is_no_character_is_a_fault(escape: str) -> None:
    """An impossible escape is refused by either parser, not a crash of it."""
    tree, faults = parse_yaml(f'a: "{escape}"\n', "f.yaml")
    assert (tree, [fault.code for fault in faults]) == (None, ["syntax"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: x\r\nb:\r\n  - y\r\n", {"a": "x", "b": ["y"]}),
        ("a: x\rb:\r  - y\r", {"a": "x", "b": ["y"]}),
        ("\ufeffa: x\nb:\n  - y", {"a": "x", "b": ["y"]}),
    ],
)
def test_line_ends_and_a_byte_order_mark_move_no_place(text: str, value: dict[str, Node]) -> None:
    """Any line end ends one line, and the mark in front counts for nothing."""
    tree = whole(text)
    assert tree.value == value
    assert tree.places["a",] == Place("f.yaml", 1, 4)
    assert tree.places["b", 0] == Place("f.yaml", 3, 5)
    assert tree.lines == ("a: x", "b:", "  - y")


@pytest.mark.parametrize(
    "char",
    ["\0", "\x07", "\x1b", "\x7f", "\x80", "\x85", "\x9b", *"\u2028\u2029\ufeff\ufffe\uffff\ud800"],
)
def test_control_characters_are_refused_where_they_stand(char: str) -> None:
    """What moves a terminal, ends lines for some readers only, or is no character is a fault."""
    tree, faults = parse_yaml(f"a: x\nü: '𝄞{char}y'\nb: {char}\n", "f.yaml")
    assert tree is None
    assert marks(faults) == [("control-character", 2, 6), ("control-character", 3, 4)]


def test_every_character_that_passes_is_one_that_the_parser_takes() -> None:
    """No character is let through on which libyaml would stop."""
    every = "".join(map(chr, range(0x20, 0x110000)))
    passed = reading._REFUSED.sub("", every)
    assert len(passed) > 1_100_000
    assert whole("a: |\n  x" + passed).value == {"a": "x" + passed}


def test_a_tree_with_faults_serves_to_find_more() -> None:
    """Behind a refusal that leaves the meaning plain, reading goes on with the first value."""
    tree, faults = read_yaml(FIXTURES / "invalid_duplicate_key.yaml")
    assert len(faults) == 1
    assert tree is not None
    assert tree.value == {"a": "x", "b": {"c": "x", "d": "y"}}
    assert tree.places["b", "c"].line == 3


def test_faults_inside_a_refused_value_are_found_too() -> None:
    """A value that goes nowhere is still read for its faults, and leaves no places."""
    tree, faults = parse_yaml("a: x\na: {b: [*c], d: y, d: z}\n? {e: !t f}\n: [&g h]\n", "f.yaml")
    assert marks(faults) == [
        ("duplicate-key", 2, 1),
        ("alias", 2, 9),
        ("duplicate-key", 2, 20),
        ("key-not-scalar", 3, 3),
        ("tag", 3, 7),
        ("anchor", 4, 4),
    ]
    assert tree is not None
    assert tree.value == {"a": "x"}
    assert set(tree.places) == {(), ("a",)}
    assert set(tree.key_places) == {("a",)}


def test_depth_is_allowed_up_to_the_bound() -> None:
    """Forty collections inside one another are read, one more is refused."""
    assert read_yaml(FIXTURES / "valid_deep.yaml")[1] == ()
    assert marks(fixture_faults("too_deep")) == [("too-deep", 1, 43)]


def test_values_are_counted_up_to_the_bound() -> None:
    """The root, a key, a list and two items are five values; a bound of four refuses the last."""
    text = "a: [x, y]\n"
    assert parse_yaml(text, "f", Bounds(values=5))[1] == ()
    tree, faults = parse_yaml(text, "f", Bounds(values=4))
    assert (tree, marks(faults)) == (None, [("too-many-values", 1, 8)])


def test_size_is_counted_in_bytes_up_to_the_bound() -> None:
    """Five bytes pass a bound of five; four code points of six bytes do not."""
    assert parse_yaml("a: x\n", "f", Bounds(size=5))[1] == ()
    tree, faults = parse_yaml("a: 𝄞", "f", Bounds(size=6))
    assert (tree, marks(faults)) == (None, [("too-large", 1, 1)])


@pytest.mark.parametrize(
    "text", ["a: [*b, *b, *b, *b]\n", "a: \x07\x07\x07\x07\n", "a: [*b, *b]\n&x !t a: y\n"]
)
def test_faults_are_listed_up_to_the_bound(text: str) -> None:
    """A file full of faults gives the first of them and says that there are more."""
    tree, faults = parse_yaml(text, "f", Bounds(faults=3))
    assert tree is None
    assert len(faults) == 4
    assert [fault.code for fault in faults].count("too-many-faults") == 1


def test_a_long_name_is_cut_in_the_message() -> None:
    """A key of any length gives a message of bounded length."""
    key = "k" * 500
    fault = parse_yaml(f"{{{key}: x, {key}: y}}", "f")[1][0]
    assert "k…'" in fault.message
    assert len(fault.message) < 150


def test_extreme_nesting_ends_no_process(tmp_path: Path) -> None:
    """A hundred thousand open brackets, lists or mappings are a fault, not a crash."""
    texts = ["[" * 100_000, "a: " + "{b: " * 100_000, "- " * 100_000, "? " * 100_000]
    paths = [tmp_path / f"{number}.yaml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    script = (
        "import pathlib, sys\n"
        "from mdmakg.read.yaml import read_yaml\n"
        "for name in sys.argv[1:]:\n"
        "    print(*(fault.code for fault in read_yaml(pathlib.Path(name))[1]))\n"
    )
    run = subprocess.run(  # noqa: S603 - this Python, with a script that stands above
        [sys.executable, "-c", script, *map(str, paths)], capture_output=True, text=True, check=True
    )
    codes = [line.split()[-1] for line in run.stdout.splitlines()]
    assert codes == ["too-deep"] * 4


def test_a_file_over_the_bound_is_refused(tmp_path: Path) -> None:
    """Twenty million bytes are more than is read, and are not parsed."""
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: " + b"x" * 20_000_000)
    assert marks(read_yaml(path)[1]) == [("too-large", 1, 1)]


@pytest.mark.parametrize(
    ("content", "mark"),
    [(b"a: x\nb: \xc3\xbc\xfc\n", ("not-utf8", 2, 5)), (b"a: \0\n", ("binary", 1, 1))],
)
def test_what_is_no_text_is_a_fault_of_the_file(
    tmp_path: Path, content: bytes, mark: tuple[str, int, int]
) -> None:
    """Faults of the file and of its YAML come by the same way."""
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    tree, faults = read_yaml(path)
    assert (tree, marks(faults)) == (None, [mark])


def test_the_place_of_what_is_absent_is_that_of_what_is_around_it() -> None:
    """A missing field has its parent's place, an unknown key its own."""
    tree = whole("a:\n  b: [x]\n  c: y\n")
    assert tree.place_of(("a", "b", 0)) == Place("f.yaml", 2, 7)
    assert tree.place_of(("a", "missing", "deeper")) == Place("f.yaml", 2, 3)
    assert tree.place_of(()) == Place("f.yaml", 1, 1)
    assert tree.place_of_key(("a", "c")) == Place("f.yaml", 3, 3)
    assert tree.place_of_key(("a", "b", 0)) == Place("f.yaml", 2, 7)
    assert tree.place_of_key(("a", "missing")) == Place("f.yaml", 2, 3)


def test_a_tree_states_faults_with_their_line() -> None:
    """Whoever finds a fault later states it with place and line; none without a line."""
    tree = whole("a: x\nb: y\n")
    place = tree.place_of(("b",))
    assert tree.fault(place, "code", "says") == Fault(place, "code", "says", "b: y")
    assert tree.line_at(Place("f.yaml", 9, 1)) == ""


def test_codes_are_short_and_apart() -> None:
    """A code is lower-case words with hyphens, and no two are the same."""
    codes = [code.value for code in ReadCode]
    assert all(code.replace("-", "").isalnum() and code == code.lower() for code in codes)
    assert len(set(codes)) == len(codes)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NODES: st.SearchStrategy[Node] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
)


def scalars(node: Node, path: NodePath = ()) -> list[tuple[NodePath, str]]:
    """List the texts in a tree with their paths."""
    if isinstance(node, str):
        return [(path, node)]
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    return [found for step, child in inner for found in scalars(child, (*path, step))]


def emitted(value: Node, *, flow: bool | None) -> str:
    """Write YAML with every text in double quotes."""
    text: str = yaml.safe_dump(
        value, default_style='"', default_flow_style=flow, allow_unicode=True, sort_keys=False
    )
    return text.replace('!!str "', '"')


@given(st.dictionaries(TEXTS, NODES, min_size=1, max_size=4), st.sampled_from([True, False]))
@settings(max_examples=150)
def test_what_was_written_is_read_back(value: dict[str, Node], flow: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """Any mapping of texts, lists and mappings survives YAML, each text under its quote mark."""
    tree = whole(emitted(value, flow=flow))
    assert tree.value == value
    for path, _text in scalars(value):
        place = tree.places[path]
        assert tree.lines[place.line - 1][place.column - 1] == '"'


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäßñ音𝄞", min_size=1, max_size=8)


@given(st.lists(st.tuples(WORDS, WORDS), unique_by=lambda pair: pair[0], min_size=1, max_size=6))
def test_each_key_and_value_is_found_at_its_place(pairs: list[tuple[str, str]]) -> None:
    """The words at the places of keys and values are the keys and values."""
    tree = whole("{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}")
    for key, value in pairs:
        at_key, at_value = tree.key_places[key,].column - 1, tree.places[key,].column - 1
        assert tree.lines[0].startswith(f"{key}:", at_key)
        assert tree.lines[0].startswith(value, at_value)


PIECES = "a,: ,\n,  ,- ,[,],{,},&x ,*x,!t ,<<,? ,',\",|\n,>-\n,#,---\n,...\n,%YAML 1.1\n,\t,%ed"
FRAGMENTS = st.lists(st.sampled_from([*PIECES.split(","), ", "]), max_size=30).map("".join)


@given(FRAGMENTS | st.text(max_size=40))
@settings(max_examples=400)
def test_any_text_gives_a_tree_or_faults(text: str) -> None:
    """Whatever the text, there is a tree or a reason, and every place lies in the text."""
    tree, faults = parse_yaml(text, "f.yaml")
    assert faults or tree is not None
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = [fault.place for fault in faults] + list(tree.places.values() if tree else [])
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one file to write any bytes into."""
    return tmp_path_factory.mktemp("bytes") / "f.yaml"


@given(content=st.binary(max_size=60))
@settings(max_examples=300)
def test_any_bytes_give_a_tree_or_faults(scratch: Path, content: bytes) -> None:
    """Whatever the bytes, reading them raises nothing."""
    scratch.write_bytes(content)
    tree, faults = read_yaml(scratch)
    assert faults or tree is not None
