"""The findings that are planted in a made-up corpus, and those that mdmakg has of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from benchmarks.corpus.document import document
from benchmarks.corpus.files import write_corpus
from benchmarks.corpus.plan import cited_by
from benchmarks.corpus.plants import CODES, EVERY, expected

from mdmakg.bundle import folder
from mdmakg.check.accept import UNUSED
from mdmakg.check.shapes import NOUNS

if TYPE_CHECKING:
    from pathlib import Path

SEED = 5
COUNT = EVERY * len(CODES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write as many documents as it takes to plant each fault once, and their texts."""
    path = tmp_path_factory.mktemp("planted")
    write_corpus(path / "corpus", COUNT, SEED, texts=path / "texts")
    return path


def _found(*arguments: str | Path) -> Counter[str]:
    command = [sys.executable, "-m", "mdmakg", "check", *map(str, arguments), "-q", "-f", "json"]
    told = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own program
    results = json.loads(told.stdout)["results"]
    return Counter(one["check"] for one in results if one["state"] == "failed")


@pytest.mark.parametrize("texts", [False, True])
def test_what_is_planted_is_found_and_nothing_else(made: Path, *, texts: bool) -> None:
    """Each check fires as often as was counted by hand, with the texts at hand and without."""
    at_hand = ("--texts", made / "texts") if texts else ()
    assert _found(made / "corpus", *at_hand) == expected(COUNT, SEED, texts=texts)


def test_without_plants_only_what_is_passed_on_is_found(tmp_path: Path) -> None:
    """In ten documents two pass others on, in eight claims each; nothing else is found."""
    write_corpus(tmp_path, 10, SEED, plant=False)
    assert _found(tmp_path) == {"single-cohort": 16}
    assert expected(10, SEED, plant=False) == {"single-cohort": 16}


def test_each_check_is_planted_or_has_its_reason() -> None:
    """Each check that there is is planted, but for those of which the module says why."""
    shapes = {path.stem for path in folder("shapes").glob("*.ttl")}
    checks = (shapes - set(NOUNS)) | {UNUSED}
    of_links = {"mapping-conflict", "term-mismatch", "treats-unproven"}
    assert checks - set(CODES) == {"single-cohort", "slot-open"} | of_links
    assert set(CODES) <= checks


def test_a_plant_leaves_other_documents_alone() -> None:
    """Of ten documents every second one differs from its like without plants, and no other."""
    differ = [n for n in range(10) if document(SEED, n) != document(SEED, n, plant=False)]
    assert differ == [0, 2, 4, 6, 8]


def test_documents_that_pass_others_on_are_one_in_five() -> None:
    """Of a hundred documents twenty pass others on."""
    assert sum(1 for number in range(100) if cited_by(SEED, number)) == 20
