"""Studies of one table that have one registration."""

from __future__ import annotations

import pytest
from imported import from_text, remarks_on
from test_metapsy_tables import ROW, changed, table

from mdmakg.imports.known import Known

ONE = {"doi": "10.5555/lamp.1", "_id": "one", "registration_number": "NCT00000001"}
TWO = {"study": "Saucer 2032", "doi": "10.5555/lamp.2", "_id": "two"}
IN_CORPUS = Known(studies={"nct NCT00000001": "lamp"}, numbers={"lamp": frozenset()})


@pytest.mark.parametrize("known", [Known(), IN_CORPUS], ids=["new", "one-in-the-corpus"])
def test_two_studies_of_one_number_are_told(known: Known) -> None:
    """They count once, and a table that calls them otherwise is asked to say what it means."""
    text = table(changed(**ONE), changed(**{**TWO, "registration_number": "nct 00000001"}))
    (told,) = (one for one in remarks_on(text, known) if "one registration" in one)
    assert told == (
        "the studies 'Lindgren 2031' and 'Saucer 2032' have one registration, NCT00000001: they "
        "count as the same participants; if they are one study, call it alike in each row"
    )


@pytest.mark.parametrize("number", ["NCT00000002", "0815", "NA"])
def test_other_numbers_are_no_sign(number: str) -> None:
    """Two numbers of a register, numbers of none that is known, and none at all."""
    own = {"registration_number": "0815" if number == "0815" else "NCT00000001"}
    text = table(changed(**{**ONE, **own}), changed(**{**TWO, "registration_number": number}))
    assert remarks_on(text, Known()) == []


def test_two_rows_of_one_study_are_told_of_nothing() -> None:
    """A study with two results has its number once."""
    text = table(ROW, changed(_id="again"))
    document, _ = from_text(text)
    assert len(document["results"]) == 2
    assert remarks_on(text, Known()) == []
