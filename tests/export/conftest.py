"""Builds to export: one whose words would break a careless writer, and one in parts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hostile_words import HOSTILE

from mdmakg.build.build import build, check_corpus
from mdmakg.build.example import make_example

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example with hostile words where a document may have any, and return the build."""
    place = tmp_path_factory.mktemp("hostile")
    make_example(place / "data")
    file = place / "data" / "example.yaml"
    words = json.dumps(HOSTILE, ensure_ascii=False)
    text = file.read_text("utf-8")
    for old, new in {
        "label: Newspaper column on the lamp ": f"label: {words} ",
        "label: Trial of the bedside lamp": f"""\
label: {words}
    registrations: [{{value: nct NCT00000000, at: 0-19 ac87c60ed18d17fc}}]""",
        "gloss: Nurses on night shift slept better after": f"gloss: {words} #",
        "label: quality of sleep\n": f"label: {words}\n",
        "curator: The example's author": f"curator: {words}",
        "    label: Abstract of the lamp trial\n": f"""\
    label: Abstract of the lamp trial
    title: {words}
    identifiers: [doi 10.1234/lamp(1)<2>]
    licence: {words}
    attribution: {words}
""",
    }.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    build(check_corpus(place / "data", texts=place / "data" / "texts"), place / "build")
    return place / "build"
