"""YAML out: what is written reads the same in PyYAML and in the reader of document files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.read.yaml import parse_yaml
from mdmakg.write.yaml import MOST_DEEP, yaml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# Whatever a file may have: no surrogates, and no mark that would be taken for the encoding's.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = (
    "yes No null ~ 12 1e5 0x1F 2031-01-02 12:30:45 1_000 .5 - a: [a] {a} 'a \"a = &a *a !a %a @a `a"
)
TRICKY = st.sampled_from(
    (
        *(
            *WORDS.split(),
            "a: b",
            "a #b",
            "- a",
            "? a",
            "a\tb",
            " a",
            "a ",
            "a\nb",
            "",
            "\x85",
            "…",
        ),
        *("12 mg", "7.5 %", "it's", "a, b", "<<"),
    )
)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True) | TRICKY | TEXTS
VALUES = st.recursive(
    TEXTS | TRICKY | st.booleans() | st.integers(0, 10**9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS.filter(lambda key: key != "<<"), VALUES, max_size=5)


@given(document=DOCUMENTS)
def test_pyyaml_reads_what_was_written(document: dict[str, Any]) -> None:
    """A reader that gives values types of its own gives those that were meant."""
    assert (yaml.safe_load(yaml_text(document)) or {}) == document


@given(document=DOCUMENTS.filter(bool))
def test_the_reader_of_documents_reads_what_was_written(document: dict[str, Any]) -> None:
    """Our own reader gives the same, every value as text; a merge key it refuses by its name."""
    tree, faults = parse_yaml(yaml_text(document), "f.yaml")
    if "<<" in str(document):
        return
    assert faults == ()
    assert tree is not None
    assert tree.value == as_text(document)


def as_text(value: Any) -> Any:
    """Give a value as the reader does: flags and numbers are words."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def test_a_document_for_people() -> None:
    """What needs no quotes has none, and each value has a line of its own."""
    document = {
        "studies": {"lamp": {"label": "Lamp trial", "design": [{"value": "open"}, "late"]}},
        "dose": "5 mg",
        "p": "0.05",
        "none": [],
        "flag": True,
        "count": 3,
    }
    assert yaml_text(document) == (
        "studies:\n"
        "  lamp:\n"
        "    label: Lamp trial\n"
        "    design:\n"
        "      - value: open\n"
        "      - late\n"
        "dose: 5 mg\n"
        'p: "0.05"\n'
        "none: []\n"
        "flag: yes\n"
        "count: 3\n"
    )


@pytest.mark.parametrize("value", [None, 1.5, b"a", {1, 2}])
def test_values_that_no_file_has(value: object) -> None:
    """Nothing is written for a value that has no form in a document file."""
    with pytest.raises(TypeError):
        yaml_text({"a": value})


def test_half_a_character() -> None:
    """Half a character can be in no file."""
    with pytest.raises(ValueError, match="half a character"):
        yaml_text({"a": "\ud800"})


@pytest.mark.parametrize("wrap", [lambda v: {"a": v}, lambda v: [v]], ids=["mapping", "list"])
def test_depth_is_bounded(wrap: Any) -> None:
    """What is deeper than can be read is not written."""
    value: Any = "x"
    for _ in range(MOST_DEEP + 1):
        value = wrap(value)
    document: Mapping[str, object] = {"a": value}
    with pytest.raises(ValueError, match="inside one another"):
        yaml_text(document)
