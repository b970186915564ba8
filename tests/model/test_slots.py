"""Which slots a relation uses: the table is whole, and closes what is left out."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from mdmakg.model.claim import Proposition, Relation
from mdmakg.model.document import Document
from mdmakg.model.scalar import NOT_APPLICABLE, NOT_STATED, Ref
from mdmakg.model.slots import SLOTS, USED, closed_slots
from mdmakg.model.study import TimeRole


def test_every_relation_has_a_row() -> None:
    """Each relation has its row, each slot some relation and a field of the proposition."""
    assert set(USED) == set(Relation)
    assert set().union(*USED.values()) == set(SLOTS)
    assert set(SLOTS) <= {field.alias for field in Proposition.model_fields.values()}


@pytest.mark.parametrize("relation", Relation)
def test_left_out_slots_are_closed(relation: Relation) -> None:
    """Every slot gets a value: not-stated where the relation uses it, else not-applicable."""
    bare = Proposition.model_validate({"subject": "a", "relation": relation, "object": "b"})
    assert closed_slots(bare) == {
        name: NOT_STATED if name in USED[relation] else NOT_APPLICABLE for name in SLOTS
    }


def test_a_filled_slot_stays() -> None:
    """What the curator wrote is kept, the closing words too."""
    said = Proposition.model_validate(
        {
            "subject": "a",
            "relation": "is-a",
            "object": "b",
            "population": "people",
            "comparator": "not-stated",
            "from": "baseline",
            "to": "not-applicable",
        }
    )
    slots = closed_slots(said)
    assert isinstance(slots["population"], Ref)
    assert (slots["comparator"], slots["from"], slots["to"], slots["setting"]) == (
        NOT_STATED,
        TimeRole.BASELINE,
        NOT_APPLICABLE,
        NOT_APPLICABLE,
    )
    assert list(slots) == list(SLOTS)


def test_records_cannot_be_changed() -> None:
    """A record is frozen once it is read."""
    document = Document.model_validate({"curation": {"curator": "Ann", "coded": "2025-01-02"}})
    with pytest.raises(ValidationError):
        setattr(document, "curation", document.curation)  # noqa: B010 - the type checker refuses the plain form
