"""Acceptances: what a check found and a curator lets stand, with a reason."""

from __future__ import annotations

from typing import Annotated

from mdmakg.model.record import Record
from mdmakg.model.scalar import Day, Kind, Line, Ref, Scalar, reference

__all__ = ["Acceptance", "CheckCode"]

# The shapes of structure have codes with dots and capitals. They are read, so that it
# can be said why what they find is not accepted.
CheckCode = Annotated[
    str, Scalar(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}", "the code of a check: scope-widened", str)
]

# A cohort has an id and no place of its own to be named at.
_NAMED = tuple(kind for kind in Kind if kind is not Kind.COHORT)


class Acceptance(Record):
    """That what one check finds on one thing, or on a part of it, is accepted."""

    check: CheckCode
    of: Annotated[Ref, reference(*_NAMED)]
    by: Line
    why: Line
    on: Day
