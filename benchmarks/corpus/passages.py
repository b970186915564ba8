"""A text as it is written down: sections of sentences, with the anchor of each."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Node, Tree

__all__ = ["Text", "anchor"]


def anchor(start: int, words: str) -> str:
    """Give the anchor of words that begin at a position: START-END DIGEST16."""
    digest = sha256(words.encode()).hexdigest()[:16]
    return f"{start}-{start + len(words)} {digest}"


class Text:
    """A text that grows by sentences.

    Units: positions in code points. A section is one line, and an empty line parts two.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._sections: list[tuple[str, int, int]] = []
        self._sentences: list[str] = []

    def say(self, section: str, words: str) -> str:
        """Add a sentence; give its anchor."""
        if not self._sections or self._sections[-1][0] != section:
            self._add("\n\n" if self._sections else "")
            self._sections.append((section, self._length, self._length))
        else:
            self._add(" ")
        found = anchor(self._length, words)
        self._sentences.append(found)
        self._add(words)
        name, start, _ = self._sections[-1]
        self._sections[-1] = (name, start, self._length)
        return found

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    @property
    def whole(self) -> str:
        """The text as it stands in its file."""
        return "".join(self._parts)

    def described(self, file: str) -> Tree:
        """Describe the text as a document file does."""
        sections: list[Node] = [
            {"section": section, "at": f"{start}-{end}"} for section, start, end in self._sections
        ]
        return {
            "file": file,
            "sha256": sha256(self.whole.encode()).hexdigest(),
            "length": str(self._length),
            "sections": sections,
            "sentences": self._sentences,
        }
