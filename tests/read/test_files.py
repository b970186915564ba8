"""Files are read whole and as they stand, or refused with one fault that says why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.files import decode, lines_of, place_at, read_bytes, read_text


def refusal(path: Path, limit: int = 1000) -> Fault:
    """Give the one fault of a file that is not read."""
    with pytest.raises(InputError) as caught:
        read_text(path, shown_as="shown.txt", limit=limit)
    (fault,) = caught.value.faults
    assert fault.place.file == "shown.txt"
    return fault


def written(folder: Path, content: bytes) -> Path:
    """Write bytes to a file and give its path."""
    path = folder / "a.txt"
    path.write_bytes(content)
    return path


def test_a_text_is_read_as_it_stands(tmp_path: Path) -> None:
    """Line ends of any kind and the byte order mark stay, for positions count them."""
    text = "\ufeffeins\r\nzwei\rüß\n𝄞\u2028\x85"
    assert read_text(written(tmp_path, text.encode())) == text


def test_bytes_are_read_as_they_stand(tmp_path: Path) -> None:
    """Reading bytes asks for no encoding."""
    assert read_bytes(written(tmp_path, b"\0\r\n\xff")) == b"\0\r\n\xff"


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    """Whether a file may be empty is not for its reader to say."""
    assert read_text(written(tmp_path, b"")) == ""


def test_a_fault_is_shown_at_the_path_unless_told(tmp_path: Path) -> None:
    """Without another name the fault names the path."""
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "none")
    assert caught.value.faults[0].place == Place(str(tmp_path / "none"), 1, 1)


def test_the_bound_itself_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """A limit is the largest size that passes."""
    assert read_text(written(tmp_path, b"12345"), limit=5) == "12345"
    fault = refusal(written(tmp_path, b"123456"), limit=5)
    assert fault.code == "too-large"
    assert "5 bytes" in fault.message


@pytest.mark.parametrize("name", ["none.txt", "file/inside.txt", "none/inside.txt"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    """No file, no folder to hold it, or a file where a folder should be."""
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / name).code == "missing-file"


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    """A NUL or half a character in a name is a fault, not a traceback."""
    assert refusal(tmp_path / name).code == "unreadable"


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    """What the system cannot open is unreadable, with the system's reason."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    fault = refusal(loop)
    assert fault.code == "unreadable"
    assert fault.message.endswith(os.strerror(40) if os.name == "posix" else fault.message)


def test_a_link_is_followed(tmp_path: Path) -> None:
    """A link reads as the file that it leads to."""
    link = tmp_path / "link"
    link.symlink_to(written(tmp_path, b"x"))
    assert read_text(link) == "x"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_a_file_that_fails_while_it_is_read_is_refused() -> None:
    """An error of the system after opening is a fault as well."""
    assert refusal(Path("/proc/self/mem")).code == "unreadable"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder is no file."""
    fault = refusal(tmp_path)
    assert fault.code == "not-a-file"
    assert "folder" in fault.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    """A pipe to which nobody writes does not hang the reader."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(pipe).code == "not-a-file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs devices with names")
def test_a_device_is_refused() -> None:
    """A device without end is not read."""
    assert refusal(Path("/dev/zero")).code == "not-a-file"


@pytest.mark.parametrize(
    "content", [b"a\nb\0c", b"\xff\xfea\0", b"\xfe\xff\0a", b"\xff\xfe\x61\x62"]
)
def test_binary_files_and_utf16_are_refused(tmp_path: Path, content: bytes) -> None:
    """NUL bytes and the marks of UTF-16 say that a file is no UTF-8 text."""
    fault = refusal(written(tmp_path, content))
    assert (fault.code, fault.place.line, fault.place.column) == ("binary", 1, 1)


# Bytes, and line and column of the first bad one, counted by hand.
BAD_BYTES = [
    (b"\xfc", 1, 1, "�"),
    ("aü𝄞".encode() + b"\xe4b\nc", 1, 4, "aü𝄞�b"),
    (b"a\r\nb\rc\n" + "ß".encode() + b"\xff\xff", 4, 2, "ß��"),
    (b"a\n\xe2\x82", 2, 1, "�"),
    (b"a\n\xed\xa0\x80", 2, 1, "���"),
]


@pytest.mark.parametrize(("content", "line", "column", "shown"), BAD_BYTES)
def test_the_first_byte_that_is_no_utf8_has_its_place(
    content: bytes, line: int, column: int, shown: str
) -> None:
    """The fault stands at the bad byte, its line shown with a mark in its stead."""
    with pytest.raises(InputError) as caught:
        decode(content, "f")
    (fault,) = caught.value.faults
    assert (fault.code, fault.place, fault.line) == ("not-utf8", Place("f", line, column), shown)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("a", ("a",)),
        ("a\n", ("a",)),
        ("a\r\n\rb\n\n", ("a", "", "b", "")),
        ("a\x0bb\x0c\x85\u2028c", ("a\x0bb\x0c\x85\u2028c",)),
    ],
)
def test_lines_end_where_editors_end_them(text: str, lines: tuple[str, ...]) -> None:
    """LF, CR LF and CR end a line; what Python's splitlines adds does not."""
    assert lines_of(text) == lines


@given(st.text("aü𝄞\n\r", min_size=1), st.data())
def test_a_character_stands_at_its_place(text: str, data: st.DataObject) -> None:
    """The character at the place of an index is the character at the index."""
    inside = [index for index, char in enumerate(text) if char not in "\r\n"]
    for index in data.draw(st.lists(st.sampled_from(inside), max_size=3)) if inside else []:
        place = place_at(text, index, "f")
        assert lines_of(text)[place.line - 1][place.column - 1] == text[index]


@given(st.binary(max_size=50))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    """Whatever the bytes, they are text that encodes back to them, or a fault."""
    try:
        assert decode(content, "f").encode() == content
    except InputError as error:
        assert error.faults[0].code in {"binary", "not-utf8"}
