"""Files, folders and archives that are imported: what is opened, and what is refused."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest

from mdmakg.errors import InputError
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.opened import Limits, Opened, bounded, opened, standard_input
from mdmakg.imports.zipped import member_names, members

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read(paths: Iterable[Path], limits: Limits | None = None) -> list[tuple[str, bytes | str]]:
    """Open all, and give the content of each, or why it was left out, by its last name."""
    return [
        (
            (one.where if isinstance(one, LeftOut) else one.name).rpartition("/")[2],
            one.why if isinstance(one, LeftOut) else one.stream.read(),
        )
        for one in opened(paths, limits or Limits())
    ]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_reads_a_file_a_folder_and_an_archive(tmp_path: Path) -> None:
    """A folder is read by name and to its depth, an archive in its own order."""
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "1.json").write_bytes(b"one")
    (folder / "a.json").write_bytes(b"a")
    file = tmp_path / "file.xml"
    file.write_bytes(b"file")
    archive = zipped(tmp_path / "all.zip", {"z/2.xml": b"two", "1.xml": b"one"})
    assert read([file, folder, archive]) == [
        ("file.xml", b"file"),
        ("a.json", b"a"),
        ("1.json", b"one"),
        ("2.xml", b"two"),
        ("1.xml", b"one"),
    ]


def test_finds_archives_by_their_content(tmp_path: Path) -> None:
    """A zip that is called json and a gzip without an ending are unpacked all the same."""
    mislabelled = zipped(tmp_path / "records.json", {"1.json": b"{}"})
    packed = tmp_path / "records"
    packed.write_bytes(gzip.compress(b"[]"))
    assert read([mislabelled, packed]) == [("1.json", b"{}"), ("records", b"[]")]


def test_reads_standard_input_packed_or_not() -> None:
    """What comes in is read as it is, or unpacked where it is packed."""
    assert standard_input(io.BytesIO(b"{}")).stream.read() == b"{}"
    assert standard_input(io.BytesIO(gzip.compress(b"{}"))).stream.read() == b"{}"


def test_tells_of_what_is_not_there(tmp_path: Path) -> None:
    """A name without a file is told, and what follows is read."""
    (tmp_path / "b").write_bytes(b"b")
    assert read([tmp_path / "a", tmp_path / "b"]) == [
        ("a", "cannot be opened: No such file or directory"),
        ("b", b"b"),
    ]


def test_passes_over_links_and_what_is_hidden_or_no_file(tmp_path: Path) -> None:
    """In a folder neither links are followed nor pipes opened, and each is told."""
    (tmp_path / ".hidden").write_bytes(b"")
    (tmp_path / "link").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe")
    assert read([tmp_path]) == [
        (".hidden", "is hidden: its name begins with a dot"),
        ("link", "is a link; links in folders are not followed"),
        ("pipe", "is no file"),
    ]


def test_stops_at_a_depth(tmp_path: Path) -> None:
    """Folders within folders are read so far and no farther."""
    deep = tmp_path / "1" / "2"
    deep.mkdir(parents=True)
    (deep / "file").write_bytes(b"")
    assert read([tmp_path], Limits(depth=2)) == [("2", "lies more than 2 folders deep")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_tells_of_a_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    """A folder without the right to read it is told."""
    (closed := tmp_path / "closed").mkdir(mode=0)
    assert read([closed]) == [("closed", "cannot be listed: Permission denied")]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../out.xml", "has a path that leads out of the archive"),
        ("/etc/passwd", "has a path that leads out of the archive"),
        ("C:/x.xml", "has a path that leads out of the archive"),
        ("a\\b.xml", "has a path that leads out of the archive"),
        ("a/" * 17 + "b.xml", "lies more than 16 folders deep"),
        ("inner.zip", "is an archive within an archive; unpack it first"),
        ("inner.xml.GZ", "is an archive within an archive; unpack it first"),
        ("__MACOSX/x.xml", "is hidden, or an index of its archive"),
        ("x/.DS_Store", "is hidden, or an index of its archive"),
    ],
)
def test_passes_over_strange_members(name: str, why: str, tmp_path: Path) -> None:
    """A member with such a path is told of, and the next is read."""
    archive = zipped(tmp_path / "all.zip", {name: b"x", "good.xml": b"good"})
    assert [content for _, content in read([archive])] == [why, b"good"]


def test_passes_over_links_in_archives(tmp_path: Path) -> None:
    """A link in an archive is not taken for the file that it names."""
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert read([tmp_path / "all.zip"]) == [("link.xml", "is a link")]


def test_passes_over_other_packings_and_encryption(tmp_path: Path) -> None:
    """Only deflate is unpacked, whose greatest ratio is known, and nothing that is encrypted."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.xml", b"a", zipfile.ZIP_LZMA)
        archive.writestr("b.xml", b"b")
    data = bytearray((tmp_path / "all.zip").read_bytes())
    second = data.rfind(b"PK\x01\x02")
    data[second + 8] |= 1  # the flag of encryption, APPNOTE 4.4.4
    (tmp_path / "all.zip").write_bytes(data)
    assert read([tmp_path / "all.zip"]) == [
        ("a.xml", "is packed by a method other than deflate"),
        ("b.xml", "is encrypted"),
    ]


def test_takes_the_first_of_two_members_of_one_name(tmp_path: Path) -> None:
    """A second member of the same name is told of."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.xml", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.xml", b"2")
    assert read([tmp_path / "all.zip"]) == [
        ("a.xml", b"1"),
        ("a.xml", "stands twice in the archive; the first was read"),
    ]


def test_stops_a_bomb_by_its_ratio(tmp_path: Path) -> None:
    """A member that unpacks to over 200 times its size is read no further."""
    archive = zipped(tmp_path / "bomb.zip", {"bomb.xml": bytes(8_000_000)})
    with pytest.raises(InputError, match="bytes, the most that are read of it"):
        read([archive])


def test_stops_a_gzip_bomb(tmp_path: Path) -> None:
    """So is a file packed by gzip."""
    (bomb := tmp_path / "bomb.gz").write_bytes(gzip.compress(bytes(8_000_000)))
    with pytest.raises(InputError, match="the most that are read of it"):
        read([bomb])


def test_reads_what_packs_well_without_being_a_bomb(tmp_path: Path) -> None:
    """Up to a million bytes no ratio is too great: short records of one kind pack well."""
    assert read([zipped(tmp_path / "small.zip", {"a": bytes(1 << 20)})]) == [("a", bytes(1 << 20))]


def test_refuses_an_archive_of_too_many_members(tmp_path: Path) -> None:
    """The count is read before the list of members is."""
    archive = zipped(tmp_path / "many.zip", {str(number): b"" for number in range(5)})
    told = [("many.zip", "lists 5 members, more than are read of one archive")]
    assert read([archive], Limits(members=4)) == told
    assert read([archive], Limits(directory=100)) == told
    assert len(read([archive], Limits(members=5))) == 5


def test_reads_the_count_of_a_large_archive_where_that_is(tmp_path: Path) -> None:
    """Beyond 65,535 members the count stands in another record, and is held to as well."""
    archive = zipped(tmp_path / "large.zip", {str(number): b"" for number in range(65_600)})
    told = "lists 65,600 members, more than are read of one archive"
    assert read([archive], Limits(members=65_599)) == [("large.zip", told)]


def test_refuses_members_that_share_bytes(tmp_path: Path) -> None:
    """Two entries for one piece of packed data are a bomb without nesting."""
    archive = zipped(tmp_path / "shared.zip", {"a.xml": b"a" * 100, "b.xml": b"a" * 100})
    data = bytearray(archive.read_bytes())
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)  # the offset of its header, APPNOTE 4.3.12
    archive.write_bytes(data)
    assert read([archive]) == [
        ("shared.zip", "has members that share bytes, which no honest archive has")
    ]


def test_tells_of_a_truncated_archive(tmp_path: Path) -> None:
    """An archive without its end is refused as a whole."""
    archive = zipped(tmp_path / "cut.zip", {"a.xml": b"a" * 100})
    archive.write_bytes(archive.read_bytes()[:-30])
    assert read([archive]) == [
        ("cut.zip", "is no zip archive that can be read: its end is missing")
    ]


def test_tells_of_a_member_whose_header_lies(tmp_path: Path) -> None:
    """A member that is not where the list says is told of."""
    archive = zipped(tmp_path / "lie.zip", {"a.xml": b"a", "b.xml": b"b"})
    data = bytearray(archive.read_bytes())
    data[0:4] = b"PK\x05\x06"
    archive.write_bytes(data)
    (first, why), second = read([archive])
    assert (first, second) == ("a.xml", ("b.xml", b"b"))
    assert cast("str", why).startswith("cannot be opened: ")


def test_opens_one_member_by_its_name(tmp_path: Path) -> None:
    """The others are neither opened nor told of, whatever is wrong with them."""
    archive = zipped(tmp_path / "lie.zip", {"a.xml": b"a", "b.xml": b"b", "../c.xml": b"c"})
    data = bytearray(archive.read_bytes())
    data[0:4] = b"PK\x05\x06"
    archive.write_bytes(data)
    with archive.open("rb") as stream:
        found = list(members("lie.zip", stream, Limits(), only="lie.zip/b.xml"))
        names = list(member_names("lie.zip", stream, Limits()))
    assert [one.name for one in found if isinstance(one, Opened)] == ["lie.zip/b.xml"]
    assert len(found) == 1
    assert names == ["lie.zip/a.xml", "lie.zip/b.xml", "lie.zip/../c.xml"]


def test_names_no_members_of_what_is_refused() -> None:
    """What is no archive has no names."""
    assert list(member_names("none.zip", io.BytesIO(b"none"), Limits())) == []


def test_stops_where_packed_bytes_are_broken(tmp_path: Path) -> None:
    """Bytes that do not unpack, or not to what was packed, are refused."""
    archive = tmp_path / "broken.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("a.xml", b"abcdef")
    archive.write_bytes(archive.read_bytes().replace(b"abcdef", b"abcdeF"))
    with pytest.raises(InputError, match="cannot be unpacked or read: Bad CRC"):
        read([archive])


def test_says_where_a_packed_file_is_cut_off(tmp_path: Path) -> None:
    """Gzip that stops too soon is told at the line and character up to which it could be read."""
    packed = tmp_path / "a.json.gz"
    text = "".join(f"{number} é\n" for number in range(50_000))
    whole = gzip.compress(text.encode(), mtime=0)
    packed.write_bytes(whole[: len(whole) // 2])
    given = b""
    with pytest.raises(InputError) as told:
        for one in opened([packed]):
            assert isinstance(one, Opened)
            while data := one.stream.read1(1000):  # type: ignore[attr-defined] # it is buffered
                given += data
    (fault,) = told.value.faults
    read = given.decode("utf-8", "ignore")
    assert text.startswith(read)
    assert (str(fault.code), fault.message) == ("truncated", "the packed file is cut off here")
    assert fault.place.line == read.count("\n") + 1 > 1000
    assert fault.place.column == len(read) - read.rfind("\n")


def test_shows_names_of_members_safely(tmp_path: Path) -> None:
    """A name with a terminal's escape in it comes out as letters."""
    archive = zipped(tmp_path / "all.zip", {"a\x1b[31m.xml": b""})
    assert read([archive])[0][0] == r"a\x1b[31m.xml"


def test_gives_out_no_more_than_is_allowed() -> None:
    """The bound on size holds for what is not packed, too."""
    stream = bounded("a", io.BytesIO(b"x" * 11), None, Limits(size=10)).stream
    with pytest.raises(InputError, match="more than 10 bytes"):
        stream.read()


def test_opens_one_file_at_a_time(tmp_path: Path) -> None:
    """The file before is closed when the next is asked for, so that half a million can be read."""
    for name in "ab":
        (tmp_path / name).write_bytes(b"")
    files = opened([tmp_path])
    first = cast("Opened", next(files)).stream
    raw = cast("BinaryIO", first.raw)._stream  # type: ignore[attr-defined] # the stream below the bounds
    assert not raw.closed
    next(files)
    assert raw.closed
