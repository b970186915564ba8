"""Document files get their types, and the JSON Schema says the same of every one."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from expected_faults import assert_faults, expected_in
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from mdmakg.model.document import Document
from mdmakg.read.document import to_document
from mdmakg.read.schema import document_schema, document_schema_text
from mdmakg.read.yaml import parse_yaml

if TYPE_CHECKING:
    from mdmakg.read.tree import Node, Tree

FOLDER = Path(__file__).parent / "documents"
VALID = sorted(FOLDER.glob("valid_*.yaml"))
INVALID = sorted(FOLDER.glob("invalid_*.yaml"))
# What a pattern cannot say: the calendar, and which of two numbers is the larger.
BEYOND = sorted(FOLDER.glob("beyond_*.yaml"))
SCHEMA = Draft202012Validator(document_schema())


def _name(path: Path) -> str:
    return path.stem


def _tree(path: Path) -> Tree:
    tree, faults = parse_yaml(path.read_text("utf-8"), path.name)
    assert tree is not None
    assert faults == ()
    return tree


def _is_document(value: object) -> bool:
    try:
        Document.model_validate(value)
    except ValidationError:
        return False
    return True


def test_there_are_enough_fixtures() -> None:
    """An empty folder would make every test below pass."""
    assert (len(VALID), len(INVALID), len(BEYOND)) == (15, 64, 5)


@pytest.mark.parametrize("path", VALID, ids=_name)
def test_valid_documents_are_read(path: Path) -> None:
    """A valid document has no fault, for the reader and for the schema alike."""
    tree = _tree(path)
    document, faults = to_document(tree)
    assert faults == ()
    assert document is not None
    assert list(SCHEMA.iter_errors(tree.value)) == []


@pytest.mark.parametrize("path", INVALID + BEYOND, ids=_name)
def test_each_fault_has_its_place_code_and_words(path: Path) -> None:
    """Every fault of a file is found in one run, at the line and column counted by hand."""
    document, faults = to_document(_tree(path))
    assert document is None
    expected = expected_in(path)
    assert expected
    assert_faults(faults, expected, path.name)


@pytest.mark.parametrize("path", INVALID + BEYOND, ids=_name)
def test_a_fault_shows_its_line(path: Path) -> None:
    """The line under a fault is the line of the file."""
    lines = path.read_text("utf-8").splitlines()
    _, faults = to_document(_tree(path))
    assert [fault.line for fault in faults] == [lines[fault.place.line - 1] for fault in faults]


@pytest.mark.parametrize("path", INVALID, ids=_name)
def test_the_schema_refuses_what_the_reader_refuses(path: Path) -> None:
    """An editor underlines every file that the reader refuses."""
    assert not SCHEMA.is_valid(_tree(path).value)


@pytest.mark.parametrize("path", BEYOND, ids=_name)
def test_what_the_schema_cannot_say_is_known(path: Path) -> None:
    """The few files on which the two differ are these, each with its reason in it."""
    assert SCHEMA.is_valid(_tree(path).value)


class _Yaml12(yaml.SafeLoader):
    """Types as an editor gives them: the core schema of YAML 1.2."""


_Yaml12.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    (
        "float",
        r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
        list("-+.0123456789"),
    ),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)


_Yaml12.add_constructor("tag:yaml.org,2002:int", _decimal)


@pytest.mark.parametrize("path", VALID, ids=_name)
def test_editors_see_valid_documents_as_valid(path: Path) -> None:
    """With the types of YAML 1.2 in place of texts, the schema still accepts."""
    typed = yaml.load(path.read_text("utf-8"), Loader=_Yaml12)  # noqa: S506 - derives from SafeLoader
    assert list(SCHEMA.iter_errors(typed)) == []


def test_the_committed_schema_is_current(checkout: Path) -> None:
    """The file that editors are given is what the model says today."""
    committed = (checkout / "ontology" / "document.schema.json").read_text("utf-8")
    assert committed == document_schema_text()


def test_the_schema_is_one() -> None:
    """The schema itself is valid in its own draft."""
    Draft202012Validator.check_schema(document_schema())


WHOLE = _tree(FOLDER / "valid_whole.yaml").value
# None of these is an impossible day or a range written backwards.
OTHER: list[Any] = [
    "",
    "x",
    "lamp",
    "Lamp",
    "not-stated",
    "not-applicable",
    "yes",
    "12",
    "-12.00",
    "about 6 to 8 h",
    "2025-01-02",
    "2025",
    "0-10",
    "0-10 0000000000000001",
    "baseline",
    "finding",
    "two words",
    "12\n",
    "\uff11\uff12",
    [],
    ["lamp"],
    [[]],
    {},
    {"value": "lamp"},
    {"value": {}},
    {"at": "0-10 0000000000000001"},
]
KEYS = ["at", "from", "value", "written", "label", "kind", "c1", "baseline", "x_y", "X", "note"]


def _paths(node: Node, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, Node]] = []
    if isinstance(node, dict):
        inner = list(node.items())
    elif isinstance(node, list):
        inner = list(enumerate(node))
    return [path, *(found for key, item in inner for found in _paths(item, (*path, key)))]


PATHS = _paths(WHOLE)[1:]


def _changed(path: tuple[str | int, ...], how: str, value: Any, name: str) -> Any:
    root = copy.deepcopy(WHOLE)
    holder: Any = root
    for key in path[:-1]:
        holder = holder[key]
    last = path[-1]
    if how == "delete":
        del holder[last]
    elif how == "replace" or isinstance(holder, list):
        holder[last] = value
    elif how == "rename":
        holder[name] = holder.pop(last)
    else:
        holder[name] = value
    return root


@pytest.mark.no_cover  # each damaged document takes twice as long measured
@settings(max_examples=1000)
@given(
    path=st.sampled_from(PATHS),
    how=st.sampled_from(["delete", "replace", "rename", "add"]),
    value=st.sampled_from(OTHER),
    name=st.sampled_from(KEYS),
)
def test_model_and_schema_agree_on_damaged_documents(
    path: tuple[str | int, ...], how: str, value: Any, name: str
) -> None:
    """Whatever one node of a document becomes, reader and schema give one verdict."""
    changed = _changed(path, how, value, name)
    assert SCHEMA.is_valid(changed) == _is_document(changed)


@settings(max_examples=200)
@given(path=st.sampled_from(PATHS), value=st.text(max_size=12))
def test_any_text_gets_one_verdict_and_no_traceback(
    path: tuple[str | int, ...], value: str
) -> None:
    """Any text at any place is accepted by both or refused by both."""
    changed = _changed(path, "replace", value, "")
    assert SCHEMA.is_valid(changed) == _is_document(changed)


def test_a_flood_of_faults_is_cut() -> None:
    """A hundred faults of a file are listed, then it is said that there are more."""
    text = "curation: {curator: Ann, coded: 2025-01-02}\n" + "".join(
        f"k{number}: x\n" for number in range(500)
    )
    tree, _ = parse_yaml(text, "a.yaml")
    assert tree is not None
    _, faults = to_document(tree)
    assert len(faults) == 101
    assert [fault.place.line for fault in faults] == list(range(2, 103))
    assert faults[-1].code == "too-many-faults"


def test_a_long_key_is_cut_in_its_message() -> None:
    """A key of a thousand letters does not fill the screen."""
    tree, _ = parse_yaml(f"{'k' * 1000}: x\ncuration: {{curator: A, coded: 2025-01-02}}", "a.yaml")
    assert tree is not None
    _, faults = to_document(tree)
    assert "k" * 59 + "…" in faults[0].message
    assert "k" * 60 not in faults[0].message
