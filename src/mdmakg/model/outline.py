"""What a document declares and refers to: all that has to be known to plan a build of it."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from mdmakg.model.scalar import Kind

__all__ = ["LOCAL_SECTIONS", "SECTIONS", "VOCABULARY", "EntryPath", "Outline", "Piece"]

EntryPath: TypeAlias = tuple[str, str]
"""A section of a document file and an id in it: ``("concepts", "mdd")``."""

SECTIONS = {
    "sources": Kind.SOURCE,
    "studies": Kind.STUDY,
    "interventions": Kind.INTERVENTION,
    "instruments": Kind.INSTRUMENT,
    "outcomes": Kind.OUTCOME,
    "concepts": Kind.CONCEPT,
}
"""The sections whose ids hold everywhere, and what an id there names."""

LOCAL_SECTIONS = {"results": Kind.RESULT}
"""The sections of a list whose ids hold in their document."""

VOCABULARY = frozenset({Kind.INTERVENTION, Kind.INSTRUMENT, Kind.OUTCOME, Kind.CONCEPT})
"""The kinds of which documents speak without having to do with one another."""


class Piece(NamedTuple):
    """One entry of a section; of those whose ids are local only in a list.

    Shape: ``identity`` are the ids, as written, to which the entry refers but for its
           reports, ``reports`` those of its reports; ``locals`` are the local ids that
           it declares; ``links`` what joins it to others and is no id. ``digest`` is of
           its identity, ``whole`` of all of it with its places, both 16 hex digits of
           a SHA-256. An entry that is not ``labelled``
           only adds reports to what another file declares.
    """

    path: EntryPath
    labelled: bool
    identity: tuple[str, ...]
    reports: tuple[str, ...]
    locals: tuple[str, ...]
    links: tuple[str, ...]
    digest: str
    whole: str

    @property
    def kind(self) -> Kind:
        """What its id names."""
        return SECTIONS.get(self.path[0]) or LOCAL_SECTIONS[self.path[0]]

    @property
    def declares(self) -> bool:
        """Whether its id holds everywhere and is given its label here."""
        return self.labelled and self.path[0] in SECTIONS

    @property
    def id(self) -> str:
        """Its id."""
        return self.path[1]


class Outline(NamedTuple):
    """A document file, without what it says.

    Shape: ``first`` is the voice of what belongs to none; ``references`` are the ids, as
           written, to which claims, results and acceptances refer; ``speaking`` of all
           those of sources that say something or have parts; ``text`` is the file and
           SHA-256 of its text. A document that ``is_list`` has no text of its own, and
           need not be looked at as one.
    """

    document: str
    digest: str
    first: str
    pieces: tuple[Piece, ...]
    references: tuple[str, ...]
    speaking: tuple[str, ...]
    text: tuple[str, str] | None
    is_list: bool
