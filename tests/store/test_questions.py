"""Reading competency questions from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.errors import InputError, UsageError
from mdmakg.store.guard import MAX_LENGTH
from mdmakg.store.questions import find_question, questions, read_question

if TYPE_CHECKING:
    from pathlib import Path

TOP = "# question: How many lamps are there?\n# asked by: a night nurse\n# answer: one number\n"
QUERY = "SELECT ?lamps WHERE { ?lamps a <u:Lamp> }\n"


def _folder(tmp_path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (tmp_path / f"{name.replace('_', '-')}.rq").write_text(text, "utf-8")
    return tmp_path


def test_a_question_has_its_sentence_its_asker_its_answer_and_its_query(tmp_path: Path) -> None:
    """What stands in the three comments is what the record holds; the query is the whole file."""
    (lamps,) = questions(_folder(tmp_path, lamps_at_night=TOP + QUERY))
    assert lamps.name == "lamps-at-night"
    assert lamps.question == "How many lamps are there?"
    assert lamps.asked_by == "a night nurse"
    assert lamps.answer == "one number"
    assert lamps.query == TOP + QUERY


def test_a_comment_goes_on_over_several_lines(tmp_path: Path) -> None:
    """A comment line without a key belongs to the key above it."""
    text = TOP + "#   that counts broken lamps too\n" + QUERY
    (lamps,) = questions(_folder(tmp_path, lamps=text))
    assert lamps.answer == "one number that counts broken lamps too"


def test_a_comment_before_the_first_key_is_nobodys(tmp_path: Path) -> None:
    """A licence line or a title on top is left alone."""
    (lamps,) = questions(_folder(tmp_path, lamps="# Lamps\n" + TOP + QUERY))
    assert lamps.question == "How many lamps are there?"


def test_comments_after_the_query_begins_are_not_its_header(tmp_path: Path) -> None:
    """A comment further down, even one that looks keyed, changes nothing."""
    text = TOP + QUERY + "# answer: two numbers\n"
    (lamps,) = questions(_folder(tmp_path, lamps=text))
    assert lamps.answer == "one number"


def test_questions_come_in_order_of_their_names(tmp_path: Path) -> None:
    """The listing does not depend on the order in which a folder gives its files."""
    folder = _folder(tmp_path, c=TOP, a=TOP, b=TOP)
    (folder / "notes.txt").write_text("no question", "utf-8")
    assert [question.name for question in questions(folder)] == ["a", "b", "c"]


@pytest.mark.parametrize("key", ["question", "asked by", "answer"])
def test_a_question_without_one_of_its_comments_is_refused(tmp_path: Path, key: str) -> None:
    """The message names the file and the comment that is missing, or is empty."""
    lines = TOP.splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith(f"# {key}"))
    for text in (without + QUERY, without + f"# {key}:\n" + QUERY):
        with pytest.raises(InputError, match=f"lamps.rq.*question-comments.*# {key}: …"):
            questions(_folder(tmp_path, lamps=text))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe# question", "question-utf8"),
        (TOP.encode() + b"#" * MAX_LENGTH, "question-length"),
        ((TOP + "🕯" * MAX_LENGTH).encode()[:-1], "question-length"),
    ],
)
def test_a_file_that_holds_no_readable_query_is_refused(
    tmp_path: Path, content: bytes, code: str
) -> None:
    """Binary and enormous files end in a fault, and only as much is read as could be allowed."""
    (tmp_path / "lamps.rq").write_bytes(content)
    with pytest.raises(InputError, match=code):
        questions(tmp_path)


def test_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    """Names are typed at a prompt: lower case and hyphens only."""
    (tmp_path / "Lamps_2.rq").write_text(TOP + QUERY, "utf-8")
    with pytest.raises(InputError, match="question-name"):
        questions(tmp_path)


def test_every_fault_of_a_folder_comes_in_one_run(tmp_path: Path) -> None:
    """One bad file does not hide another."""
    with pytest.raises(InputError) as raised:
        questions(_folder(tmp_path, a=QUERY, b=TOP, c=QUERY))
    assert [fault.place.file[-4:] for fault in raised.value.faults] == ["a.rq", "c.rq"]


def test_a_folder_or_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A path without questions is a fault of input, not a traceback."""
    with pytest.raises(InputError, match="question-folder"):
        questions(tmp_path / "nowhere")
    with pytest.raises(InputError, match="question-file"):
        read_question(tmp_path / "nothing.rq")


def test_a_question_is_found_by_its_name(tmp_path: Path) -> None:
    """A name finds its question even while another file of the folder is faulty."""
    folder = _folder(tmp_path, lamps=TOP, faulty=QUERY)
    assert find_question("lamps", folder).question == "How many lamps are there?"


def test_an_unknown_name_is_answered_with_the_near_ones(tmp_path: Path) -> None:
    """A misspelt name is met with the names it may have meant."""
    folder = _folder(tmp_path, lamps_at_night=TOP, nurses=TOP)
    with pytest.raises(UsageError, match="near it: lamps-at-night"):
        find_question("lamp-at-nigth", folder)
    with pytest.raises(UsageError, match="--list"):
        find_question("qqq", folder)


@pytest.mark.parametrize("name", ["../lamps", "/etc/passwd", "lamps.rq", "", "."])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    """Only what the folder itself holds can be named."""
    inner = tmp_path / "inner"
    inner.mkdir()
    _folder(tmp_path, lamps=TOP)
    with pytest.raises(UsageError, match="there is no question"):
        find_question(name, _folder(inner, nurses=TOP))


def test_the_bundled_questions_are_listed() -> None:
    """Without a folder the listing is that of the program's own questions."""
    assert len(questions()) >= 24
    first = questions()[0]
    assert find_question(first.name) == first
