"""Which slots of a proposition its relation uses.

A slot that is left out is closed: ``not-stated`` where the relation uses it,
``not-applicable`` where it does not. Checks may then negate over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.model.claim import Proposition, Relation
from mdmakg.model.scalar import NOT_APPLICABLE, NOT_STATED, Ref, Unsaid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.model.study import TimeRole

__all__ = ["SLOTS", "USED", "closed_slots"]

SLOTS: Final = ("population", "comparator", "from", "to", "setting")

USED: Final[Mapping[Relation, frozenset[str]]] = {
    Relation.CHANGES: frozenset(SLOTS),
    Relation.DOES_NOT_CHANGE: frozenset(SLOTS),
    Relation.CAUSES: frozenset({"population", "setting"}),
    Relation.IS_MANIFESTATION_OF: frozenset({"population", "setting"}),
    Relation.ACTS_THROUGH: frozenset({"population", "setting"}),
    Relation.IS_ASSOCIATED_WITH: frozenset({"population", "setting"}),
    Relation.IS_SUITED_TO: frozenset({"population", "comparator", "setting"}),
    Relation.CONSISTS_OF: frozenset({"setting"}),
    Relation.HAS_FREQUENCY: frozenset({"population", "setting"}),
    Relation.IS_BETTER_THAN: frozenset({"population", "setting"}),
    Relation.IS_MEASURED_BY: frozenset({"population", "setting"}),
    Relation.IS_A: frozenset(),
}


def closed_slots(proposition: Proposition) -> Mapping[str, Ref | TimeRole | Unsaid]:
    """Give every slot a value, in the order of ``SLOTS``."""
    said: Mapping[str, Ref | TimeRole | Unsaid | None] = {
        "population": proposition.population,
        "comparator": proposition.comparator,
        "from": proposition.from_,
        "to": proposition.to,
        "setting": proposition.setting,
    }
    return {name: said[name] or _closing(proposition.relation, name) for name in SLOTS}


def _closing(relation: Relation, name: str) -> Unsaid:
    return NOT_STATED if name in USED[relation] else NOT_APPLICABLE
