"""The ledger of a build: what was read and judged before, by digest, in one SQLite file.

It is a convenience outside the promise of equal bytes: without it everything is read and
judged again. What a killed build had done stands in it, so the next one goes on from there.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mdmakg.build.executor.program import program_here
from mdmakg.build.plan.joinrow import JoinRow
from mdmakg.errors import StoreError
from mdmakg.model.outline import Outline, Piece
from mdmakg.read.inflate import inflated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Ledger", "opened"]

_SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS made (by TEXT PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS document
        (file TEXT PRIMARY KEY, digest TEXT, outline TEXT, packed BLOB);
    CREATE TABLE IF NOT EXISTS part (key TEXT PRIMARY KEY, told TEXT);
    CREATE TABLE IF NOT EXISTS joined
        (key TEXT, property TEXT, value TEXT, focus TEXT, place TEXT, always INTEGER,
         digest TEXT, lines BLOB);
    CREATE INDEX IF NOT EXISTS joined_key ON joined (key);
    CREATE INDEX IF NOT EXISTS joined_value ON joined (property, value);
    CREATE VIEW IF NOT EXISTS shared AS SELECT * FROM joined
        WHERE always OR (property, value) IN
            (SELECT property, value FROM joined GROUP BY property, value HAVING COUNT(*) > 1);
    CREATE TABLE IF NOT EXISTS bucket (key TEXT PRIMARY KEY, told TEXT);
"""
_FORM: Final = 3


class Ledger:
    """Documents as they were read, and parts as they were judged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def outlines(self, files: Mapping[str, tuple[str, int]]) -> Mapping[str, Outline]:
        """Give the outlines of documents that were read before, by file name.

        ``files`` is file name to SHA-256 and size.
        """
        rows = self._connection.execute("SELECT file, digest, outline FROM document")
        return {
            file: _outline(told)
            for file, digest, told in rows
            if file in files and files[file][0] == digest
        }

    def keep_documents(self, rows: Iterable[tuple[Outline, bytes]]) -> None:
        """Keep documents that were read, packed."""
        told = (
            (f"{o.document}.yaml", o.digest, json.dumps(o), zlib.compress(packed, 1))
            for o, packed in rows
        )
        with self._connection:
            say = "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)"
            self._connection.executemany(say, told)

    def packed(self, document: str) -> bytes:
        """Give a document that was read last."""
        say = "SELECT packed FROM document WHERE file = ?"
        content: bytes = self._connection.execute(say, (f"{document}.yaml",)).fetchone()[0]
        return _unpacked(content)

    def part(self, key: str) -> Mapping[str, Any] | None:
        """Give what is known of a part that was judged."""
        return self._told("SELECT told FROM part WHERE key = ?", key)

    def keep_part(self, key: str, told: Mapping[str, Any], rows: Iterable[JoinRow]) -> None:
        """Keep what is known of a part, once its files stand, and what joins it to others."""
        told_rows = ((key, *_written(row)) for row in rows)
        with self._connection:
            self._connection.execute("DELETE FROM joined WHERE key = ?", (key,))
            say = "INSERT INTO joined VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            self._connection.executemany(say, told_rows)
            say = "INSERT OR REPLACE INTO part VALUES (?, ?)"
            self._connection.execute(say, (key, json.dumps(told)))

    def shared(self) -> Iterator[tuple[str, str, str, str]]:
        """Give property, value, thing and a digest of what is known of it, if they are shared."""
        say = "SELECT property, value, focus, digest FROM shared ORDER BY 1, 2, 3, 4"
        return iter(self._connection.execute(say))

    def rows_of(self, values: Iterable[tuple[str, str]]) -> Iterator[JoinRow]:
        """Give the rows of some values, each with its property before it."""
        say = (
            "SELECT focus, place, lines, always FROM joined"
            " WHERE property = ? AND value = ? ORDER BY focus, digest"
        )
        for by, value in sorted(set(values)):
            for focus, place, lines, always in self._connection.execute(say, (by, value)):
                file, line, column = json.loads(place)
                told = _unpacked(lines).decode()
                yield JoinRow(by, value, focus, (file, line, column), told, bool(always))

    def bucket(self, key: str) -> Mapping[str, Any] | None:
        """Give what was found when some rows were looked at together."""
        return self._told("SELECT told FROM bucket WHERE key = ?", key)

    def keep_bucket(self, key: str, told: Mapping[str, Any]) -> None:
        """Keep what was found when some rows were looked at together."""
        with self._connection:
            say = "INSERT OR REPLACE INTO bucket VALUES (?, ?)"
            self._connection.execute(say, (key, json.dumps(told)))

    def forget_buckets(self, kept: Iterable[str]) -> None:
        """Forget what was found in rows that are not there any more."""
        self._forget("SELECT key FROM bucket", "DELETE FROM bucket WHERE key = ?", kept)

    def forget_others(self, files: Iterable[str], keys: Iterable[str]) -> None:
        """Forget the documents and parts that the corpus no longer has."""
        known = tuple(keys)
        for listing, forgetting, kept in (
            ("SELECT file FROM document", "DELETE FROM document WHERE file = ?", files),
            ("SELECT key FROM part", "DELETE FROM part WHERE key = ?", known),
            ("SELECT DISTINCT key FROM joined", "DELETE FROM joined WHERE key = ?", known),
        ):
            self._forget(listing, forgetting, kept)

    def _told(self, say: str, key: str) -> Mapping[str, Any] | None:
        """Give what was told under a key, if it can be read: else it is found out again."""
        found = self._connection.execute(say, (key,)).fetchone()
        try:
            told = json.loads(found[0]) if found else None
        except ValueError:
            return None
        return told if isinstance(told, dict) else None

    def _forget(self, listing: str, forgetting: str, kept: Iterable[str]) -> None:
        there = {row[0] for row in self._connection.execute(listing)}
        with self._connection:
            gone = [(name,) for name in sorted(there - frozenset(kept))]
            self._connection.executemany(forgetting, gone)


def _written(row: JoinRow) -> tuple[object, ...]:
    place = json.dumps(row.place)
    digest = sha256(f"{place} {row.lines}".encode()).hexdigest()[:32]
    lines = zlib.compress(row.lines.encode(), 1)
    return row.by, row.value, row.focus, place, row.always, digest, lines


def _unpacked(content: bytes) -> bytes:
    try:
        return inflated(content)
    except ValueError as error:
        says = f"the ledger of the build is damaged: {error}; without that file all is judged anew"
        raise StoreError(says) from error


def _outline(told: str) -> Outline:
    found = Outline(*map(_tuple, json.loads(told)))
    return found._replace(pieces=tuple(Piece(*map(_tuple, piece)) for piece in found.pieces))


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@contextlib.contextmanager
def opened(path: Path | None) -> Iterator[Ledger]:
    """Open a ledger; without a path one that is gone afterwards. A damaged one is begun anew.

    Errors: ``StoreError`` if it cannot be written, then or later, or proves to be damaged.
    """
    name = "" if path is None else str(path)  # SQLite puts a nameless one beside, not in, memory
    try:
        connection = _connected(name)
        if connection is None and path is not None:
            for beside in ("", "-wal", "-shm"):
                path.with_name(path.name + beside).unlink(missing_ok=True)
            connection = _connected(name)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{name}: the ledger of the build cannot be written: {error}") from error
    assert connection is not None  # noqa: S101 - a new one is never damaged
    try:
        with contextlib.closing(connection):
            yield Ledger(connection)
    except sqlite3.Error as error:
        says = f"{name}: the ledger of the build: {error}; without that file all is judged anew"
        raise StoreError(says) from error


def _connected(name: str) -> sqlite3.Connection | None:
    """Connect to a ledger of this very program; nothing for any other file, or a link to one."""
    by = f"{program_here()}, form {_FORM}"
    if name and Path(name).is_symlink():
        return None
    connection = sqlite3.connect(name)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
        made = [row[0] for row in connection.execute("SELECT by FROM made")]
        if not made:
            connection.execute("INSERT INTO made VALUES (?)", (by,))
            connection.commit()
        if made in ([], [by]):
            return connection
    except sqlite3.OperationalError:  # full, locked, not to be written: it is not damaged
        connection.close()
        raise
    except sqlite3.DatabaseError:
        pass
    connection.close()
    return None
