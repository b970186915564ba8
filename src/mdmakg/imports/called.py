"""Names that a curator gives for what a corpus has, and those that nothing was called by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mdmakg.errors import UsageError
from mdmakg.imports.known import folded, heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.imports.known import Known

__all__ = ["AS", "unmatched", "with_names"]

AS: Final = "--as "
"""How the place of what is left out begins if a name of the curator's was."""

_SHOWN: Final = 20  # names that a message lists
_SECTIONS: Final = ("interventions", "outcomes", "concepts", "instruments")


def with_names(known: Known, names: Iterable[str]) -> Known:
    """Add a curator's names for what the corpus has, each written NAME=ID.

    Errors: ``UsageError`` for what is not so written, or names what is not there.
    """
    for said in names:
        name, _, id_ = said.rpartition("=")
        if not name.strip():
            raise UsageError(f"--as takes NAME=ID, not {said!r}")
        known = _with_name(known, folded(name), id_.strip())
        known = replace(known, called={**known.called, folded(name): said})
    known = replace(known, asked=set())
    return replace(
        known,
        instruments=heard(known, "instruments", known.instruments),
        concepts=heard(known, "concepts", known.concepts),
        interventions=heard(known, "interventions", known.interventions),
        outcomes=heard(known, "outcomes", known.outcomes),
    )


def unmatched(known: Known) -> Iterator[tuple[str, str]]:
    """Give the curator's names that nothing was called by, each as it was said, with why.

    Such is a name, too, that is that of something of another section than what it is given to.
    """
    met = frozenset(known.asked)
    others = sorted({name for name, _ in met} - known.called.keys())
    names = ", ".join(map(repr, others[:_SHOWN])) + (", …" if others[_SHOWN:] else "")
    for name, said in known.called.items():
        asked = [section for section in _SECTIONS if (name, section) in met]
        if not asked:
            looked = f"what is looked for is {names}" if names else "no name is looked for in them"
            yield said, f"nothing in these records is called so; {looked}"
        elif (held := _section(known, name, said)) not in asked:
            among = " and ".join(asked)
            yield said, f"in these records it is a name among {among}, and the id is of {held}"


def _section(known: Known, name: str, said: str) -> str:
    """Find the section of what a curator's name is given to."""
    id_ = said.rpartition("=")[2].strip()
    if id_ == known.instruments.get(name, ("", ""))[0]:
        return "instruments"
    return next(one for one in _SECTIONS if dict(getattr(known, one)).get(name) == id_)


def _with_name(known: Known, name: str, id_: str) -> Known:
    if id_ in known.interventions.values():
        return replace(known, interventions={**known.interventions, name: id_})
    if id_ in known.outcomes.values():
        return replace(known, outcomes={**known.outcomes, name: id_})
    if id_ in known.concepts.values():
        return replace(known, concepts={**known.concepts, name: id_})
    scales = dict(known.instruments.values())
    if id_ in scales:
        return replace(known, instruments={**known.instruments, name: (id_, scales[id_])})
    says = "no intervention, outcome, concept or instrument of the corpus beside is called"
    raise UsageError(f"{says} {id_!r}; --beside says which corpus that is")
