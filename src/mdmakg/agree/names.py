"""What a reference means to both coders, whose ids for one claim or result may differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.agree.match import Pair
    from mdmakg.model.corpus import DocumentFile
    from mdmakg.model.scalar import Ref

__all__ = ["Name", "Names"]


@dataclass(frozen=True, slots=True)
class Name:
    """A thing under the name that coder A has for it; ``coder`` where only one coder has it."""

    document: str
    id: str
    coder: str = ""


_Known = Mapping[tuple[str, str], Name]


@dataclass(frozen=True, slots=True)
class Names:
    """The claims and results that both coders define, by document and local id.

    ``beside`` gives each document the id that the other coder's file has.
    """

    of_a: _Known
    of_b: _Known
    beside: Mapping[str, str]

    @classmethod
    def of(cls, compared: Iterable[tuple[DocumentFile, DocumentFile, Iterable[Pair]]]) -> Names:
        """Collect names from documents and what was matched between them."""
        of_a: dict[tuple[str, str], Name] = {}
        of_b: dict[tuple[str, str], Name] = {}
        beside: dict[str, str] = {}
        for a, b, pairs in compared:
            beside |= {b.id: a.id, a.id: b.id}
            same = {pair.b: pair.a for pair in pairs}
            shared = set(same.values())
            for id_ in (*a.document.results, *a.document.claims):
                of_a[a.id, id_] = Name(a.id, id_, "" if id_ in shared else "a")
            for id_ in (*b.document.results, *b.document.claims):
                of_b[b.id, id_] = Name(a.id, same[id_]) if id_ in same else Name(b.id, id_, "b")
        return cls(of_a, of_b, beside)

    def a(self, file: DocumentFile, ref: Ref) -> Name:
        """Say what a reference of coder A means."""
        return self._meant(file, ref, self.of_a, self.of_b)

    def b(self, file: DocumentFile, ref: Ref) -> Name:
        """Say what a reference of coder B means."""
        return self._meant(file, ref, self.of_b, self.of_a)

    def _meant(self, file: DocumentFile, ref: Ref, own: _Known, others: _Known) -> Name:
        """Look a reference up among the coder's own things, then among those of the other.

        One coder may code claims alone, against the results that the other defines;
        what neither defines is in a document that both share.
        """
        owner, _, local = ref.id.rpartition(":")
        document = owner or file.id
        other = self.beside.get(document, document)
        found = (
            own.get((document, local)),
            others.get((document, local)),
            others.get((other, local)),
        )
        return next((name for name in found if name), Name(owner, local))
