"""What names the participants of a study: two studies with one such name have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["named_by"]

_OF_NOBODY: Final = "number:"


def named_by(facts: Facts, study: str) -> tuple[str, ...]:
    """Give a study's cohort and its registrations.

    A number whose register is not told names nothing: others give such numbers, too.
    """
    registered = facts.all(study, m.registration)
    known = (one for one in registered if not one.startswith(_OF_NOBODY))
    return (*facts.all(study, m.hasCohort), *known)
